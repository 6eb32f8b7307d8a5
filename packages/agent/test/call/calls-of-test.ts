import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRecorder, type Recorder } from 'rawi'
import { afterAll, beforeAll } from 'vitest'
import {
  type AvatarName,
  answerCalls,
  type CallDesk,
  type CallLimits,
  type CallModels,
  loadPersona,
  receptionPersona,
  transportPair,
} from '../../src/index.ts'
import { Page, type PageOptions } from './page.ts'

export const persona = loadPersona(receptionPersona)

/** A real recorder whose database is away: calls go on, and everything they keep can be read from them. */
export function recorderWithoutDatabase(): { readonly recorder: () => Recorder; readonly folder: () => string } {
  let folder = ''
  let recorder: Recorder | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rawi-call-'))
    recorder = await openRecorder({
      stateDir: folder,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      endTimeoutMs: 0,
    })
    recorder.ready.catch(() => {})
  })
  afterAll(async () => {
    await recorder?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  })
  return {
    recorder() {
      if (!recorder) throw new Error('not open yet')
      return recorder
    },
    folder: () => folder,
  }
}

export interface DeskOptions {
  readonly recorder: Recorder
  readonly models?: CallModels
  readonly limits?: Partial<CallLimits>
  readonly callsMax?: number
  readonly recordings?: string
  readonly avatar?: AvatarName
  readonly recordKey?: (conversation: string) => string
}

/** A desk that answers calls, and pages that call it. */
export async function openDesk(options: DeskOptions): Promise<{
  desk: CallDesk
  call: (page?: PageOptions) => Promise<Page>
  connect: (page?: PageOptions) => Page
}> {
  const desk = await answerCalls({
    personas: { get: (id) => (id === undefined || id === 'reception' ? { id: 'reception', persona } : undefined) },
    ...options,
  })
  const connect = (page: PageOptions = {}) => {
    const [server, client] = transportPair()
    desk.answer(server)
    return new Page(client, page)
  }
  return {
    desk,
    connect,
    async call(page = {}) {
      const caller = connect(page)
      await caller.start()
      return caller
    },
  }
}
