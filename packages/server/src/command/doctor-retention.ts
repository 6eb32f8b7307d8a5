import { BOUNDS } from 'rawi/maintenance'
import type { Settings } from '../settings/read-settings.ts'
import type { Finding } from './doctor.ts'

/** For how long what is kept. */
export function retentionFinding({ keep, recorder }: Settings): Finding {
  const days = (count: number | undefined, otherwise: string) => (count === undefined ? otherwise : `${count} days`)
  const parts = [
    `conversations ${days(keep.conversations, 'for ever')}`,
    `transcript files ${days(keep.transcripts, 'with their conversation')}`,
    `journals ${recorder.journalInsuranceHours ?? BOUNDS.JOURNAL_INSURANCE_HOURS} hours after the save`,
    `the audit log ${days(keep.audit, 'for ever')}`,
    `deliveries ${days(keep.deliveries, 'for ever')}`,
  ]
  return { check: 'retention', state: 'ok', finding: `keeps ${parts.join(', ')}` }
}
