import { setTimeout as wait } from 'node:timers/promises'
import { AGENT_RATE, CALLER_RATE } from '../../src/call/bounds.ts'
import { packCallerFrame, unpackAgentFrame } from '../../src/call/frames.ts'
import type { AgentMessage, CallerMessage, SoundAbility } from '../../src/call/protocol.ts'
import { PROTOCOL_VERSION } from '../../src/call/protocol.ts'
import type { CallTransport } from '../../src/call/transport.ts'

export interface PageOptions {
  readonly language?: 'ar' | 'en'
  readonly sound?: SoundAbility
  /** It plays, but tells nothing of it. */
  readonly mute?: boolean
}

type Of<Type extends AgentMessage['type']> = Extract<AgentMessage, { type: Type }>
const FRAME = CALLER_RATE / 50
const TICK_MS = 20

/** A caller's page as the protocol sees it: it plays in real time, tells what it played, and sends its microphone. */
export class Page {
  readonly got: AgentMessage[] = []
  readonly gotAt: number[] = []
  /** What came of each utterance, and how much of it was played. */
  readonly sound = new Map<number, { samples: Int16Array[]; come: number; played: number; end?: number }>()
  /** Moments at which the loudspeaker had something to play. */
  readonly playedAt: number[] = []
  /** Moments at which a frame of what is said left; late on a busy machine. */
  readonly leftAt: number[] = []
  closed = false
  readonly #transport: CallTransport
  readonly #options: PageOptions
  readonly #timer: NodeJS.Timeout
  #paused = false
  #playing: number | undefined
  #said: Int16Array = new Int16Array(0)
  #saidDone: (() => void) | undefined
  #frames = 0

  constructor(transport: CallTransport, options: PageOptions) {
    this.#transport = transport
    this.#options = options
    transport.listen({
      message: (message) => (typeof message === 'string' ? this.#heard(message) : this.#frame(message)),
      closed: () => {
        this.closed = true
        clearInterval(this.#timer)
      },
    })
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  get speaks(): SoundAbility {
    return this.#options.sound ?? { up: false, down: false }
  }

  send(message: CallerMessage): void {
    this.#transport.send(JSON.stringify(message))
  }

  raw(message: string | Uint8Array): void {
    this.#transport.send(message)
  }

  async start(): Promise<void> {
    this.send({ type: 'hello', version: PROTOCOL_VERSION })
    await this.next('welcome')
    const { language } = this.#options
    this.send({ type: 'start', ...(language && { language }), sound: this.speaks })
  }

  async resume(of: Page): Promise<void> {
    const { call, token } = of.first('welcome')
    this.send({ type: 'hello', version: PROTOCOL_VERSION, resume: { call, token } })
    await this.next('resumed')
  }

  /** The page is closed, or its network gone. */
  leave(): void {
    clearInterval(this.#timer)
    this.#transport.close()
  }

  #types = 0
  type(text: string): string {
    const id = `${this.#types++}`
    this.send({ type: 'text', id, text })
    return id
  }

  /** Types, and waits for the answer. */
  async ask(text: string): Promise<string> {
    const before = this.answers().length
    this.type(text)
    await this.until(() => this.answers().length > before, `an answer to a text`)
    return this.answers()[before] ?? ''
  }

  /** The agent begins to say something with these words in it. */
  async beginsToSay(words: string): Promise<Of<'caption'>> {
    const said = () => this.all('caption').find(({ speaker, text }) => speaker === 'agent' && text.includes(words))
    await this.until(() => said() !== undefined, `the agent to say something`)
    return said() ?? this.first('caption')
  }

  /** What the agent said, final only. */
  answers(): string[] {
    return this.captions('agent').map(({ text }) => text)
  }

  captions(speaker: Of<'caption'>['speaker']): Of<'caption'>[] {
    const final = this.all('caption').filter((caption) => caption.speaker === speaker && caption.status === 'final')
    return [...new Map(final.map((caption) => [caption.id, caption])).values()]
  }

  all<Type extends AgentMessage['type']>(type: Type): Of<Type>[] {
    return this.got.filter((message): message is Of<Type> => message.type === type)
  }

  first<Type extends AgentMessage['type']>(type: Type): Of<Type> {
    const [message] = this.all(type)
    if (!message) throw new Error(`no ${type} came`)
    return message
  }

  async next<Type extends AgentMessage['type']>(type: Type): Promise<Of<Type>> {
    const before = this.all(type).length
    await this.until(() => this.all(type).length > before, type)
    return this.all(type)[before] as Of<Type>
  }

  async until(fact: () => boolean, what: string, timeout = 20_000): Promise<void> {
    for (const until = performance.now() + timeout; !fact(); await wait(5)) {
      if (performance.now() < until) continue
      const seen = this.got.slice(-12).map(({ type }) => type)
      throw new Error(`waited in vain for ${what}; the last messages: ${seen.join(', ')}`)
    }
  }

  errors(): string[] {
    return this.all('error').map(({ code }) => code)
  }

  /** Says this at the pace of speech; resolves when the last sound has left. */
  say(samples: Int16Array): Promise<void> {
    this.#said = samples
    return new Promise((resolve) => {
      this.#saidDone = resolve
    })
  }

  #heard(text: string): void {
    const message = JSON.parse(text) as AgentMessage
    this.got.push(message)
    this.gotAt.push(performance.now())
    if (message.type !== 'playback') return
    if (message.action === 'pause') this.#paused = true
    if (message.action === 'resume') this.#paused = false
    const utterance = this.sound.get(message.utterance & 0xffff)
    if (message.action === 'end' && utterance) utterance.end = message.position
    if (message.action !== 'clear') return
    this.#paused = false
    this.#playing = undefined
  }

  #frame(packed: Uint8Array): void {
    const frame = unpackAgentFrame(packed)
    if (!frame) throw new Error('not a frame')
    const known = this.sound.get(frame.utterance) ?? { samples: [], come: frame.position, played: frame.position }
    if (known.come !== frame.position) throw new Error(`a gap in the sound: ${known.come} → ${frame.position}`)
    known.samples.push(frame.samples)
    known.come += frame.samples.length
    this.sound.set(frame.utterance, known)
    this.#playing = frame.utterance
  }

  #tick(): void {
    this.#play()
    if (!this.speaks.up) return
    const frame = new Int16Array(FRAME)
    frame.set(this.#said.subarray(0, FRAME))
    const spoke = this.#said.length > 0
    this.#said = this.#said.subarray(FRAME)
    this.raw(packCallerFrame(this.#frames++, frame))
    if (spoke) this.leftAt.push(performance.now())
    if (spoke && this.#said.length === 0) this.#saidDone?.()
  }

  #play(): void {
    const utterance = this.#playing === undefined ? undefined : this.sound.get(this.#playing)
    if (!utterance || this.#paused || this.#playing === undefined) return
    const played = Math.min(utterance.come, utterance.played + (AGENT_RATE * TICK_MS) / 1_000)
    if (played === utterance.played) return
    utterance.played = played
    this.playedAt.push(performance.now())
    if (!this.#options.mute) this.send({ type: 'played', utterance: this.#playing, position: played })
  }
}
