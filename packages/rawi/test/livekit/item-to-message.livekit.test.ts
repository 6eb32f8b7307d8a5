import { llm } from '@livekit/agents'
import { describe, expect, it } from 'vitest'
import { type ItemFacts, messageOfItem } from '../../src/livekit/item-to-message.ts'
import { alternativesOf, fieldsOf } from './livekit-types.ts'

const AT = Date.UTC(2026, 0, 2, 3, 4, 5)
const SECONDS = AT / 1_000
const CONTEXT = 'llm/chat_context'

/** What is not kept, and why. Each must be a real field, or the list is out of date. */
const KNOWN_GAPS: Record<string, string> = {
  'ChatMessage.hash': 'a digest of the content, which is kept itself',
  'FunctionCall.thoughtSignature': 'opaque to everybody but the model that gave it',
  'ImageContent._cache': 'a cache',
  'AudioContent.frame': 'sound; what was said is kept as its transcript',
}

const metrics: Required<llm.MetricsReport> = {
  providerRequestIds: ['request-1'],
  startedSpeakingAt: SECONDS,
  stoppedSpeakingAt: SECONDS + 1,
  transcriptionDelay: 0.101,
  endOfTurnDelay: 0.102,
  onUserTurnCompletedDelay: 0.103,
  llmNodeTtft: 0.104,
  ttsNodeTtfb: 0.105,
  playbackLatency: 0.106,
  e2eLatency: 0.107,
}

const image = {
  ...llm.createImageContent({ id: 'image-1', image: 'https://example.com/a.png', mimeType: 'image/png' }),
  inferenceDetail: 'high' as const,
  inferenceWidth: 640,
  inferenceHeight: 480,
}
const audio = llm.createAudioContent({ frame: [], transcript: 'spoken' })

const output = new llm.FunctionCallOutput({
  id: 'item_out',
  callId: 'call-1',
  name: 'lookup',
  output: 'shipped',
  isError: true,
  createdAt: AT + 500,
})

/** Every field of every kind of item set, each to a value of its own. */
const SATURATED: Record<string, { item: llm.ChatItem; facts?: ItemFacts }> = {
  ChatMessage: {
    item: Object.assign(
      new llm.ChatMessage({
        id: 'item_message',
        role: 'assistant',
        content: ['heard words', image, audio],
        interrupted: true,
        transcriptConfidence: 0.75,
        extra: { key: 'value' },
        createdAt: AT,
        metrics,
      }),
      { hash: new Uint8Array([1]) },
    ),
    facts: { generated: 'heard words\nspoken and more that nobody heard', language: 'en' },
  },
  FunctionCall: {
    item: new llm.FunctionCall({
      id: 'item_call',
      callId: 'call-1',
      name: 'lookup',
      args: '{"id":42}',
      createdAt: AT,
      extra: { key: 'value' },
      groupId: 'group-1',
      thoughtSignature: 'signature',
    }),
    facts: { output },
  },
  FunctionCallOutput: { item: output },
  AgentHandoffItem: {
    item: new llm.AgentHandoffItem({ id: 'item_handoff', oldAgentId: 'front', newAgentId: 'billing', createdAt: AT }),
  },
  AgentConfigUpdate: {
    item: new llm.AgentConfigUpdate({
      id: 'item_update',
      instructions: 'Be brief.',
      toolsAdded: ['wave'],
      toolsRemoved: ['bow'],
      createdAt: AT,
    }),
  },
}

const cases = Object.entries(SATURATED)

describe('the mapping of items to messages', () => {
  it('covers every kind of item there is', () => {
    expect(cases.map(([name]) => name).sort()).toEqual(alternativesOf(CONTEXT, 'ChatItem').sort())
  })

  it.each(cases)('has every field of %s set', (name, { item }) => {
    const unset = fieldsOf(CONTEXT, name).filter(
      (field) => (item as unknown as Record<string, unknown>)[field] === undefined,
    )
    expect(unset).toEqual([])
  })

  it.each(cases)('keeps every field of %s', (name, { item, facts }) => {
    const dropped = fieldsOf(CONTEXT, name).filter((field) => !matters(item, field, facts))
    expect(dropped).toEqual(gapsOf(name))
  })

  it('keeps every figure of a turn', () => {
    expect(Object.keys(metrics).sort()).toEqual(fieldsOf(CONTEXT, 'MetricsReport').sort())
    const { item, facts } = SATURATED.ChatMessage as { item: llm.ChatMessage; facts: ItemFacts }
    const dropped = Object.keys(metrics).filter((field) => {
      const { [field as keyof llm.MetricsReport]: _, ...rest } = metrics
      return same(item, changed(item, 'metrics', rest), facts)
    })
    expect(dropped).toEqual([])
  })

  it.each([
    ['ImageContent', image, 1],
    ['AudioContent', audio, 2],
  ])('keeps what can be kept of %s', (name, part, place) => {
    const { item, facts } = SATURATED.ChatMessage as { item: llm.ChatMessage; facts: ItemFacts }
    const dropped = fieldsOf(CONTEXT, name).filter((field) => {
      const content = item.content.with(place, { ...part, [field]: other((part as never)[field]) } as llm.ChatContent)
      return field !== 'type' && same(item, changed(item, 'content', content), facts)
    })
    expect(dropped).toEqual(gapsOf(name))
  })

  it('names only gaps that are real fields', () => {
    const real = Object.keys(KNOWN_GAPS).filter((gap) => {
      const [name = '', field = ''] = gap.split('.')
      return fieldsOf(CONTEXT, name).includes(field)
    })
    expect(real).toEqual(Object.keys(KNOWN_GAPS))
  })

  it('notices a field that is dropped', () => {
    const { item } = SATURATED.ChatMessage as { item: llm.ChatMessage }
    expect(matters(Object.assign(item, { brandNew: 1 }), 'brandNew')).toBe(false)
    Reflect.deleteProperty(item, 'brandNew')
  })
})

