import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read-settings.ts'

const SECRET = 'a-secret-of-a-test-with-32-bytes!'
const refused = (given: Record<string, string>): unknown => {
  try {
    readSettings(given)
  } catch (error) {
    return error
  }
  return undefined
}

describe('the settings of the work in the background', () => {
  it('need nothing: calls are kept for ever, the rules sum up, nobody is let into private networks', () => {
    expect(readSettings({})).toMatchObject({
      keep: { conversations: undefined, transcripts: undefined, audit: 365, deliveries: 30 },
      summaryModel: undefined,
      webhookAllow: [],
      livekit: undefined,
    })
  })

  it('keep for as many days as they say, and for ever with 0', () => {
    const given = { RAWI_KEEP_CONVERSATIONS_DAYS: '90', RAWI_KEEP_TRANSCRIPTS_DAYS: '7', RAWI_KEEP_AUDIT_DAYS: '0' }
    expect(readSettings({ ...given, RAWI_KEEP_DELIVERIES_DAYS: '4' }).keep).toEqual({
      conversations: 90,
      transcripts: 7,
      audit: undefined,
      deliveries: 4,
    })
  })

  it('keep journals for less than a day where they say so', () => {
    expect(readSettings({ RAWI_KEEP_JOURNAL_HOURS: '0' }).recorder.journalInsuranceHours).toBe(0)
    expect(readSettings({}).recorder).not.toHaveProperty('journalInsuranceHours')
  })

  it('are taken whole', () => {
    const given = {
      RAWI_SUMMARY_URL: 'http://127.0.0.1:11434/v1/',
      RAWI_SUMMARY_MODEL: 'small',
      RAWI_CONTACT_URL: 'http://127.0.0.1:11434/v1',
      RAWI_CONTACT_KEY: 'k',
      RAWI_CONTACT_MODEL: 'large',
      RAWI_WEBHOOK_ALLOW: '127.0.0.1, 10.0.0.0/8',
      LIVEKIT_API_KEY: 'APIx',
      LIVEKIT_API_SECRET: SECRET,
    }
    expect(readSettings(given)).toMatchObject({
      summaryModel: { url: 'http://127.0.0.1:11434/v1', key: '', model: 'small' },
      recorder: { contacts: { model: { baseUrl: 'http://127.0.0.1:11434/v1', apiKey: 'k', model: 'large' } } },
      webhookAllow: ['127.0.0.1', '10.0.0.0/8'],
      livekit: { apiKey: 'APIx', apiSecret: SECRET },
    })
  })

  it.each<[string, Record<string, string>, string]>([
    ['days that are none', { RAWI_KEEP_CONVERSATIONS_DAYS: '-1' }, 'RAWI_CONFIG_INVALID'],
    ['days without end', { RAWI_KEEP_AUDIT_DAYS: '99999' }, 'RAWI_CONFIG_INVALID'],
    ['deliveries that go before they are tried', { RAWI_KEEP_DELIVERIES_DAYS: '3' }, 'RAWI_CONFIG_INVALID'],
    ['journals kept longer than erasures are looked for', { RAWI_KEEP_JOURNAL_HOURS: '25' }, 'RAWI_CONFIG_INVALID'],
    ['a model without its address', { RAWI_SUMMARY_MODEL: 'small' }, 'RAWI_CONFIG_INVALID'],
    ['a model for contacts without its address', { RAWI_CONTACT_MODEL: 'small' }, 'RAWI_CONFIG_INVALID'],
    [
      'an address that is none',
      { RAWI_SUMMARY_URL: 'file:///etc', RAWI_SUMMARY_MODEL: 'small' },
      'RAWI_CONFIG_INVALID',
    ],
    ['a key without its secret', { LIVEKIT_API_KEY: 'APIx' }, 'RAWI_CONFIG_INVALID'],
    ['a short secret', { LIVEKIT_API_KEY: 'APIx', LIVEKIT_API_SECRET: 'secret' }, 'RAWI_SECRET_WEAK'],
  ])('refuse %s, and never show a secret', (_, given, code) => {
    const error = refused(given)
    expect(error).toMatchObject({ code })
    expect((error as Error).message).not.toMatch(/\bsecret\b(?! )/)
  })
})
