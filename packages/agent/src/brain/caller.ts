import type { Persona, Saying } from '../persona/persona.ts'
import type { Turn } from './reply.ts'
import { type Asked, readCaller, TURN_READ_MAX } from './understand.ts'

/** Turns of the past that are read; what was said before is forgotten by the offline brain, never by the record. */
const HISTORY_MAX = 200

/** What the conversation so far tells about the caller and about what was already asked. */
export interface KnownCaller {
  readonly name?: string
  readonly phone?: string
  readonly language?: Persona['language']
  readonly askedName: boolean
  readonly askedPhone: boolean
  /** What the agent's latest turn asked for. */
  readonly justAsked: Asked
}

/** Reads the past turns again, so that the brain keeps no state of its own. */
export function knownCaller(persona: Persona, history: readonly Turn[]): KnownCaller {
  let known: KnownCaller = { askedName: false, askedPhone: false, justAsked: { name: false, phone: false } }
  for (const { role, text } of history.slice(-HISTORY_MAX)) {
    if (role === 'assistant') {
      const name = says(persona, text, 'ask_name')
      const phone = says(persona, text, 'ask_phone') || says(persona, text, 'unknown_leave_phone')
      known = {
        ...known,
        askedName: known.askedName || name,
        askedPhone: known.askedPhone || phone,
        justAsked: { name, phone },
      }
    } else {
      const { name, phone, language } = readCaller(text, known.justAsked)
      known = { ...known, ...(name && { name }), ...(phone && { phone }), ...(language && { language }) }
    }
  }
  return known
}

function says(persona: Persona, text: string, saying: Saying): boolean {
  const { ar, en } = persona.says[saying]
  const heard = text.slice(0, TURN_READ_MAX)
  return heard.includes(ar.display) || heard.includes(en.display)
}
