import { onTestFinished } from 'vitest'
import { phoneRegion } from '../../src/contacts/phone.ts'
import { systemClock } from '../../src/conversation/clock.ts'
import { ConversationManager } from '../../src/conversation/conversation-manager.ts'
import { Announcer } from '../../src/conversation/events.ts'
import type { Recorder } from '../../src/conversation/recorder-api.ts'
import { openStateFolder } from '../../src/conversation/state-folder.ts'
import type { Disk } from '../../src/journal/disk.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { newRecorderId } from '../journal/workshop.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'

/** A recorder whose journal stands on a disk of the test's making; alone in its state folder. */
export async function recorderOnDisk(
  disk: Disk,
  { stateDir, databaseUrl }: { stateDir: string; databaseUrl: string },
): Promise<Recorder> {
  const folders = await openStateFolder(stateDir)
  const announcer = new Announcer()
  const recorderId = newRecorderId()
  const journal = await openJournal({
    directory: folders.journal,
    recorderId,
    tenantId: TENANT,
    clock: systemClock,
    disk,
    onAlarm: ({ code, detail }) => announcer.alarm(code, detail),
  })
  const recorder = new ConversationManager({
    recorderId,
    tenantId: TENANT,
    journal,
    oldJournals: { adopt: async function* () {}, erase: async () => {}, removeExpired: async () => {} },
    store: openStore(openPostgres({ url: databaseUrl }), { tenantId: TENANT }),
    databaseKind: 'postgres',
    clock: systemClock,
    region: phoneRegion('SY'),
    folders,
    sync: 'end',
    endTimeoutMs: 10_000,
    startWaitMs: 0,
    contacts: undefined,
    announcer,
  })
  onTestFinished(() => recorder.close())
  return recorder
}
