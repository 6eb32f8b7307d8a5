// `npm start`: set-up, then a recorded call in the terminal. Lines may also come from a pipe.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environment, node, root, setUp } from './setup.mjs'

setUp()
const command = join(root, 'packages', 'rawi', 'bin', 'rawi.js')
const child = spawn(node, [command, 'chat', ...process.argv.slice(2)], { stdio: 'inherit', env: environment() })

// The call ends itself properly: this process only passes the signal on and waits.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
