import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { lstat, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RawiError, type RecordingInput } from 'rawi'
import { AGENT_RATE, CALLER_RATE } from '../../call/bounds.ts'
import { resampler } from '../../speech/resample.ts'
import { ffmpegOfLiveKit, openOpusEncoder } from './opus-encoder.ts'
import { twoTracks } from './two-tracks.ts'

/** Bytes of one recording: some six hours. What is said after it is kept as words only. */
export const RECORDING_MAX_BYTES = 134_217_728
/** Milliseconds between two pieces for the encoder. */
const WRITE_EVERY_MS = 500
/** Milliseconds the encoder may take to finish. */
const FINISH_MAX_MS = 5_000
/** Bytes the encoder may be behind; a machine that slow records no more. */
const BEHIND_MAX_BYTES = 8_388_608

/** The sound of one call, being kept. */
export interface CallTape {
  caller(samples: Int16Array): void
  /** What was played just now. */
  agent(samples: Int16Array): void
  /** Finishes the file; undefined where there is none. Never rejects. */
  stop(): Promise<RecordingInput | undefined>
}

/** What is known of a recording when it begins; the caller is on the left, the agent on the right. */
export function recordingOf(conversation: string): RecordingInput {
  return { file: `${conversation}.ogg`, container: 'ogg', codec: 'opus', channels: 2, sampleRate: AGENT_RATE }
}

/** Where the recording of a conversation lies. */
export function recordingFile(folder: string, conversation: string): string {
  return join(folder, recordingOf(conversation).file)
}

/** Removes recordings of conversations; those without one are passed over. */
export async function removeRecordings(folder: string, conversations: readonly string[]): Promise<void> {
  await Promise.all(conversations.map((id) => rm(recordingFile(folder, id), { force: true }).catch(() => {})))
}

/** Begins to keep the sound of a call; a failure is told once, and the call goes on without. */
export function openCallTape(folder: string, conversation: string, onFailed: (error: RawiError) => void): CallTape {
  const tracks = twoTracks(AGENT_RATE)
  const caller = resampler(CALLER_RATE, AGENT_RATE)
  const recording = record(folder, conversation, tracks.take)
  let failed = false
  recording.catch(() => tell('could not be begun'))

  function tell(what: string): void {
    if (failed) return
    failed = true
    onFailed(new RawiError('RAWI_RECORDING_FAILED', `The recording ${what}.`))
  }

  return {
    caller: (samples) => tracks.left(caller.push(samples)),
    agent: (samples) => tracks.right(samples),
    async stop() {
      try {
        const kept = await (await recording).finish()
        if (!kept.whole) tell('is not whole')
        return kept.bytes > 0 ? kept.sound : undefined
      } catch {
        tell('failed')
        return undefined
      }
    },
  }
}

async function record(folder: string, conversation: string, take: (rest?: boolean) => Int16Array) {
  const ffmpeg = ffmpegOfLiveKit()
  if (ffmpeg === undefined) throw new Error('no encoder')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!(await lstat(folder)).isDirectory()) throw new Error('not a folder')
  const path = recordingFile(folder, conversation)
  // New, or nothing: what stands there already is somebody else's, or a link.
  const file = await open(path, 'wx', 0o600)
  await file.chmod(0o600)
  const encoder = openOpusEncoder(ffmpeg, AGENT_RATE)
  const ended = once(encoder.process, 'exit').catch(() => [1])
  let samples = 0
  let bytes = 0
  let whole = true
  const hash = createHash('sha256')
  const quit = () => {
    whole = false
    encoder.process.kill('SIGKILL')
  }
  encoder.input.on('error', quit)
  const written = (async () => {
    for await (const chunk of encoder.output as AsyncIterable<Buffer>) {
      if (bytes + chunk.length > RECORDING_MAX_BYTES) return quit()
      await file.write(chunk)
      hash.update(chunk)
      bytes += chunk.length
    }
  })().catch(quit)

  function write(rest?: boolean): void {
    const both = take(rest)
    samples += both.length / 2
    if (encoder.input.writableLength > BEHIND_MAX_BYTES) quit()
    else if (both.length > 0 && encoder.input.writable) encoder.input.write(Buffer.from(both.buffer))
  }

  const timer = setInterval(write, WRITE_EVERY_MS)
  return {
    async finish() {
      clearInterval(timer)
      write(true)
      encoder.input.end()
      const late = setTimeout(quit, FINISH_MAX_MS)
      await Promise.all([written, ended])
      clearTimeout(late)
      await file.datasync().catch(() => {})
      await file.close().catch(() => {})
      const durationMs = Math.round((samples / AGENT_RATE) * 1_000)
      const sound = { ...recordingOf(conversation), durationMs, bytes, sha256: hash.digest('hex') }
      return { sound, bytes, whole }
    },
  }
}
