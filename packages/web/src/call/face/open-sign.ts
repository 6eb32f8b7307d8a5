import type { Loudness } from '../../avatar/avatar.ts'
import type { Names } from '../engine/face-part.ts'
import type { Face } from './open-face.ts'

/** A sign that moves with what is heard of the agent, where the house shows no face. */
export function openSign(first: Names): Face {
  const nameListeners = new Set<() => void>()
  let name = first
  let element: HTMLElement | undefined
  let loudness: Loudness | undefined

  const show = (level: number) => element?.style.setProperty('--level', level.toFixed(2))

  return {
    shown: 'none',
    mount(onto) {
      element = onto
      show(0)
      return () => {
        element = undefined
      }
    },
    label: (text) => element?.setAttribute('aria-label', text),
    get name() {
      return name
    },
    onName(listener) {
      nameListeners.add(listener)
      return () => nameListeners.delete(listener)
    },
    look(_look, called) {
      name = called
      for (const listener of nameListeners) listener()
    },
    state(now) {
      if (now !== 'speaking') show(0)
    },
    says() {},
    mouth(_phonemes, measured) {
      loudness = measured
    },
    mouthOn() {},
    // Every utterance is measured on its samples, whether its sounds are known or not.
    listen() {},
    played: (samples, rate) => show(loudness?.at((samples / rate) * 1_000) ?? 0),
    interrupted: () => show(0),
  }
}
