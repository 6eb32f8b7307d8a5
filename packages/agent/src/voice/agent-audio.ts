import { voice } from '@livekit/agents'
import type { AudioFrame } from '@livekit/rtc-node'
import { AGENT_RATE, FRAME_MS, SENT_SOUND_MAX_BYTES } from '../call/bounds.ts'
import type { AgentTurns, HeardWords } from './agent-turns.ts'
import type { Utterance } from './utterance.ts'

const FRAME_SAMPLES = (AGENT_RATE * FRAME_MS) / 1_000
const SAMPLES_PER_MS = AGENT_RATE / 1_000
/** Sound is sent this far ahead of its playing, in samples: what a hiccup of the network may take. */
const LEAD = AGENT_RATE * 0.3
/** The page plays later than it could by at most this before sending waits for it. */
const LAG_MAX = AGENT_RATE * 1.5
/** Sound that waits to be sent, before the voice has to wait. */
const WAITING_MAX = AGENT_RATE * 60
/** Milliseconds after which a page that tells nothing counts as playing, and as having played to the end. */
const STARTS_UNTOLD_MS = 500
const ENDS_UNTOLD_MS = 2_000
/** Milliseconds the breath is held for what may be speech, before voice detection is sure. */
const HOLD_MS = 450

/** Where the sound goes. */
export interface SoundOutlet {
  sound(utterance: number, position: number, samples: Int16Array): void
  playback(action: 'pause' | 'resume' | 'clear' | 'end', utterance: number, position: number): void
  readonly waitingBytes: number
}

export interface AgentAudioListener {
  /** The first sound of an utterance was sent, or heard. */
  sent(utterance: Utterance): void
  heard(utterance: Utterance): void
  /** These samples of it have been played just now. */
  played(utterance: Utterance, samples: Int16Array): void
}

/** Plays what the agent says on the caller's page, at the pace of speech, and knows which sample was really played. */
export class AgentAudio extends voice.AudioOutput {
  readonly #outlet: SoundOutlet
  readonly #turns: AgentTurns
  readonly #listener: AgentAudioListener
  #now: Utterance | undefined
  #sent = 0
  #played = 0
  /** Samples that may have been sent by now, without the lead. */
  #due = 0
  #tickedAt = 0
  #timer: NodeJS.Timeout | undefined
  /** Stopped by the session, because the caller speaks. */
  #paused = false
  /** Stopped for a moment, because the caller may have begun to speak. */
  #hold: NodeJS.Timeout | undefined
  #connected = true
  /** The page tells what it plays; one that never does is believed to play at the pace of the clock. */
  #told = false
  #lastToldAt = 0
  #started = false
  #endTold = false
  /** Sound of an utterance that was broken off still comes, until its end is told. */
  #dropSound = false
  #roomMade: (() => void) | undefined

  constructor(outlet: SoundOutlet, turns: AgentTurns, listener: AgentAudioListener) {
    super(AGENT_RATE, undefined, { pause: true })
    this.#outlet = outlet
    this.#turns = turns
    this.#listener = listener
  }

