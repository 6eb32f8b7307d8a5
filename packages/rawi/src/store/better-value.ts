import { CONTACT_RANKS } from '../conversation/contact-listener.ts'

const RANKS = `'{${CONTACT_RANKS.toReversed().join(',')}}'::text[]`

/** Higher is better; null is worst. */
export function rankOf(source: string): string {
  return `coalesce(array_position(${RANKS}, ${source}), 0)`
}

/** Of two names of one rank the one with more words says more; of what people said the newer holds. */
function wordsOf(row: string, column: string): string {
  if (column !== 'name') return '0'
  return `case when ${row}.name_source = 'human' then 0 else length(${row}.name) - length(replace(${row}.name, ' ', '')) end`
}

/**
 * What an upsert of callers makes of `name` or `email` and its source: a value is never overwritten by one whose word counts
 * less (human, confirmed, llm, rules); of one rank the name with more words holds, else the newer one.
 */
export function betterValue(column: 'name' | 'email'): string {
  const key = (row: string) => `(${rankOf(`${row}.${column}_source`)}, ${wordsOf(row, column)}, ${row}.last_seen_at)`
  const better = `excluded.${column} is not null and (users.${column} is null or ${key('excluded')} >= ${key('users')})`
  return [column, `${column}_source`]
    .map((target) => `${target} = case when ${better} then excluded.${target} else users.${target} end`)
    .join(',\n    ')
}

/** The best of several values for one caller in one save, and its source. */
export function bestOf(column: 'name' | 'email'): string {
  const words =
    column === 'name'
      ? `, case when name_source = 'human' then 0 else length(user_name) - length(replace(user_name, ' ', '')) end desc`
      : ''
  const best = (value: string) =>
    `(array_agg(${value} order by ${rankOf(`${column}_source`)} desc${words}, seen_at desc) filter (where user_${column} is not null))[1]`
  return `${best(`user_${column}`)}, ${best(`${column}_source`)}`
}
