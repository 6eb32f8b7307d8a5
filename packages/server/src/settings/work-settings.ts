import { z } from 'zod'

const DAYS_MAX = 36_500
const HOURS = /^(?:\d|1\d|2[0-4])$/

const days = z
  .string()
  .regex(/^\d{1,5}$/, `must be a whole number of days from 1 to ${DAYS_MAX}, or 0 to keep for ever`)
  .transform(Number)
  .refine((number) => number <= DAYS_MAX, `must be a whole number of days from 1 to ${DAYS_MAX}, or 0 to keep for ever`)
const text = z.string()
const list = text.transform((given) => given.split(',').flatMap((one) => one.trim() || []))
const modelUrl = text
  .refine((given) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), {
    message: 'must be an address such as https://api.openai.com/v1',
  })
  .transform((given) => given.replace(/\/+$/, ''))

/** Settings of the work after calls: what is kept for how long, who sums up, where webhooks come from and may go. */
export const WORK_SETTINGS = {
  RAWI_KEEP_CONVERSATIONS_DAYS: {
    key: 'keepConversationsDays',
    value: days,
    about: 'Days after their end that conversations are kept; then they are erased. By default for ever.',
  },
  RAWI_KEEP_TRANSCRIPTS_DAYS: {
    key: 'keepTranscriptsDays',
    value: days,
    about: 'Days that transcript files in the state folder are kept. By default as long as their conversation.',
  },
  RAWI_KEEP_JOURNAL_HOURS: {
    key: 'keepJournalHours',
    value: z.string().regex(HOURS, 'must be a whole number of hours from 0 to 24').transform(Number),
    about: 'Hours that journals stay as insurance after their calls were saved, 0 to 24; by default 24.',
  },
  RAWI_KEEP_AUDIT_DAYS: {
    key: 'keepAuditDays',
    value: days,
    about: 'Days that the audit log is kept; by default 365, 0 for ever.',
  },
  RAWI_KEEP_DELIVERIES_DAYS: {
    key: 'keepDeliveriesDays',
    value: days,
    about: 'Days that webhook events and their deliveries are kept; by default 30, at least 4, 0 for ever.',
  },
  RAWI_SUMMARY_URL: {
    key: 'summaryUrl',
    value: modelUrl,
    about: 'OpenAI-compatible endpoint that sums calls up, such as https://api.openai.com/v1; by default rules do.',
  },
  RAWI_SUMMARY_KEY: { key: 'summaryKey', value: text, about: 'API key of that endpoint.', secret: true },
  RAWI_SUMMARY_MODEL: { key: 'summaryModel', value: text, about: 'Model of that endpoint.' },
  RAWI_CONTACT_URL: {
    key: 'contactUrl',
    value: modelUrl,
    about:
      'OpenAI-compatible endpoint that is asked at the end of a call who was calling; by default rules alone tell.',
  },
  RAWI_CONTACT_KEY: { key: 'contactKey', value: text, about: 'API key of that endpoint.', secret: true },
  RAWI_CONTACT_MODEL: { key: 'contactModel', value: text, about: 'Model of that endpoint.' },
  RAWI_WEBHOOK_ALLOW: {
    key: 'webhookAllow',
    value: list,
    about: 'Addresses or ranges that webhooks may go to although they are not public, also by http; by default none.',
  },
  LIVEKIT_API_KEY: { key: 'livekitApiKey', value: text, about: 'API key whose LiveKit webhooks are taken.' },
  LIVEKIT_API_SECRET: {
    key: 'livekitApiSecret',
    value: text,
    about: 'Its secret, 32 bytes or more.',
    secret: true,
  },
} as const
