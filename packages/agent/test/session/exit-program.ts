import { loadPersona, readLines, receptionPersona, startTextCall } from '../../src/index.ts'

// A caller at the standard streams; nothing here exits the process.
const call = await startTextCall({
  persona: loadPersona(receptionPersona),
  record: { addMessage: () => undefined, end: async (options) => options },
  lines: readLines(process.stdin),
  onAgentText: (text) => process.stdout.write(text),
  onAgentTurnEnd: () => process.stdout.write('\n'),
})
process.once('SIGINT', () => call.hangUp())
const { endReason } = await call.ended
process.stdout.write(`ended ${endReason}\n`)
