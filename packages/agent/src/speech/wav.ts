import type { AudioFrame } from '@livekit/rtc-node'

const HEADER_BYTES = 44
const BYTES_PER_SAMPLE = 2

/** A WAV file of PCM16, as the canonical 44-byte header describes it. */
export function wavOf({ data, sampleRate, channels }: AudioFrame): Uint8Array<ArrayBuffer> {
  const bytes = data.length * BYTES_PER_SAMPLE
  const file = Buffer.alloc(HEADER_BYTES + bytes)
  file.write('RIFF', 0)
  file.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(channels, 22)
  file.writeUInt32LE(sampleRate, 24)
  file.writeUInt32LE(sampleRate * channels * BYTES_PER_SAMPLE, 28)
  file.writeUInt16LE(channels * BYTES_PER_SAMPLE, 32)
  file.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34)
  file.write('data', 36)
  file.writeUInt32LE(bytes, 40)
  for (let at = 0; at < data.length; at++) file.writeInt16LE(data[at] ?? 0, HEADER_BYTES + at * BYTES_PER_SAMPLE)
  return file
}
