import { CHANNELS, STATUSES } from 'rawi'
import { afterAll, describe, expect, it } from 'vitest'
import { CHANNEL_CHOICES, STATUS_CHOICES } from '../../src/command/list.ts'
import { runHere } from './run-here.ts'
import { newHome, rawi } from './run-rawi.ts'

const home = newHome()
afterAll(home.remove)

describe('a wrong use of the command', () => {
  it.each([
    ['an unknown command', ['lst']],
    ['a missing argument', ['show']],
    ['an unknown option', ['list', '--colour']],
    ['a limit beyond its bound', ['list', '--limit', '101']],
    ['a day that is none', ['stats', '--from', '2026-02-30']],
    ['a status that is none', ['list', '--status', 'lost']],
    ['erasing where nobody can be asked', ['erase', 'room-1']],
  ])('ends with 2 and the next step: %s', async (_, args) => {
    const { code, out, err } = await runHere(home.path, args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/^error RAWI_COMMAND_USAGE: .+\nSee `rawi --help`/)
  })

  it('is told as JSON where JSON was asked for', async () => {
    const { code, err } = await rawi(home.path, ['list', '--limit', 'many', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'RAWI_COMMAND_USAGE', hint: expect.any(String) } })
  })
})

describe('help', () => {
  it.each(['demo', 'chat', 'list', 'show', 'search', 'stats', 'recover', 'erase', 'migrate', 'doctor'])(
    'of %s has examples and --json',
    async (name) => {
      const { code, out } = await runHere(home.path, [name, '--help'])
      expect(code).toBe(0)
      expect(out).toContain(`$ rawi ${name}`)
      expect(out).toContain('--json')
    },
  )

  it('comes without a command too, and the version when asked', async () => {
    const [help, version] = await Promise.all([rawi(home.path, []), rawi(home.path, ['--version'])])
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Exit codes') })
    expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it('offers the values that the library knows', () => {
    expect(STATUS_CHOICES).toEqual([...STATUSES])
    expect(CHANNEL_CHOICES).toEqual([...CHANNELS])
  })
})

describe('a setting that is wrong', () => {
  it.each([
    [{ DATABASE_URL: 'mysql://secret-password@host/x' }, 'RAWI_DATABASE_URL_INVALID'],
    [{ DATABASE_URL: 'postgres://rawi:secret-password@127.0.0.1:1/rawi' }, 'RAWI_DATABASE_UNREACHABLE'],
    [{ RAWI_SYNC: 'secret-password' }, 'RAWI_CONFIG_INVALID'],
    [{ RAWI_HOME: '/dev/null/rawi' }, 'RAWI_STATE_DIR_UNWRITABLE'],
  ])('ends with 1, a code and no secret: %o', async (env, expected) => {
    const { code, out, err } = await runHere(home.path, ['list'], { env })
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toContain(`error ${expected}: `)
    expect(err).not.toMatch(/secret-password|\n {4}at /)
  })
})
