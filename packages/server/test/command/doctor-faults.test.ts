import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRecorder } from 'rawi'
import { openStateDatabase } from 'rawi/maintenance'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { runHere } from './run-here.ts'
import { newHome } from './run-rawi.ts'

/** What doctor finds wrong, by the name of the check. */
async function wrong(home: string, env: Record<string, string> = {}): Promise<Record<string, string>> {
  const { code, out } = await runHere(home, ['doctor', '--json'], { env })
  const { findings } = JSON.parse(out) as { findings: { check: string; state: string; finding: string }[] }
  const found = findings.filter(({ state }) => state === 'wrong')
  expect(code).toBe(found.length > 0 ? 1 : 0)
  return Object.fromEntries(found.map(({ check, finding }) => [check, finding]))
}

describe('rawi doctor finds wrong', () => {
  const home = newHome()
  afterAll(home.remove)

  it('a folder that cannot be made', async () => {
    const file = join(home.path, 'file')
    writeFileSync(file, '')
    expect(await wrong(join(file, 'home'))).toEqual({ folder: expect.stringMatching(/cannot be made \(ENOTDIR\)$/) })
  })

  it('a schema that a newer program migrated', async () => {
    await giveDatabase(home.path)
    expect(await wrong(home.path)).toEqual({})
    const database = await openStateDatabase({ stateDir: home.path })
    await database.query(`insert into rawi_migrations (version, name) values ('299912310000', 'later')`)
    await database.close()
    expect(await wrong(home.path)).toEqual({
      schema: expect.stringContaining('a newer program migrated it (299912310000)'),
    })
  })
})

describe('a journal of another key', () => {
  const home = newHome()
  const key = randomBytes(32)
  beforeAll(async () => {
    await giveDatabase(home.path)
    const recorder = await openRecorder({
      stateDir: home.path,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      journalKey: key,
      endTimeoutMs: 0,
    })
    recorder.ready.catch(() => {})
    const call = recorder.startConversation({ conversationId: 'locked' })
    call.addMessage({ role: 'user', content: 'words under a key' })
    await call.end()
    await recorder.close()
  })
  afterAll(home.remove)

  it('is wrong to doctor, pending to recover, and read once the key is there', async () => {
    expect(await wrong(home.path)).toEqual({ journal: expect.stringContaining('RAWI_JOURNAL_KEY_MISSING') })
    const told = await runHere(home.path, ['recover'])
    expect([told.code, told.out]).toEqual([1, expect.stringMatching(/^Journals that could not be read: 1\./)])
    const { code, out } = await runHere(home.path, ['recover', '--json'])
    expect([code, JSON.parse(out)]).toEqual([1, expect.objectContaining({ conversations: 0, pending: 1 })])
    const env = { RAWI_JOURNAL_KEY: key.toString('base64') }
    const unlocked = await runHere(home.path, ['recover', '--json'], { env })
    expect([unlocked.code, JSON.parse(unlocked.out)]).toEqual([
      0,
      expect.objectContaining({ conversations: 1, messages: 1, pending: 0 }),
    ])
    expect(await wrong(home.path, env)).toEqual({})
  })
})

describe('what is pasted and mistyped', () => {
  const home = newHome()
  beforeAll(() => giveDatabase(home.path))
  afterAll(home.remove)

  it('search goes on from a cursor, and needs something to look for', async () => {
    for (let call = 0; call < 2; call++) await runHere(home.path, ['demo', '--json'])
    const all = JSON.parse((await runHere(home.path, ['search', '--json', '0991234567'])).out)
    expect(all.items).toHaveLength(2)
    const page = JSON.parse((await runHere(home.path, ['list', '--json', '--limit', '1'])).out)
    const rest = await runHere(home.path, ['search', '--json', '--cursor', page.next_cursor, '0991234567'])
    expect(JSON.parse(rest.out).items.map(({ id }: { id: string }) => id)).toEqual([all.items[1].id])
    expect(await runHere(home.path, ['search', ' '])).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing to search'),
    })
  })

  it('an id copied with the marks of its direction is found', async () => {
    const { items } = JSON.parse((await runHere(home.path, ['list', '--json'])).out)
    const { code, out } = await runHere(home.path, ['show', '--json', `\u2068${items[0].conversation_id}\u2069`])
    expect([code, JSON.parse(out).id]).toEqual([0, items[0].id])
  })

  it('help of a command that is none is a wrong use', async () => {
    const { code, err } = await runHere(home.path, ['help', 'nope'])
    expect([code, err]).toEqual([2, expect.stringContaining('There is no such command.')])
  })
})
