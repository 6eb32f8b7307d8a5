import type { ListQuery } from '../conversation/store-port.ts'
import type { Statement } from './database.ts'
import { foldName } from './fold-arabic.ts'
import { wordsQuery } from './words-query.ts'

/** Which conversations are meant; values are checked where they come in. */
export interface ConversationFilter extends Omit<ListQuery, 'limit' | 'after'> {
  readonly tag?: string
}

export type Sort = 'newest' | 'oldest'

/** Where a page ended: microseconds since the epoch, which is what the database keeps, and the conversation. */
export interface PagePosition {
  readonly micros: number
  readonly id: string
}

export interface PageQuery extends ConversationFilter {
  readonly sort: Sort
  /** Rows at most. */
  readonly limit: number
  readonly after?: PagePosition
}

/** What a filter comes to in SQL. */
export interface Source {
  /** What stands behind `from`: conversations as `c`, at most a page of them, in the order that was asked for. */
  readonly text: string
  readonly values: readonly unknown[]
  /** Tells statements over sources of different shape apart; undefined where there are too many shapes to prepare. */
  readonly shape: string | undefined
  /** Its plan is the same whatever the values; a search is planned for its own words. */
  readonly planned: boolean
  /** An index leads to the rows and to few others. */
  readonly brief: boolean
}

/** Of pages and of exports; the statements of other limits are not prepared. */
const USUAL_LIMITS = new Set([21, 48, 51, 100, 101])

/** Where a page of conversations comes from; undefined where nothing can match, such as a name without a letter. */
export function pageSource(query: PageQuery): Source | undefined {
  const searched = searchOf(query)
  if (searched === 'nothing') return undefined
  return searched ? foundSource(query, searched) : listedSource(query)
}

/** Counts what a filter matches, exactly; undefined where nothing can. Its one column is `total`. */
export function countStatement(filter: ConversationFilter): Statement | undefined {
  const searched = searchOf(filter)
  if (searched === 'nothing') return undefined
  if (searched) {
    return {
      name: 'rawi_count_found',
      text: 'select rawi.count_conversations(null::conversations, $1::tsquery, $2, $3) as total',
      values: [searched.words, searched.names, JSON.stringify(foundFilter(filter))],
    }
  }
  const { conditions, values, shape } = conditionsOf(filter)
  return {
    name: `rawi_count_${shape}`,
    text: `select count(*) as total from conversations c where ${conditions.join(' and ')}`,
    values,
  }
}

/** Microseconds since the epoch as SQL reads them. */
export function microsText(micros: number): string {
  const milliseconds = Math.floor(micros / 1000)
  const rest = String(micros - milliseconds * 1000).padStart(3, '0')
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`)
}

interface Searched {
  readonly words: string | null
  readonly names: readonly string[] | null
}

/** What needs an operator that row-level security keeps from the indexes goes through the function that is allowed to. */
function searchOf({ name, words, tag, phone }: ConversationFilter): Searched | 'nothing' | undefined {
  const names = name === undefined ? null : namePatterns(name)
  const asked = words === undefined ? null : wordsQuery(words)
  if (names?.length === 0 || asked === '') return 'nothing'
  const shortSuffix = phone !== undefined && 'suffix' in phone && phone.suffix.length < 7
  return names || asked !== null || tag !== undefined || shortSuffix ? { words: asked, names } : undefined
}

function foundFilter(filter: ConversationFilter): object {
  const { phone, from, to, status, channel, language, tag } = filter
  const suffix = phone && 'suffix' in phone ? phone.suffix : undefined
  return {
    ...{ status, channel, language, tag, from: from?.toISOString(), to: to?.toISOString() },
    ...(phone && 'e164' in phone && { phone: phone.e164 }),
    ...(suffix !== undefined && suffix.length < 7 && { reversed: `${[...suffix].reverse().join('')}%` }),
    ...(suffix !== undefined && suffix.length >= 7 && { last7: suffix.slice(-7), ending: `%${suffix}` }),
  }
}

function foundSource({ sort, limit, after, ...filter }: PageQuery, { words, names }: Searched): Source {
  const asked = {
    ...foundFilter(filter),
    ...(sort === 'oldest' && { oldest: true }),
    ...(after && { after_at: microsText(after.micros), after_id: after.id }),
  }
  return {
    text: `rawi.find_conversations(null::conversations, $1::tsquery, $2, $3, $4) c ${inOrder(sort)}`,
    values: [words, names, JSON.stringify(asked), limit],
    shape: `found_${sort}`,
    planned: false,
    brief: false,
  }
}

function listedSource({ sort, limit, after, ...filter }: PageQuery): Source {
  const { conditions, values, shape } = conditionsOf(filter)
  if (after) {
    const places = [values.push(microsText(after.micros)), values.push(after.id)]
    conditions.push(
      `(c.started_at, c.id) ${sort === 'oldest' ? '>' : '<'} ($${places[0]}::timestamptz, $${places[1]}::uuid)`,
    )
  }
  // The number itself, so that a plan made once for all values knows how few rows are wanted.
  const rows = Math.trunc(limit)
  const planned = USUAL_LIMITS.has(rows)
  return {
    text: `conversations c where ${conditions.join(' and ')} ${inOrder(sort)} limit ${rows}`,
    values,
    shape: planned ? `${shape}_${sort}${after ? '_after' : ''}_${rows}` : undefined,
    planned,
    // A channel or a language that nobody uses is looked for in all rows.
    brief: planned && filter.channel === undefined && filter.language === undefined,
  }
}

function inOrder(sort: Sort): string {
  const direction = sort === 'oldest' ? 'asc' : 'desc'
  return `order by c.started_at ${direction}, c.id ${direction}`
}

/** Of a reader's statement: row-level security adds the tenant, and what asks for it a second time pays a second time. */
function conditionsOf(filter: ConversationFilter): { conditions: string[]; values: unknown[]; shape: string } {
  const { status, channel, language, from, to, phone } = filter
  const values: unknown[] = []
  const conditions = ['true']
  let shape = ''
  const where = (mark: string, condition: (place: string) => string, value: unknown): void => {
    conditions.push(condition(`$${values.push(value)}`))
    shape += mark
  }
  if (status) where('s', (place) => `c.status = ${place}`, status)
  if (channel) where('c', (place) => `c.channel = ${place}`, channel)
  if (language !== undefined) where('l', (place) => `c.language = ${place}`, language)
  if (from) where('f', (place) => `c.started_at >= ${place}::timestamptz`, from)
  if (to) where('t', (place) => `c.started_at < ${place}::timestamptz`, to)
  if (phone && 'e164' in phone) where('p', (place) => `c.user_phone = ${place}`, phone.e164)
  if (phone && 'suffix' in phone) {
    where('q', (place) => `c.user_phone is not null and c.phone_last7 = ${place}`, phone.suffix.slice(-7))
    if (phone.suffix.length > 7)
      where('r', (place) => `right(c.user_phone, length(${place}::text)) = ${place}`, phone.suffix)
  }
  return { conditions, values, shape }
}

/** One pattern per word of a name; nothing in what was typed is a wildcard. */
function namePatterns(name: string): string[] {
  return foldName(name)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => `%${word}%`)
}
