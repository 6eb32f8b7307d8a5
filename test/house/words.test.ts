import { describe, expect, it } from 'vitest'
import { filesBelow, read } from './sources.ts'

const TEXT = /\.(ts|mjs|js|md|json|ya?ml|sql|sh)$|^\.ci\/run$|^[^.]+$/

/** What has no place in the repository: how it is being developed, and where on whose machine. */
const FORBIDDEN: readonly [string, RegExp][] = [
  ['the number of a task', /\bissue #?\d/i],
  ['a path of somebody’s machine', /(?<![\w.])\/(work|root|Users)\/[\w.-]/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/],
]

describe('the words of the repository', () => {
  const files = filesBelow('.').filter((path) => TEXT.test(path) && path !== 'package-lock.json')

  it.each(FORBIDDEN)('hold not %s', (_, pattern) => {
    const found = files.filter((path) => path !== 'test/house/words.test.ts' && pattern.test(read(path)))
    expect(found).toEqual([])
  })

  it('name no registry in the lock file', () => {
    expect(read('package-lock.json').match(/"resolved": "https?:[^"]*"/g)).toBeNull()
  })
})
