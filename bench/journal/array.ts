import type { Message } from '../../packages/rawi/src/conversation/message.ts'
import type { Arena, Contender } from './contender.ts'

/** The floor: what the old system did. Nothing of it survives the process. */
export function arrayInMemory({ calls }: Arena): Contender {
  const buffers: Message[][] = Array.from({ length: calls }, () => [])
  return {
    add(call, { role, content }) {
      const buffer = buffers[call]
      if (!buffer || role === 'developer') return
      buffer.push({ writer: call, seq: buffer.length, revision: 0, role, content, timestamp: Date.now() })
    },
    settle: async () => {},
  }
}
