import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { main } from '../../src/command/main.ts'
import type { Run } from './run-rawi.ts'

const ZONE = 'Asia/Damascus'

/** Runs the command in this process, as `rawi` does in one of its own: for what it says, not for how it starts and ends. */
export async function runHere(
  home: string,
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Run> {
  process.env.TZ = ZONE
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const said = Promise.all([buffer(stdout), buffer(stderr)])
  const code = await main(args, {
    env: { HOME: home, RAWI_HOME: home, TZ: ZONE, ...options.env },
    stdin: Readable.from([Buffer.from(options.input ?? '')]),
    stdout,
    stderr,
  })
  stdout.end()
  stderr.end()
  const [out, err] = await said
  return { code, out: out.toString(), err: err.toString() }
}
