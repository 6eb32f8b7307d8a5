import type { AgentMessage, CallerMessage } from '@rawi/agent'
import type { Page, WebSocketRoute } from 'playwright-core'
import { packAgentFrame, unpackCallerFrame } from '../../../agent/src/call/frames.ts'

const RATE = 24_000
const FRAME = 480

/** Answers the call of a page in place of the server: one that hears, and speaks what a test wants. */
export interface ServerOfTest {
  readonly said: CallerMessage[]
  /** Frames of the microphone as the agent reads them. */
  readonly frames: Int16Array[]
  say(message: AgentMessage): void
  /** A tone of so many seconds, all at once. */
  speak(utterance: number, seconds: number): void
  /** Resolves with the first message that fits. */
  until<Type extends CallerMessage['type']>(
    type: Type,
    fits?: (message: Extract<CallerMessage, { type: Type }>) => boolean,
  ): Promise<Extract<CallerMessage, { type: Type }>>
}

const WELCOME: AgentMessage = {
  type: 'welcome',
  version: 1,
  call: 'call-of-test',
  token: 'token-of-test',
  rates: { up: 16_000, down: RATE },
  persona: { id: 'test', look: 'layla', name: { ar: 'سارة', en: 'Sara' } },
  languages: ['ar', 'en'],
  language: 'en',
  hearing: 'server',
  voice: true,
  recording: false,
  face: 'drawn',
  limits: { text: 4_000, resumeSeconds: 45 },
}

export async function serveCall(page: Page): Promise<ServerOfTest> {
  const said: CallerMessage[] = []
  const frames: Int16Array[] = []
  const waiting = new Set<() => void>()
  let socket: WebSocketRoute | undefined
  const say = (message: AgentMessage) => socket?.send(JSON.stringify(message))

  await page.routeWebSocket(/\/v1\/calls\/[^/]+\/socket$/, (route) => {
    socket = route
    route.onMessage((message) => {
      if (typeof message !== 'string') {
        const frame = unpackCallerFrame(message)
        if (!frame) throw new Error('The page sent a frame that the agent does not understand.')
        frames.push(frame)
      } else {
        const heard = JSON.parse(message) as CallerMessage
        said.push(heard)
        if (heard.type === 'hello') say(WELCOME)
        else if (heard.type === 'start') say({ type: 'state', state: 'listening' })
        else if (heard.type === 'ping') say({ type: 'pong', at: heard.at })
      }
      for (const look of waiting) look()
    })
  })

  return {
    said,
    frames,
    say,
    speak(utterance, seconds) {
      const count = Math.round(seconds * RATE)
      for (let position = 0; position < count; position += FRAME) {
        const samples = Int16Array.from({ length: FRAME }, (_, i) => 12_000 * Math.sin((position + i) * 0.1))
        socket?.send(Buffer.from(packAgentFrame({ utterance, position, samples })))
      }
      say({ type: 'playback', action: 'end', utterance, position: count })
    },
    until(type, fits = () => true) {
      type Wanted = Extract<CallerMessage, { type: typeof type }>
      return new Promise((resolve) => {
        const look = () => {
          const found = said.find((message) => message.type === type && fits(message as Wanted))
          if (!found) return
          waiting.delete(look)
          resolve(found as Wanted)
        }
        waiting.add(look)
        look()
      })
    },
  }
}
