import { type ReactNode, useEffect, useState } from 'react'
import { askMicrophone, type MicrophoneTrouble, stopStream } from '../sound/ask-microphone.ts'
import { type Device, listDevices } from '../sound/devices.ts'
import { useWords } from '../words/use-words.ts'
import { DeviceSelect } from './device-select.tsx'
import { LevelMeter } from './level-meter.tsx'
import { NoMicrophone } from './no-microphone.tsx'

export interface DeviceCheckProps {
  readonly onChoose: (device: string) => void
  readonly onStop: () => void
}

/** Lets a caller see that they are heard; nothing of it leaves the browser. */
export function DeviceCheck({ onChoose, onStop }: DeviceCheckProps): ReactNode {
  const { t } = useWords()
  const [device, setDevice] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  const [microphones, setMicrophones] = useState<readonly Device[]>([])
  const [analyser, setAnalyser] = useState<AnalyserNode>()
  const [trouble, setTrouble] = useState<MicrophoneTrouble>()
  const [heard, setHeard] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    let left = false
    let close = () => {}
    void askMicrophone(device).then(async (answer) => {
      if ('trouble' in answer) return setTrouble(answer.trouble)
      const context = new AudioContext()
      close = () => {
        stopStream(answer.stream)
        void context.close()
      }
      if (left) return close()
      const meter = new AnalyserNode(context, { fftSize: 1024 })
      new MediaStreamAudioSourceNode(context, { mediaStream: answer.stream }).connect(meter)
      setTrouble(undefined)
      setAnalyser(meter)
      setMicrophones((await listDevices()).microphones)
    })
    return () => {
      left = true
      close()
    }
  }, [device, attempt])

  if (trouble) return <NoMicrophone trouble={trouble} onAgain={() => setAttempt(attempt + 1)} />
  return (
    <div className="flex flex-col gap-3">
      <LevelMeter analyser={analyser} onLoud={() => setHeard(true)} />
      <p role="status" className="text-sm">
        {t(heard ? 'checkHeard' : 'checkSpeak')}
      </p>
      <DeviceSelect
        kind="microphone"
        devices={microphones}
        value={device}
        onChoose={(chosen) => {
          setDevice(chosen)
          onChoose(chosen)
        }}
      />
      <button type="button" className="button self-start" onClick={onStop}>
        {t('checkStop')}
      </button>
    </div>
  )
}
