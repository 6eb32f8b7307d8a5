import type { Caption } from '@rawi/agent'

/** The transcript as plain text: one line for each turn, and only what was heard of one that was interrupted. */
export function transcriptText(lines: readonly Caption[], names: Readonly<Record<Caption['speaker'], string>>): string {
  return lines
    .filter(({ status }) => status === 'final')
    .map(({ speaker, text, heard }) => `${names[speaker]}: ${heard === undefined ? text : `${heard} …`}\n`)
    .join('\n')
}
