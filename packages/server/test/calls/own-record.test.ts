import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRecordKeys } from '../../src/calls/record-keys.ts'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'
import { keepCalls, settled } from '../records/keep-calls.ts'

describe('the record of a call, for its caller', () => {
  let rawi: TestServer
  let staff: string
  beforeAll(async () => {
    rawi = await runServer({ RAWI_REQUESTS_PER_MINUTE: '0' })
    staff = await rawi.key(['read', 'write', 'admin'])
  })
  afterAll(() => rawi.close())

  const keyOf = (id: string, tenantId = rawi.server.house.tenantId) =>
    openRecordKeys(rawi.server.house.secretFor).of(tenantId, id)
  const ask = (id: string, body?: unknown, key: string | undefined = keyOf(id), headers: Record<string, string> = {}) =>
    rawi.ask(body === undefined ? 'GET' : 'PATCH', `/v1/calls/${id}/record`, {
      ...(body !== undefined && { body }),
      headers: { ...(key !== '' && { 'x-call-key': key }), ...headers },
    })
  const keep = async (end: object = {}) => {
    const [id = ''] = await keepCalls(rawi, [{ start: { channel: 'web', language: 'ar' }, end }])
    return id
  }
  const asStaff = (id: string) => rawi.ask('GET', `/v1/conversations/${id}`, { key: staff })
  const endedAgo = (id: string, minutes: number) =>
    rawi.server.house.database.query(
      `update conversations set started_at = now() - make_interval(mins => $2 + 5), ended_at = now() - make_interval(mins => $2) where id = $1`,
      [id, minutes],
    )

  it('says what was kept, to the key of this call only', async () => {
    const id = await keep({ userName: 'سارة', userPhone: '0991000011' })
    const { status, body, headers } = await ask(id)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, name: 'سارة', phone: '+963991000011', email: null, rating: null, comment: null })
    expect(Date.parse(body.changes_until)).toBeGreaterThan(Date.now() + 59 * 60_000)
    expect(headers.get('cache-control')).toBe('no-store')
    const nothing = await ask('0192c3de-ffff-7fff-bfff-ffffffffffff')
    expect(nothing.status).toBe(404)
    const other = await keep()
    const strangers = [keyOf(other), keyOf(id, OTHER_TENANT), 'a', '', staff]
    for (const key of strangers) {
      for (const change of [undefined, { rating: 1 }]) {
        const answer = await ask(id, change, key)
        expect([answer.status, answer.text]).toEqual([404, nothing.text])
      }
    }
    expect((await ask(id, { rating: 1 }, keyOf(id), { origin: 'https://evil.example' })).body.code).toBe(
      'RAWI_ORIGIN_REFUSED',
    )
    expect((await asStaff(id)).body.rating).toBeNull()
  })

  it('takes a rating with a comment, and the last one holds', async () => {
    const id = await keep()
    expect((await ask(id, { rating: 2, comment: 'بطيء' })).body).toMatchObject({ rating: 2, comment: 'بطيء' })
    expect((await ask(id, { rating: 5, comment: 'ممتاز\u202e' })).body).toMatchObject({ rating: 5, comment: 'ممتاز' })
    const { body } = await asStaff(id)
    expect(body).toMatchObject({ rating: 5, notes: [{ author_kind: 'caller', text: 'ممتاز' }] })
    expect((await ask(id, { comment: null })).body).toMatchObject({ rating: 5, comment: null })
    expect((await asStaff(id)).body.notes).toEqual([])
  })

  it('takes a correction as a person’s word that nothing found later replaces, and moves the call to that caller', async () => {
    const id = await keep({ userName: 'أحمد', userPhone: '0991000021' })
    const { body } = await ask(id, {
      contact: { name: ' سامر\u200f علي ', phone: '٠٩٣٣ ٠٠٠ ٠٢٢', email: 'samer@example.com' },
    })
    expect(body).toMatchObject({ name: 'سامر علي', phone: '+963933000022', email: 'samer@example.com' })
    const { body: whole } = await asStaff(id)
    expect(whole.contact_evidence.slice(-3)).toMatchObject([
      { field: 'name', value: 'سامر علي', source: 'human', status: 'confirmed' },
      { field: 'phone', value: '+963933000022', source: 'human', status: 'confirmed' },
      { field: 'email', source: 'human', status: 'confirmed' },
    ])
    await settled(rawi)
    const people = await rawi.ask('GET', '/v1/users?phone=0933000022', { key: staff })
    expect(people.body.items).toMatchObject([{ name: 'سامر علي', email: 'samer@example.com', conversation_count: 1 }])
    expect((await ask(id, { contact: { name: 'سامر العلي' } })).body.name).toBe('سامر العلي')
    expect((await ask(id, { contact: { email: null } })).body).toMatchObject({ email: null, phone: '+963933000022' })
    const again = await rawi.ask('GET', '/v1/users?phone=0933000022', { key: staff })
    expect(again.body.items[0].name).toBe('سامر العلي')
  })

  it('gives nobody another person by naming their number: what staff said of them holds', async () => {
    const known = await rawi.server.house.recorder.saveUser({
      phone: '+963991000031',
      name: 'هدى',
      email: 'huda@example.com',
    })
    const id = await keep()
    const { body } = await ask(id, { contact: { name: 'دخيل', phone: '0991000031', email: 'other@example.com' } })
    expect(body).toMatchObject({ name: 'دخيل', phone: '+963991000031', email: 'other@example.com' })
    const { body: person } = await rawi.ask('GET', `/v1/users/${known.id}`, { key: staff })
    expect(person).toMatchObject({ name: 'هدى', email: 'huda@example.com' })
    const silent = await keep()
    expect((await ask(silent, { contact: { phone: '0991000031' } })).body).toMatchObject({ name: null, email: null })
  })

  it('says which value is wrong, and changes nothing then', async () => {
    const id = await keep({ userName: 'سارة' })
    const refused = async (body: unknown) => (await ask(id, body)).body
    expect(await refused({ contact: { phone: '12' } })).toMatchObject({ status: 400, code: 'RAWI_PHONE_INVALID' })
    const wrong = [
      [{ contact: { email: 'nobody' } }, 'contact.email'],
      [{ contact: { name: '؟' } }, 'contact.name'],
      [{ contact: { name: '\u200f\u200f' } }, 'contact.name'],
      [{ rating: 6 }, 'rating'],
      [{ rating: 4.5 }, 'rating'],
      [{ comment: 'x'.repeat(1_001) }, 'comment'],
      [{ tags: ['mine'] }, 'tags'],
      [{ status: 'failed' }, 'status'],
    ] as const
    for (const [body, path] of wrong) {
      const { code, errors } = await refused({ ...body, ...('rating' in body ? {} : { rating: 1 }) })
      expect({ body, code, path: errors?.[0]?.path }).toEqual({ body, code: 'RAWI_INPUT_INVALID', path })
    }
    expect((await refused({})).status).toBe(400)
    expect((await ask(id)).body).toMatchObject({ name: 'سارة', rating: null })
  })

  it('is closed while the call runs, an hour after it, and when it is erased', async () => {
    const running = rawi.server.house.recorder.startConversation({ channel: 'web' })
    running.addMessage({ role: 'user', content: 'مرحبا' })
    expect([404, 409]).toContain((await ask(running.id)).status)
    await running.end()
    expect((await ask(running.id, { rating: 4 })).status).toBe(200)
    await endedAgo(running.id, 59)
    expect((await ask(running.id, { rating: 3 })).status).toBe(200)
    await endedAgo(running.id, 61)
    for (const body of [undefined, { rating: 1 }, { contact: { name: 'متأخر' } }])
      expect(await ask(running.id, body)).toMatchObject({ status: 409, body: { code: 'RAWI_CALL_RECORD_CLOSED' } })
    expect((await asStaff(running.id)).body.rating).toBe(3)
    await rawi.ask('DELETE', `/v1/conversations/${running.id}`, { key: staff })
    expect((await ask(running.id)).status).toBe(404)
  })

  it('is written into the audit log without what was said, and nothing of it into the log', async () => {
    const id = await keep()
    await ask(id, { rating: 5, comment: 'سر', contact: { name: 'هدى', phone: '0991000041' } })
    const entries = await rawi.ask('GET', `/v1/audit?target_id=${id}`, { key: staff })
    expect(entries.body.items).toMatchObject([
      {
        action: 'conversation.changed',
        actor_kind: 'call',
        actor_id: id,
        detail: { fields: 'rating comment name phone' },
      },
    ])
    expect(entries.text).not.toMatch(/سر|هدى|991000041/)
    expect(JSON.stringify(rawi.log)).not.toMatch(/سر|هدى|991000041/)
    expect(JSON.stringify(rawi.log)).not.toContain(keyOf(id))
  })

  it('tells a flood of one call to wait, and no other call', async () => {
    const [id, other] = [await keep(), await keep()]
    const answers = []
    for (let n = 0; n < 32; n++) answers.push(await ask(id))
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.body).toMatchObject({ code: 'RAWI_RATE_LIMITED' })
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(other)).status).toBe(200)
  })
})
