import type { Clock } from './clock.ts'
import type { ContactListener } from './contact-listener.ts'
import type { Announcer } from './events.ts'
import type { Journal, OldJournals } from './journal-port.ts'
import type { RecorderStatus } from './recorder-api.ts'
import type { DefaultRegion } from './start-and-end.ts'
import type { StateFolders } from './state-folder.ts'
import type { ConversationStore } from './store-port.ts'

/** What a recorder is made of. */
export interface ManagerOptions {
  readonly recorderId: string
  readonly tenantId: string
  readonly journal: Journal
  readonly oldJournals: OldJournals
  readonly store: ConversationStore
  readonly databaseKind: RecorderStatus['database']
  readonly clock: Clock
  readonly region: DefaultRegion
  readonly folders: StateFolders
  readonly sync: 'end' | 'live'
  readonly endTimeoutMs: number
  /** Milliseconds an end waits for a database that is still starting before that counts. */
  readonly startWaitMs: number
  readonly announcer: Announcer
  /** Absent where nobody wants to know who is calling. */
  readonly contacts: ContactListener | undefined
}
