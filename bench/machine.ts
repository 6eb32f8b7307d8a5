import { cpus, release, totalmem } from 'node:os'

/** What the numbers were measured on, in one line. */
export function machine(): string {
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`
  return [
    new Date().toISOString().slice(0, 10),
    `Node ${process.versions.node}`,
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    memory,
    `${process.platform} ${release()}`,
  ].join(' · ')
}