  override async captureFrame(frame: AudioFrame): Promise<void> {
    await super.captureFrame(frame)
    if (this.#dropSound) return
    const utterance = this.#turns.frame(frame)
    if (utterance !== this.#now) this.#begin(utterance)
    this.#pump()
    while (!this.#dropSound && utterance === this.#now && utterance.samples - this.#sent > WAITING_MAX) {
      await new Promise<void>((resolve) => {
        this.#roomMade = resolve
      })
    }
  }

  override flush(): void {
    super.flush()
    this.#dropSound = false
    if (!this.#now || this.#now.soundDone) return
    this.#now.soundDone = true
    this.#pump()
  }

  override clearBuffer(): void {
    if (this.#now) this.#finish(true)
  }

  override pause(): void {
    const still = this.#still
    this.#paused = true
    clearTimeout(this.#hold)
    this.#hold = undefined
    if (!still) this.#tellStill()
  }

  override resume(): void {
    const still = this.#still
    this.#paused = false
    if (still && !this.#still) this.#goOn()
  }

  /** Holds its breath for a moment: whoever began to speak is not talked over while nobody is sure that they did. */
  holdBreath(): void {
    if (!this.#now || this.#still) return
    this.#hold = setTimeout(() => {
      this.#hold = undefined
      if (!this.#still) this.#goOn()
    }, HOLD_MS)
    this.#tellStill()
  }

  get #still(): boolean {
    return this.#paused || this.#hold !== undefined
  }

  #tellStill(): void {
    if (this.#now) this.#outlet.playback('pause', this.#now.id, this.#played)
  }

  #goOn(): void {
    this.#tickedAt = performance.now()
    if (this.#now) this.#outlet.playback('resume', this.#now.id, this.#played)
  }

  /** What the page says it has played of an utterance. */
  tellPlayed(id: number, position: number): void {
    const utterance = this.#now
    if (!utterance || (utterance.id & 0xffff) !== id) return
    this.#told = true
    this.#lastToldAt = performance.now()
    this.#advance(utterance, Math.min(position, this.#sent))
  }

  /** The page is gone: the agent holds its breath. */
  disconnected(): void {
    this.#connected = false
  }

  /** Another page is there, and has nothing of what was sent before. */
  reconnected(): void {
    this.#connected = true
    this.#tickedAt = performance.now()
    this.#lastToldAt = this.#tickedAt
    this.#sent = this.#played
    this.#due = this.#played
    this.#endTold = false
    if (!this.#now) return
    if (this.#still) this.#tellStill()
    this.#pump()
  }

  get current(): Utterance | undefined {
    return this.#now
  }

  /** The words of the current one, and what has been heard of them by now. */
  get playing(): HeardWords | undefined {
    return this.#now && { text: this.#now.text, heard: this.#now.heardUntil(this.#played) }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.clearBuffer()
  }

  #begin(utterance: Utterance): void {
    if (this.#now) this.#finish(false)
    this.#now = utterance
    this.#sent = 0
    this.#played = 0
    this.#due = 0
    this.#started = false
    this.#endTold = false
    this.#tickedAt = performance.now()
    this.#lastToldAt = this.#tickedAt
    this.#timer ??= setInterval(() => this.#pump(), FRAME_MS)
  }

  #pump(): void {
    const utterance = this.#now
    if (!utterance) return
    const now = performance.now()
    const passed = now - this.#tickedAt
    this.#tickedAt = now
    if (!this.#connected || this.#still) {
      this.#lastToldAt += passed
      return
    }
    const farthest = this.#told ? this.#played + LAG_MAX : Number.POSITIVE_INFINITY
    // The clock of an utterance begins with its first sound.
    if (this.#sent > 0) this.#due = Math.min(this.#due + passed * SAMPLES_PER_MS, utterance.samples, farthest)
    const until = Math.min(this.#due + LEAD, utterance.samples)
    const whole = utterance.soundDone ? 1 : FRAME_SAMPLES
    while (until - this.#sent >= whole && this.#outlet.waitingBytes < SENT_SOUND_MAX_BYTES) {
      const samples = utterance.slice(this.#sent, Math.min(FRAME_SAMPLES, utterance.samples - this.#sent))
      if (this.#sent === 0) this.#listener.sent(utterance)
      this.#outlet.sound(utterance.id, this.#sent, samples)
      this.#sent += samples.length
    }
    this.#makeRoom()
    const done = utterance.soundDone && this.#sent >= utterance.samples
    if (done && !this.#endTold) {
      this.#endTold = true
      this.#outlet.playback('end', utterance.id, utterance.samples)
    }
    this.#believe(utterance, now, done)
  }

  /** A page without a loudspeaker, or one that is stuck, must not hold the call up. */
  #believe(utterance: Utterance, now: number, done: boolean): void {
    const untold = now - this.#lastToldAt
    if (!this.#told && this.#sent > 0 && untold > STARTS_UNTOLD_MS) this.#advance(utterance, Math.floor(this.#due))
    const left = (utterance.samples - this.#played) / SAMPLES_PER_MS
    if (this.#told && done && this.#now === utterance && untold > left + ENDS_UNTOLD_MS) {
      this.#advance(utterance, utterance.samples)
    }
  }

  #advance(utterance: Utterance, position: number): void {
    if (position <= this.#played && this.#started) return
    if (!this.#started && position > 0) {
      this.#started = true
      this.onPlaybackStarted(Date.now())
      this.#listener.heard(utterance)
    }
    if (position > this.#played)
      this.#listener.played(utterance, utterance.slice(this.#played, position - this.#played))
    this.#played = Math.max(this.#played, position)
    utterance.forget(this.#played)
    if (utterance.soundDone && this.#played >= utterance.samples) this.#finish(false)
  }

  #finish(interrupted: boolean): void {
    const utterance = this.#now
    if (!utterance) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#now = undefined
    this.#paused = false
    clearTimeout(this.#hold)
    this.#hold = undefined
    if (interrupted) {
      this.#dropSound = !utterance.soundDone
      this.#outlet.playback('clear', utterance.id, this.#played)
    }
    const position = interrupted ? this.#played : utterance.samples
    const heard = this.#turns.over(utterance, interrupted ? position : undefined)
    this.#makeRoom()
    this.onPlaybackFinished({
      playbackPosition: position / AGENT_RATE,
      interrupted,
      ...(interrupted && { synchronizedTranscript: heard }),
    })
  }

  #makeRoom(): void {
    this.#roomMade?.()
    this.#roomMade = undefined
  }
}
