import { RawiError } from 'rawi'
import type { OpenHouse } from 'rawi/maintenance'
import { openAudit } from '../access/audit.ts'
import type { Scope } from '../access/caller.ts'
import { type ApiKey, createKey, listKeys, revokeKey } from '../access/keys.ts'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine, plainText } from './display-text.ts'
import type { CreateFlags } from './keys.ts'
import { fromMoment, localTime } from './moment.ts'
import { tableLines } from './table.ts'
import { requireHouse, withDatabase } from './with-house.ts'

/** A key as it comes over HTTP or from the database: its moments are texts or dates. */
type KeyRow = { readonly [Field in keyof ApiKey]: ApiKey[Field] | string }

const OPERATOR = { kind: 'key', id: 'command' } as const

export async function create(desk: Desk, { name, scope, expires, json }: CreateFlags): Promise<void> {
  const scopes = [...new Set(scope)] as Scope[]
  const expiresAt = expires === undefined ? undefined : fromMoment(expires)
  const made = await withDatabase<KeyRow & { key: string }>(desk, {
    asked: (house) =>
      house.ask('POST', '/v1/keys', { name, scopes, ...(expiresAt && { expires_at: expiresAt.toISOString() }) }),
    here: async (house) => {
      const createdBy = `${OPERATOR.kind} ${OPERATOR.id}`
      const { key, row } = await createKey(house.database, house.tenantId, {
        name,
        scopes,
        createdBy,
        ...(expiresAt && { expiresAt }),
      })
      await tell(house, 'key.created', row.id)
      return { ...row, key }
    },
  })
  if (json) return desk.terminal.print(jsonLine(made))
  desk.terminal.print(made.key)
  desk.terminal.warn('Keep it now: it is shown once, and only its hash is kept.')
}

export async function list(desk: Desk, { json }: JsonOption): Promise<void> {
  const items = await allKeys(desk)
  if (json) return desk.terminal.print(jsonLine({ items }))
  if (items.length === 0) return desk.terminal.print('No keys yet. Make one: rawi keys create --name crm --scope read')
  const lines = tableLines(
    desk.terminal,
    [
      { title: 'ID', value: (key: KeyRow) => String(key.id) },
      { title: 'KEY', value: (key) => `${key.prefix}…` },
      { title: 'NAME', value: (key) => String(key.name), max: 30 },
      { title: 'SCOPES', value: (key) => [key.scopes].flat().join(' ') },
      { title: 'LAST USED', value: (key) => momentText(key.last_used_at) || 'never' },
      { title: 'STATE', value: stateOf },
    ],
    items,
  )
  for (const line of lines) desk.terminal.print(line)
}

export async function revoke(desk: Desk, named: string, { json }: JsonOption): Promise<void> {
  const [key, another] = (await allKeys(desk)).filter(
    ({ id, prefix }) => id === named || named.startsWith(String(prefix)),
  )
  if (key === undefined || another !== undefined) {
    throw new RawiError('RAWI_KEY_NOT_FOUND', `${another ? 'Several keys begin' : 'No key begins'} like that.`)
  }
  const id = String(key.id)
  const revoked = await withDatabase<KeyRow | undefined>(desk, {
    asked: (house) => house.ask('DELETE', `/v1/keys/${id}`),
    here: async (house) => {
      const row = await revokeKey(house.database, house.tenantId, id)
      await tell(house, 'key.revoked', id)
      return row
    },
  })
  if (json) desk.terminal.print(jsonLine(revoked))
  else desk.terminal.print(`Revoked ${plainText(String(key.prefix))}… (${plainText(String(key.name))}).`)
}

export async function signIn(desk: Desk, { json }: JsonOption): Promise<void> {
  const house = await requireHouse(desk)
  const link = await house.ask<{ url: string; expires_in_seconds: number }>('POST', '/v1/sign-in-links')
  desk.terminal.print(json ? jsonLine(link) : link.url)
}

async function allKeys(desk: Desk): Promise<readonly KeyRow[]> {
  return withDatabase<readonly KeyRow[]>(desk, {
    asked: async (house) => (await house.ask<{ items: KeyRow[] }>('GET', '/v1/keys')).items,
    here: (house) => listKeys(house.database, house.tenantId),
  })
}

async function tell({ database, tenantId }: OpenHouse, action: string, id: string): Promise<void> {
  const { systemClock } = await import('rawi/maintenance')
  const { openLog } = await import('../http/open-log.ts')
  const audit = openAudit(database, systemClock, openLog('silent'))
  await audit.record({ caller: { tenantId, ...OPERATOR }, action, target: { kind: 'key', id } })
}

function stateOf({ revoked_at, expires_at }: KeyRow): string {
  if (revoked_at) return `revoked ${momentText(revoked_at)}`
  if (!expires_at) return 'in force'
  const over = new Date(String(expires_at)).getTime() <= Date.now()
  return `${over ? 'ended' : 'until'} ${momentText(expires_at)}`
}

function momentText(moment: unknown): string {
  return moment instanceof Date ? localTime(moment) : typeof moment === 'string' ? localTime(new Date(moment)) : ''
}
