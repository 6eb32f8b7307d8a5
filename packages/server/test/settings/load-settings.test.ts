import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadSettings } from '../../src/settings/load-settings.ts'

describe('settings from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rawi-settings-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let files = 0
  /** A file of its own each time: Node keeps what it has loaded. */
  function config(source: string): Record<string, string> {
    const path = join(folder, `config-${files++}.ts`)
    writeFileSync(path, source)
    return { RAWI_CONFIG: path }
  }

  it('come after the environment, which comes after the command line', async () => {
    const file = config(
      `export default { host: 'a.example', port: 1, logLevel: 'warn', trustedProxies: ['10.0.0.1', '10.0.0.2'] }`,
    )
    const environment = { ...file, RAWI_HOST: 'b.example', RAWI_PORT: '2' }
    const settings = await loadSettings(environment, folder, { RAWI_PORT: '3', RAWI_HOST: undefined })
    expect(settings).toMatchObject({
      host: 'b.example',
      port: 3,
      logLevel: 'warn',
      trustedProxies: ['10.0.0.1', '10.0.0.2'],
      origins: {
        RAWI_HOST: 'environment',
        RAWI_PORT: 'command line',
        RAWI_LOG_LEVEL: 'rawi.config.ts',
        RAWI_HOME: 'default',
      },
    })
  })

  it('need no file', async () => {
    expect((await loadSettings({}, folder)).origins.RAWI_HOST).toBe('default')
  })

  it.each([
    ['a setting that does not exist', 'export default { hots: "a" }', 'hots'],
    ['a value that is none', 'export default { port: "many" }', 'RAWI_PORT'],
    ['a value of another kind', 'export default { port: { number: 1 } }', 'port'],
    ['no settings at all', 'export const port = 1', 'rawi.config.ts'],
    ['a program that fails', 'throw new Error("secret")', 'rawi.config.ts'],
  ])('that hold %s are refused by name', async (_, source, name) => {
    await expect(loadSettings(config(source), folder)).rejects.toMatchObject({
      code: 'RAWI_CONFIG_INVALID',
      message: expect.stringContaining(name),
    })
  })

  it('from a file that is missing are refused', async () => {
    await expect(loadSettings({ RAWI_CONFIG: 'nowhere.ts' }, folder)).rejects.toMatchObject({
      code: 'RAWI_CONFIG_INVALID',
    })
  })
})
