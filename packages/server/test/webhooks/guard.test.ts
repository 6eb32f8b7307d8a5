import type { LookupAddress } from 'node:dns'
import fc from 'fast-check'
import { request } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { addressCheck } from '../../src/webhooks/blocked-addresses.ts'
import { type GuardedDispatcher, openDispatcher, urlCheck } from '../../src/webhooks/guarded-dispatcher.ts'
import { sendWebhook } from '../../src/webhooks/send-webhook.ts'
import { openReceiver } from './receiver.ts'

describe('addresses that webhooks may go to', () => {
  const may = addressCheck([])

  it.each([
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1', '203.0.113.9'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', 'fec0::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:a00:1', '::ffff:10.0.0.1', '::127.0.0.1'],
    ...[
      '64:ff9b::7f00:1',
      '64:ff9b::10.0.0.1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2002:a00:1::1',
      '2001::1',
      '2001:db8::1',
      '100::1',
    ],
    ...['', 'localhost', '1', '2130706433', '0x7f.1'],
  ])('%s is not one', (address) => {
    expect(may(address)).toBe(false)
  })

  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '::ffff:8.8.8.8', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is one',
    (address) => {
      expect(may(address)).toBe(true)
    },
  )

  it('are the same however an IPv4 address is written in IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
        const hex = `::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
        expect(may(`::ffff:${address}`)).toBe(may(address))
        expect(may(hex)).toBe(may(address))
      }),
    )
  })

  it('grow by what is allowed, and by nothing else', () => {
    const more = addressCheck(['127.0.0.1', '10.1.0.0/16', 'fd00::/8'])
    expect(['127.0.0.1', '::ffff:127.0.0.1', '10.1.2.3', 'fd00::1', '8.8.8.8'].map(more)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(['127.0.0.2', '10.2.0.1', 'fe80::1'].map(more)).toEqual([false, false, false])
    expect(() => addressCheck(['localhost'])).toThrow(expect.objectContaining({ code: 'RAWI_CONFIG_INVALID' }))
  })
})

describe('URLs that webhooks may go to', () => {
  const may = urlCheck(['127.0.0.1'])
  it.each([
    'https://example.com/hook',
    'https://example.com:8443/',
    'http://127.0.0.1:3000/',
    'https://127.0.0.1/',
    'https://8.8.8.8/',
  ])('%s is one', (url) => {
    expect(may(new URL(url))).toBe(true)
  })
  it.each([
    ...[
      'http://example.com/',
      'http://8.8.8.8/',
      'http://localhost/',
      'https://10.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
    ],
    // What browsers and this one read as addresses.
    ...['https://2130706434/', 'https://0x0a000001/', 'https://012.0.0.1/', 'https://10.1/'],
    ...['https://user:secret@example.com/', 'ftp://127.0.0.1/', 'file:///etc/passwd'],
  ])('%s is not', (url) => {
    expect(may(new URL(url))).toBe(false)
  })
})

describe('a connection', () => {
  let dispatcher: GuardedDispatcher
  afterEach(() => dispatcher.close())
  const send = (url: string) =>
    sendWebhook({ url, headers: {}, body: '{}' }, dispatcher, () => new Date(), new AbortController().signal)
  const answering = (...answers: LookupAddress[][]) => allowing([], ...answers)
  const allowing = (allow: string[], ...answers: LookupAddress[][]) => {
    const asked: string[] = []
    dispatcher = openDispatcher(allow, (hostname, done) => {
      asked.push(hostname)
      done(null, answers[asked.length - 1] ?? answers.at(-1) ?? [])
    })
    return asked
  }

  it.each(['127.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'])(
    'is not made where a name leads to %s',
    async (address) => {
      const asked = answering([{ address, family: address.includes(':') ? 6 : 4 }])
      expect(await send('https://evil.example/')).toMatchObject({ delivered: false, problem: 'blocked' })
      expect(asked).toEqual(['evil.example'])
    },
  )

  it('is not made where one address of several is not public', async () => {
    answering([
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ])
    expect(await send('https://evil.example/')).toMatchObject({ problem: 'blocked' })
  })

  it('goes to the address that was looked at: a name that changes in between (DNS rebinding) leads nowhere', async () => {
    const inside = await openReceiver()
    const { port } = new URL(inside.url)
    // The first answer may be connected to and the second may not; whoever asks twice is caught.
    const [good, bad] = ['127.0.0.2', '127.0.0.1'].map((address) => [{ address, family: 4 }])
    const asked = allowing(['127.0.0.2'], good ?? [], bad ?? [])
    const signal = AbortSignal.timeout(2_000)
    const outside = request(`https://rebinding.example:${port}/`, {
      dispatcher: dispatcher.agent,
      signal,
      method: 'POST',
      body: '{}',
    })
    await expect(outside).rejects.toThrow()
    expect(asked).toEqual(['rebinding.example'])
    expect(await send(`https://rebinding.example:${port}/`)).toMatchObject({ delivered: false, problem: 'blocked' })
    expect(inside.received).toEqual([])
    await inside.close()
  })

  it('is not made to an address in the URL either', async () => {
    const asked = answering([{ address: '8.8.8.8', family: 4 }])
    expect(await send('https://[::ffff:127.0.0.1]/')).toMatchObject({ problem: 'blocked' })
    expect(asked).toEqual([])
  })
})
