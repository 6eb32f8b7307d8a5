import { RawiError } from 'rawi'
import { beginCall, limitsOf } from './begin-call.ts'
import { callerLink } from './caller-link.ts'
import type { EmbeddedCall, EmbeddedCallOptions } from './embedded-call.ts'
import { receiveHello, refuse } from './receive-caller.ts'

/**
 * Answers one page and begins its call; resolves when its caller has pressed Start.
 * @throws RawiError RAWI_CALL_IDLE, RAWI_RECORDER_CLOSED
 */
export async function embeddedCall({ transport, ...options }: EmbeddedCallOptions): Promise<EmbeddedCall> {
  const link = callerLink(transport)
  const { startTimeoutMs } = limitsOf(options.limits)
  const hello = await receiveHello(link, startTimeoutMs)
  if (hello?.resume) refuse(link, 'RAWI_CALL_NOT_FOUND', 'This connection begins a call.')
  const call = hello && !hello.resume ? await beginCall(link, options) : undefined
  if (!call) throw new RawiError('RAWI_CALL_IDLE', 'The page left before a call began.')
  const { id, conversation, ended, say, takeover, giveBack, hangup, close } = call
  return {
    id,
    conversation,
    ended,
    say,
    takeover,
    giveBack,
    hangup,
    close,
    get state() {
      return call.state
    },
    resume(next) {
      const again = callerLink(next)
      void receiveHello(again, startTimeoutMs).then((said) => {
        if (!said) return
        const { resume } = said
        if (resume?.call === id && call.goOn(again, resume.token)) return
        refuse(again, 'RAWI_CALL_NOT_FOUND', 'This is not the call of this token.')
      })
    },
  }
}
