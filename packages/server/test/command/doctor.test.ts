import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { SETTINGS } from '../../src/settings/setting-list.ts'
import { runHere } from './run-here.ts'
import { newHome, rawi } from './run-rawi.ts'
import { withoutPackage } from './without-package.ts'

const DEEPGRAM = {
  RAWI_HEARING_PROVIDER: 'deepgram',
  RAWI_HEARING_MODEL: 'nova-2',
  RAWI_HEARING_KEY: 'secret-key-of-test',
}

describe('rawi doctor', () => {
  const home = newHome()
  beforeAll(() => giveDatabase(home.path))
  afterAll(home.remove)
  const doctor = (flags: readonly string[] = [], env: Record<string, string> = {}) =>
    runHere(home.path, ['doctor', ...flags], { env: { ...DEEPGRAM, ...env } })

  it('shows the settings that are set, and of the others how many there are and how to see them', async () => {
    const { out } = await doctor()
    const lines = out.split('\n').filter((line) => /^\S+ setting /.test(line))
    // RAWI_HOME and the three of Deepgram.
    expect(lines.slice(0, -1).map((line) => /RAWI_\w+/.exec(line)?.[0])).toEqual([
      'RAWI_HOME',
      ...Object.keys(DEEPGRAM),
    ])
    expect(lines.at(-1)).toContain(`${Object.keys(SETTINGS).length - 4} more are not set`)
    expect(lines.at(-1)).toContain('rawi doctor --all')
    expect(out).not.toContain('secret-key-of-test')
  })

  it('shows every setting with --all, and to programs', async () => {
    const all = (await doctor(['--all'])).out.split('\n').filter((line) => /^\S+ setting /.test(line))
    const { findings } = JSON.parse((await doctor(['--json'])).out)
    const told = findings.filter(({ check }: { check: string }) => check === 'setting')
    for (const name of Object.keys(SETTINGS)) {
      expect(all.filter((line) => line.includes(` ${name}: `))).toHaveLength(1)
      expect(told.filter(({ finding }: { finding: string }) => finding.startsWith(`${name}: `))).toHaveLength(1)
    }
    expect(all).toHaveLength(Object.keys(SETTINGS).length)
  })

  it('says with what calls think, hear and speak', async () => {
    const calls = async (env: Record<string, string>) =>
      (await doctor([], env)).out.split('\n').find((line) => line.includes(' calls '))
    expect(await calls({})).toContain('answers: the persona by itself, hears: nova-2 (deepgram), speaks: builtin')
    expect(await calls({ RAWI_BRAIN_URL: 'http://127.0.0.1:1/v1', RAWI_BRAIN_MODEL: 'small' })).toContain(
      'answers: small',
    )
    const google = { RAWI_BRAIN_PROVIDER: 'google', RAWI_BRAIN_MODEL: 'gemini-2.5-flash', RAWI_BRAIN_KEY: 'key' }
    expect(await calls(google)).toContain('answers: gemini-2.5-flash (google)')
    expect(await calls({ AVATAR_PROVIDER: 'audio' })).toContain('is seen: audio')
    expect(await calls({ RAWI_CALLS: 'off' })).toContain('RAWI_CALLS is off')
  })

  it('says why an avatar cannot be had, and what to choose', async () => {
    const { code, out } = await doctor([], { AVATAR_PROVIDER: 'tavus' })
    expect(out).toMatch(/✗ avatar +RAWI_AVATAR_REFUSED: tavus .*LiveKit room.*\n +→ .*AVATAR_PROVIDER/)
    expect(code).toBe(1)
    expect((await doctor([], { AVATAR_PROVIDER: 'audio' })).out).not.toContain('RAWI_AVATAR_REFUSED')
  })

  it('names the command that installs a package which is chosen and missing', async () => {
    const env = { ...DEEPGRAM, NODE_OPTIONS: withoutPackage('@livekit/agents-plugin-deepgram') }
    const { code, out } = await rawi(home.path, ['doctor'], { env })
    expect(out).toMatch(/✗ calls .*not installed.*\n +→ npm install @livekit\/agents-plugin-deepgram@\d/)
    expect(code).toBe(1)
    const google = { RAWI_BRAIN_PROVIDER: 'google', RAWI_BRAIN_MODEL: 'gemini-2.5-flash', RAWI_BRAIN_KEY: 'key' }
    const without = { ...google, NODE_OPTIONS: withoutPackage('@livekit/agents-plugin-google') }
    expect((await rawi(home.path, ['doctor'], { env: without })).out).toContain(
      'npm install @livekit/agents-plugin-google@1.9.0',
    )
    const { RAWI_HEARING_PROVIDER: _, ...browser } = { ...env, RAWI_HEARING_MODEL: '', RAWI_HEARING_KEY: '' }
    expect((await rawi(home.path, ['doctor'], { env: browser })).out).toMatch(/✓ calls /)
  })
})
