import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import type { RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { startChild } from './child.ts'
import { expectKept } from './compare.ts'
import { seeded } from './seeded.ts'
import { toldCalls } from './told.ts'

/** What one round met, so that a campaign shows that it did not spare itself. */
export interface RoundCount {
  calls: number
  messages: number
  ended: number
  saved: number
  recovered: number
  /** Conversations that a recovery had saved before it was killed itself. */
  recoveredBeforeKill: number
}

export interface RoundOptions extends RecorderOptions {
  readonly stateDir: string
  readonly seed: number
  /** Recoveries that are killed before the one that may finish. */
  readonly killedRecoveries: number
  /** Milliseconds after a recovery's beginning within which it is killed. */
  readonly recoveryMs: number
}

/** Promises that every round hears before the kill: one that kept nothing would prove nothing. */
const TOLD_MIN = 60

/**
 * One life and death: a process talks and is killed, others recover and are killed, one recovers to the end; then the
 * database holds what was promised, and recovering again changes nothing.
 */
export async function killRound(options: RoundOptions): Promise<RoundCount> {
  const { seed, killedRecoveries, recoveryMs, ...rest } = options
  const random = seeded(seed ^ 0x5eed)
  const talking = startChild('talking-child.ts', { ...rest, sync: random() < 0.5 ? 'end' : 'live', seed })
  await talking.heard('open')
  await talking.told(TOLD_MIN + Math.floor(random() ** 2 * 8_000))
  await pause(random() * 30)
  await talking.kill()
  let recoveredBeforeKill = 0
  for (let killed = 0; killed < killedRecoveries; killed++) {
    const recovering = startChild('recovering-child.ts', rest)
    await recovering.heard('open')
    await pause(random() * recoveryMs)
    await recovering.kill()
    recoveredBeforeKill += recovering.lines().filter((line) => line.startsWith('recovered')).length
  }
  const calls = toldCalls(talking.lines())

  const recorder = await openRecorder(rest)
  const report = await recorder.recover()
  expect(report).toMatchObject({ damagedFrames: 0, pending: 0 })
  const records = await expectKept(recorder, calls)
  const again = await recorder.recover()
  expect(again).toEqual({ journals: 0, conversations: 0, messages: 0, damagedFrames: 0, pending: 0 })
  await recorder.close()

  const next = await openRecorder(rest)
  await next.recover()
  // One after the other: hundreds at once would wait for a connection longer than one may.
  for (const record of records) expect(await next.getConversation(record.id)).toEqual(record)
  await next.close()
  const left = readdirSync(join(rest.stateDir, 'journal')).filter((name) => /^[0-9a-f-]{36}$/.test(name))
  expect(left.length, 'journals that nobody put away').toBeLessThanOrEqual(2)
  expectTranscripts(rest.stateDir, records.length)
  return {
    calls: calls.size,
    messages: [...calls.values()].reduce((sum, { revisions }) => sum + revisions.size, 0),
    ended: [...calls.values()].filter(({ ended }) => ended).length,
    saved: [...calls.values()].filter(({ saved }) => saved).length,
    recovered: report.conversations,
    recoveredBeforeKill,
  }
}

/** Each call has one whole transcript; a kill may leave drafts, which nobody takes for transcripts. */
function expectTranscripts(stateDir: string, calls: number): void {
  const names = readdirSync(join(stateDir, 'transcripts'))
  expect(names.filter((name) => name.endsWith('.json')).length).toBeOneOf([calls, calls + 1])
}
