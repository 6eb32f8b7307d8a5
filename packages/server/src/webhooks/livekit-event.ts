import { z } from 'zod'

const ID_MAX = 512
const id = z.string().min(1).max(ID_MAX)

/** What is read of a LiveKit webhook; everything else of it is left alone. Source: livekit_webhook.proto. */
export const livekitEventSchema = z.object({
  id,
  event: z.string().min(1).max(64),
  /** Seconds since the epoch; protobuf writes 64 bits as text. */
  createdAt: z.union([z.number(), z.string().regex(/^\d{1,12}$/)]).optional(),
  room: z.object({ sid: id, name: z.string().max(2_048).optional() }).optional(),
  participant: z
    .object({
      sid: id,
      identity: z.string().max(2_048).optional(),
      kind: z.union([z.string().max(64), z.number()]).optional(),
      disconnectReason: z.union([z.string().max(64), z.number()]).optional(),
    })
    .optional(),
})
export type LivekitEvent = z.infer<typeof livekitEventSchema>

/** Under which kind an event of a participant is kept; others are not. */
export const PARTICIPANT_EVENTS: Readonly<Record<string, string>> = {
  participant_joined: 'joined',
  participant_left: 'left',
  participant_connection_aborted: 'connection_aborted',
}
