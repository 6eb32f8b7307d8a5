import type { AgentMessage, CallerMessage } from '@rawi/agent'
import { describe, expect, it } from 'vitest'
import { waitBefore } from '../../src/call/engine/back-off.ts'
import { type ConnectionWorld, openConnection } from '../../src/call/engine/connection.ts'
import type { LineListener } from '../../src/call/engine/line.ts'
import type { TicketAnswer } from '../../src/call/engine/ticket.ts'

/** A network whose clock only goes on when somebody waits. */
function network(answers: readonly TicketAnswer[]) {
  const waits: number[] = []
  const said: CallerMessage[] = []
  const lines: LineListener[] = []
  const events: string[] = []
  const left = [...answers]
  let now = 0
  const world: ConnectionWorld = {
    askTicket: async () => left.shift() ?? 'unreachable',
    openLine(_, listener) {
      lines.push(listener)
      return { say: (message) => said.push(message), send() {}, waitingBytes: 0, close: () => listener.lost() }
    },
    async wait(ms) {
      waits.push(ms)
      now += ms
    },
    now: () => now,
    random: () => 1,
  }
  const open = (patienceMs: number) =>
    openConnection(
      world,
      {
        hello: () => ({ type: 'hello', version: 1 }),
        said: (message: AgentMessage) => events.push(message.type),
        sound() {},
        lost: () => events.push('lost'),
        gaveUp: (refusal) => events.push(`gave up: ${refusal === 'unreachable' ? refusal : refusal.code}`),
      },
      () => patienceMs,
    )
  return { open, waits, said, lines, events, settled: () => new Promise((resolve) => setTimeout(resolve)) }
}

const socket = { socket: '/v1/calls/x/socket' }

describe('the way to the server', () => {
  it('is waited for longer each time, never longer than five seconds, and not by all pages at once', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => waitBefore(attempt, () => 1))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 5_000, 5_000,
    ])
    expect(waitBefore(3, () => 0)).toBe(500)
  })

  it('is made anew when it breaks, and says hello again', async () => {
    const { open, waits, said, lines, events, settled } = network([socket, 'unreachable', 'unreachable', socket])
    open(60_000)
    await settled()
    lines[0]?.opened()
    lines[0]?.lost()
    await settled()
    lines[1]?.opened()
    expect(waits).toEqual([250, 500, 1_000])
    expect(said.map(({ type }) => type)).toEqual(['hello', 'hello'])
    expect(events).toEqual(['lost'])
  })

  it('begins its patience anew once the call was whole again', async () => {
    const { open, waits, lines, settled } = network([socket, socket, socket])
    const connection = open(60_000)
    await settled()
    lines[0]?.lost()
    await settled()
    connection.settled()
    lines[1]?.lost()
    await settled()
    expect(waits).toEqual([250, 250])
  })

  it('waits as long as a busy server says', async () => {
    const { open, waits, lines, settled } = network([{ refusal: { code: 'RAWI_BUSY', retryAfter: 30 } }, socket])
    open(60_000)
    await settled()
    expect(waits).toEqual([30_000])
    expect(lines.length).toBe(1)
  })

  it('is given up when nobody answers for too long, or never will', async () => {
    const silent = network([])
    silent.open(20_000)
    await silent.settled()
    expect(silent.events).toEqual(['gave up: unreachable'])
    const closed = network([{ refusal: { code: 'RAWI_NOT_FOUND' } }])
    closed.open(20_000)
    await closed.settled()
    expect([closed.events, closed.waits]).toEqual([['gave up: RAWI_NOT_FOUND'], []])
  })

  it('stays closed once it is closed', async () => {
    const { open, lines, events, settled } = network([socket, socket])
    const connection = open(60_000)
    await settled()
    connection.close()
    await settled()
    expect([lines.length, events]).toEqual([1, []])
  })
})
