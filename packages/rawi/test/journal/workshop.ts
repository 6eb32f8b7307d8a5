import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/conversation/clock.ts'
import type { AdoptedJournal, Alarm } from '../../src/conversation/journal-port.ts'
import { type AdoptionOptions, adoptJournals } from '../../src/journal/adopt-journals.ts'
import type { JournalOptions } from '../../src/journal/open-journal.ts'

const directories: string[] = []
const raised = new WeakMap<object, Alarm[]>()

export const newRecorderId = (): string => randomUUID()

export function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rawi-journal-'))
  directories.push(directory)
  return directory
}

export function removeDirectories(): void {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
}

/** Options of a journal in a folder of its own; its alarms are kept. */
export function journalOptions(more: Partial<JournalOptions> = {}): JournalOptions {
  const list: Alarm[] = []
  const onAlarm = (alarm: Alarm): void => {
    list.push(alarm)
  }
  raised.set(onAlarm, list)
  return {
    directory: newDirectory(),
    recorderId: newRecorderId(),
    tenantId: 'default',
    clock: systemClock,
    onAlarm,
    ...more,
  }
}

/** Codes of the alarms that were raised with these options, in order. */
export function alarms(options: Pick<JournalOptions, 'onAlarm'>): string[] {
  return (raised.get(options.onAlarm) ?? []).map((alarm) => alarm.code)
}

/** Adopts every folder as another process would; lets each go at once, unless they are kept. */
export async function adoptAll(
  { directory, clock, onAlarm, key }: JournalOptions,
  { keep = false, ...more }: { keep?: boolean } & Partial<AdoptionOptions> = {},
): Promise<AdoptedJournal[]> {
  const options = { directory, clock, onAlarm, ownRecorderId: newRecorderId(), ...(key ? { key } : {}), ...more }
  const adopted: AdoptedJournal[] = []
  for await (const journal of adoptJournals(options)) {
    if (!keep) await journal.release({ done: false })
    adopted.push(journal)
  }
  return adopted
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
