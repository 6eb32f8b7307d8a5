import type { AgentMessage, Caption } from '@rawi/agent'
import type { AgentMouth } from './agent-mouth.ts'
import type { CallView } from './call-view.ts'
import type { FacePart } from './face-part.ts'
import type { Welcome } from './messages.ts'
import type { Outbox } from './outbox.ts'
import { leaveCall, type RecordPlace, resumePlace } from './resume-place.ts'
import type { Speech } from './speech.ts'
import type { Store } from './store.ts'
import type { Refusal } from './ticket.ts'
import { troubleOf } from './trouble.ts'

export interface HearAgentOptions {
  readonly view: Store<CallView>
  readonly face: FacePart
  readonly speech: Speech
  readonly mouth: AgentMouth
  readonly outbox: Outbox
  /** The server waits for the caller to start. */
  begin(welcome: Welcome): void
  /** The call goes on here. */
  joined(): void
  /** Its record will be found there. */
  recorded(record: RecordPlace): void
  /** Another tab has it. */
  elsewhere(): void
  /** There is no call any more. */
  over(): void
}

type Heard = AgentMessage | { readonly type: 'gaveUp'; readonly refusal: Refusal | 'unreachable' }

/** Turns each message of the agent into what the page shows. */
export function hearAgent(options: HearAgentOptions): (message: Heard) => void {
  const { view, face, speech, mouth, outbox } = options

  function caption(line: Caption): void {
    const { lines } = view.get()
    const known = lines.findIndex(({ id }) => id === line.id)
    view.set({ lines: known < 0 ? [...lines, line] : lines.with(known, line) })
    speech.caption(line)
    view.set({ subtitle: speech.subtitle })
    if (line.speaker !== 'caller') face.says(line.text)
  }

  function leave(change: Partial<CallView>): void {
    leaveCall(view.get().record)
    view.set({ link: 'over', state: 'ended', ...change })
    face.state('ended')
    options.over()
  }

  function failed(code: string): void {
    // On an open line it is not the server that takes no calls, but whom the page asks for who is not there.
    const trouble = code === 'RAWI_NOT_FOUND' ? 'nobody' : troubleOf(code)
    const { link, lines } = view.get()
    if (trouble === 'elsewhere') {
      mouth.restart()
      view.set({ link: 'elsewhere' })
      resumePlace.forget()
      options.elsewhere()
    } else if (trouble === 'over' || trouble === 'idle' || trouble === 'reload') leave({ trouble })
    else if (trouble === 'slower') outbox.refused()
    else if (trouble === 'busy' && link === 'open') outbox.refused()
    else if (trouble === 'tooLong') {
      outbox.failed()
      view.set({ trouble })
    } else if (link === 'opening' && lines.length === 0) leave({ trouble })
    else view.set({ trouble })
  }

  return (message) => {
    switch (message.type) {
      case 'welcome':
        view.set({ welcome: message })
        face.look(message.persona.look, message.persona.name)
        return options.begin(message)
      case 'resumed':
        mouth.restart()
        speech.reset()
        view.set({ lines: [], language: message.language, muted: message.muted, state: message.state })
        for (const line of message.captions) caption(line)
        face.state(message.state)
        options.joined()
        view.set({ startedAt: performance.now() - message.seconds * 1_000 })
        return outbox.again((id) => message.captions.some((line) => line.id === `typed-${id}`))
      case 'record':
        return options.recorded({ conversation: message.conversation, key: message.key })
      case 'state':
        view.set({ state: message.state })
        return face.state(message.state)
      case 'caption':
        return caption(message)
      case 'words':
        return speech.words(message)
      case 'visemes':
        return mouth.phonemes(message)
      case 'playback':
        return mouth.playback(message)
      case 'taken':
        return outbox.taken(message.id)
      case 'operator':
        return view.set({ operator: message.present })
      case 'transferred':
        return view.set({ transferred: true })
      case 'error':
        return failed(message.code)
      case 'ended':
        // What went wrong for a moment is of no more interest.
        return leave({ ended: message, trouble: undefined })
      case 'gaveUp':
        return leave({
          trouble: message.refusal === 'unreachable' ? 'unreachable' : troubleOf(message.refusal.code),
        })
      default:
        // `pong` only says that the line lives.
        return
    }
  }
}
