import { z } from 'zod'
import { CALL_SETTINGS } from './call-settings.ts'
import { WORK_SETTINGS } from './work-settings.ts'

/** One setting: its name in `rawi.config.ts`, what it takes and what it does. */
export interface Setting {
  readonly key: string
  readonly value: z.ZodType<unknown, string>
  readonly about: string
  /** Its value is shown to nobody. */
  readonly secret?: boolean
}

const PORT_MAX = 65_535

const text = z.string()
const list = text.transform((given) =>
  given
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
)
const whole = (from: number, to: number) =>
  text
    .regex(/^\d{1,9}$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((number) => number >= from && number <= to, `must be a whole number from ${from} to ${to}`)
const address = text.refine((given) => isWebUrl(given), 'must be an address such as https://rawi.example.com')
const origin = address.transform((given) => new URL(given).origin)
const origins = list.refine((given) => given.every(isWebUrl), 'must be addresses such as https://rawi.example.com')

/** Every setting by its environment variable. The order is that of `rawi doctor` and the documentation. */
export const SETTINGS = {
  RAWI_HOME: { key: 'home', value: text, about: 'Folder of the journal, transcripts, secrets and embedded database.' },
  DATABASE_URL: {
    key: 'databaseUrl',
    value: text,
    about: 'PostgreSQL or Supabase; without it the embedded database.',
    secret: true,
  },
  RAWI_SCHEMA: {
    key: 'schema',
    value: text.regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be 1 to 63 of a-z, 0-9 and _, not beginning with a digit'),
    about: 'Schema of the tables; by default public.',
  },
  RAWI_REGION: {
    key: 'region',
    value: text
      .regex(/^[A-Za-z]{2}$/, 'must be two letters of ISO 3166-1, such as SY')
      .transform((region) => region.toUpperCase()),
    about: 'Region of phone numbers without a country code; by default SY.',
  },
  RAWI_TENANT: {
    key: 'tenant',
    value: text
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a UUID')
      .transform((tenant) => tenant.toLowerCase()),
    about: 'Tenant of this program; nobody with one company needs it.',
  },
  RAWI_SYNC: {
    key: 'sync',
    value: z.enum(['end', 'live'], 'must be end or live') as z.ZodType<'end' | 'live', string>,
    about: 'When the database hears of a call: at its end, or live about once a second.',
  },
  RAWI_JOURNAL_KEY: {
    key: 'journalKey',
    value: text.transform(readKey),
    about: '32 bytes that encrypt the journal, in hexadecimal or base64.',
    secret: true,
  },
  RAWI_HOST: { key: 'host', value: text, about: 'Address the server listens at; by default 127.0.0.1.' },
  RAWI_PORT: {
    key: 'port',
    value: whole(0, PORT_MAX),
    about: 'Port the server listens at; by default 7171 or the next free one.',
  },
  RAWI_PUBLIC_URL: { key: 'publicUrl', value: origin, about: 'Address under which people reach the server.' },
  RAWI_PASSWORD: {
    key: 'password',
    value: text.min(12, 'must have 12 characters or more'),
    about: 'Signs people in at the landing page; without it only sign-in links do.',
    secret: true,
  },
  RAWI_SECRET: {
    key: 'secret',
    value: text,
    about: 'What servers of one database sign and encrypt with, 32 bytes or more; by default one in the state folder.',
    secret: true,
  },
  RAWI_TRUSTED_PROXIES: {
    key: 'trustedProxies',
    value: list,
    about: 'Addresses or ranges (10.0.0.0/8) of proxies whose X-Forwarded-For is believed; by default none.',
  },
  RAWI_CORS_ORIGINS: {
    key: 'corsOrigins',
    value: origins,
    about: 'Other origins whose pages may use the API with a key or token; by default none.',
  },
  RAWI_JWT_ISSUER: {
    key: 'jwtIssuer',
    value: text,
    about: 'iss of the tokens that are accepted; by default none are.',
  },
  RAWI_JWT_AUDIENCE: { key: 'jwtAudience', value: text, about: 'aud of those tokens; by default authenticated.' },
  RAWI_JWT_JWKS_URL: { key: 'jwtJwksUrl', value: address, about: 'Where the issuer publishes its public keys.' },
  RAWI_JWT_SECRET: {
    key: 'jwtSecret',
    value: text,
    about: 'The secret it shares instead (HS256), 32 bytes or more.',
    secret: true,
  },
  RAWI_JWT_ALGORITHMS: {
    key: 'jwtAlgorithms',
    value: list,
    about: 'Algorithms accepted; by default HS256 for a secret, RS256, ES256 and EdDSA for public keys.',
  },
  RAWI_REQUESTS_PER_MINUTE: {
    key: 'requestsPerMinute',
    value: whole(0, 10_000_000),
    about: 'Requests a minute of one key, session or token; 0 is without a limit.',
  },
  RAWI_INGEST_IDLE_SECONDS: {
    key: 'ingestIdleSeconds',
    value: whole(1, 86_400),
    about: 'Seconds without a message after which a call that comes in over HTTP ends with timeout; by default 1800.',
  },
  RAWI_LOG_LEVEL: {
    key: 'logLevel',
    value: z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    ) as z.ZodType<'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent', string>,
    about: 'How much the server logs; by default info.',
  },
  ...CALL_SETTINGS,
  ...WORK_SETTINGS,
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof SETTINGS

/** The one schema that everything a program is set up with goes through. */
export const settingsSchema = z.object(
  Object.fromEntries(Object.entries(SETTINGS).map(([name, { value }]) => [name, value.optional()])) as {
    [Name in SettingName]: z.ZodOptional<(typeof SETTINGS)[Name]['value']>
  },
)

function isWebUrl(given: string): boolean {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
}

function readKey(given: string, context: z.core.$RefinementCtx): Uint8Array {
  const bytes = Buffer.from(given, /^[0-9a-f]{64}$/i.test(given) ? 'hex' : 'base64')
  if (bytes.length !== 32) context.addIssue('must be 32 bytes in hexadecimal or base64')
  return bytes
}
