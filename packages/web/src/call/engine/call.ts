import type { AgentMessage, CallerMessage } from '@rawi/agent'
import { agentMouth } from './agent-mouth.ts'
import { browserWorld } from './browser-world.ts'
import { type CallView, firstView } from './call-view.ts'
import { callerEars } from './caller-ears.ts'
import { openConnection } from './connection.ts'
import type { FacePart } from './face-part.ts'
import { hearAgent } from './hear-agent.ts'
import type { Language } from './messages.ts'
import { answerOtherTabs } from './other-tabs.ts'
import { createOutbox } from './outbox.ts'
import { leaveCall, type ResumePlace, resumePlace } from './resume-place.ts'
import { followSpeech } from './speech.ts'
import { createStore, type Store } from './store.ts'

/** Version of the messages that this page speaks. */
const VERSION = 1
const RATE = 24_000
/** Milliseconds after which a call that cannot be joined is given up; longer than a server keeps it. */
const PATIENCE_MS = 60_000
/** Milliseconds that the question for the microphone may hold a call up. */
const ASKING_MS = 10_000

export interface CallOptions {
  readonly language: Language
  readonly face: FacePart
  /** Made when the caller pressed Start: browsers let only that play. */
  readonly context: AudioContext | undefined
  readonly persona?: string | undefined
  readonly microphone?: string | undefined
  /** Goes on with this call instead of beginning one. */
  readonly resume?: ResumePlace | undefined
}

/** A call as a page drives it. */
export interface Call {
  readonly view: Store<CallView>
  /** Of the microphone, while it is open. */
  readonly heard: () => AnalyserNode | undefined
  type(text: string): void
  mute(muted: boolean): void
  recognise(on: boolean): void
  speakUp(on: boolean): void
  showCaptions(on: boolean): void
  /** After a touch of the caller the browser may play. */
  wake(): void
  chooseMicrophone(device: string): void
  chooseLoudspeaker(device: string): void
  /** Takes the call back from another tab. */
  bringHere(): void
  dismiss(): void
  end(): void
  close(): void
}

/** Begins a call, or goes on with one, and keeps it going until it ends. */
export function openCall(options: CallOptions): Call {
  const view = createStore(firstView(options.language, options.resume?.record))
  const rate = () => view.get().welcome?.rates.down ?? RATE
  const speech = followSpeech(rate)
  let place = options.resume
  let joined = options.resume !== undefined
  let beginning = false
  let connection = connect()

  const say = (message: CallerMessage) => {
    // What is said before the call has begun, or while it is elsewhere, belongs to no call.
    if (joined && view.get().link === 'open') connection.say(message)
  }
  const mouth = agentMouth({ view, face: options.face, speech, rate, say })
  const ears = callerEars({
    view,
    say,
    send: (packed) => connection.send(packed),
    waitingBytes: () => connection.waitingBytes,
  })
  const outbox = createOutbox(
    ({ id, text }) => say({ type: 'text', id, text }),
    () => view.set({ waiting: outbox.waiting }),
  )
  const speaking = options.context ? mouth.open(options.context) : Promise.resolve()
  const isElsewhere = () => view.get().link === 'elsewhere'
  const others = answerOtherTabs(
    () => (isElsewhere() ? undefined : place),
    (call, message) => {
      if (isElsewhere() && call === place?.call) said(message)
    },
  )

  const said = hearAgent({
    view,
    face: options.face,
    speech,
    mouth,
    outbox,
    begin(welcome) {
      place = { ...place, call: welcome.call, token: welcome.token }
      // A line that broke before the call began is followed by another welcome.
      if (joined || beginning) return
      beginning = true
      const asked = ears.listen(welcome, options.microphone)
      const late = new Promise<void>((resolve) => setTimeout(resolve, ASKING_MS))
      void Promise.all([speaking, Promise.race([asked, late])]).then(() => {
        joined = true
        resumePlace.write(welcome)
        view.set({ link: 'open', startedAt: performance.now() })
        connection.settled()
        connection.say({ type: 'start', language: view.get().language, sound: view.get().sound })
        outbox.again(() => false)
      })
    },
    joined() {
      connection.settled()
      view.set({ link: 'open', trouble: undefined })
      if (place) resumePlace.write(place)
      const { sound, welcome } = view.get()
      say({ type: 'sound', sound })
      if (welcome && !sound.up && view.get().microphone === 'off') void ears.listen(welcome, options.microphone)
    },
    recorded(record) {
      if (!place) return
      place = { ...place, record }
      view.set({ record })
      if (joined) resumePlace.write(place)
    },
    elsewhere: () => connection.close(),
    over: leave,
  })

  function connect() {
    return openConnection(
      browserWorld,
      {
        hello: () => ({
          type: 'hello',
          version: VERSION,
          ...(place && joined
            ? { resume: { call: place.call, token: place.token } }
            : options.persona && { persona: options.persona }),
        }),
        said(message: AgentMessage) {
          if (message.type === 'ended' && place) others.ended(place.call, message)
          said(message)
        },
        sound: (packed) => mouth.sound(packed),
        lost() {
          mouth.hush()
          if (view.get().link === 'open') view.set({ link: 'lost' })
        },
        gaveUp: (refusal) => said({ type: 'gaveUp', refusal }),
      },
      () => PATIENCE_MS,
    )
  }

  function leave(): void {
    connection.close()
    outbox.stop()
    ears.close()
    mouth.close()
    others.stop()
  }

  return {
    view,
    heard: () => ears.analyser,
    type: (text) => outbox.put(text),
    mute: (muted) => ears.mute(muted),
    recognise: (on) => ears.recognise(on),
    speakUp: (on) => mouth.speakUp(on),
    showCaptions: (captions) => view.set({ captions }),
    wake: () => void mouth.wake(),
    chooseMicrophone: (device) => void ears.choose(device),
    chooseLoudspeaker: (device) => void mouth.choose(device),
    bringHere() {
      view.set({ link: 'lost', trouble: undefined })
      connection = connect()
    },
    dismiss: () => view.set({ trouble: undefined }),
    end() {
      view.set({ leaving: true })
      if (view.get().link === 'open') return say({ type: 'end' })
      leaveCall(view.get().record)
      view.set({ link: 'over', trouble: undefined })
      leave()
    },
    close: leave,
  }
}
