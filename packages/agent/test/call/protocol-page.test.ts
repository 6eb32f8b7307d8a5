import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as bounds from '../../src/call/bounds.ts'
import { AGENT_SOUND, CALLER_SOUND } from '../../src/call/frames.ts'
import { callerMessage, PROTOCOL_VERSION } from '../../src/call/protocol.ts'

const page = readFileSync(new URL('../../../../docs/call-protocol.md', import.meta.url), 'utf8')
const source = readFileSync(new URL('../../src/call/protocol.ts', import.meta.url), 'utf8')
const [, says = '', server = '', sound = '', bounded = ''] = page.split(/^## (?=What|Sound|Bounds)/mu)

function namesIn(section: string): string[] {
  return [...section.matchAll(/^\| `(\w+)` \|/gmu)].map(([, name = '']) => name)
}

describe('the page about the protocol', () => {
  it('names its version', () => {
    expect(page).toContain(`Version ${PROTOCOL_VERSION}.`)
  })

  it('has every message a page may send, with every field', () => {
    const messages = callerMessage.options.map(({ shape }) => shape)
    expect(namesIn(says)).toEqual(messages.map(({ type }) => type.value))
    for (const shape of messages) {
      const row = says.split('\n').find((line) => line.startsWith(`| \`${shape.type.value}\``)) ?? ''
      for (const field of Object.keys(shape)) if (field !== 'type') expect(row).toMatch(new RegExp(`\`${field}\\b`))
    }
  })

  it('has every message a server may send', () => {
    const types = [...source.matchAll(/readonly type: '(\w+)'/gu)].map(([, type = '']) => type)
    expect(namesIn(server).toSorted()).toEqual(types.toSorted())
  })

  it('has the first bytes of frames', () => {
    expect(sound).toContain(`| 0 | ${CALLER_SOUND} | ${AGENT_SOUND} |`)
  })

  it('has every bound with its value', () => {
    const rows = [...bounded.matchAll(/^\| `([A-Z_]+)` \| ([\d,]+) \|/gmu)]
    const told = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]))
    const { CALLER_RATE, AGENT_RATE, FRAME_MS, ...own } = bounds
    expect(told).toEqual(Object.fromEntries(Object.entries(own).filter(([, value]) => typeof value === 'number')))
    expect(sound).toContain(`${CALLER_RATE / 1_000} kHz, ${FRAME_MS} ms`)
    expect(sound).toContain(`${AGENT_RATE / 1_000} kHz, ${FRAME_MS} ms`)
    for (const [name, rate] of Object.entries(own)) if (typeof rate === 'object') expect(bounded).toContain(name)
  })
})
