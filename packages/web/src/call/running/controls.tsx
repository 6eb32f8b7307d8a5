import { type ReactNode, useEffect } from 'react'
import { LevelMeter } from '../before/level-meter.tsx'
import type { Call } from '../engine/call.ts'
import type { CallView } from '../engine/call-view.ts'
import { Icon } from '../icon.tsx'
import { useWords } from '../words/use-words.ts'
import { Settings } from './settings.tsx'

export interface ControlsProps {
  readonly call: Call
  readonly view: CallView
}

/** What a caller can do with microphone, voice and call. */
export function Controls({ call, view }: ControlsProps): ReactNode {
  const { t } = useWords()
  const { microphone, muted, sound, recognition, welcome } = view
  const listening = microphone === 'on'
  // A browser that plays nothing before it is touched is touched by whatever the caller does.
  useEffect(() => {
    if (!view.asleep) return
    const wake = () => call.wake()
    addEventListener('pointerdown', wake)
    addEventListener('keydown', wake)
    return () => {
      removeEventListener('pointerdown', wake)
      removeEventListener('keydown', wake)
    }
  }, [call, view.asleep])
  return (
    <div className="flex flex-wrap items-center gap-1.5 sm:gap-2">
      {listening && (
        <>
          <Toggle
            on={muted}
            icon={muted ? 'microphoneOff' : 'microphone'}
            label={t(muted ? 'unmute' : 'mute')}
            onPress={() => call.mute(!muted)}
          />
          <div className="min-w-8 max-w-24 flex-1">
            <LevelMeter analyser={call.heard()} />
          </div>
        </>
      )}
      {(recognition === 'off' || recognition === 'on' || recognition === 'failed') && (
        <button
          type="button"
          className="button max-sm:px-3"
          aria-pressed={recognition === 'on'}
          title={t(recognition === 'on' ? 'stopSpeaking' : 'speak')}
          onClick={() => call.recognise(recognition !== 'on')}
        >
          <Icon name={recognition === 'on' ? 'talk' : 'microphone'} />
          <span className="max-[24rem]:sr-only">{t(recognition === 'on' ? 'stopSpeaking' : 'speak')}</span>
        </button>
      )}
      {welcome?.voice && (
        <Toggle
          on={!sound.down}
          icon={sound.down ? 'voice' : 'voiceOff'}
          label={t(sound.down ? 'voiceOff' : 'voiceOn')}
          onPress={() => call.speakUp(!sound.down)}
        />
      )}
      <Settings call={call} view={view} />
      <button type="button" className="button button-hangup ms-auto max-sm:px-3" onClick={call.end}>
        <span className="max-[24rem]:hidden">
          <Icon name="end" />
        </span>
        {t('end')}
      </button>
    </div>
  )
}

interface ToggleProps {
  readonly on: boolean
  readonly icon: 'microphone' | 'microphoneOff' | 'voice' | 'voiceOff'
  readonly label: string
  readonly onPress: () => void
}

function Toggle({ on, icon, label, onPress }: ToggleProps): ReactNode {
  return (
    <button
      type="button"
      className={`button button-round ${on ? 'bg-warn text-on-warn' : ''}`}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  )
}
