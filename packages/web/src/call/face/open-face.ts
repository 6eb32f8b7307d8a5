import type { CallState } from '@rawi/agent'
import type { Avatar, AvatarState, Loudness, TimedViseme } from '../../avatar/avatar.ts'
import { type AwaitedCall, FIRST_LOOK } from '../awaited-call.ts'
import type { FacePart, Names } from '../engine/face-part.ts'
import type { PhonemePlace } from '../engine/speech.ts'
import { openSign } from './open-sign.ts'

/** Milliseconds after the last known sound at which the mouth rests, where the end is not known. */
const TAIL_MS = 120

const STATES: Readonly<Record<CallState, AvatarState>> = {
  connecting: 'connecting',
  listening: 'listening',
  thinking: 'thinking',
  speaking: 'speaking',
  ended: 'ended',
}

/** The avatar of the page, on whichever canvas stands there; what it is told before it is there is not lost. */
export interface Face extends FacePart {
  /** A canvas to be drawn on, or a sign of the sound alone. */
  readonly shown: 'drawn' | 'none'
  /** Brings it to life on this element until the returned function is called. */
  mount(onto: HTMLElement): () => void
  label(text: string): void
  /** In each language that it has one in. */
  readonly name: Names
  onName(listener: () => void): () => void
}

type Painter = typeof import('../../avatar/avatar.ts')

export function openFace(awaited: AwaitedCall): Face {
  return awaited.shown === 'none' ? openSign(awaited.name) : drawnFace(awaited)
}

function drawnFace(awaited: AwaitedCall): Face {
  const nameListeners = new Set<() => void>()
  let painter: Painter | undefined
  let canvas: HTMLCanvasElement | undefined
  let avatar: Avatar | undefined
  let { look, name } = awaited
  let label = ''
  let state: AvatarState = 'listening'
  let said: { phonemes: readonly PhonemePlace[]; readonly loudness: Loudness | undefined } | undefined

  function paint(): void {
    if (!painter || !canvas) return
    avatar?.close()
    const known = look in painter.LOOKS ? look : FIRST_LOOK
    avatar = painter.createAvatar(canvas, { look: known, label })
    avatar.setState(state)
    avatar.setExpression('warm')
    if (said) avatar.speakVisemes(timelineOf(said.phonemes), said.loudness)
    const mine = canvas
    void avatar.ready.then(() => {
      mine.dataset.alive = 'yes'
    })
  }

  function timelineOf(phonemes: readonly PhonemePlace[]): TimedViseme[] {
    return painter?.timelineOfPhonemes(phonemes, (phonemes.at(-1)?.ms ?? 0) + TAIL_MS) ?? []
  }

  return {
    shown: 'drawn',
    mount(onto: HTMLCanvasElement) {
      canvas = onto
      const observer = new ResizeObserver(() => avatar?.resize())
      observer.observe(onto)
      // After the first picture of the page, which needs no face.
      void import('../../avatar/avatar.ts').then((loaded) => {
        painter = loaded
        if (canvas === onto && !avatar) paint()
      })
      return () => {
        observer.disconnect()
        avatar?.close()
        avatar = undefined
        canvas = undefined
      }
    },
    label(text) {
      label = text
      canvas?.setAttribute('aria-label', text)
    },
    get name() {
      return name
    },
    onName(listener) {
      nameListeners.add(listener)
      return () => nameListeners.delete(listener)
    },
    look(wanted, called) {
      name = called
      for (const listener of nameListeners) listener()
      if (wanted === look) return
      look = wanted
      paint()
    },
    state(now) {
      state = STATES[now]
      avatar?.setState(state)
    },
    says(text) {
      if (painter) avatar?.setExpression(painter.expressionOf(text))
    },
    mouth(phonemes, loudness) {
      said = { phonemes, loudness }
      avatar?.speakVisemes(timelineOf(phonemes), loudness)
    },
    mouthOn(phonemes) {
      if (said) said.phonemes = phonemes
      avatar?.continueVisemes(timelineOf(phonemes))
    },
    listen: (analyser) => avatar?.listenTo(analyser),
    played: (samples, rate) => avatar?.playedTo({ samples, rate }),
    interrupted() {
      said = undefined
      avatar?.interrupt()
    },
  }
}
