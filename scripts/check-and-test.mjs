// Checks and tests with one summary; its last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'

const root = fileURLToPath(new URL('..', import.meta.url))
const filters = process.argv.slice(2)
const mustNotSkip = Boolean(process.env.CI) && process.env.CI !== 'false'

const checks = [
  { name: 'types (tsc)', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the pages (tsc)', command: 'tsc', args: ['-p', 'packages/web'] },
  { name: 'format and lint (biome)', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'dead code and undeclared dependencies (knip)', command: 'knip', args: ['--no-progress'] },
]

const started = performance.now()
const results = { passed: [], failed: [], skipped: [] }

// A filter asks for a quick answer about some tests: the checks are left to the whole run.
if (filters.length === 0) for (const check of checks) runCheck(check)
await runTests()
summary()

function runCheck({ name, command, args }) {
  const begun = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  const good = status === 0
  results[good ? 'passed' : 'failed'].push({ name: `check: ${name}` })
  console.log(`${good ? '✓' : '✗'} ${name} ${seconds(performance.now() - begun)}`)
  if (!good) console.log(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
}

async function runTests() {
  const vitest = await startVitest('test', filters, { root, watch: false, passWithNoTests: filters.length === 0 })
  for (const module of vitest.state.getTestModules()) {
    for (const test of module.children.allTests()) sortTest(test, `${module.relativeModuleId} > ${test.fullName}`)
    for (const error of module.errors()) results.failed.push({ name: `${module.relativeModuleId}: ${error.message}` })
    for (const suite of module.children.allSuites()) {
      for (const error of suite.errors()) {
        results.failed.push({ name: `${module.relativeModuleId} > ${suite.fullName}: ${error.message}` })
      }
    }
  }
  for (const error of vitest.state.getUnhandledErrors()) {
    results.failed.push({ name: `unhandled outside a test: ${error?.message ?? error}` })
  }
  if (filters.length > 0 && total() === 0) results.failed.push({ name: `no test matches ${filters.join(' ')}` })
  await vitest.close()
}

function sortTest(test, name) {
  const { state, note } = test.result()
  if (state === 'passed') results.passed.push({ name })
  else if (state === 'failed') results.failed.push({ name })
  else results.skipped.push({ name, reason: note ?? (state === 'pending' ? 'never ran' : 'no reason given') })
}

function summary() {
  console.log()
  for (const { name } of results.failed) console.log(`✗ ${name}`)
  for (const { name, reason } of results.skipped) console.log(`↓ ${name}: ${reason}`)
  if (mustNotSkip && results.skipped.length > 0) console.log('✗ CI allows no skipped test: see the ones marked ↓')
  console.log(`took ${seconds(performance.now() - started)}`)
  console.log(`${results.passed.length} passed, ${results.failed.length} failed, ${results.skipped.length} skipped`)
  const good = results.failed.length === 0 && (results.skipped.length === 0 || !mustNotSkip) && total() > 0
  process.exitCode = good ? 0 : 1
}

function total() {
  return results.passed.length + results.failed.length + results.skipped.length
}

function seconds(milliseconds) {
  return `(${(milliseconds / 1000).toFixed(1)} s)`
}
