import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read-settings.ts'

const KEY = Buffer.alloc(32, 7)

describe('the settings', () => {
  it('need nothing: the state folder is in the home, the database embedded', () => {
    expect(readSettings({})).toMatchObject({
      home: join(homedir(), '.rawi'),
      databaseUrl: undefined,
      recorder: { stateDir: join(homedir(), '.rawi') },
    })
  })

  it('are handed on whole', () => {
    const { recorder } = readSettings({
      DATABASE_URL: 'postgres://rawi@127.0.0.1/rawi',
      RAWI_HOME: '/var/lib/rawi',
      RAWI_SCHEMA: 'rawi',
      RAWI_REGION: 'lb',
      RAWI_TENANT: '0C1B9A52-2F5F-4E4E-9B5E-0C1B9A522F5F',
      RAWI_SYNC: 'live',
      RAWI_JOURNAL_KEY: KEY.toString('hex'),
    })
    expect(recorder).toEqual({
      databaseUrl: 'postgres://rawi@127.0.0.1/rawi',
      stateDir: '/var/lib/rawi',
      schema: 'rawi',
      defaultRegion: 'LB',
      tenantId: '0c1b9a52-2f5f-4e4e-9b5e-0c1b9a522f5f',
      sync: 'live',
      journalKey: KEY,
    })
  })

  it('choose Deepgram and ElevenLabs, which need a model and a key and no address', () => {
    const hearing = { RAWI_HEARING_PROVIDER: 'deepgram', RAWI_HEARING_MODEL: 'nova-3', RAWI_HEARING_KEY: 'k' }
    const voice = {
      RAWI_VOICE_PROVIDER: 'elevenlabs',
      RAWI_VOICE_MODEL: 'm',
      RAWI_VOICE_KEY: 'k',
      RAWI_VOICE_NAME: 'v',
    }
    expect(readSettings({ ...hearing, ...voice }).models).toEqual({
      hearing: { provider: 'deepgram', model: 'nova-3', apiKey: 'k' },
      voice: { provider: 'elevenlabs', model: 'm', apiKey: 'k', voice: 'v' },
    })
    expect(() => readSettings({ ...hearing, RAWI_HEARING_KEY: '' })).toThrow(/RAWI_HEARING_KEY/)
    expect(() => readSettings({ ...voice, RAWI_VOICE_NAME: '' })).toThrow(/RAWI_VOICE_NAME/)
  })

  it.each(['google', 'mistral', 'xai'])('choose %s, which needs a model and a key and no address', (provider) => {
    const brain = { RAWI_BRAIN_PROVIDER: provider, RAWI_BRAIN_MODEL: 'm', RAWI_BRAIN_KEY: 'k' }
    expect(readSettings(brain).models.brain).toEqual({ provider, model: 'm', apiKey: 'k' })
    const file = { RAWI_BRAIN_URL: 'http://127.0.0.1:1/v1' }
    expect(readSettings(brain, { file }).models.brain).toMatchObject({ provider, baseUrl: 'http://127.0.0.1:1/v1' })
    expect(() => readSettings({ ...brain, RAWI_BRAIN_KEY: '' })).toThrow(/RAWI_BRAIN_KEY/)
    expect(() => readSettings({ ...brain, RAWI_BRAIN_PROVIDER: 'gogle' })).toThrow(/google, mistral or xai/)
  })

  it('choose who shows the agent, by default the built-in face', () => {
    expect(readSettings({}).avatar).toBe('builtin')
    expect(readSettings({}, { file: { AVATAR_PROVIDER: 'audio' } }).avatar).toBe('audio')
    expect(() => readSettings({ AVATAR_PROVIDER: 'hologram' })).toThrow(/AVATAR_PROVIDER must be builtin, audio/)
  })

  it.each(['mistral', 'google'])('choose %s for hearing and voice too', (provider) => {
    const hearing = { RAWI_HEARING_PROVIDER: provider, RAWI_HEARING_MODEL: 'm', RAWI_HEARING_KEY: 'k' }
    const voice = { RAWI_VOICE_PROVIDER: provider, RAWI_VOICE_MODEL: 'm', RAWI_VOICE_KEY: 'k', RAWI_VOICE_NAME: 'v' }
    expect(readSettings({ ...hearing, ...voice }).models).toEqual({
      hearing: { provider, model: 'm', apiKey: 'k' },
      voice: { provider, model: 'm', apiKey: 'k', voice: 'v' },
    })
  })

  it('choose xAI for hearing and voice, which has one model for each', () => {
    const hearing = { RAWI_HEARING_PROVIDER: 'xai', RAWI_HEARING_KEY: 'k' }
    const voice = { RAWI_VOICE_PROVIDER: 'xai', RAWI_VOICE_KEY: 'k', RAWI_VOICE_NAME: 'eve' }
    expect(readSettings({ ...hearing, ...voice }).models).toEqual({
      hearing: { provider: 'xai', apiKey: 'k' },
      voice: { provider: 'xai', apiKey: 'k', voice: 'eve' },
    })
    expect(() => readSettings({ ...hearing, RAWI_HEARING_MODEL: 'm' })).toThrow(/takes no RAWI_HEARING_MODEL/)
    expect(() => readSettings({ ...hearing, RAWI_HEARING_KEY: '' })).toThrow(/RAWI_HEARING_KEY/)
    expect(() => readSettings({ ...voice, RAWI_VOICE_NAME: '' })).toThrow(/RAWI_VOICE_NAME/)
  })

  it('choose Deepgram for the voice too, whose model is one', () => {
    const voice = { RAWI_VOICE_PROVIDER: 'deepgram', RAWI_VOICE_MODEL: 'aura-2-thalia-en', RAWI_VOICE_KEY: 'k' }
    expect(readSettings(voice).models.voice).toEqual({ provider: 'deepgram', model: 'aura-2-thalia-en', apiKey: 'k' })
    expect(() => readSettings({ ...voice, RAWI_VOICE_KEY: '' })).toThrow(/RAWI_VOICE_KEY/)
  })

  it('take the journal key in base64 too', () => {
    expect(readSettings({ RAWI_JOURNAL_KEY: KEY.toString('base64') }).recorder.journalKey).toEqual(KEY)
  })

  it('count as not given when they are empty', () => {
    expect(readSettings({ DATABASE_URL: '', RAWI_SYNC: ' ' }).databaseUrl).toBeUndefined()
  })

  it.each([
    ['RAWI_SYNC', 'sometimes'],
    ['RAWI_TENANT', 'acme'],
    ['RAWI_REGION', 'Syria'],
    ['RAWI_SCHEMA', 'drop table; --'],
    ['RAWI_JOURNAL_KEY', 'c2hvcnQ='],
  ])('name %s when it is wrong, and never show it', (name, value) => {
    const read = () => readSettings({ [name]: value })
    expect(read).toThrow(
      expect.objectContaining({ code: 'RAWI_CONFIG_INVALID', message: expect.stringContaining(name) }),
    )
    expect(read).not.toThrow(value)
  })
})
