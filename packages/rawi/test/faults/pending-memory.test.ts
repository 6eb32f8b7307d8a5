import { afterEach, describe, expect, test } from 'vitest'
import { PENDING_MEMORY_MAX_BYTES } from '../../src/conversation/bounds.ts'
import type { Journal } from '../../src/conversation/journal-port.ts'
import { type KeptConversation, keepConversation, keepMessage } from '../../src/conversation/kept.ts'
import { PendingMemory } from '../../src/conversation/pending-memory.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { message, start } from '../journal/entries.ts'
import { type FaultDisk, faultDisk } from '../journal/fault-disk.ts'
import { journalOptions, removeDirectories } from '../journal/workshop.ts'

afterEach(removeDirectories)

/** A conversation in memory and journal, with a revision, as an ended call leaves it. */
function call(journal: Journal, id: string): KeptConversation {
  const begun = start(id)
  journal.append(begun)
  const kept = keepConversation(begun.start)
  const entries = [
    message(id, 0),
    message(id, 1, { content: 'provisional' }),
    message(id, 1, { content: 'final', revision: 1 }),
  ]
  for (const entry of entries) {
    journal.append(entry)
    keepMessage(kept, entry.message)
  }
  return kept
}

/** As much as the bound allows, without the memory: one text, many times. */
function fill(memory: PendingMemory): Promise<KeptConversation> {
  const kept = keepConversation(start('full').start)
  const text = 'x'.repeat(1_000_000)
  for (let seq = 0; seq * 2_000_000 < PENDING_MEMORY_MAX_BYTES; seq++) {
    keepMessage(kept, message('full', seq, { content: text }).message)
  }
  // Alone it is let go of as well; it stands for many that came before.
  return memory.use([kept]).then(() => {
    void memory.hold(kept)
    return memory.use([kept]).then(() => kept)
  })
}

const words = (kept: KeptConversation) => [...kept.messages.values()].map(({ content }) => content)

async function ownMemory(disk?: FaultDisk): Promise<{ journal: Journal; memory: PendingMemory }> {
  const journal = await openJournal(journalOptions(disk ? { disk } : {}))
  return { journal, memory: new PendingMemory(journal) }
}

describe('ended calls that wait for the database', () => {
  test('keep their words in memory up to the bound; beyond it they are let go and read back whole', async () => {
    const { journal, memory } = await ownMemory()
    const early = call(journal, 'early')
    await memory.hold(early)
    expect(words(early)).toEqual(['مرحباً 0', 'final'])
    const full = await fill(memory)
    const late = call(journal, 'late')
    await memory.hold(late)
    expect(words(late)).toEqual([])
    // Who looks at it sees all of it.
    expect((await memory.whole([early, late])).map(words)).toEqual([
      ['مرحباً 0', 'final'],
      ['مرحباً 0', 'final'],
    ])
    expect(words(late)).toEqual([])
    await memory.use([early, late])
    expect(words(late)).toEqual(['مرحباً 0', 'final'])
    expect(late.messages.get(1)?.revision).toBe(1)

    // Its save failed: it waits again, and is let go again.
    await memory.hold(late)
    expect(words(late)).toEqual([])
    memory.release(full)
    await memory.use([late])
    await memory.hold(late)
    expect(words(late)).toEqual(['مرحباً 0', 'final'])
    await journal.close()
  })

  test('are not let go while they are being saved', async () => {
    const { journal, memory } = await ownMemory()
    await fill(memory)
    const late = call(journal, 'late')
    const held = memory.hold(late)
    await memory.use([late])
    await held
    expect(words(late)).toEqual(['مرحباً 0', 'final'])
    await journal.close()
  })

  test('stay in memory when the disk does not have them', async () => {
    const disk = faultDisk()
    const { journal, memory } = await ownMemory(disk)
    await fill(memory)
    disk.fail('writeSync', 'ENOSPC')
    disk.fail('openSync', 'ENOSPC')
    const late = call(journal, 'late')
    const held = memory.hold(late)
    await journal.close()
    await held
    expect(words(late)).toEqual(['مرحباً 0', 'final'])
  })

  test('stay in memory once the journal had to refuse something', async () => {
    const { journal, memory } = await ownMemory()
    await fill(memory)
    memory.distrustJournal()
    const late = call(journal, 'late')
    await memory.hold(late)
    expect(words(late)).toEqual(['مرحباً 0', 'final'])
    await journal.close()
  })
})
