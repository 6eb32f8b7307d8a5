import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import openapiTS, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServer, type TestServer } from './run-server.ts'

const run = promisify(execFile)
const here = fileURLToPath(new URL('.', import.meta.url))
const tsc = fileURLToPath(new URL('../../../../node_modules/.bin/tsc', import.meta.url))

/** What a developer who has only the document would write. */
const PROGRAM = `
import createClient from 'openapi-fetch'
import type { paths } from './api.ts'

const api = createClient<paths>({ baseUrl: process.env.RAWI_URL ?? '', headers: { authorization: \`Bearer \${process.env.RAWI_KEY}\` } })

const started = await api.POST('/v1/conversations', { body: { room_name: 'client-1', language: 'ar' } })
if (!started.data) throw new Error(started.error.code)
const params = { path: { conversation_id: started.data.id } }
const said = await api.POST('/v1/conversations/{conversation_id}/messages', {
  params, body: { messages: [{ role: 'user', content: 'مرحبا، اسمي أحمد محمد' }, { role: 'assistant', content: 'أهلاً بك' }] },
})
if (!said.data) throw new Error(said.error.code)
const ended = await api.POST('/v1/conversations/{conversation_id}/end', { params, body: { user_phone: '0991234567' } })
if (!ended.data) throw new Error(ended.error.code)

const { data: page } = await api.GET('/v1/conversations', { params: { query: { phone: '0991234567', limit: 5 } } })
const { data: kept } = await api.GET('/v1/conversations/{conversation_id}', { params })
const missing = await api.GET('/v1/conversations/{conversation_id}', { params: { path: { conversation_id: 'none' } } })
// @ts-expect-error a status that is none
api.GET('/v1/conversations', { params: { query: { status: 'gone' } } }).catch(() => {})

console.log(JSON.stringify({
  listed: page?.items.map((item) => item.user_phone),
  messages: kept?.messages.map((message) => message.content),
  missing: missing.error?.code,
}))
`

describe('a client that is generated from the OpenAPI document', () => {
  let rawi: TestServer
  let folder = ''
  beforeAll(async () => {
    rawi = await runServer()
    // Beside this file, so that the program finds the packages it imports.
    folder = await mkdtemp(join(here, '.client-'))
  })
  afterAll(async () => {
    await rawi.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('compiles and runs', async () => {
    const { body } = await rawi.ask('GET', '/openapi.json')
    await writeFile(join(folder, 'api.ts'), astToString(await openapiTS(body)))
    await writeFile(join(folder, 'program.ts'), PROGRAM)
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2024', lib: ['es2024', 'dom'], module: 'nodenext', types: ['node'] },
      ...{ allowImportingTsExtensions: true, skipLibCheck: true, exactOptionalPropertyTypes: true },
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    const compiled = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error)
    expect(compiled.stdout).toBe('')
    const environment = { ...process.env, RAWI_URL: rawi.url, RAWI_KEY: await rawi.key(['read', 'write']) }
    const { stdout } = await run(process.execPath, [join(folder, 'program.ts')], { env: environment })
    expect(JSON.parse(stdout)).toEqual({
      listed: ['+963991234567'],
      messages: ['مرحبا، اسمي أحمد محمد', 'أهلاً بك'],
      missing: 'RAWI_NOT_FOUND',
    })
  })
})
