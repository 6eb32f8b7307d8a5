import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { read, root, sources } from './sources.ts'

/** What an example may take for granted: it shows one call, not a whole program. */
const GIVEN: Record<string, string> = {
  conversation: `declare const conversation: import('rawi').Conversation`,
  recorder: `declare const recorder: import('rawi').Recorder`,
  database: `declare const database: import('rawi/maintenance').Database`,
  persona: `declare const persona: import('@rawi/agent').Persona`,
  record: `declare const record: import('@rawi/agent').CallRecord`,
  url: 'declare const url: string',
  voice: `import { voice } from '@livekit/agents'`,
  model: `declare const model: import('@livekit/agents').llm.LLM`,
  agent: `declare const agent: import('@livekit/agents').voice.Agent`,
  ctx: `declare const ctx: import('@livekit/agents').JobContext`,
  openPostgres: `import { openPostgres } from '${root}packages/rawi/src/store/postgres.ts'`,
  replyText: `import { replyText } from '${root}packages/agent/src/brain/reply.ts'`,
}

interface Example {
  readonly file: string
  readonly code: string
}

// Inside node_modules, so that packages are found and nothing else sees them.
mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true })
const folder = mkdtempSync(join(root, 'node_modules', '.cache', 'rawi-examples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the examples of the docstrings', () => {
  const examples = sources().flatMap(examplesOf)

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(5)
  })

  it('compile', () => {
    for (const [index, example] of examples.entries()) {
      writeFileSync(join(folder, `example-${index}.ts`), `// ${example.file}\n${program(example)}`)
    }
    const include = ['*.ts']
    const compilerOptions = { rewriteRelativeImportExtensions: false }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include, exclude: [] }),
    )
    const { status, stdout } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder], {
      encoding: 'utf8',
    })
    const faults = stdout.replaceAll(/example-(\d+)\.ts/g, (_, index) => examples[Number(index)]?.file ?? '')
    expect(faults).toBe('')
    expect(status).toBe(0)
  })
})

function examplesOf(file: string): Example[] {
  return [...read(file).matchAll(/@example\s*\n((?:\s*\*(?!\/)[^\n]*\n)+)/g)].map((match) => ({
    file,
    code: (match[1] ?? '')
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, ''))
      .filter((line) => !line.startsWith('@'))
      .join('\n'),
  }))
}

/** The example with what it does not bring itself: its own file's exports, and what is given. */
function program({ file, code }: Example): string {
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(code.replaceAll(/'[^']*'/g, ''))
  const brings = (name: string) => new RegExp(`(const|let|import)\\b[^=\\n]*\\b${name}\\b`).test(code)
  const own = [...read(file).matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(
    (match) => match[1] ?? '',
  )
  const again = [...read(file).matchAll(/^export \{([^}]+)\}/gm)].flatMap((match) =>
    (match[1] ?? '').split(',').map((name) => name.trim()),
  )
  const taken = [...new Set([...own, ...again])].filter((name) => uses(name) && !brings(name))
  const imports = taken.length > 0 ? [`import { ${taken.join(', ')} } from '${root}${file}'`] : []
  const given = Object.entries(GIVEN)
    .filter(([name]) => uses(name) && !brings(name) && !taken.includes(name))
    .map(([, line]) => line)
  return [...imports, ...given, code, 'export {}', ''].join('\n')
}
