import type { ErrorCode } from 'rawi'
import type { CallerLink } from './caller-link.ts'
import { type CallerMessage, PROTOCOL_VERSION } from './protocol.ts'

type Message<Type extends CallerMessage['type']> = Extract<CallerMessage, { type: Type }>

/** What a page says first. */
export type Hello = Message<'hello'>

/** Waits for the page's `hello`; undefined where it does not come, or speaks another version. */
export function receiveHello(link: CallerLink, timeoutMs: number): Promise<Hello | undefined> {
  return receive(link, timeoutMs, (message, settle) => {
    if (message.type !== 'hello') return link.error('RAWI_CALL_MESSAGE_INVALID', 'Say hello first.')
    if (message.version === PROTOCOL_VERSION) return settle(message)
    refuse(link, 'RAWI_CALL_VERSION_UNKNOWN', `This server speaks version ${PROTOCOL_VERSION} of the call protocol.`)
  })
}

/** Waits until the caller presses Start; undefined where they do not. */
export function receiveStart(link: CallerLink, timeoutMs: number): Promise<Message<'start'> | undefined> {
  return receive(link, timeoutMs, (message, settle) => {
    if (message.type === 'start') settle(message)
    else if (message.type === 'ping') link.send({ type: 'pong', at: message.at })
    else if (message.type === 'end') link.close()
    else link.error('RAWI_CALL_MESSAGE_INVALID', 'The call has not begun.')
  })
}

/** Tells why and ends the connection. */
export function refuse(link: CallerLink, code: ErrorCode, detail: string): void {
  link.error(code, detail)
  link.close()
}

function receive<T>(
  link: CallerLink,
  timeoutMs: number,
  control: (message: CallerMessage, settle: (value: T) => void) => void,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => refuse(link, 'RAWI_CALL_IDLE', 'Nobody began a call.'), timeoutMs)
    const settle = (value: T | undefined) => {
      clearTimeout(timer)
      // What comes now waits for whoever listens next.
      link.pause()
      resolve(value)
    }
    link.listen({ control: (message) => control(message, settle), sound: () => {}, closed: () => settle(undefined) })
  })
}
