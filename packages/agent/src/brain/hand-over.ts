import { llm } from '@livekit/agents'
import { z } from 'zod'

/** The tool by which any model, offline or not, asks a person to join the call. */
export const HAND_OVER = 'hand_over'

/** UTF-16 units of why. */
export const REASON_MAX = 500

/**
 * The tool gives no answer: what is to be said was said before, and the call goes on. A call is handed over once, however
 * often its caller asks. Each use is kept as a `tool` row of the conversation, told or not.
 */
export function handOverTool(onHandOver: (reason: string) => void = () => {}): {
  [HAND_OVER]: ReturnType<typeof tool>
} {
  let told = false
  return {
    [HAND_OVER]: tool((reason) => {
      if (told) return
      told = true
      onHandOver(reason)
    }),
  }
}

function tool(onHandOver: (reason: string) => void) {
  return llm.tool({
    description:
      'Asks a person to join the call. First say that you ask a colleague, who may take a moment or call back, and ask for a name and a number; then call this. The call goes on with you until somebody comes.',
    parameters: z.strictObject({ reason: z.string().min(1).max(REASON_MAX) }),
    execute: async ({ reason }) => {
      onHandOver(reason)
    },
  })
}
