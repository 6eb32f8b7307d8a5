import { afterAll, beforeAll, describe } from 'vitest'
import type { OpenStand } from './calls.ts'
import { backgroundContract } from './contract-background.ts'
import { contactContract } from './contract-contact.ts'
import { erasureContract } from './contract-erasure.ts'
import { factsContract } from './contract-facts.ts'
import { identityContract } from './contract-identity.ts'
import { mappingContract } from './contract-mapping.ts'
import { pagesContract } from './contract-pages.ts'
import { readingContract } from './contract-reading.ts'
import { saveContract } from './contract-save.ts'

/** What every database behind the store must do. */
export function storeContract(name: string, open: OpenStand): void {
  describe(name, () => {
    let stand: Awaited<ReturnType<OpenStand>>
    beforeAll(async () => {
      stand = await open()
    })
    afterAll(() => stand?.remove())

    describe('identity', () => identityContract(() => stand))
    describe('mapping', () => mappingContract(() => stand))
    describe('save', () => saveContract(() => stand))
    describe('reading', () => readingContract(() => stand))
    describe('pages', () => pagesContract(() => stand))
    describe('background', () => backgroundContract(() => stand))
    describe('contact', () => contactContract(() => stand))
    describe('facts', () => factsContract(() => stand))
    describe('erasure', () => erasureContract(() => stand))
  })
}
