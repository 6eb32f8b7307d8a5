/** One call as its process told of it. */
export interface Call {
  readonly id: string
  readonly writer: number
  readonly process: Process
  readonly room: string
  readonly sid: string | undefined
  /** Its start waited in memory when it was told: a kill may have cost it. */
  startWaits: boolean
  /** Of each acknowledged `seq` its highest acknowledged revision. */
  readonly revisions: Map<number, number>
  /** Acts that wait in memory, because the disk refused them: promised to a process that lives, not to a killed one. */
  readonly waiting: Map<number, number>
  /** Some of it waited once: the journal may lack what the database has. */
  waited: boolean
  ended: 'no' | 'waits' | 'yes'
  /** Its recorder was asked to close. */
  closing: boolean
}

/** One process of the campaign, a worker or a job. */
export interface Process {
  readonly name: string
  /** The state folder it works in. */
  readonly stateDir: string
  recorderId: string | undefined
  state: 'alive' | 'gone' | 'closed'
  readonly calls: Call[]
}

/** Knows every promise that a process told of. */
export interface Model {
  readonly processes: Map<string, Process>
  readonly calls: Map<string, Call>
  readonly byWriter: Map<number, Call>
  readonly recovered: Set<string>
  /** Workers that ended though nobody ended them, with what they last said. */
  readonly failures: string[]
  /** State folders in which a recorder would not open. */
  readonly refused: string[]
  messages: number
  /** A process that is about to speak; a job of it goes by its name and a number. */
  expect(name: string, stateDir: string): Process
  /** Takes in one line. */
  hear(line: string): void
}

export function newModel(): Model {
  const model: Model = {
    processes: new Map(),
    calls: new Map(),
    byWriter: new Map(),
    recovered: new Set(),
    failures: [],
    refused: [],
    messages: 0,
    expect(name, stateDir) {
      const process: Process = { name, stateDir, recorderId: undefined, state: 'alive', calls: [] }
      model.processes.set(name, process)
      return process
    },
    hear(line) {
      const [name = '', kind = '', ...words] = line.split(' ')
      const process = model.processes.get(name)
      if (process !== undefined) take(model, process, kind, words)
    },
  }
  return model
}

function take(model: Model, process: Process, kind: string, words: string[]): void {
  const waits = words.at(-1) === '~'
  const [id = '', first = '', second = '', third = ''] = words
  const call = model.calls.get(id)
  if (waits && call !== undefined) call.waited = true
  if (kind === 'open') process.recorderId = id
  else if (kind === 'closed') process.state = 'closed'
  else if (kind === 'refused') model.refused.push(process.stateDir)
  else if (kind === 'recovered') model.recovered.add(id)
  else if (kind === 'dry') for (const each of process.calls) settle(each)
  else if (kind === 'start') {
    const started: Call = {
      id,
      writer: Number(first),
      process,
      room: second,
      sid: third === '-' ? undefined : third,
      startWaits: waits,
      waited: waits,
      revisions: new Map(),
      waiting: new Map(),
      ended: 'no',
      closing: false,
    }
    model.calls.set(id, started)
    model.byWriter.set(started.writer, started)
    process.calls.push(started)
  } else if (call === undefined) return
  else if (kind === 'add') {
    if (second === '0') model.messages++
    raise(waits ? call.waiting : call.revisions, Number(first), Number(second))
  } else if (kind === 'end') call.ended = waits ? 'waits' : 'yes'
  else if (kind === 'closing') call.closing = true
  else if (kind === 'saved') settle(call)
}

function raise(revisions: Map<number, number>, seq: number, revision: number): void {
  revisions.set(seq, Math.max(revision, revisions.get(seq) ?? 0))
}

/** What waited has reached the disk or the database. */
function settle(call: Call): void {
  for (const [seq, revision] of call.waiting) raise(call.revisions, seq, revision)
  call.waiting.clear()
  call.startWaits = false
  if (call.ended === 'waits') call.ended = 'yes'
}
