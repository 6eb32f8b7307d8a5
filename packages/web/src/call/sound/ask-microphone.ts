/** Why there is no microphone. */
export type MicrophoneTrouble = 'denied' | 'missing' | 'taken' | 'insecure'

export type MicrophoneAnswer = { readonly stream: MediaStream } | { readonly trouble: MicrophoneTrouble }

const TROUBLES: Readonly<Record<string, MicrophoneTrouble>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'taken',
  AbortError: 'taken',
}

/** Asks for a microphone whose echo is taken away; never throws. */
export async function askMicrophone(device?: string): Promise<MicrophoneAnswer> {
  // Without HTTPS, and not on this machine, browsers have no devices at all.
  if (!navigator.mediaDevices) return { trouble: 'insecure' }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        channelCount: 1,
        ...(device && { deviceId: { exact: device } }),
      },
    })
    return { stream }
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : ''
    return { trouble: TROUBLES[name] ?? 'missing' }
  }
}

export function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
