import { describe, expect, it } from 'vitest'
import { createBlink } from '../../src/avatar/motion/blink.ts'
import { breathAt } from '../../src/avatar/motion/breathing.ts'
import { EXPRESSIONS, expressionOf } from '../../src/avatar/motion/expression.ts'
import { createPerformer } from '../../src/avatar/motion/performer.ts'
import { AVATAR_STATES, type AvatarState } from '../../src/avatar/motion/stance.ts'
import { seeded } from '../../src/avatar/paint/noise.ts'

const FRAME = 1000 / 60

function life(seed: number, state: AvatarState, frames: number, still = false): string[] {
  const performer = createPerformer(seed, () => still)
  performer.setState(state)
  return Array.from({ length: frames }, () => {
    performer.advance(FRAME, 0)
    return JSON.stringify(performer.pose)
  })
}

describe('a person between words', () => {
  it('lives the same life for the same seed', () => {
    expect(life(7, 'listening', 900)).toEqual(life(7, 'listening', 900))
    expect(life(7, 'listening', 900)).not.toEqual(life(8, 'listening', 900))
  })

  it('blinks every few seconds, and closes the eyes when blinking', () => {
    const blink = createBlink(seeded(3))
    let closed = 0
    let blinks = 0
    for (let i = 0; i < 60 * 60; i++) {
      const before = blink.open
      blink.advance(FRAME)
      if (blink.open === 0) closed++
      if (before === 1 && blink.open < 1) blinks++
    }
    expect(blinks).toBeGreaterThan(8)
    expect(blinks).toBeLessThan(40)
    expect(closed).toBeGreaterThanOrEqual(blinks)
  })

  it('breathes evenly and never jumps', () => {
    let [least, most] = [1, -1]
    for (let ms = 0; ms < 20_000; ms += 16) {
      expect(Math.abs(breathAt(ms + 16) - breathAt(ms))).toBeLessThan(0.05)
      least = Math.min(least, breathAt(ms))
      most = Math.max(most, breathAt(ms))
    }
    expect([least, most].map((value) => Math.round(value))).toEqual([-1, 1])
  })

  it('looks at the caller while listening and away while thinking', () => {
    const gaze = (state: AvatarState) => {
      const poses = life(5, state, 600).map((pose) => JSON.parse(pose) as { gazeX: number; gazeY: number })
      const far = poses.slice(60).map(({ gazeX, gazeY }) => Math.hypot(gazeX, gazeY))
      return far.reduce((sum, value) => sum + value, 0) / far.length
    }
    expect(gaze('listening')).toBeLessThan(0.15)
    expect(gaze('thinking')).toBeGreaterThan(0.5)
  })

  it('nods while listening, not while thinking', () => {
    const lowest = (state: AvatarState) =>
      Math.max(...life(5, state, 900).map((pose) => (JSON.parse(pose) as { pitch: number }).pitch))
    expect(lowest('listening')).toBeGreaterThan(lowest('thinking') + 0.5)
  })

  it('holds quite still with reduced motion, yet differently in every state', () => {
    const poses = AVATAR_STATES.map((state) => {
      const frames = life(5, state, 300, true)
      expect(new Set(frames)).toHaveLength(1)
      return frames[0]
    })
    expect(new Set(poses)).toHaveLength(AVATAR_STATES.length)
  })

  it('never jumps from one state into another', () => {
    const performer = createPerformer(5, () => false)
    for (let i = 0; i < 1200; i++) {
      if (i % 150 === 0) performer.setState(AVATAR_STATES[(i / 150) % AVATAR_STATES.length] ?? 'listening')
      const before = { ...performer.pose }
      performer.advance(FRAME, 0.5 + 0.5 * Math.sin(i / 9))
      for (const key of ['headX', 'headY'] as const)
        expect(Math.abs(performer.pose[key] - before[key])).toBeLessThan(1.5)
      for (const key of ['roll'] as const) expect(Math.abs(performer.pose[key] - before[key])).toBeLessThan(0.02)
    }
  })
})

describe('an expression', () => {
  it.each([
    ['عُذراً، لا أملك هذه المعلومة.', 'concerned'],
    ['I am sorry, we are closed today.', 'concerned'],
    ['أهلاً وسهلاً بكم!', 'glad'],
    ['شكراً لاتصالك.', 'warm'],
    ['ما اسمك الكريم؟', 'curious'],
    ['May I have your number?', 'curious'],
    ['الدوام من التاسعة حتى الخامسة.', 'neutral'],
  ])('follows the meaning of %s', (sentence, expected) => {
    expect(expressionOf(sentence)).toBe(expected)
    expect(EXPRESSIONS).toContain(expected)
  })
})
