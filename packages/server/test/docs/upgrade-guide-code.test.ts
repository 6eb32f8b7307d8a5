import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { guideBlocks, ROOT } from './guide.ts'

/** What an agent has before its four changes. */
const AGENT = `
import { type JobContext, voice } from '@livekit/agents'
declare const ctx: JobContext
declare const session: voice.AgentSession
declare const databaseUrl: string
declare const avatarProvider: string
declare function extractUserInfo(words: string): { name?: string; phone?: string }
`

// Inside node_modules, so that packages are found and nothing else sees them.
mkdirSync(join(ROOT, 'node_modules', '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'rawi-guide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the TypeScript of the upgrade guide', () => {
  const blocks = guideBlocks().filter(({ kind }) => kind === 'ts')
  const agent = blocks.filter(({ under }) => under.startsWith('Step 4'))

  it('shows the four changes of the agent', () => {
    expect(agent).toHaveLength(4)
    expect(blocks.length).toBeGreaterThan(agent.length)
  })

  it('compiles, the four changes as one program', () => {
    const programs = [
      ...blocks.filter((block) => !agent.includes(block)).map(({ text }) => text),
      AGENT + agent.map(({ text }) => text).join('\n'),
    ]
    for (const [index, program] of programs.entries()) writeFileSync(join(folder, `block-${index}.ts`), program)
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(ROOT, 'tsconfig.json'),
        compilerOptions: { rewriteRelativeImportExtensions: false },
        include: ['*.ts'],
        exclude: [],
      }),
    )
    const { status, stdout } = spawnSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', folder], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })
})
