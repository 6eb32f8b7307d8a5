import { Popover } from 'radix-ui'
import { type ReactNode, useEffect, useState } from 'react'
import { DeviceSelect } from '../before/device-select.tsx'
import type { Call } from '../engine/call.ts'
import type { CallView } from '../engine/call-view.ts'
import { Icon } from '../icon.tsx'
import { type Devices, listDevices, watchDevices } from '../sound/devices.ts'
import { useWords } from '../words/use-words.ts'

export interface SettingsProps {
  readonly call: Call
  readonly view: CallView
}

const NONE: Devices = { microphones: [], loudspeakers: [] }

/** Which devices, and whether words stand on the picture. Esc closes it. */
export function Settings({ call, view }: SettingsProps): ReactNode {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [devices, setDevices] = useState(NONE)
  const [microphone, setMicrophone] = useState<string>()
  const [loudspeaker, setLoudspeaker] = useState<string>()
  useEffect(() => {
    if (!open) return
    const look = () => void listDevices().then(setDevices)
    look()
    return watchDevices(look)
  }, [open])
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button button-round" aria-label={t('settings')} title={t('settings')}>
        <Icon name="settings" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          sideOffset={8}
          collisionPadding={12}
          aria-label={t('settings')}
          className="card z-10 flex w-80 max-w-[calc(100vw-1.5rem)] flex-col gap-4 p-4 shadow-xl"
        >
          <label className="flex min-h-8 items-center gap-3">
            <input
              type="checkbox"
              className="size-5 accent-accent"
              checked={view.captions}
              onChange={({ currentTarget }) => call.showCaptions(currentTarget.checked)}
            />
            {t('captions')}
          </label>
          {view.welcome?.hearing === 'server' && (
            <DeviceSelect
              kind="microphone"
              devices={devices.microphones}
              value={microphone}
              onChoose={(device) => {
                setMicrophone(device)
                call.chooseMicrophone(device)
              }}
            />
          )}
          {typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype && (
            <DeviceSelect
              kind="loudspeaker"
              devices={devices.loudspeakers}
              value={loudspeaker}
              onChoose={(device) => {
                setLoudspeaker(device)
                call.chooseLoudspeaker(device)
              }}
            />
          )}
          <Popover.Close className="button self-end">{t('close')}</Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
