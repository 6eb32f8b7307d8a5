import { summaryOf } from '../../packages/rawi/test/faults/said.ts'
import type { Call } from '../model.ts'
import { count, type Surplus } from './check-calls.ts'
import type { Differences } from './differences.ts'
import type { KeptConversationRow } from './kept-rows.ts'

type End = 'agent_hangup' | 'shutdown' | 'worker_lost' | 'active'

/** How a call may stand now, judged by what its process told; the first is the one that needs no untold act. */
function possibleEnds(call: Call): End[] {
  const { state } = call.process
  if (call.ended === 'yes') return ['agent_hangup']
  if (state === 'alive') return ['active']
  if (call.ended === 'waits') return ['worker_lost', 'agent_hangup', ...(call.startWaits ? (['active'] as const) : [])]
  if (state === 'closed') return ['shutdown']
  if (call.closing) return ['worker_lost', 'shutdown']
  // The database may have heard of a start that the disk refused: nobody can tell of its end but the sweeper, later.
  return ['worker_lost', ...(call.startWaits ? (['active'] as const) : []), 'agent_hangup']
}

/** Holds a conversation's end to the words of its workers: an end that one of them told counts more than a death. */
export function checkEnd(
  row: KeptConversationRow,
  group: readonly Call[],
  surplus: Surplus,
  differences: Differences,
): void {
  const is = `${row.id} (${group.map(({ process }) => process.name).join(', ')}) is ${row.status} by ${row.end_reason}`
  const ends = group.map(possibleEnds)
  const certain = ends.flatMap((possible) => (possible.length === 1 && possible[0] !== 'active' ? possible : []))
  const allowed = new Set(certain.length > 0 ? certain : ends.flat())
  // An end that was not told may have come first.
  if (certain.length > 0) for (const possible of ends) for (const end of possible) if (isTold(end)) allowed.add(end)
  const found: End = row.status === 'active' ? 'active' : endOf(row)
  differences.unless(allowed.has(found), `${is}, not ${[...allowed].join(' or ')}`)
  if (found === 'agent_hangup' && group.every(({ ended }) => ended === 'no')) {
    const last = group.find(({ process }) => process.state === 'gone')
    if (last !== undefined) count(surplus, last.process, 1)
  }
  if (found === 'agent_hangup') {
    const summaries = group.map(({ id }) => summaryOf(id))
    differences.unless(row.summary !== null && summaries.includes(row.summary), `${row.id} lost its summary`)
  }
  const status = {
    active: ['active'],
    agent_hangup: ['completed'],
    shutdown: ['completed', 'abandoned'],
    worker_lost: ['abandoned'],
  }
  differences.unless(status[found].includes(row.status), is)
  differences.unless(row.sane, `${row.id} ends before it starts`)
}

function isTold(end: End): boolean {
  return end === 'agent_hangup' || end === 'shutdown'
}

/** A call in which the caller never spoke is kept as `no_input`, whoever ended it. */
function endOf({ end_reason }: KeptConversationRow): End {
  return end_reason === 'no_input' ? 'shutdown' : (end_reason as End)
}
