import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import type { Scope } from '../../src/access/caller.ts'
import { createKey } from '../../src/access/keys.ts'
import { logOptions } from '../../src/http/open-log.ts'
import { openServer, type RunningServer } from '../../src/http/open-server.ts'
import { readSettings } from '../../src/settings/read-settings.ts'

export const OTHER_TENANT = '0c1b9a52-2f5f-4e4e-9b5e-0c1b9a522f5f'

export interface TestServer {
  readonly url: string
  readonly home: string
  readonly server: RunningServer
  /** Lines of the log, each an object. */
  readonly log: readonly Record<string, unknown>[]
  /** A new key of the house's tenant, or of another one. */
  key(scopes: readonly Scope[], tenantId?: string): Promise<string>
  /** A request as JSON; what is no text becomes a JSON body. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
  close(): Promise<void>
}

export interface AskOptions {
  readonly key?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly body: any
}

/** A real server at a free port, on the embedded database of a folder of its own unless settings say otherwise. */
export async function runServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const home = settings.RAWI_HOME ?? (await newHome())
  const log: Record<string, unknown>[] = []
  const logger = pino(logOptions('trace'), { write: (line: string) => void log.push(JSON.parse(line)) })
  const server = await openServer(readSettings({ RAWI_HOME: home, RAWI_PORT: '0', ...settings }), logger)
  return {
    url: server.url,
    home,
    server,
    log,
    async key(scopes, tenantId = server.house.tenantId) {
      const made = await createKey(server.house.database, tenantId, { name: 'test', scopes, createdBy: 'test' })
      return made.key
    },
    ask: (method, path, options) => ask(server.url + path, method, options),
    async close() {
      await server.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A state folder whose embedded database is migrated already: a first boot takes seconds. */
export async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'rawi-server-'))
  await giveDatabase(home)
  return home
}

export async function ask(url: string, method: string, { key, body, headers }: AskOptions = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = /application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : undefined }
}
