import { voice } from '@livekit/agents'
import { DisconnectReason } from '@livekit/rtc-node'
import { describe, expect, it } from 'vitest'
import { END_REASONS } from '../../src/conversation/outcome.ts'
import { DISCONNECT_REASONS, type EndFacts, endOfSession, isKnownReason } from '../../src/livekit/end-reason.ts'
import { valuesOf } from './livekit-types.ts'

describe('why a session ended', () => {
  it('is known for every disconnect reason of LiveKit, by its own name', () => {
    const real = Object.entries(DisconnectReason).filter(([, number]) => typeof number === 'number')
    const named = Object.entries(DISCONNECT_REASONS).map(([number, { name }]) => [name, Number(number)])
    expect(Object.fromEntries(named)).toEqual(Object.fromEntries(real))
  })

  it('is one of ours for every close reason of LiveKit', () => {
    const reasons = valuesOf('voice/events', 'CloseReason')
    expect(Object.fromEntries(reasons.map((closeReason) => [closeReason, endOfSession({ closeReason })]))).toEqual({
      error: { endReason: 'error', errorCode: 'session_error' },
      job_shutdown: { endReason: 'shutdown' },
      participant_disconnected: { endReason: 'user_hangup' },
      user_initiated: { endReason: 'agent_hangup' },
    })
    expect(reasons.filter((reason) => !isKnownReason(reason))).toEqual([])
    expect(reasons.sort()).toEqual(Object.values(voice.CloseReason).sort())
  })

  it.each<[string, EndFacts, string, string?]>([
    ['the caller left', { closeReason: 'participant_disconnected', participantReason: 1 }, 'user_hangup'],
    ['the room was deleted', { closeReason: 'participant_disconnected', participantReason: 5 }, 'room_closed'],
    ['somebody removed the caller', { closeReason: 'user_initiated', participantReason: 4 }, 'operator_hangup'],
    ['the caller was lost before', { closeReason: 'user_initiated', participantReason: 14 }, 'timeout'],
    ['the trunk failed', { closeReason: 'user_initiated', participantReason: 13 }, 'error', 'sip_trunk_failure'],
    ['the agent was put out with the room', { closeReason: 'user_initiated', roomReason: 5 }, 'room_closed'],
    ['the worker drains', { closeReason: 'user_initiated', jobShutdown: true }, 'shutdown'],
    [
      'the worker drains after the caller left',
      { closeReason: 'participant_disconnected', participantReason: 1, jobShutdown: true },
      'user_hangup',
    ],
    ['the model failed', { closeReason: 'error', errorType: 'tts_error', participantReason: 1 }, 'error', 'tts_error'],
    ['the agent said so itself', { closeReason: 'transferred', jobShutdown: true }, 'transferred'],
    ['the agent said something else', { closeReason: 'bored' }, 'agent_hangup'],
    ['a number of tomorrow', { closeReason: 'participant_disconnected', participantReason: 99 }, 'user_hangup'],
    ['nothing was ever told', {}, 'shutdown'],
  ])('when %s', (_, facts, endReason, errorCode) => {
    expect(endOfSession(facts)).toEqual({ endReason, ...(errorCode && { errorCode }) })
  })

  it('is always a reason that a conversation can have', () => {
    for (const { endReason } of Object.values(DISCONNECT_REASONS)) expect(END_REASONS).toContain(endReason)
  })
})