describe('a message', () => {
  it('has its times as milliseconds, though LiveKit gives seconds', () => {
    const { item, facts } = SATURATED.ChatMessage as { item: llm.ChatMessage; facts: ItemFacts }
    expect(messageOfItem(item, facts)).toEqual({
      role: 'assistant',
      content: 'heard words\nspoken and more that nobody heard',
      heard: 'heard words\nspoken',
      interrupted: true,
      language: 'en',
      timestamp: new Date(AT),
      metadata: {
        item_id: 'item_message',
        transcription_ms: 101,
        end_of_turn_ms: 102,
        user_turn_completed_ms: 103,
        llm_first_token_ms: 104,
        tts_first_byte_ms: 105,
        playback_ms: 106,
        latency_ms: 107,
        started_speaking_at: '2026-01-02T03:04:05.000Z',
        stopped_speaking_at: '2026-01-02T03:04:06.000Z',
        provider_request_ids: ['request-1'],
        transcript_confidence: 0.75,
        images: [
          {
            id: 'image-1',
            url: 'https://example.com/a.png',
            detail: 'high',
            width: 640,
            height: 480,
            mime_type: 'image/png',
          },
        ],
        extra: { key: 'value' },
      },
    })
  })

  it('needs no metrics, as a realtime model may give none', () => {
    const item = new llm.ChatMessage({ id: 'm', role: 'assistant', content: 'Hello', createdAt: AT })
    expect(messageOfItem(item, { latencyMs: 900 })?.metadata).toEqual({ item_id: 'm', latency_ms: 900 })
    Object.assign(item, { metrics: undefined })
    expect(messageOfItem(item)?.metadata).toEqual({ item_id: 'm' })
  })

  it('without words is none, unless there was something to see', () => {
    const blank = new llm.ChatMessage({ role: 'assistant', content: [' '] })
    expect(messageOfItem(blank)).toBeUndefined()
    expect(messageOfItem(new llm.ChatMessage({ role: 'user', content: [image] }))?.content).toBe('[image]')
  })

  it('never carries the pixels of an image', () => {
    const pixels = llm.createImageContent({ id: 'i', image: `data:image/png;base64,${'A'.repeat(1_000)}` })
    const message = messageOfItem(new llm.ChatMessage({ role: 'user', content: ['look', pixels] }))
    expect(JSON.stringify(message)).not.toContain('AAAA')
  })

  it('of a kind that nobody knows yet is kept as it is', () => {
    const item = { id: 'x', type: 'mood_change', createdAt: AT, toJSON: () => ({ mood: 'better' }) }
    expect(messageOfItem(item as never)).toEqual({
      role: 'system',
      content: 'mood_change',
      timestamp: new Date(AT),
      metadata: { item_id: 'x', item_type: 'mood_change', item: { mood: 'better' } },
    })
  })
})

function gapsOf(name: string): string[] {
  return Object.keys(KNOWN_GAPS)
    .filter((gap) => gap.startsWith(`${name}.`))
    .map((gap) => gap.slice(name.length + 1))
}

/** Whether the message changes with the field; the type decides which message it is at all. */
function matters(item: llm.ChatItem, field: string, facts?: ItemFacts): boolean {
  if (field === 'type') return true
  return !same(item, changed(item, field, other((item as unknown as Record<string, unknown>)[field])), facts)
}

function same(item: llm.ChatItem, variant: llm.ChatItem, facts?: ItemFacts): boolean {
  return JSON.stringify(messageOfItem(item, facts)) === JSON.stringify(messageOfItem(variant, facts))
}

function changed<Item extends llm.ChatItem>(item: Item, field: string, value: unknown): Item {
  return Object.defineProperty(Object.create(item) as Item, field, { value })
}

/** A different value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 60_000
  if (typeof value === 'boolean') return !value
  if (value === 'assistant') return 'user'
  if (typeof value === 'string') return `${value}-other`
  if (Array.isArray(value)) return ['other']
  if (value instanceof Uint8Array) return new Uint8Array([2])
  return { other: 'value', e2eLatency: 9 }
}
