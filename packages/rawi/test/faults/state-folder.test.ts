import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRecorder } from '../../src/open-recorder.ts'
import { startChild } from './child.ts'
import { ownDisk } from './own-disk.ts'
import { emptyFolder } from './own-recorder.ts'

const NOBODY = 65_534

describe('a state folder that cannot be written', () => {
  test.for(['the folder above', 'the folder itself', 'journal', 'transcripts', 'quarantine'])(
    'because %s is somebody else’s, is refused at the opening with what to do',
    async (which, context) => {
      const above = await emptyFolder()
      const stateDir = join(above, 'state')
      // Root is stopped by nothing; an account without rights is stopped by a mode without `w`.
      const root = process.getuid?.() === 0
      chmodSync(above, 0o755)
      if (which !== 'the folder above') mkdirSync(stateDir, { mode: 0o755 })
      if (which.startsWith('the')) {
        if (!root) chmodSync(which === 'the folder above' ? above : stateDir, 0o500)
      } else {
        if (!root) return context.skip('only root can make a folder of somebody else')
        chmodSync(stateDir, 0o700)
        chownSync(stateDir, NOBODY, NOBODY)
        mkdirSync(join(stateDir, which), { mode: 0o700 })
      }
      const child = startChild('opening-child.ts', { stateDir, ...(root && { uid: NOBODY }) })
      expect(await child.ended).toBe(0)
      chmodSync(above, 0o755)
      const [code, hint, message] = child.lines()
      expect({ code, hint }).toEqual({
        code: 'RAWI_STATE_DIR_UNWRITABLE',
        hint: 'Give this user write access to the folder, or choose another with RAWI_HOME.',
      })
      expect(message).toMatch(/EACCES|EPERM/)
    },
  )

  test('because its disk is mounted read-only, is refused at the opening', async (context) => {
    const disk = ownDisk('size=4m')
    if ('reason' in disk) return context.skip(disk.reason)
    disk.remount('ro')
    await expect(openRecorder({ stateDir: join(disk.path, 'state') })).rejects.toMatchObject({
      code: 'RAWI_STATE_DIR_UNWRITABLE',
      message: expect.stringContaining('EROFS'),
    })
  })
})
