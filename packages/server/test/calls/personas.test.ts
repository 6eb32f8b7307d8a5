import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { receptionPersona } from '@rawi/agent'
import { expect, it, onTestFinished } from 'vitest'
import { runServer, type TestServer } from '../http/run-server.ts'

async function serverWith(files: Record<string, string>): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-personas-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const server = await runServer({ RAWI_PERSONAS: folder })
  onTestFinished(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })
  return server
}

const good = readFileSync(receptionPersona, 'utf8')
const broken = good.replace('language: ar', 'language: fr')
const begin = (server: TestServer) => server.ask('POST', '/v1/calls', { body: {}, headers: { origin: server.url } })

it('answers with the personas that can be used, and its log names the file and the line of the other', async () => {
  const server = await serverWith({ 'reception.yaml': good, 'night.yaml': broken })
  expect((await begin(server)).status).toBe(201)
  const told = server.log.find(({ code }) => code === 'RAWI_PERSONA_INVALID')
  expect(told?.msg).toMatch(/night\.yaml: line 6: language:/)
})

it('says with a code that nobody can answer where no persona can be used', async () => {
  const server = await serverWith({ 'reception.yaml': broken })
  expect(await begin(server)).toMatchObject({ status: 503, body: { code: 'RAWI_PERSONA_INVALID' } })
  expect(server.log.some(({ msg }) => /reception\.yaml: line 6/.test(String(msg)))).toBe(true)
})
