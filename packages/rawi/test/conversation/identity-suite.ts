import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConversationStore } from '../../src/conversation/store-port.ts'
import { identityCommands, mustAgree, type Run } from './identity-commands.ts'
import { IdentityModel } from './identity-model.ts'

/** The decisions about identity, writers, revisions, ends and replays, held by a store against a model of them. */
export function testIdentity(openStore: () => Promise<ConversationStore>, tenantId: string, runs: number): void {
  test('whatever the order of starts, words, saves, ends and replays, the store holds what the model holds', async () => {
    const store = await openStore()
    const checked = fc.asyncProperty(identityCommands, async (commands) => {
      const model: Run = {
        model: new IdentityModel(),
        calls: [],
        sent: [],
        name: randomUUID(),
        tenantId,
        now: Date.parse('2026-01-01T00:00:00Z'),
      }
      await fc.asyncModelRun(() => ({ model, real: store }), commands)
      await mustAgree(model, store)
    })
    await expect(fc.assert(checked, { numRuns: runs })).resolves.toBeUndefined()
    await store.close()
  })
}
