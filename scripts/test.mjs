// `npm test`: set-up, then checks and tests under the repository's own Node. `npm test -- <filter>` runs matching tests only.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environment, node, root, setUp } from './setup.mjs'

setUp()
const child = spawn(node, [join(root, 'scripts', 'check-and-test.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: environment(),
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
