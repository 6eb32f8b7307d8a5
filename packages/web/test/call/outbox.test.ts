import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOutbox } from '../../src/call/engine/outbox.ts'

describe('typed texts on their way', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function box() {
    const sent: { id: string; text: string }[] = []
    const outbox = createOutbox(
      (text) => void sent.push(text),
      () => {},
    )
    return { outbox, sent, texts: () => sent.map(({ text }) => text) }
  }

  it('go one after the other, each when the one before was taken', () => {
    const { outbox, sent, texts } = box()
    outbox.put('one')
    outbox.put('two')
    expect(texts()).toEqual(['one'])
    outbox.taken(sent[0]?.id ?? '')
    expect(texts()).toEqual(['one', 'two'])
    expect(outbox.waiting.map(({ text }) => text)).toEqual(['two'])
  })

  it('come again when the server was too busy, in their order', () => {
    const { outbox, texts } = box()
    outbox.put('one')
    outbox.put('two')
    outbox.refused()
    expect(texts()).toEqual(['one'])
    vi.advanceTimersByTime(1_500)
    expect(texts()).toEqual(['one', 'one'])
  })

  it('are sent again on another line, except those that arrived', () => {
    const { outbox, sent, texts } = box()
    outbox.put('arrived')
    outbox.put('lost')
    const [arrived] = sent
    outbox.again((id) => id === arrived?.id)
    expect(texts()).toEqual(['arrived', 'lost'])
    expect(outbox.waiting.map(({ text }) => text)).toEqual(['lost'])
  })

  it('that will never be taken stay to be seen and hold nothing up', () => {
    const { outbox, texts } = box()
    outbox.put('too long')
    outbox.put('short')
    outbox.failed()
    expect(texts()).toEqual(['too long', 'short'])
    expect(outbox.waiting[0]?.failed).toBe(true)
  })
})
