import { type Disk, nodeDisk } from '../../src/journal/disk.ts'

type Call = 'openSync' | 'writeSync' | 'fdatasync' | 'fsync' | 'ftruncateSync' | 'mkdirSync'

/** The machine's disk, with a switch that makes it refuse. */
export interface FaultDisk extends Disk {
  /** From now on these calls fail with this code; without one they work again. */
  fail(call: Call, code?: string): void
  /** The next write of a frame takes only so many bytes, and says so. */
  cutNextWrite(bytes: number): void
  /** Bytes that may still be written before ENOSPC; the last write before it may be short. */
  room: number
  /** How often a call was made. */
  readonly calls: Record<Call, number>
}

export function faultDisk(): FaultDisk {
  const failing = new Map<Call, string>()
  const calls: FaultDisk['calls'] = {
    openSync: 0,
    writeSync: 0,
    fdatasync: 0,
    fsync: 0,
    ftruncateSync: 0,
    mkdirSync: 0,
  }
  const sizes = new Map<string, number>()
  const paths = new Map<number, string>()
  let cut: number | undefined

  function refusal(call: Call): NodeJS.ErrnoException | undefined {
    calls[call]++
    const code = failing.get(call)
    return code === undefined ? undefined : Object.assign(new Error(`injected ${code}`), { code })
  }

  function check(call: Call): void {
    const error = refusal(call)
    if (error) throw error
  }

  const disk: FaultDisk = {
    calls,
    room: Number.POSITIVE_INFINITY,
    fail(call, code) {
      if (code === undefined) failing.delete(call)
      else failing.set(call, code)
    },
    cutNextWrite(bytes) {
      cut = bytes
    },
    mkdirSync(path, options) {
      check('mkdirSync')
      return nodeDisk.mkdirSync(path, options)
    },
    openSync(path, flags, mode) {
      if (flags !== 'r') check('openSync')
      const fd = nodeDisk.openSync(path, flags, mode)
      paths.set(fd, path)
      return fd
    },
    writeSync(fd, buffer, offset, length) {
      check('writeSync')
      const granted = Math.min(length, cut ?? length, disk.room)
      cut = undefined
      if (granted === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      const count = nodeDisk.writeSync(fd, buffer, offset, granted)
      const path = paths.get(fd) ?? ''
      sizes.set(path, (sizes.get(path) ?? 0) + count)
      disk.room -= count
      return count
    },
    ftruncateSync(fd, length) {
      check('ftruncateSync')
      nodeDisk.ftruncateSync(fd, length)
      const path = paths.get(fd) ?? ''
      disk.room += Math.max(0, (sizes.get(path) ?? length) - length)
      sizes.set(path, length)
    },
    closeSync: (fd) => nodeDisk.closeSync(fd),
    unlinkSync(path) {
      nodeDisk.unlinkSync(path)
      disk.room += sizes.get(path) ?? 0
      sizes.delete(path)
    },
    fdatasync(fd, done) {
      const error = refusal('fdatasync')
      if (error) setImmediate(() => done(error))
      else nodeDisk.fdatasync(fd, done)
    },
    fsync(fd, done) {
      const error = refusal('fsync')
      if (error) setImmediate(() => done(error))
      else nodeDisk.fsync(fd, done)
    },
  }
  return disk
}
