// Completes package-lock.json: npm leaves out optional packages of other platforms when its registry does not offer
// them, and `npm ci` then refuses the lock file. Run it after a change of dependencies; it prints what it added.
import { readFileSync, writeFileSync } from 'node:fs'

const SYSTEMS = { linux: 'linux', darwin: 'darwin', win32: 'win32', windows: 'win32' }
const OTHER_SYSTEMS = { android: 'android', freebsd: 'freebsd', openharmony: 'openharmony' }
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32']

const path = process.argv[2] ?? 'package-lock.json'
const lock = JSON.parse(readFileSync(path, 'utf8'))
const added = []

for (const owner of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`
    if (lock.packages[key] || !/^\d/.test(version)) continue
    const words = name.split(/[-/.]/)
    const system = words.map((word) => ({ ...SYSTEMS, ...OTHER_SYSTEMS })[word]).find(Boolean)
    const processor = PROCESSORS.find((word) => words.includes(word))
    if (!system && !processor) continue
    lock.packages[key] = {
      version,
      ...(processor && { cpu: [processor] }),
      ...(owner.dev && { dev: true }),
      ...(words.some((word) => word.startsWith('musl')) && { libc: ['musl'] }),
      optional: true,
      ...(system && { os: [system] }),
    }
    added.push(`${name}@${version}`)
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length > 0 ? added.join('\n') : 'complete')
