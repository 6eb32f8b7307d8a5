import { setTimeout as pause } from 'node:timers/promises'
import type { MessageInput } from '../packages/rawi/src/conversation/message.ts'
import type { Samples } from './samples.ts'

/** Calls that talk at once. */
export interface Load {
  readonly calls: number
  /** Of all calls together. */
  readonly messagesPerSecond: number
}

/** 500 calls with a message every 30 ms each: a hall of loud avatars, far above what people say. */
export const FULL_LOAD: Load = { calls: 500, messagesPerSecond: 16_700 }

/** A number without a factor in common with any number of calls we use, so that calls do not take turns in order. */
const STRIDE = 173

/**
 * Adds messages as they fall due, about once a millisecond what came due since, and takes the time of each add. One that
 * cannot keep up goes on without a pause; returns messages per second.
 */
export async function pace(
  load: Load,
  seconds: number,
  into: Samples,
  prepare: (call: number) => MessageInput,
  add: (call: number, turn: MessageInput) => void,
): Promise<number> {
  const started = performance.now()
  const until = started + seconds * 1000
  let sent = 0
  for (let now = started; now < until; now = performance.now()) {
    const due = ((now - started) * load.messagesPerSecond) / 1000
    while (sent < due && now < until) {
      const call = (sent++ * STRIDE) % load.calls
      const turn = prepare(call)
      const before = performance.now()
      add(call, turn)
      now = performance.now()
      into.add((now - before) * 1000)
    }
    await pause(Math.max(1, (sent / load.messagesPerSecond) * 1000 - (performance.now() - started)))
  }
  return sent / ((performance.now() - started) / 1000)
}
