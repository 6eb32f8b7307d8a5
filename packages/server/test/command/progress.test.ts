import { describe, expect, it } from 'vitest'
import { progressOn } from '../../src/command/progress.ts'

function screen(isTTY: boolean) {
  const written: string[] = []
  let now = 0
  const progress = progressOn({ isTTY, write: (text) => written.push(text) }, () => now)
  return { progress, written, wait: (milliseconds: number) => (now += milliseconds) }
}

describe('progress', () => {
  it('changes one line in its place, some times a second, and takes it away', () => {
    const { progress, written, wait } = screen(true)
    progress.show('1 of 9')
    wait(50)
    progress.show('2 of 9')
    wait(60)
    progress.show('3 of 9')
    progress.clear()
    progress.clear()
    expect(written).toEqual(['\r\u001b[2K1 of 9', '\r\u001b[2K3 of 9', '\r\u001b[2K'])
  })

  it('is silent where nobody watches', () => {
    const { progress, written } = screen(false)
    progress.show('1 of 9')
    progress.clear()
    expect(written).toEqual([])
  })
})
