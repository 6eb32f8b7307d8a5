export type { Clock } from './conversation/clock.ts'
export type * from './conversation/contact-listener.ts'
export type { ErrorCode } from './conversation/errors.ts'
export { ERRORS, RawiError } from './conversation/errors.ts'
export type { EventRecord, RecordingInput, RecordingRecord } from './conversation/fact.ts'
export type { JsonObject, JsonValue, Message, MessageInput, Role } from './conversation/message.ts'
export { ROLES } from './conversation/message.ts'
export type { Channel, EndReason, Status } from './conversation/outcome.ts'
export { CHANNELS, END_REASONS, STATUSES } from './conversation/outcome.ts'
export type * from './conversation/recorder-api.ts'
export type {
  Claim,
  ContactEvidence,
  ConversationItem,
  ConversationRecord,
  EraseSelector,
  Erasure,
  MessageRecord,
  Statistics,
  StatisticsQuery,
  User,
} from './conversation/store-port.ts'
export { openRecorder } from './open-recorder.ts'
