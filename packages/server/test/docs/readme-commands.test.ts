import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { runHere } from '../command/run-here.ts'
import { newHome } from '../command/run-rawi.ts'
import { runServer } from '../http/run-server.ts'
import { ROOT } from './guide.ts'

/** The commands of the README that look at what was kept, in their order. */
const commands = [...readFileSync(`${ROOT}README.md`, 'utf8').matchAll(/^npx rawi ([^#\n]+)/gm)].map(([, words = '']) =>
  words.trim().split(/\s+/),
)

/** Runs them one after the other, and expects each to have something to show. */
async function runAll(home: string): Promise<void> {
  let id = ''
  for (const words of commands) {
    const { code, out, err } = await runHere(
      home,
      words.map((word) => (word === 'ID' ? id : word)),
    )
    expect({ words, code, err: words[0] === 'keys' ? '' : err }).toEqual({ words, code: 0, err: '' })
    expect(out.trim().split('\n').length).toBeGreaterThan(words[0] === 'keys' ? 0 : 1)
    if (words[0] === 'demo') id = /npx rawi show (\S+)/.exec(out)?.[1] ?? ''
    if (['list', 'search', 'show'].includes(words[0] ?? '')) expect(out).toContain(id)
  }
  expect(id).not.toBe('')
}

describe('the commands of the README, in their order and on a new folder', () => {
  it('are those that people try first', () => {
    expect(commands.map(([name]) => name)).toEqual(
      expect.arrayContaining(['demo', 'list', 'show', 'search', 'stats', 'keys', '--help']),
    )
  })

  it('each find something, while the server of `npm start` runs', async () => {
    const server = await runServer()
    try {
      await runAll(server.home)
    } finally {
      await server.close()
    }
  })

  it('and without one', async () => {
    const home = newHome()
    try {
      await giveDatabase(home.path)
      await runAll(home.path)
    } finally {
      home.remove()
    }
  })
})
