import { benchApi } from './api/bench-api.ts'
import { benchExport } from './api/bench-export.ts'
import { benchCalls } from './calls/bench-calls.ts'
import { benchContacts } from './contacts/bench-contacts.ts'
import { benchJournal } from './journal/bench-journal.ts'
import { machine } from './machine.ts'
import { benchMemory } from './memory/bench-memory.ts'
import { benchRecovery } from './recovery/bench-recovery.ts'
import { type Report, show } from './report.ts'
import { benchSave } from './save/bench-save.ts'

const benches: Readonly<Record<string, (quick: boolean) => Promise<Report>>> = {
  journal: benchJournal,
  save: benchSave,
  memory: benchMemory,
  recovery: benchRecovery,
  contacts: benchContacts,
  api: benchApi,
  export: benchExport,
  calls: benchCalls,
}

const words = process.argv.slice(2)
const quick = words.includes('--quick')
const asked = words.filter((word) => word !== '--quick')
const names = asked.includes('all') ? Object.keys(benches) : asked

if (names.length === 0 || names.some((name) => !(name in benches))) {
  console.error(`npm run bench -- ${Object.keys(benches).join('|')}|all [--quick]`)
  process.exitCode = 2
} else {
  console.log(machine())
  for (const name of names) {
    const report = await benches[name]?.(quick)
    // A short run on a busy machine proves nothing: it shows that the benchmarks work.
    if (report && !show(report) && !quick) process.exitCode = 1
  }
}
