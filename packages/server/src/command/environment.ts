import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { RawiError, type RecorderOptions } from 'rawi'
import { z } from 'zod'

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a UUID')

const schema = z.object({
  DATABASE_URL: z.string().optional(),
  RAWI_HOME: z.string().optional(),
  RAWI_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be 1 to 63 of a-z, 0-9 and _, not beginning with a digit')
    .optional(),
  RAWI_REGION: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be two letters of ISO 3166-1, such as SY')
    .transform((region) => region.toUpperCase())
    .optional(),
  RAWI_TENANT: uuid.optional(),
  RAWI_SYNC: z.enum(['end', 'live'], 'must be end or live').optional(),
  RAWI_JOURNAL_KEY: z.string().transform(readKey).optional(),
})

/** The settings of one run, read once from the process's environment. */
export interface Environment {
  /** Holds `db/`, `journal/`, `transcripts/`, `quarantine/`. */
  readonly home: string
  readonly databaseUrl: string | undefined
  /** What every recorder of this run is opened with. */
  readonly recorder: RecorderOptions
}

/**
 * Reads the settings; a variable that is set but empty counts as not set.
 * @throws RawiError RAWI_CONFIG_INVALID, naming the variable and never showing its value
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
  const { success, data, error } = schema.safeParse(given)
  if (!success) {
    const [issue] = error.issues
    throw new RawiError('RAWI_CONFIG_INVALID', `${issue?.path.join('.')} ${issue?.message}.`)
  }
  const home = data.RAWI_HOME ? resolve(data.RAWI_HOME) : join(homedir(), '.rawi')
  return {
    home,
    databaseUrl: data.DATABASE_URL,
    recorder: {
      stateDir: home,
      ...(data.DATABASE_URL !== undefined && { databaseUrl: data.DATABASE_URL }),
      ...(data.RAWI_SCHEMA !== undefined && { schema: data.RAWI_SCHEMA }),
      ...(data.RAWI_REGION !== undefined && { defaultRegion: data.RAWI_REGION }),
      ...(data.RAWI_TENANT !== undefined && { tenantId: data.RAWI_TENANT.toLowerCase() }),
      ...(data.RAWI_SYNC !== undefined && { sync: data.RAWI_SYNC }),
      ...(data.RAWI_JOURNAL_KEY !== undefined && { journalKey: data.RAWI_JOURNAL_KEY }),
    },
  }
}

function readKey(text: string, context: z.core.$RefinementCtx): Uint8Array {
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64')
  if (bytes.length !== 32) context.addIssue('must be 32 bytes in hexadecimal or base64')
  return bytes
}
