import { beforeAll, describe, expect, it } from 'vitest'
import { openRecordKeys } from '../../src/calls/record-keys.ts'
import type { TestServer } from '../http/run-server.ts'
import { type KeptCall, keepCalls } from '../records/keep-calls.ts'

/** What a caller’s correction does to the person who is kept under a number. */
export function ownContactContract(open: () => TestServer): void {
  describe('a caller who names a number', () => {
    let rawi: TestServer
    let staff: string
    beforeAll(async () => {
      rawi = open()
      staff = await rawi.key(['read', 'write'])
    })

    const keep = async (end: KeptCall['end'] = {}, messages?: readonly string[]) => {
      const [id = ''] = await keepCalls(rawi, [{ start: { channel: 'web' }, ...(messages && { messages }), end }])
      return id
    }
    const record = async (id: string, contact?: object) => {
      const { house } = rawi.server
      const { status, body } = await rawi.ask(contact ? 'PATCH' : 'GET', `/v1/calls/${id}/record`, {
        headers: { 'x-call-key': openRecordKeys(house.secretFor).of(house.tenantId, id) },
        ...(contact && { body: { contact } }),
      })
      expect(status).toBe(200)
      return body as Record<'name' | 'phone' | 'email', string | null>
    }
    const person = async (phone: string) => {
      const { body } = await rawi.ask('GET', `/v1/users?phone=${phone}`, { key: staff })
      return body.items[0] as Record<'id' | 'name' | 'email', string | null>
    }
    const spoken = (phone: string) => [`اسمي هدى الخطيب ورقمي ${phone}`, 'أهلاً', 'بريدي huda@example.com', 'شكراً']

    it('sees of their call what it holds, and nothing that is kept of the number from other calls', async () => {
      await keep({}, spoken('0991500011'))
      const id = await keep({}, ['رقمي 0991500011', 'أهلاً'])
      expect(await record(id)).toMatchObject({ phone: '+963991500011', name: null, email: null })
      const moved = await keep()
      expect(await record(moved, { phone: '0991500011' })).toMatchObject({ name: null, email: null })
    })

    it('changes their own call, and not who is kept under the number from another call', async () => {
      await keep({}, spoken('0991500021'))
      expect(await person('0991500021')).toMatchObject({ name: 'هدى الخطيب', email: 'huda@example.com' })
      const stranger = { name: 'دخيل بن غريب الطويل', phone: '0991500021', email: 'stranger@example.com' }
      const id = await keep({}, ['رقمي 0991500021', 'أهلاً'])
      for (const call of [id, id, await keep()])
        expect(await record(call, stranger)).toMatchObject({ name: stranger.name, email: stranger.email })
      expect(await person('0991500021')).toMatchObject({ name: 'هدى الخطيب', email: 'huda@example.com' })
    })

    it('gives a name and an e-mail where none is kept, and may mend what they alone gave', async () => {
      const id = await keep({}, ['رقمي 0991500031', 'أهلاً'])
      await record(id, { name: 'سامر علي' })
      expect(await person('0991500031')).toMatchObject({ name: 'سامر علي', email: null })
      await record(id, { name: 'سامر العلي', email: 'samer@example.com' })
      expect(await person('0991500031')).toMatchObject({ name: 'سامر العلي', email: 'samer@example.com' })
      const misheard = await keep({}, spoken('0991500032'))
      await record(misheard, { name: 'هدى', email: 'hoda@example.com' })
      expect(await person('0991500032')).toMatchObject({ name: 'هدى', email: 'hoda@example.com' })
    })

    it('mends nothing more once another call or staff has told of that person', async () => {
      const id = await keep({}, spoken('0991500041'))
      const { id: user } = await person('0991500041')
      await rawi.ask('PATCH', `/v1/users/${user}`, { key: staff, body: { email: 'staff@example.com' } })
      await record(id, { name: 'ليلى حداد', email: 'layla@example.com' })
      expect(await person('0991500041')).toMatchObject({ name: 'ليلى حداد', email: 'staff@example.com' })
      await keep({}, ['رقمي 0991500041', 'أهلاً'])
      await record(id, { name: 'منى' })
      expect(await person('0991500041')).toMatchObject({ name: 'ليلى حداد', email: 'staff@example.com' })
    })
  })
}
