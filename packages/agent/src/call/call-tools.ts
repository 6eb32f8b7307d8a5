import { llm } from '@livekit/agents'
import type { Conversation, EndOptions, EndReason } from 'rawi'
import { z } from 'zod'
import { endCallTool } from '../brain/end-call.ts'
import { foldDigits, foldedWords } from '../brain/fold.ts'
import { handOverTool } from '../brain/hand-over.ts'
import { findKnowledge } from '../brain/knowledge.ts'
import type { Persona } from '../persona/persona.ts'

/** Entries of knowledge that one search gives. */
const FOUND_MAX = 5
const QUERY_MAX = 500
const FIELD_MAX = 200

export interface CallToolsOptions {
  readonly persona: Persona
  readonly conversation: Pick<Conversation, 'messages'>
  readonly onEnd: (reason: EndReason) => void
  readonly onHandOver: (reason: string) => void
}

/** What the agent can do besides talking. */
export interface CallTools {
  readonly tools: llm.ToolContextLike
  /** What was noted of the caller, for the end of the call. */
  noted(): Pick<EndOptions, 'userName' | 'userPhone' | 'userEmail' | 'contactFrom'>
}

const contact = z.strictObject({
  name: z.string().max(FIELD_MAX).optional().describe('as the caller said it'),
  phone: z.string().max(FIELD_MAX).optional().describe('digits as the caller said them'),
  email: z.string().max(FIELD_MAX).optional(),
})

export function callTools({ persona, conversation, onEnd, onHandOver }: CallToolsOptions): CallTools {
  let noted: z.infer<typeof contact> = {}
  const tools = {
    ...endCallTool((endedBy) => onEnd(endedBy === 'caller' ? 'user_hangup' : 'agent_hangup')),
    search_knowledge: llm.tool({
      description: 'Looks up what the company knows about a subject. Use it before saying that you do not know.',
      parameters: z.strictObject({ query: z.string().min(1).max(QUERY_MAX) }),
      execute: async ({ query }) =>
        findKnowledge(persona, foldedWords(query))
          .slice(0, FOUND_MAX)
          .map(({ id, answer }) => ({ id, ar: answer.ar.display, en: answer.en.display })),
    }),
    note_contact: llm.tool({
      description: 'Notes who is calling. Only what the caller has said; correct it by calling this again.',
      parameters: contact,
      // A model's word is no proof: what it notes must stand in what the caller said.
      execute: async (told) => {
        const said = conversation.messages.filter(({ role }) => role === 'user').map(({ content }) => content)
        const known = Object.entries(told).filter(([, value]) => value !== undefined && wasSaid(value, said))
        noted = { ...noted, ...Object.fromEntries(known) }
        const missed = Object.keys(told).filter((field) => !known.some(([name]) => name === field))
        return missed.length > 0 ? { noted: known.map(([field]) => field), not_said_by_the_caller: missed } : 'noted'
      },
    }),
    ...handOverTool(onHandOver),
  }
  return {
    tools,
    noted: () => ({
      contactFrom: 'model',
      ...(noted.name && { userName: noted.name }),
      ...(noted.phone && { userPhone: noted.phone }),
      ...(noted.email && { userEmail: noted.email }),
    }),
  }
}

/** Whether a value stands in the caller's own words; of a number its digits count, in whatever script. */
function wasSaid(value: string, said: readonly string[]): boolean {
  const digits = foldDigits(value).replaceAll(/\D/gu, '')
  if (digits.length >= 5) {
    return said.some((text) => foldDigits(text).replaceAll(/\D/gu, '').includes(digits.slice(-7)))
  }
  const words = foldedWords(value)
  if (words.length === 0) return false
  return said.some((text) => {
    const spoken = new Set(foldedWords(text))
    return words.every((word) => spoken.has(word))
  })
}
