import type { AgentMessage } from '@rawi/agent'

/** A message of the agent by its type. */
export type AgentSays<Type extends AgentMessage['type']> = Extract<AgentMessage, { type: Type }>
export type Welcome = AgentSays<'welcome'>
export type Language = Welcome['language']
