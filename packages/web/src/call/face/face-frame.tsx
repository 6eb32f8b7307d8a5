import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { useWords } from '../words/use-words.ts'
import type { Face } from './open-face.ts'
import { SoundSign } from './sound-sign.tsx'

/** The picture of whoever answers; what stands on it are its children. */
export function FaceFrame({ face, children }: { readonly face: Face; readonly children?: ReactNode }): ReactNode {
  const { t, language } = useWords()
  const drawn = face.shown === 'drawn'
  const canvas = useRef<HTMLCanvasElement>(null)
  const sign = useRef<HTMLDivElement>(null)
  const name = useSyncExternalStore(face.onName, () => face.name)[language]
  const label = name ? t('faceOf', { name }) : t('face')
  useEffect(() => face.label(label), [face, label])
  useEffect(() => {
    const onto = canvas.current ?? sign.current
    return onto ? face.mount(onto) : undefined
  }, [face])
  return (
    <div className="relative mx-auto aspect-square w-full overflow-hidden rounded-3xl bg-well @container">
      {drawn ? (
        <canvas ref={canvas} role="img" aria-label={label} className="size-full" />
      ) : (
        <SoundSign sign={sign} label={label} />
      )}
      {children}
    </div>
  )
}
