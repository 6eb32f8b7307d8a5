import type { HttpBindings } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Recorder } from 'rawi'
import type { Clock, Database } from 'rawi/maintenance'
import type { Access } from '../access/access.ts'
import type { Audit } from '../access/audit.ts'
import type { Caller } from '../access/caller.ts'
import type { SecretFor } from '../settings/house-secret.ts'
import type { Settings } from '../settings/read-settings.ts'
import type { Metrics } from './metrics.ts'

/** What every group of routes works with: one recorder, one database, one of everything else. */
export interface House {
  /** That of the house's own tenant; its events cover that tenant only. */
  readonly recorder: Recorder
  /** The recorder of a caller's tenant, opened at its first use. @throws RawiError RAWI_BUSY */
  recorderOf(tenantId: string): Promise<Recorder>
  /** Calls the listener with every recorder that is open, and with each that opens later: where live events come from. */
  eachRecorder(listener: (recorder: Recorder, tenantId: string) => void): void
  /** Shared with the recorders; use `readAs` and `writeAs`, which take on a role. */
  readonly database: Database
  readonly tenantId: string
  readonly settings: Settings
  readonly clock: Clock
  /** Never given words, names, numbers or addresses of callers. */
  readonly log: Logger
  readonly audit: Audit
  readonly access: Access
  readonly metrics: Metrics
  /** Keys to sign and encrypt with, one for each purpose. */
  readonly secretFor: SecretFor
  /** Where people reach this server, such as `http://127.0.0.1:7171`; known once it listens. */
  readonly origin: () => string
  /** Of this program. */
  readonly version: string
  /** Aborted when the server begins to stop: streams end themselves, workers take nothing new. */
  readonly stopping: AbortSignal
}

/** What a request carries from room to room. */
export interface HouseEnv {
  Bindings: Partial<HttpBindings>
  Variables: {
    caller: Caller
    requestId: string
    /** The client's, or that of the last proxy that is not trusted. */
    address: string
  }
}
