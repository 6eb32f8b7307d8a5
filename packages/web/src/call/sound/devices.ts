export interface Device {
  readonly id: string
  /** Empty before the caller has allowed the microphone. */
  readonly name: string
}

export interface Devices {
  readonly microphones: readonly Device[]
  readonly loudspeakers: readonly Device[]
}

/** What is there to hear with and to be heard with. */
export async function listDevices(): Promise<Devices> {
  const found = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const of = (kind: MediaDeviceKind) =>
    found
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
  return { microphones: of('audioinput'), loudspeakers: of('audiooutput') }
}

/** Calls back when one comes or goes, until it is stopped. */
export function watchDevices(changed: () => void): () => void {
  navigator.mediaDevices?.addEventListener('devicechange', changed)
  return () => navigator.mediaDevices?.removeEventListener('devicechange', changed)
}
