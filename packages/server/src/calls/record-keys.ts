import { createHmac } from 'node:crypto'
import { sameSecret } from '../access/secret.ts'
import type { SecretFor } from '../settings/house-secret.ts'

/**
 * What a caller shows to reach the record of their own call, and of no other. Nothing of it is kept: the key is the
 * server's signature under the id, so that it also holds after a restart. How long it is worth something, the end of
 * the call decides.
 */
export interface RecordKeys {
  of(tenantId: string, conversationId: string): string
  fits(tenantId: string, conversationId: string, key: string): boolean
}

export function openRecordKeys(secretFor: SecretFor): RecordKeys {
  const secret = secretFor('records of callers')
  const of = (tenantId: string, conversationId: string) =>
    createHmac('sha256', secret).update(`${tenantId} ${conversationId.toLowerCase()}`).digest('base64url')
  return { of, fits: (tenantId, conversationId, key) => sameSecret(of(tenantId, conversationId), key) }
}
