import { afterAll, describe, expect, it } from 'vitest'
import { runHere } from './run-here.ts'
import { newHome, rawi } from './run-rawi.ts'

const CALLS = [
  {
    id: 'a',
    default_region: 'SY',
    turns: [
      { role: 'user', text: 'معك سامر، رقمي 0991234567' },
      { role: 'agent', text: 'رقمك 0991234567 صح؟' },
      { role: 'user', text: 'لا، آخره 68' },
    ],
  },
  { id: 7, lang: 'en', default_region: 'US', expect: {}, turns: [{ role: 'user', text: 'I am on hold' }] },
]
const input = `\ufeff${CALLS.map((call) => JSON.stringify(call)).join('\r\n')}\n\n`

describe('rawi contacts', () => {
  const home = newHome()
  const run = (args: string[], text: string) => runHere(home.path, ['contacts', ...args], { input: text })
  afterAll(home.remove)

  it('prints a line for every call and nothing else', async () => {
    const { code, out, err } = await rawi(home.path, ['contacts', '--jsonl'], { input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        id: 'a',
        name: 'سامر',
        phone: '+963991234568',
        email: null,
        evidence: {
          name: [{ seq: 0, role: 'user', start: 4, end: 8, quote: 'سامر', kind: 'stated' }],
          phone: [
            { seq: 0, role: 'user', start: 15, end: 25, quote: '0991234567', kind: 'stated' },
            { seq: 2, role: 'user', start: 9, end: 11, quote: '68', kind: 'correction' },
          ],
        },
      },
      { id: 7, name: null, phone: null, email: null, evidence: {} },
    ])
  })

  it('--after-turn tells what was known then', async () => {
    const { out } = await run(['--jsonl', '--after-turn', '1'], input)
    expect(JSON.parse(out.split('\n')[0] ?? '').phone).toBe('+963991234567')
    const nothing = await run(['--jsonl', '--after-turn', '0'], input)
    expect(JSON.parse(nothing.out.split('\n')[0] ?? '')).toMatchObject({ name: null, phone: null, evidence: {} })
  })

  it('says which lines are wrong, and none of their words, and reads the rest', async () => {
    const call = JSON.stringify(CALLS[1])
    const elsewhere = JSON.stringify({ ...CALLS[1], default_region: 'secret' })
    const { code, out, err } = await run(
      ['--jsonl'],
      [call, '{"id":"secret"', call, '{"id":1,"turns":"secret"}', elsewhere, call].join('\n'),
    )
    expect(code).toBe(1)
    expect(out.trimEnd().split('\n')).toHaveLength(3)
    expect(err.match(/RAWI_INPUT_INVALID: Line \d/g)).toEqual(
      [2, 4, 5].map((line) => `RAWI_INPUT_INVALID: Line ${line}`),
    )
    expect(err).not.toContain('secret')
  })

  it('refuses a wrong use', async () => {
    expect((await run([], '')).code).toBe(2)
    expect((await run(['--jsonl', '--after-turn', '-1'], '')).code).toBe(2)
  })
})
