import { type ReactNode, useEffect, useRef } from 'react'
import { levelOf } from '../sound/level.ts'
import { useWords } from '../words/use-words.ts'

/** From here on somebody speaks. */
const LOUD = 0.35

export interface LevelMeterProps {
  readonly analyser: AnalyserNode | undefined
  readonly onLoud?: () => void
}

/** How loud the microphone is, drawn in every frame without React. */
export function LevelMeter({ analyser, onLoud }: LevelMeterProps): ReactNode {
  const { t } = useWords()
  const bar = useRef<HTMLDivElement>(null)
  const loud = useRef(onLoud)
  loud.current = onLoud
  useEffect(() => {
    if (!analyser) return
    const samples = new Float32Array(analyser.fftSize)
    let shown = 0
    let frame = 0
    const draw = () => {
      const level = levelOf(analyser, samples)
      shown = level > shown ? level : shown * 0.9
      if (bar.current) bar.current.style.inlineSize = `${Math.round(shown * 100)}%`
      bar.current?.parentElement?.setAttribute('aria-valuenow', String(Math.round(shown * 10) * 10))
      if (level > LOUD) loud.current?.()
      frame = requestAnimationFrame(draw)
    }
    draw()
    return () => cancelAnimationFrame(frame)
  }, [analyser])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> looks and moves differently in every browser
    <div
      role="meter"
      aria-label={t('level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className="h-3 overflow-hidden rounded-full bg-well"
    >
      <div ref={bar} className="h-full w-0 rounded-full bg-accent" />
    </div>
  )
}
