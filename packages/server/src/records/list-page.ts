import type { z } from '@hono/zod-openapi'
import {
  asPlannedReader,
  asReader,
  countStatement,
  type Database,
  type DefaultRegion,
  pageSource,
  type Statement,
} from 'rawi/maintenance'
import { type Cursors, positionOf } from './cursors.ts'
import { filterOf, type listQuery } from './filters.ts'
import { ITEM_COLUMNS, type Item, type ItemRow, itemOf } from './item.ts'
import { microsOf } from './values.ts'

export interface ListDesk {
  readonly database: Database
  readonly region: DefaultRegion
  readonly cursors: Cursors
}

export interface Page {
  items: Item[]
  next_cursor: string | null
  has_more: boolean
  total?: number
}

/**
 * A page of conversations in one round trip.
 * @throws RawiError RAWI_PHONE_INVALID, RAWI_CURSOR_INVALID
 */
export async function listPage(
  { database, region, cursors }: ListDesk,
  tenantId: string,
  given: z.output<typeof listQuery>,
): Promise<Page> {
  const { sort, limit, cursor, include } = given
  const list = `conversations ${sort}`
  const filter = filterOf(given, region)
  const after = cursor === undefined ? undefined : positionOf(cursors.read(list, tenantId, cursor))
  const source = pageSource({ ...filter, sort, limit: limit + 1, ...(after && { after }) })
  const counting = include === 'total' ? countStatement(filter) : undefined
  if (!source) return { items: [], next_cursor: null, has_more: false, ...(include && { total: 0 }) }
  const statement: Statement = {
    ...(source.shape !== undefined && { name: `rawi_items_${source.shape}` }),
    text: `select ${ITEM_COLUMNS} from ${source.text}`,
    values: source.values,
  }
  const reader = source.planned ? asPlannedReader(tenantId) : asReader(tenantId)
  const head = { ...reader, brief: source.brief && !counting }
  const [, found, counted] = await database.batch([head, statement, ...(counting ? [counting] : [])])
  const rows = (found?.rows ?? []) as ItemRow[]
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(itemOf),
    next_cursor: last ? cursors.write(list, tenantId, [microsOf(last.started_at), last.id]) : null,
    has_more: last !== undefined,
    ...(counted && { total: Number((counted.rows[0] as { total: number }).total) }),
  }
}
