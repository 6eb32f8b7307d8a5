import { createInterface } from 'node:readline'
import { Command, InvalidArgumentError } from 'commander'
import { RawiError } from 'rawi'
import { CONTACT_FIELDS, type ContactExtractor, type Evidence, holdingPatch, openContactExtractor } from 'rawi/contacts'
import { z } from 'zod'
import type { Desk } from './desk.ts'
import { jsonLine, plainText } from './display-text.ts'

const call = z.object({
  id: z.union([z.string(), z.number()]),
  default_region: z.string().optional(),
  turns: z.array(z.object({ role: z.enum(['user', 'agent', 'assistant']), text: z.string() })),
})
type Call = z.infer<typeof call>

interface ContactsOptions {
  readonly jsonl?: boolean
  readonly afterTurn?: number
}

export function contactsCommand(desk: Desk): Command {
  return new Command('contacts')
    .description('who is calling: name, phone and e-mail from what was said')
    .requiredOption('--jsonl', 'read a call per line from standard input, print a line for each')
    .option('--after-turn <n>', 'what is known after the first n turns', toCount)
    .addHelpText(
      'after',
      `
A call is {"id", "default_region", "turns": [{"role": "user" or "agent", "text"}]}; what comes out of it is
{"id", "name", "phone", "email", "evidence"}: the values or null, and for each the words it rests on, with the
turn (seq, from 0) and the place in it (start, end, in UTF-16 units). A line that is no call is told of on standard
error, the rest are read, and the exit code is 1.

Examples:
  $ rawi contacts --jsonl < calls.jsonl
  $ rawi contacts --jsonl --after-turn 3 < calls.jsonl
  $ echo '{"id":1,"default_region":"SY","turns":[{"role":"user","text":"معك سامر"}]}' | rawi contacts --jsonl`,
    )
    .action(async ({ afterTurn }: ContactsOptions) => {
      const { recorder } = await desk.environment()
      const { stdin } = desk.terminal.streams
      let number = 0
      for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
        number++
        const written = line.trim()
        if (written === '') continue
        try {
          const read = readCall(written, number)
          const extractor = extractorOf(read, recorder.defaultRegion ?? 'SY', number)
          desk.terminal.print(jsonLine(contactOfCall(read, afterTurn, extractor)))
        } catch (error) {
          // A line that cannot be read is told of and left out; the calls after it are read all the same.
          if (!(error instanceof RawiError)) throw error
          desk.terminal.warn(`error ${error.code}: ${plainText(error.message)}`)
          desk.fail()
        }
      }
    })
}

function toCount(written: string): number {
  if (!/^\d{1,9}$/.test(written)) throw new InvalidArgumentError('It is a number of turns.')
  return Number(written)
}

/** @throws RawiError RAWI_INPUT_INVALID, with the line's number and never its words */
function readCall(line: string, number: number): Call {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new RawiError('RAWI_INPUT_INVALID', `Line ${number} is not JSON.`)
  }
  const { success, data, error } = call.safeParse(json)
  if (success) return data
  throw new RawiError('RAWI_INPUT_INVALID', `Line ${number} is not a call: see ${error.issues[0]?.path.join('.')}.`)
}

/** @throws RawiError RAWI_INPUT_INVALID when the call names a region that there is not */
function extractorOf({ default_region }: Call, otherwise: string, number: number): ContactExtractor {
  try {
    return openContactExtractor({ defaultRegion: default_region ?? otherwise })
  } catch (error) {
    if (default_region === undefined) throw error
    throw new RawiError(
      'RAWI_INPUT_INVALID',
      `Line ${number} is not a call: its default_region is no ISO 3166-1 country code.`,
    )
  }
}

function contactOfCall({ id, turns }: Call, afterTurn: number | undefined, extractor: ContactExtractor): object {
  const state = extractor.start()
  for (const [seq, { role, text }] of turns.slice(0, afterTurn ?? turns.length).entries()) {
    extractor.onTurn({ seq, role: role === 'user' ? 'user' : 'assistant', text }, state)
  }
  const evidence: Record<string, readonly object[]> = {}
  for (const field of CONTACT_FIELDS) {
    const patch = holdingPatch(state.patches, field)
    if (patch) evidence[field] = patch.evidence.map((one) => asRead(one, turns))
  }
  return { id, ...state.contact, evidence }
}

/** Evidence names the speaker as the line that was read does. */
function asRead(evidence: Evidence, turns: Call['turns']): object {
  return { ...evidence, role: turns[evidence.seq]?.role ?? evidence.role }
}
