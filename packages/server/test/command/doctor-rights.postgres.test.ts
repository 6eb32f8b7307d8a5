import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asAdmin, createDatabase, describePostgres, type TestDatabase } from '../../../rawi/test/store/test-database.ts'
import { runHere } from './run-here.ts'
import { newHome } from './run-rawi.ts'

describePostgres('a login that was given no rights', () => {
  const home = newHome()
  const login = `rawi_${randomBytes(6).toString('hex')}`
  let database: TestDatabase
  let env: Record<string, string>
  beforeAll(async () => {
    database = await createDatabase()
    await asAdmin(`create role ${login} login`)
    const url = new URL(database.url)
    url.username = login
    env = { DATABASE_URL: url.href }
  })
  afterAll(async () => {
    await database.drop()
    await asAdmin(`drop role ${login}`)
    home.remove()
  })

  it('is told in one line of JSON, and by doctor what to type', async () => {
    const { code, out, err } = await runHere(home.path, ['demo', '--json'], { env })
    expect([code, out]).toEqual([1, ''])
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ error: { code: 'RAWI_DATABASE_REFUSED', hint: expect.stringContaining('rawi doctor') } }])
    const grant = `GRANT rawi_writer, authenticated TO ${login};`
    const asked = await runHere(home.path, ['doctor'], { env })
    expect([asked.code, asked.out]).toEqual([1, expect.stringContaining(grant)])
    await asAdmin(grant)
    const { out: after } = await runHere(home.path, ['doctor'], { env })
    expect(after).toMatch(/✓ schema .*version/)
    expect(JSON.parse((await runHere(home.path, ['demo', '--json'], { env })).out)).toMatchObject({ messages_saved: 4 })
  })
})
