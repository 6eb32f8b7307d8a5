// `npm run chaos -- --seed N --rounds M [--database postgres|embedded]`: set-up, then the campaign under the repository's own Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environment, node, root, setUp } from '../scripts/setup.mjs'

setUp()
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', join(root, 'chaos', 'main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment() },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
