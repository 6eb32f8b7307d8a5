import type { Adoption } from 'rawi/maintenance'
import type { Desk } from './desk.ts'
import { jsonLine } from './display-text.ts'
import { progressOn } from './progress.ts'
import { transferOptions } from './with-transfer.ts'

/** Takes over the old system's tables and says in numbers what became of each row. */
export async function adopt(desk: Desk, { zone, json }: { zone: string; json?: boolean }): Promise<void> {
  const { terminal } = desk
  const { adoptDatabase } = await import('rawi/maintenance')
  const progress = progressOn(terminal.streams.stderr)
  const say = (line: string) => {
    progress.clear()
    if (!json) terminal.print(line)
  }
  const adoption = await adoptDatabase(await transferOptions(desk, { zone }), {
    onMoved: (tables) => say(`Moved to the schema rawi_old: ${tables.join(', ')}.`),
    onStep: (file) => say(`Applying ${file}`),
    onProgress: ({ done, open }) => progress.show(`${done} of ${open} old conversation ids`),
  }).finally(() => progress.clear())
  if (json) return terminal.print(jsonLine(adoptionRow(adoption)))
  for (const line of adoptionLines(adoption)) terminal.print(line)
}

function adoptionRow({ moved, applied, zone, counts, leftOut }: Adoption): object {
  return { moved, applied, zone: zone ?? null, counts, left_out: leftOut }
}

function adoptionLines({ applied, worked, zone, counts, leftOut }: Adoption): string[] {
  if (zone === undefined) {
    const schema = applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.length} migrations.`
    return [`Nothing of the old system stands here. ${schema}`]
  }
  const of = (name: string) => counts[name] ?? 0
  const here = of('present_conversations')
  return [
    worked
      ? `Imported, with times read in ${zone}:`
      : `Imported earlier, with times read in ${zone}; nothing was left to do:`,
    `  ${of('conversation_rows')} rows of conversations and ${of('message_rows')} messages became`,
    `  ${of('imported_conversations')} conversations with ${of('imported_messages')} messages`,
    ...(here > 0 ? [`  ${here} conversations with ${of('present_messages')} messages were here already`] : []),
    `  ${of('doubled_messages')} messages that a second logger wrote down too were left out`,
    `  ${of('split_off')} calls were told apart that stood under the id of another one`,
    `  ${of('user_rows')} rows of users brought or completed ${of('callers')} callers`,
    ...Object.entries(leftOut).map(([reason, number]) => `  ${number} stay in rawi_old only: ${reason}`),
    '',
    'Nothing was dropped: every old row stands in rawi_old. When you have checked the result: drop schema rawi_old cascade.',
  ]
}
