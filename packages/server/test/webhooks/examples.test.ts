import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { newWebhookSecret, signedHeaders } from '../../src/webhooks/sign.ts'

const page = readFileSync(new URL('../../../../docs/webhooks.md', import.meta.url), 'utf8')
const exampleIn = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''
const python = spawnSync('python3', ['--version']).status === 0

const secret = newWebhookSecret()
const body = JSON.stringify({ type: 'webhook.test', timestamp: new Date().toISOString(), data: { name: 'أحمد' } })
const sign = (secrets: string[], at = new Date()) => signedHeaders('evt_1', at, body, secrets)

describe('a signature', () => {
  it('is verified by the library of Standard Webhooks, with either secret while one takes over', () => {
    const headers = sign([newWebhookSecret(), secret])
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow()
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
  })

  it('is verified by the example for Node', async () => {
    const lines = exampleIn('js')
      .replace('process.env.RAWI_WEBHOOK_SECRET', 'secret')
      .replace(/^import .*$/m, '')
    expect(lines).toContain('webhook.verify(body, request.headers)')
    const run = new Function('Webhook', 'secret', 'body', 'request', `${lines}; return event`)
    expect(run(Webhook, secret, body, { headers: sign([secret]) })).toEqual(JSON.parse(body))
  })

  it.skipIf(!python)('is verified by the example for Python, where Python is installed', () => {
    const verified = (given: { headers: object; body: string }) => {
      const program = `${exampleIn('python')}
import json, sys
given = json.load(sys.stdin)
print(verify(given["secret"], given["headers"], given["body"].encode()))`
      const { stdout, stderr } = spawnSync('python3', ['-c', program], {
        input: JSON.stringify({ secret, ...given }),
        encoding: 'utf8',
      })
      return stdout.trim() || stderr
    }
    expect(verified({ headers: sign([newWebhookSecret(), secret]), body })).toBe('True')
    expect(verified({ headers: sign([secret]), body: `${body} ` })).toBe('False')
    expect(verified({ headers: sign([newWebhookSecret()]), body })).toBe('False')
    expect(verified({ headers: sign([secret], new Date(Date.now() - 600_000)), body })).toBe('False')
  })
})
