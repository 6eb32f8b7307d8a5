import type { AvatarName } from '@rawi/agent'
import { z } from 'zod'
import type { SpeechProvider } from './call-choices.ts'

const text = z.string()
const modelUrl = text.refine((given) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), {
  message: 'must be an address such as https://api.openai.com/v1',
})

const speechProvider = z.enum(
  ['openai', 'deepgram', 'elevenlabs', 'google', 'mistral', 'xai'] satisfies SpeechProvider[],
  'must be openai, deepgram, elevenlabs, google, mistral or xai',
) as z.ZodType<SpeechProvider, string>

/** Settings of the calls that people make at the call page. */
export const CALL_SETTINGS = {
  RAWI_CALLS: {
    key: 'calls',
    value: z.enum(['open', 'off'], 'must be open or off') as z.ZodType<'open' | 'off', string>,
    about: 'Whether anybody who reaches the server may call at /call; by default open.',
  },
  RAWI_CALLS_MAX: {
    key: 'callsMax',
    value: z
      .string()
      .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 9999')
      .transform(Number)
      .refine((number) => number >= 1, 'must be a whole number from 1 to 9999'),
    about: 'Calls at once in one server; the next caller is told to come back. By default 100.',
  },
  RAWI_PERSONAS: {
    key: 'personas',
    value: text,
    about:
      'Folder of the personas (*.yaml) that answer; a changed file holds for the next call. By default the samples.',
  },
  RAWI_BRAIN_PROVIDER: {
    key: 'brainProvider',
    value: z.enum(['openai', 'google', 'mistral', 'xai'], 'must be openai, google, mistral or xai') as z.ZodType<
      'openai' | 'google' | 'mistral' | 'xai',
      string
    >,
    about:
      'Whose API answers; by default openai. The others need a model and a key, and no address; google a package too.',
  },
  RAWI_BRAIN_URL: {
    key: 'brainUrl',
    value: modelUrl,
    about: 'OpenAI-compatible endpoint of the language model that answers; by default the persona answers by itself.',
  },
  RAWI_BRAIN_MODEL: { key: 'brainModel', value: text, about: 'Model of that endpoint.' },
  RAWI_BRAIN_KEY: { key: 'brainKey', value: text, about: 'API key of that endpoint.', secret: true },
  RAWI_HEARING_PROVIDER: {
    key: 'hearingProvider',
    value: speechProvider,
    about:
      'Whose API hears; by default openai. The others need a model (but xai) and a key, and no address; deepgram a package too unless its model is nova-3.',
  },
  RAWI_HEARING_URL: {
    key: 'hearingUrl',
    value: modelUrl,
    about: 'OpenAI-compatible endpoint that turns speech into words; by default the browser does, or callers type.',
  },
  RAWI_HEARING_MODEL: { key: 'hearingModel', value: text, about: 'Model of that endpoint.' },
  RAWI_HEARING_KEY: { key: 'hearingKey', value: text, about: 'API key of that endpoint.', secret: true },
  RAWI_VOICE: {
    key: 'voice',
    value: z.enum(['builtin', 'none'], 'must be builtin or none') as z.ZodType<'builtin' | 'none', string>,
    about: 'The built-in voice, or captions only; by default builtin.',
  },
  RAWI_VOICE_PROVIDER: {
    key: 'voiceProvider',
    value: speechProvider,
    about:
      'Whose API speaks; by default openai. The others need a key and no address, a model (but xai) and the name or id of a voice (but deepgram, where the model is one).',
  },
  RAWI_VOICE_URL: {
    key: 'voiceUrl',
    value: modelUrl,
    about: 'OpenAI-compatible endpoint that speaks instead of the built-in voice.',
  },
  RAWI_VOICE_MODEL: { key: 'voiceModel', value: text, about: 'Model of that endpoint.' },
  RAWI_VOICE_NAME: { key: 'voiceName', value: text, about: 'Name of its voice.' },
  RAWI_VOICE_KEY: { key: 'voiceKey', value: text, about: 'API key of that endpoint.', secret: true },
  AVATAR_PROVIDER: {
    key: 'avatarProvider',
    value: z.enum(
      ['builtin', 'audio', 'tavus', 'lemonslice', 'anam', 'bey'] satisfies AvatarName[],
      'must be builtin, audio, tavus, lemonslice, anam or bey',
    ) as z.ZodType<AvatarName, string>,
    about:
      'Who shows the agent: builtin, audio (no face), or one in the cloud, which needs a LiveKit room: calls at /call have none and show the built-in face.',
  },
  RAWI_RECORDINGS: {
    key: 'recordings',
    value: z.enum(['on', 'off'], 'must be on or off') as z.ZodType<'on' | 'off', string>,
    about: 'Keeps the sound of calls (caller left, agent right) beside the transcripts; by default off.',
  },
} as const
