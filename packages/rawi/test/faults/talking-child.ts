import { writeSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import type { Conversation } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { roleAt, saidAt, summaryOf } from './said.ts'
import { seeded } from './seeded.ts'

// Talks in several calls at once, until it is killed; tells each promise once it has been made.
export interface TalkingOptions {
  readonly stateDir: string
  readonly databaseUrl?: string
  readonly sync: 'end' | 'live'
  readonly seed: number
}

const { seed, ...options } = JSON.parse(process.argv[2] ?? '') as TalkingOptions
const random = seeded(seed)
const tell = (line: string) => writeSync(1, `${line}\n`)
const recorder = await openRecorder(options)
/** Six rooms, whose names come back as soon as a call in them has ended. */
const begin = (room: number): Conversation => {
  const call = recorder.startConversation({ roomName: `room ${seed} ${room}` })
  tell(`start ${call.id}`)
  return call
}
const calls = Array.from({ length: 6 }, (_, room) => begin(room))
tell('open')
for (let acts = 0; ; acts++) {
  const place = Math.floor(random() * calls.length)
  const call = calls[place] as Conversation
  const chance = random()
  const known = call.messages.length
  if (known > 0 && chance < 0.15) {
    const seq = Math.floor(random() * known)
    const revision = (call.messages.find((message) => message.seq === seq)?.revision ?? 0) + 1
    call.reviseMessage(seq, { content: saidAt(call.id, seq, revision) })
    tell(`add ${call.id} ${seq} ${revision}`)
  } else if (known > 3 && chance < 0.2) {
    const ending = call.end({ endReason: 'agent_hangup', summary: summaryOf(call.id) })
    tell(`end ${call.id}`)
    void ending.then(({ saved }) => saved && tell(`saved ${call.id}`))
    calls[place] = begin(place)
  } else {
    const message = call.addMessage({
      role: roleAt(known),
      content: saidAt(call.id, known, 0),
      provisional: known % 5 === 4,
    })
    tell(`add ${call.id} ${message?.seq} 0`)
  }
  // Mostly bursts; now and then the process catches its breath, so that saves come through.
  if (acts % 20 === 0) await turn()
  if (acts % 400 === 0) await new Promise((resolve) => setTimeout(resolve, 20))
}
