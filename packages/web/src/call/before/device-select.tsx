import { type ReactNode, useId } from 'react'
import type { Device } from '../sound/devices.ts'
import { useWords } from '../words/use-words.ts'

export interface DeviceSelectProps {
  readonly kind: 'microphone' | 'loudspeaker'
  readonly devices: readonly Device[]
  readonly value: string | undefined
  readonly onChoose: (device: string) => void
}

/** Nothing where there is nothing to choose. */
export function DeviceSelect({ kind, devices, value, onChoose }: DeviceSelectProps): ReactNode {
  const { t } = useWords()
  const id = useId()
  if (devices.length < 2) return null
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm text-quiet">
        {t(kind)}
      </label>
      <select
        id={id}
        className="field"
        value={value ?? devices[0]?.id}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.name || t(`${kind}Number`, { number: index + 1 })}
          </option>
        ))}
      </select>
    </div>
  )
}
