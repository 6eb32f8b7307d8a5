import { type ContactExtractor, type ContactState, openContactExtractor } from '../../src/contacts/index.ts'

/** A call in a few lines: "a:" is the agent, "u:" the caller. */
export function hear(region: string, ...lines: string[]): { extractor: ContactExtractor; state: ContactState } {
  const extractor = openContactExtractor({ defaultRegion: region })
  const state = extractor.start()
  for (const [seq, line] of lines.entries()) {
    extractor.onTurn({ seq, role: line.startsWith('a:') ? 'assistant' : 'user', text: line.slice(2).trim() }, state)
  }
  return { extractor, state }
}
