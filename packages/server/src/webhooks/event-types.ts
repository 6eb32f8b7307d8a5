/** What endpoints can be told of. */
export const EVENT_TYPES = [
  'conversation.started',
  'conversation.ended',
  'conversation.analyzed',
  'conversation.recovered',
  'user.updated',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Sent to one endpoint when a person asks for it. */
export const TEST_EVENT = 'webhook.test'
