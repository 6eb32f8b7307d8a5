import { phoneRegion } from '../../src/contacts/phone.ts'
import type { OldReading } from '../../src/transfer/old-call.ts'
import { zoneReader } from '../../src/transfer/zoned-time.ts'

/** As a command in Damascus reads. */
export function reading(tenantId: string, source: OldReading['source'] = 'transcript'): OldReading {
  const zone = zoneReader('Asia/Damascus')
  if (!zone) throw new Error('the zones of this Node are missing')
  return { tenantId, region: phoneRegion('SY'), zone, source }
}
