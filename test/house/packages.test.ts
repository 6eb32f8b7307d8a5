import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesBelow, root } from './sources.ts'

const FIVE_LINES = `
import { openRecorder } from 'rawi'
const recorder = await openRecorder({ stateDir: process.argv[2] })
await recorder.ready
const conversation = recorder.startConversation({ roomName: 'room-abc123', participantIdentity: 'user-456', language: 'ar' })
conversation.addMessage({ role: 'user', content: 'مرحباً' })
conversation.addMessage({ role: 'assistant', content: 'أهلاً بك…' })
const result = await conversation.end({ userName: 'أحمد محمد', userPhone: '+963991234567', summary: 'استفسار عن التدريبات' })
const { items } = await recorder.listConversations({ limit: 20 })
const record = await recorder.getConversation('room-abc123')
await recorder.close()
console.log(JSON.stringify({ result, items, words: record.messages.map(({ content }) => content) }))
`

describe('the packed library', () => {
  let folder: string
  let files: string[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rawi-packed-'))
    const copy = join(folder, 'repository')
    // Packed from a copy: packing rewrites package.json for a moment, and others read the one of the repository.
    for (const path of [...filesBelow('packages/rawi'), ...filesBelow('scripts'), 'package.json', 'tsconfig.json']) {
      cpSync(join(root, path), join(copy, path))
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: join(copy, 'packages', 'rawi'),
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    installAlone()
    files = readdirSync(join(folder, 'app', 'node_modules', 'rawi'), { recursive: true, encoding: 'utf8' })
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** As npm would: the tarball unpacked, and beside it everything else except the other workspaces. */
  function installAlone(): void {
    const modules = join(folder, 'app', 'node_modules')
    mkdirSync(join(modules, 'rawi'), { recursive: true })
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
    execFileSync('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', join(modules, 'rawi')])
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name === 'rawi' || name === '@rawi' || name.startsWith('.')) continue
      symlinkSync(join(root, 'node_modules', name), join(modules, name))
    }
  }

  it('holds what it runs: built code with types, the database worker, the migrations, the command', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/index.js',
        'dist/index.d.ts',
        'dist/compat/index.js',
        'dist/store/embedded-worker.js',
        'bin/rawi.js',
      ]),
    )
    expect(files.filter((file) => /^supabase\/migrations\/\d{14}_\w+\.sql$/.test(file)).length).toBeGreaterThan(0)
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file) || file.startsWith('test'))).toEqual([])
  })

  it('keeps a conversation in the five lines of its description, as plain JavaScript', () => {
    writeFileSync(join(folder, 'app', 'five-lines.mjs'), FIVE_LINES)
    const said = execFileSync(process.execPath, ['five-lines.mjs', join(folder, 'state')], {
      cwd: join(folder, 'app'),
      encoding: 'utf8',
    })
    const { result, items, words } = JSON.parse(said)
    expect(result).toMatchObject({
      conversationId: 'room-abc123',
      status: 'completed',
      messageCount: 2,
      messagesSaved: 2,
      saved: true,
    })
    expect(items).toMatchObject([
      { conversation_id: 'room-abc123', user_name: 'أحمد محمد', user_phone: '+963991234567' },
    ])
    expect(words).toEqual(['مرحباً', 'أهلاً بك…'])
  })

  it('says how to get the command when it is not installed', () => {
    const rawi = join(folder, 'app', 'node_modules', 'rawi', 'bin', 'rawi.js')
    const { status, stderr, stdout } = spawnSync(process.execPath, [rawi, 'list'], { encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(stderr).toContain('RAWI_SERVER_MISSING')
    expect(stderr).toContain('npm install @rawi/server')
    expect(status).toBe(1)
  })
})
