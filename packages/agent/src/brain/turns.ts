import type { llm } from '@livekit/agents'
import type { Turn } from './reply.ts'

/** What caller and agent said in a session, in order. */
export function turnsOf(context: llm.ChatContext): Turn[] {
  return context.items.flatMap((item) =>
    item.type === 'message' && (item.role === 'user' || item.role === 'assistant')
      ? [{ role: item.role, text: item.textContent ?? '' }]
      : [],
  )
}
