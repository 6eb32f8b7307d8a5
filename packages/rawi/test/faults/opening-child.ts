import { writeSync } from 'node:fs'
import { openRecorder } from '../../src/open-recorder.ts'

// Opens a recorder as somebody without rights, and tells how that went.
const { stateDir, uid } = JSON.parse(process.argv[2] ?? '') as { stateDir: string; uid?: number }
if (uid !== undefined) {
  process.setgroups?.([])
  process.setgid?.(uid)
  process.setuid?.(uid)
}
try {
  const recorder = await openRecorder({ stateDir, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })
  writeSync(1, 'opened\n')
  await recorder.close()
} catch (error) {
  const { code, hint, message } = error as { code: string; hint: string; message: string }
  writeSync(1, `${code}\n${hint}\n${message}\n`)
}
