// Clients in a process of their own, so that what they cost is not the server's: one after the other, as fast as answers come, or at a given rate.
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'undici'
import { median, Samples, spreadOf } from '../samples.ts'

export interface Assignment {
  readonly url: string
  readonly authorization?: string
  readonly paths: readonly string[]
  readonly clients: number
  readonly seconds: number
  /** Requests a second of all clients together; without it each asks again as soon as it is answered. */
  readonly rate?: number
}

export interface Told {
  readonly requests: number
  readonly perSecond: number
  /** ms */
  readonly p50: number
  readonly p99: number
  readonly bytes: number
  /** Answers that were not 200. */
  readonly refused: number
}

const SAMPLES_MAX = 1_000_000

process.on('message', (assignment: Assignment) => {
  load(assignment).then(
    (told) => process.send?.(told),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.send?.('ready')

async function load({ url, authorization, paths, clients, seconds, rate }: Assignment): Promise<Told> {
  const samples = new Samples(SAMPLES_MAX)
  const sizes: number[] = []
  let refused = 0
  const started = performance.now()
  const until = started + seconds * 1000
  let asked = 0

  /** Milliseconds, counted from when the request was due: one that had to wait for a free client waited for the server. */
  const ask = async (client: Client, due: number): Promise<void> => {
    const path = paths[asked++ % paths.length] as string
    const { statusCode, body } = await client.request({
      path,
      method: 'GET',
      headers: authorization ? { authorization } : {},
    })
    const { byteLength } = await body.arrayBuffer()
    samples.add(performance.now() - due)
    if (sizes.length < 1_000) sizes.push(byteLength)
    if (statusCode !== 200) refused++
  }

  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      const client = new Client(url)
      const every = rate === undefined ? 0 : (1000 * clients) / rate
      let due = started + (every * index) / clients
      while (due < until && performance.now() < until) {
        if (rate !== undefined) await pause(Math.max(0, due - performance.now()))
        await ask(client, rate === undefined ? performance.now() : due)
        due = rate === undefined ? performance.now() : due + every
      }
      await client.close()
    }),
  )
  const { count, p50, p99 } = spreadOf([samples.values()])
  const perSecond = count / ((performance.now() - started) / 1000)
  return { requests: count, perSecond, p50, p99, bytes: median(sizes), refused }
}
