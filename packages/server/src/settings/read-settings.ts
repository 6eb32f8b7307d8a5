import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AvatarName, ModelSettingsInput } from '@rawi/agent'
import { RawiError, type RecorderOptions } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import type { z } from 'zod'
import { modelsOf } from './call-choices.ts'
import { type JwtSettings, jwtSettings } from './jwt-settings.ts'
import { type Retention, retentionOf } from './retention-settings.ts'
import { SETTINGS, type SettingName, settingsSchema } from './setting-list.ts'
import { livekitOf, type ModelChoice, modelFor } from './work-choices.ts'

/** Where the value of a setting came from. */
export type Origin = 'command line' | 'environment' | 'rawi.config.ts' | 'default'

export type Values = z.infer<typeof settingsSchema>

/** What one run is set up with, read once where the program begins. */
export interface Settings {
  /** Holds `db/`, `journal/`, `transcripts/`, `quarantine/` and the server's own secrets. */
  readonly home: string
  readonly databaseUrl: string | undefined
  /** What every recorder of this run is opened with. */
  readonly recorder: RecorderOptions
  readonly host: string
  /** Undefined: 7171 or the next free one. */
  readonly port: number | undefined
  /** Origin under which people reach the server, where it is not the one it listens at. */
  readonly publicUrl: string | undefined
  readonly password: string | undefined
  /** Shared by servers of one database; without it the one in the state folder. */
  readonly secret: string | undefined
  readonly trustedProxies: readonly string[]
  readonly corsOrigins: readonly string[]
  readonly jwt: JwtSettings | undefined
  /** Seconds without a message after which a call that comes in over HTTP ends. */
  readonly ingestIdleSeconds: number
  /** 0: without a limit. */
  readonly requestsPerMinute: number
  readonly logLevel: NonNullable<Values['RAWI_LOG_LEVEL']>
  readonly calls: 'open' | 'off'
  /** At once. */
  readonly callsMax: number
  /** Folder of those who answer; undefined: the samples. */
  readonly personas: string | undefined
  readonly models: ModelSettingsInput
  /** Who shows the agent. */
  readonly avatar: AvatarName
  /** The sound of calls is kept. */
  readonly recordings: boolean
  readonly keep: Retention
  /** Who sums calls up instead of the rules. */
  readonly summaryModel: ModelChoice | undefined
  /** Addresses and ranges that are not public and may be told of things all the same. */
  readonly webhookAllow: readonly string[]
  /** Whose webhooks are taken. */
  readonly livekit: { readonly apiKey: string; readonly apiSecret: string } | undefined
  readonly origins: Readonly<Record<SettingName, Origin>>
  /** As they were given, by name; secrets among them. */
  readonly values: Values
}

type Given = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings: the command line before the environment before the file; what is set but empty is not set.
 * @throws RawiError RAWI_CONFIG_INVALID or RAWI_SECRET_WEAK, naming the setting and never showing its value
 */
export function readSettings(
  environment: Given,
  more: { readonly file?: Given; readonly flags?: Given } = {},
): Settings {
  const sources: [Origin, Given][] = [
    ['command line', more.flags ?? {}],
    ['environment', environment],
    ['rawi.config.ts', more.file ?? {}],
  ]
  const given: Record<string, string> = {}
  const origins = {} as Record<SettingName, Origin>
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const source = sources.find(([, values]) => values[name]?.trim())
    origins[name] = source?.[0] ?? 'default'
    const value = source?.[1][name]
    if (value !== undefined) given[name] = value
  }
  const { success, data, error } = settingsSchema.safeParse(given)
  if (!success) {
    const [issue] = error.issues
    throw new RawiError('RAWI_CONFIG_INVALID', `${issue?.path.join('.')} ${issue?.message}.`)
  }
  return settingsOf(data, origins)
}

function settingsOf(data: Values, origins: Settings['origins']): Settings {
  const home = data.RAWI_HOME ? resolve(data.RAWI_HOME) : join(homedir(), '.rawi')
  const contact = modelFor('RAWI_CONTACT', data)
  return {
    home,
    databaseUrl: data.DATABASE_URL,
    recorder: {
      stateDir: home,
      ...(data.DATABASE_URL !== undefined && { databaseUrl: data.DATABASE_URL }),
      ...(data.RAWI_SCHEMA !== undefined && { schema: data.RAWI_SCHEMA }),
      ...(data.RAWI_REGION !== undefined && { defaultRegion: data.RAWI_REGION }),
      ...(data.RAWI_TENANT !== undefined && { tenantId: data.RAWI_TENANT }),
      ...(data.RAWI_SYNC !== undefined && { sync: data.RAWI_SYNC }),
      ...(data.RAWI_JOURNAL_KEY !== undefined && { journalKey: data.RAWI_JOURNAL_KEY }),
      ...(data.RAWI_KEEP_JOURNAL_HOURS !== undefined && { journalInsuranceHours: data.RAWI_KEEP_JOURNAL_HOURS }),
      ...(contact && { contacts: { model: { baseUrl: contact.url, apiKey: contact.key, model: contact.model } } }),
    },
    host: data.RAWI_HOST ?? '127.0.0.1',
    port: data.RAWI_PORT,
    publicUrl: data.RAWI_PUBLIC_URL,
    password: data.RAWI_PASSWORD,
    secret: data.RAWI_SECRET,
    trustedProxies: data.RAWI_TRUSTED_PROXIES ?? [],
    corsOrigins: data.RAWI_CORS_ORIGINS ?? [],
    jwt: jwtSettings(data),
    ingestIdleSeconds: data.RAWI_INGEST_IDLE_SECONDS ?? BOUNDS.INGEST_IDLE_SECONDS,
    requestsPerMinute: data.RAWI_REQUESTS_PER_MINUTE ?? BOUNDS.REQUESTS_PER_MINUTE,
    logLevel: data.RAWI_LOG_LEVEL ?? 'info',
    calls: data.RAWI_CALLS ?? 'open',
    callsMax: data.RAWI_CALLS_MAX ?? BOUNDS.CALLS_AT_ONCE,
    personas: data.RAWI_PERSONAS,
    models: modelsOf(data),
    avatar: data.AVATAR_PROVIDER ?? 'builtin',
    recordings: data.RAWI_RECORDINGS === 'on',
    keep: retentionOf(data),
    summaryModel: modelFor('RAWI_SUMMARY', data),
    webhookAllow: data.RAWI_WEBHOOK_ALLOW ?? [],
    livekit: livekitOf(data),
    origins,
    values: data,
  }
}
