import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../../src', import.meta.url))
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

/** Imports of LiveKit's packages as they stand in a file. */
function livekitImports(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
  return [...text.matchAll(/^.*['"]@livekit\/[^'"]+['"].*$/gm)].map(([line]) => line)
}

/** Refuses every module of LiveKit, as if none were installed. */
const WITHOUT_LIVEKIT = `
import { registerHooks } from 'node:module'
registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('@livekit/')) throw new Error('not installed: ' + specifier)
    return next(specifier, context)
  },
})
await import('@livekit/agents').then(
  () => { throw new Error('LiveKit was there after all') },
  () => {},
)
`

const PROGRAM = `
import { EventEmitter } from 'node:events'
import { recordSession } from '${join(source, 'livekit', 'record-session.ts')}'
const { openRecorder } = await import('${join(source, 'index.ts')}')
const session = Object.assign(new EventEmitter(), { history: { items: [] }, usage: { modelUsage: [] } })
const said = []
const conversation = { addMessage: (message) => said.push(message.content), end: async (options) => options }
const { ended } = recordSession(session, { conversation })
const item = { type: 'message', id: 'm', role: 'user', content: ['hello'], textContent: 'hello', createdAt: 1 }
session.emit('conversation_item_added', { item })
session.emit('close', { reason: 'participant_disconnected', error: null })
console.log(JSON.stringify({ said, ended: (await ended).endReason, rawi: typeof openRecorder }))
`

describe('without LiveKit', () => {
  it('only the livekit room names it, and only for its types', () => {
    const named = files.flatMap((file) => livekitImports(file).map((line) => `${relative('', file)}: ${line}`))
    expect(named.filter((line) => !line.startsWith('livekit/'))).toEqual([])
    expect(named.filter((line) => !/: import type /.test(line))).toEqual([])
    expect(named.length).toBeGreaterThan(0)
  })

  it('no other room needs the livekit room', () => {
    const others = files.filter((file) => !file.startsWith('livekit/'))
    expect(others.filter((file) => /from '[^']*\/livekit\//.test(readFileSync(join(source, file), 'utf8')))).toEqual([])
  })

  it('the recorder and even rawi/livekit load and run', () => {
    const program = `data:text/javascript,${encodeURIComponent(WITHOUT_LIVEKIT)}`
    const output = execFileSync(process.execPath, ['--import', program, '--input-type=module', '-e', PROGRAM], {
      encoding: 'utf8',
    })
    expect(JSON.parse(output)).toEqual({ said: ['hello'], ended: 'user_hangup', rawi: 'function' })
  })
})
