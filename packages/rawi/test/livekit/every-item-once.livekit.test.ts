import { EventEmitter } from 'node:events'
import { llm, type voice } from '@livekit/agents'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { keptRecord } from './kept-record.ts'

/** What a session does next: an item of some kind, told of once, twice or not at all; words in between. */
const step = fc.record({
  kind: fc.constantFrom('user', 'assistant', 'call', 'handoff', 'update', 'image'),
  told: fc.constantFrom(0, 1, 2),
  words: fc.constantFrom('Hello.', 'how are you', 'مرحبا', '<b>42</b>', ' '),
  before: fc.constantFrom('nothing', 'interim', 'final', 'other final', 'speaking', 'refusal'),
  interrupted: fc.boolean(),
})

it('keeps every item of a session exactly once, whatever events come, double or fail to come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const items: llm.ChatItem[] = []
      const session = Object.assign(new EventEmitter(), { history: { items }, usage: { modelUsage: [] } })
      const record = keptRecord()
      const add = record.addMessage.bind(record)
      let refusals = 0
      record.addMessage = (input) => {
        if (refusals-- > 0) throw new Error('not now')
        return add(input)
      }
      const revise = record.reviseMessage.bind(record)
      record.reviseMessage = (seq, change) => {
        if (refusals-- > 0) throw new Error('not now')
        return revise(seq, change)
      }
      const recording = recordSession(session as unknown as voice.AgentSession, { conversation: record })
      let expected = 0
      for (const [index, { kind, told, words, before, interrupted }] of steps.entries()) {
        if (before === 'interim') session.emit('user_input_transcribed', { transcript: words, isFinal: false })
        if (before === 'final') session.emit('user_input_transcribed', { transcript: words, isFinal: true })
        if (before === 'other final') session.emit('user_input_transcribed', { transcript: `x${index}`, isFinal: true })
        if (before === 'speaking') session.emit('agent_state_changed', { newState: 'speaking', createdAt: Date.now() })
        if (before === 'refusal') refusals = 2
        const item = itemOf(kind, words, interrupted)
        items.push(item)
        if (kind !== 'user' && kind !== 'assistant' ? true : words.trim() !== '') expected++
        if (item.type === 'function_call') {
          const { callId, name } = item
          const output = llm.FunctionCallOutput.create({ callId, name, output: words, isError: false })
          const event = { functionCalls: [item], functionCallOutputs: [output] }
          for (let times = 0; times < told; times++) session.emit('function_tools_executed', event)
          items.push(output)
        } else if (item.type !== 'agent_config_update') {
          for (let times = 0; times < told; times++) session.emit('conversation_item_added', { item })
        }
      }
      refusals = 0
      session.emit('close', { reason: 'user_initiated', error: null })
      expect((await recording.ended).metadata?.unrecorded_items).toBeUndefined()

      const ids = record.messages.map(({ metadata }) => metadata?.item_id).filter((id) => id !== undefined)
      expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted())
      expect(ids).toHaveLength(expected)
      const known = new Set<unknown>(items.map(({ id }) => id))
      expect(ids.filter((id) => !known.has(id))).toEqual([])
      expect(record.messages.filter(({ provisional }) => provisional)).toEqual([])
    }),
    { numRuns: 200 },
  )
})

let calls = 0

function itemOf(kind: string, words: string, interrupted: boolean): llm.ChatItem {
  switch (kind) {
    case 'call':
      return llm.FunctionCall.create({ callId: `call-${calls++ % 3}`, name: 'lookup', args: '{}' })
    case 'handoff':
      return llm.AgentHandoffItem.create({ newAgentId: words })
    case 'update':
      return llm.AgentConfigUpdate.create({ instructions: words })
    case 'image': {
      const image = llm.createImageContent({ image: 'https://example.com/a.png' })
      return llm.ChatMessage.create({ role: 'user', content: [image] })
    }
    default:
      return llm.ChatMessage.create({ role: kind as llm.ChatRole, content: words, interrupted })
  }
}
