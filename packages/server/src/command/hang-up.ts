/** Ctrl-C reaches this process more than once: from the terminal, and passed on by what started it. */
const SAME_KEY_MS = 500

/** How a signal ends a call: the caller hung up, or the machine wants to stop. */
export type HangUpReason = 'user_hangup' | 'shutdown'

/** Turns the first signal into a hang-up, so that the call is ended and kept; a second Ctrl-C quits at once. */
export function listenForHangUp() {
  let first = 0
  let reason: HangUpReason | undefined
  const told: ((reason: HangUpReason) => void)[] = []
  const tell = (asked: HangUpReason) => {
    reason = asked
    first = performance.now()
    for (const listener of told) listener(asked)
  }
  const onInterrupt = () => {
    if (reason === undefined) tell('user_hangup')
    else if (performance.now() - first > SAME_KEY_MS) process.exit(130)
  }
  const onStop = () => {
    if (reason === undefined) tell('shutdown')
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onStop)
  process.on('SIGHUP', onStop)
  return {
    /** Set once a signal came. */
    get reason() {
      return reason
    },
    /** Calls the listener at the hang-up, or now when it was before. */
    whenTold(listener: (reason: HangUpReason) => void) {
      if (reason === undefined) told.push(listener)
      else listener(reason)
    },
    close() {
      process.off('SIGINT', onInterrupt)
      process.off('SIGTERM', onStop)
      process.off('SIGHUP', onStop)
    },
  }
}
