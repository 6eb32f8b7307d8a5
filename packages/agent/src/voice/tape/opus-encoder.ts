import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Readable, Writable } from 'node:stream'

/** Bits a second of both voices together: plenty for speech. */
const BITRATE = 48_000

/** A process that turns PCM16 into Opus in Ogg, as it comes. */
export interface OpusEncoder {
  readonly process: ChildProcess
  readonly input: Writable
  readonly output: Readable
}

/**
 * The FFmpeg that comes with LiveKit Agents: an audio-only build under the LGPL with libopus, run as a program of its
 * own. Undefined where it has none for this machine.
 */
export function ffmpegOfLiveKit(): string | undefined {
  try {
    const require = createRequire(import.meta.resolve('@livekit/agents'))
    const { getFfmpegPath } = require('@livekit/av') as { getFfmpegPath(): string | undefined }
    return getFfmpegPath()
  } catch {
    return undefined
  }
}

/** @param rate Samples a second of each of the two interleaved channels: 8, 12, 16, 24 or 48 thousand. */
export function openOpusEncoder(ffmpeg: string, rate: number): OpusEncoder {
  const raw = ['-f', 's16le', '-ar', `${rate}`, '-ac', '2', '-i', 'pipe:0']
  // A page a second: what was recorded before a crash can be played.
  const opus = ['-c:a', 'libopus', '-b:a', `${BITRATE}`, '-application', 'voip', '-page_duration', '1000000']
  const arguments_ = [
    '-hide_banner',
    '-loglevel',
    'quiet',
    ...raw,
    ...opus,
    '-flush_packets',
    '1',
    '-f',
    'ogg',
    'pipe:1',
  ]
  const child = spawn(ffmpeg, arguments_, { stdio: ['pipe', 'pipe', 'ignore'], env: {} })
  return { process: child, input: child.stdin, output: child.stdout }
}
