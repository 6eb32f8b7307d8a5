import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Recorder } from 'rawi'

/** What the server counts, without personal data: labels are route patterns, methods and statuses. */
export interface Metrics {
  readonly registry: Registry
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>
  /** How long `addMessage` took for messages that came in over HTTP. */
  readonly addSeconds: Histogram
  readonly recovered: Counter
  readonly quarantined: Counter
}

/** A registry of its own, fed by the recorders that are open when it is read. */
export function openMetrics(recorders: () => readonly Recorder[]): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const sum = (read: (recorder: Recorder) => number) => () => recorders().reduce((total, one) => total + read(one), 0)
  gauge(
    registry,
    'rawi_active_conversations',
    'Conversations that run now.',
    sum((r) => r.status().activeConversations),
  )
  gauge(
    registry,
    'rawi_pending_saves',
    'Ended conversations that wait for the database.',
    sum((r) => r.status().pendingSaves),
  )
  gauge(
    registry,
    'rawi_journal_unsynced_bytes',
    'Bytes of the journal that no sync has covered yet.',
    sum((r) => r.status().journal.unsyncedBytes),
  )
  gauge(
    registry,
    'rawi_journal_buffered_bytes',
    'Bytes that the disk refused and that wait in memory.',
    sum((r) => r.status().journal.memoryBytes),
  )
  gauge(
    registry,
    'rawi_journal_bytes',
    'Bytes of the journal on the disk.',
    sum((r) => r.status().journal.bytes),
  )
  gauge(registry, 'rawi_database_reachable', '1 while the database answers.', () =>
    recorders().every((r) => r.status().databaseReachable) ? 1 : 0,
  )
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'rawi_http_request_seconds',
      help: 'Duration of requests.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    addSeconds: new Histogram({
      name: 'rawi_add_message_seconds',
      help: 'Duration of keeping one message in the journal.',
      buckets: [0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.001, 0.005, 0.025],
      registers,
    }),
    recovered: new Counter({ name: 'rawi_recovered_total', help: 'Conversations recovered from journals.', registers }),
    quarantined: new Counter({
      name: 'rawi_quarantined_total',
      help: 'Messages that the database refused.',
      registers,
    }),
  }
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read())
    },
  })
}
