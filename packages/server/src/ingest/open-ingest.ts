import { type Conversation, type ConversationRecord, RawiError, type Recorder, type StartOptions } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import type { House } from '../http/house.ts'
import { notFound, RequestError } from '../http/problem.ts'
import { type Idempotency, openIdempotency } from './idempotency.ts'
import { type IngestCall, newIngestCall } from './ingest-call.ts'
import type { EndBody, EndedBody } from './ingest-schema.ts'
import { readLeft } from './read-left.ts'
import { endedBody, endedRecord, endOptions } from './start-and-end-options.ts'

/** The conversations that come in over HTTP; each goes on in the next process when this one stops or dies. */
export interface Ingest {
  readonly idempotency: Idempotency
  /** @throws RawiError RAWI_BUSY where as many run as may */
  start(tenantId: string, options: StartOptions): Promise<IngestCall>
  /** One that runs, here or left by another process. @throws RawiError RAWI_NOT_FOUND, RAWI_CONVERSATION_ENDED, RAWI_BUSY */
  find(tenantId: string, id: string): Promise<IngestCall>
  /** Ends it; one that has ended already is told as it ended. */
  end(tenantId: string, id: string, body: EndBody): Promise<EndedBody>
  /** Leaves what runs to the next process. */
  close(): Promise<void>
}

const houses = new WeakMap<House, Ingest>()
const LOOK_EVERY_MS = 1_000
const PRUNE_EVERY_MS = 3_600_000

/** That of the house; the same for all who ask. */
export function ingestOf(house: House): Ingest {
  const known = houses.get(house)
  if (known) return known
  const ingest = openIngest(house)
  houses.set(house, ingest)
  return ingest
}

function openIngest(house: House): Ingest {
  const { clock, database, settings } = house
  const calls = new Map<string, IngestCall>()
  const finding = new Map<string, Promise<IngestCall>>()
  const ended = new Map<string, Promise<EndedBody>>()
  const idempotency = openIdempotency(database, () => clock.now())
  const nameOf = (tenantId: string, id: string) => `${tenantId} ${id}`

  const add = (tenantId: string, id: string, conversation: Conversation, before?: ConversationRecord): IngestCall => {
    const call = newIngestCall(tenantId, conversation, clock.monotonic(), before)
    calls.set(nameOf(tenantId, id), call)
    return call
  }
  const mustHaveRoom = () => {
    if (calls.size < BOUNDS.INGEST_CALLS_MAX) return
    throw new RequestError('RAWI_BUSY', `${BOUNDS.INGEST_CALLS_MAX} conversations run.`, {
      headers: { 'retry-after': '5' },
    })
  }
  const resume = async (tenantId: string, id: string): Promise<IngestCall> => {
    mustHaveRoom()
    const recorder = await house.recorderOf(tenantId)
    if (recorder.running(id).length > 0)
      throw new RawiError('RAWI_CONFLICT', 'An agent of this server runs this conversation.')
    const conversation = await recorder.resumeConversation(id).catch((error: unknown) => {
      throw error instanceof RawiError && error.code === 'RAWI_CONVERSATION_NOT_FOUND' ? notFound() : error
    })
    // Asked for by the id of a call that turned out to be another one, it is one call all the same.
    const known = calls.get(nameOf(tenantId, conversation.id))
    if (known) return known
    const record = recordOf(recorder, conversation)
    return add(tenantId, conversation.id, conversation, record)
  }
  const find = async (tenantId: string, id: string): Promise<IngestCall> => {
    const name = nameOf(tenantId, id)
    const call = calls.get(name)
    if (call) return call
    if (ended.has(name)) throw new RawiError('RAWI_CONVERSATION_ENDED', `The conversation ${id} has ended.`)
    let found = finding.get(name)
    if (!found) {
      found = resume(tenantId, id).finally(() => finding.delete(name))
      finding.set(name, found)
    }
    return found
  }
  const finish = (call: IngestCall, body: EndBody): Promise<EndedBody> => {
    const name = nameOf(call.tenantId, call.conversation.id)
    const ending = call.conversation.end(endOptions(body)).then(endedBody)
    calls.delete(name)
    ended.set(name, ending)
    for (const oldest of ended.keys()) {
      if (ended.size <= BOUNDS.INGEST_ENDED_MAX) break
      ended.delete(oldest)
    }
    return ending
  }
  /** What another process left goes on here, so that somebody ends it should its client never come back. */
  const adopt = (tenantId: string, id: string) => {
    if (house.stopping.aborted) return
    find(tenantId, id).catch((error: unknown) => {
      const code = error instanceof RawiError ? error.code : 'RAWI_INTERNAL'
      if (code !== 'RAWI_BUSY') house.log.warn({ conversation: id, code }, 'a conversation was not taken over')
    })
  }
  house.eachRecorder((recorder, tenantId) => {
    recorder.on('recovered', ({ tenantId: of, id, status }) => {
      if (status === 'active') adopt(of, id)
    })
    // Whatever its client still sends has no place to be kept in.
    recorder.on('erased', ({ conversations }) => {
      for (const id of conversations) {
        const call = calls.get(nameOf(tenantId, id))
        calls.delete(nameOf(tenantId, id))
        call?.conversation.end().catch(() => {})
      }
    })
  })
  readLeft(database, house.tenantId)
    .then((left) => {
      for (const { tenant_id, id } of left) adopt(tenant_id, id)
    })
    // Away: what comes back with its client is found then.
    .catch(() => {})

  const looking = setInterval(() => {
    const since = clock.monotonic() - settings.ingestIdleSeconds * 1_000
    for (const call of calls.values()) {
      if (call.lastHeard < since) finish(call, { end_reason: 'timeout' }).catch(() => {})
    }
  }, LOOK_EVERY_MS).unref()
  const pruning = setInterval(() => void idempotency.prune().catch(() => {}), PRUNE_EVERY_MS).unref()

  return {
    idempotency,
    find,
    async start(tenantId, options) {
      mustHaveRoom()
      const recorder = await house.recorderOf(tenantId)
      const conversation = recorder.startConversation({ ...options, resumable: true })
      return add(tenantId, conversation.id, conversation)
    },
    async end(tenantId, id, body) {
      const known = ended.get(nameOf(tenantId, id))
      if (known) return known
      try {
        return await finish(await find(tenantId, id), body)
      } catch (error) {
        if (!(error instanceof RawiError) || error.code !== 'RAWI_CONVERSATION_ENDED') throw error
        const again = ended.get(nameOf(tenantId, id))
        if (again) return again
        const record = await (await house.recorderOf(tenantId)).getConversation(id)
        if (!record) throw notFound()
        return endedRecord(record)
      }
    },
    async close() {
      clearInterval(looking)
      clearInterval(pruning)
      await Promise.allSettled(finding.values())
      await Promise.allSettled([
        ...ended.values(),
        ...[...calls.values()].map(({ conversation }) => conversation.leave()),
      ])
    },
  }
}

function recordOf(recorder: Recorder, { id }: Conversation): ConversationRecord | undefined {
  return recorder.running(id)[0]?.record
}
