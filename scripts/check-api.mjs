// `node scripts/check-api.mjs`: schemathesis, with all its checks, against a server on a folder of its own. It is a
// Python program: `--install` fetches it into node_modules/.cache; where it cannot be had nothing is checked, and said.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const VERSION = '4.32.5'
const EXAMPLES = process.env.RAWI_CHECK_EXAMPLES ?? '10'

// A value of the right form may still be refused for what it means, which no schema can say: a telephone number that no
// country has, a cursor that was signed for another list, a range of too many days, a key that came with another request.
// And what is wrong may be too large as well, which is told first.
const CONFIG = `[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 400, 401, 403, 404, 409, 422, 429, "5xx"]
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, "5xx"]
`

const root = fileURLToPath(new URL('..', import.meta.url))
const rawi = join(root, 'packages', 'rawi', 'bin', 'rawi.js')
const own = join(root, 'node_modules', '.cache', `schemathesis-${VERSION}`)

const program = find() ?? (process.argv.includes('--install') ? install() : undefined)
if (program === undefined) console.log('The API was not checked: schemathesis is not here and cannot be fetched.')
else process.exitCode = await check(program)

function find() {
  const kept = join(own, 'bin', 'schemathesis')
  if (existsSync(kept)) return kept
  return spawnSync('schemathesis', ['--version'], { encoding: 'utf8' }).status === 0 ? 'schemathesis' : undefined
}

function install() {
  const steps = [
    ['python3', ['-m', 'venv', own]],
    [join(own, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]],
  ]
  for (const [command, args] of steps) {
    if (spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
      rmSync(own, { recursive: true, force: true })
      return undefined
    }
  }
  return find()
}

async function check(schemathesis) {
  const home = mkdtempSync(join(tmpdir(), 'rawi-check-api-'))
  const env = { ...process.env, RAWI_HOME: home, RAWI_REQUESTS_PER_MINUTE: '0', RAWI_LOG_LEVEL: 'error' }
  const server = spawn(process.execPath, [rawi, 'start', '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  try {
    const url = await Promise.race([address(server), ended.then(() => undefined)])
    if (url === undefined) return 1
    const made = spawnSync(
      process.execPath,
      [rawi, 'keys', 'create', '--name', 'check', '--scope', 'admin', '--json'],
      {
        env,
        encoding: 'utf8',
      },
    )
    const { key } = JSON.parse(made.stdout)
    const header = `Authorization: Bearer ${key}`
    writeFileSync(join(home, 'schemathesis.toml'), CONFIG)
    const args = ['run', `${url}/openapi.json`, '-H', header, '-c', 'all', '-n', EXAMPLES, '--no-color']
    const child = spawn(schemathesis, args, { cwd: home, stdio: ['ignore', 'inherit', 'inherit'] })
    return await new Promise((resolve) => {
      child.once('error', () => resolve(1))
      child.once('exit', (code) => resolve(code ?? 1))
    })
  } finally {
    server.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
}

/** Where the server listens, once it says so. */
function address(server) {
  let said = ''
  return new Promise((resolve) => {
    server.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
      const [url] = /http:\/\/[\d.:]+(?=\n)/.exec(said) ?? []
      if (url !== undefined && said.includes('Ctrl-C')) resolve(url)
    })
  })
}
