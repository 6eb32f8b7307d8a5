import type { JobContext } from '@livekit/agents'
import type { StartOptions } from '../conversation/recorder-api.ts'
import type { EndFacts } from './end-reason.ts'

/** The part of LiveKit's `JobContext` that a recording needs. */
export type SessionJob = Pick<JobContext, 'job' | 'room' | 'addShutdownCallback' | 'shutdown'>

/** `ParticipantKind` of livekit_models.proto. */
const SIP = 3
const AGENT = 4
/** Where LiveKit's SIP service says the caller's number. */
const SIP_PHONE_NUMBER = 'sip.phoneNumber'

/** Somebody in the room. */
interface Participant {
  readonly identity: string
  readonly info?: { readonly kind?: number }
  readonly attributes?: Readonly<Record<string, string>>
  readonly disconnectReason?: number | undefined
}

/** What the job knows of its call before anybody has spoken. */
export function startOfJob({ job, room }: SessionJob): StartOptions {
  const caller = callerIn(room.remoteParticipants?.values() ?? [])
  return given({
    roomName: job.room?.name || room.name,
    roomSid: job.room?.sid,
    participantIdentity: job.participant?.identity || caller?.identity,
    agentName: job.agentName,
    callerId: caller?.attributes?.[SIP_PHONE_NUMBER],
    channel: caller?.info?.kind === SIP ? 'phone' : undefined,
  })
}

export interface JobWatch {
  /** Why the call ended, as far as the room and the worker told. */
  facts(): Pick<EndFacts, 'jobShutdown' | 'participantReason' | 'roomReason'>
  /** Who the caller was, where it was not known at the start. */
  caller(): { identity: string; phone?: string } | undefined
  stop(): void
}

/** Watches room and worker for what the session's own `close` event does not say. */
export function watchJob({ room }: SessionJob): JobWatch {
  let jobShutdown = false
  let participantReason: number | undefined
  let roomReason: number | undefined
  let caller: Participant | undefined = callerIn(room.remoteParticipants?.values() ?? [])

  const isCaller = (participant: Participant) => participant.identity === caller?.identity
  const onConnected = (participant: Participant) => {
    caller ??= callerIn([participant])
    if (isCaller(participant)) participantReason = undefined
  }
  const onDisconnected = (participant: Participant) => {
    caller ??= callerIn([participant])
    if (isCaller(participant)) participantReason = participant.disconnectReason ?? 0
  }
  const onRoomDisconnected = (reason?: number) => {
    roomReason = reason ?? 0
  }
  // The worker speaks to a job's process before it runs any callback; LiveKit hands this on to nobody.
  const onMessage = (message: unknown) => {
    if ((message as { case?: unknown } | null)?.case === 'shutdownRequest') jobShutdown = true
  }
  room.on('participantConnected', onConnected)
  room.on('participantDisconnected', onDisconnected)
  room.on('disconnected', onRoomDisconnected)
  if (process.send) process.on('message', onMessage)

  return {
    facts: () => ({
      jobShutdown,
      ...(participantReason !== undefined && { participantReason }),
      ...(roomReason !== undefined && { roomReason }),
    }),
    caller() {
      const known = caller ?? callerIn(room.remoteParticipants?.values() ?? [])
      if (!known) return undefined
      const phone = known.attributes?.[SIP_PHONE_NUMBER]
      return { identity: known.identity, ...(phone && { phone }) }
    },
    stop() {
      room.off('participantConnected', onConnected)
      room.off('participantDisconnected', onDisconnected)
      room.off('disconnected', onRoomDisconnected)
      process.off('message', onMessage)
    },
  }
}

function callerIn(participants: Iterable<Participant>): Participant | undefined {
  for (const participant of participants) if (participant.info?.kind !== AGENT) return participant
  return undefined
}

function given(fields: { [K in keyof StartOptions]: StartOptions[K] | undefined }): StartOptions {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}
