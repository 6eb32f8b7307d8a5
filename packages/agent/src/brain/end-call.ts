import { llm } from '@livekit/agents'
import { z } from 'zod'

/** The tool by which any model, offline or not, says that the call is over. */
export const END_CALL = 'end_call'

/** Who ended the call in words: the caller said goodbye, or the agent had to. */
export type EndedBy = 'caller' | 'agent'

const parameters = z.strictObject({
  ended_by: z
    .enum(['caller', 'agent'])
    .describe('caller: the caller said goodbye; agent: you end the call for another reason'),
})

/** The tool gives no answer, so that the model says nothing after its goodbye. */
export function endCallTool(onEnd: (endedBy: EndedBy) => void): { [END_CALL]: ReturnType<typeof tool> } {
  return { [END_CALL]: tool(onEnd) }
}

function tool(onEnd: (endedBy: EndedBy) => void) {
  return llm.tool({
    description: 'Hangs up. Say goodbye first, then call this once the caller has said goodbye or wants nothing more.',
    parameters,
    execute: async ({ ended_by }: z.infer<typeof parameters>) => {
      onEnd(ended_by)
    },
  })
}
