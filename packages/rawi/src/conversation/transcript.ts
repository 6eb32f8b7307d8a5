import { randomBytes } from 'node:crypto'
import { constants, type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { allMessagesOf, allTurnsOf, type KeptConversation } from './kept.ts'
import type { Message } from './message.ts'

const LABEL_BYTES_IN_NAME = 80

/**
 * The file name of a conversation's transcript: `transcript_<safe label>_<YYYYMMDD_HHMMSS>_<8 of the uuid>.json`,
 * time in UTC. The last eight of a UUIDv7 are random (the first are a time), so two names never meet.
 */
export function transcriptName(kept: KeptConversation): string {
  const time = new Date(kept.start.startedAt).toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '_')
  return `transcript_${safeLabel(kept.start.label)}_${time}_${kept.start.id.slice(-8)}.json`
}

/** Letters, digits, dots inside and dashes of a label, at most 80 bytes; the true label is inside the file. */
export function safeLabel(label: string): string {
  const safe = label
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M}_-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  let short = ''
  let bytes = 0
  for (const character of safe) {
    bytes += Buffer.byteLength(character)
    if (bytes > LABEL_BYTES_IN_NAME) break
    short += character
  }
  return short || 'conversation'
}

/** What the file holds: names as in the database, times ISO 8601 in UTC. */
export function transcriptOf(kept: KeptConversation): object {
  const { start, end } = kept
  return {
    format: 'rawi.transcript/1',
    conversation_id: kept.claim?.conversationId ?? start.label,
    id: start.id,
    tenant_id: start.tenantId,
    room_name: start.roomName ?? null,
    room_sid: start.roomSid ?? null,
    participant_identity: start.participantIdentity ?? null,
    channel: start.channel,
    language: end?.language ?? start.language ?? null,
    avatar_provider: start.avatarProvider ?? null,
    agent_name: start.agentName ?? null,
    status: end?.status ?? 'active',
    end_reason: end?.endReason ?? null,
    started_at: new Date(start.startedAt).toISOString(),
    ended_at: end ? new Date(end.endedAt).toISOString() : null,
    duration_seconds: end?.durationSeconds ?? null,
    user_name: end?.userName ?? start.userName ?? null,
    user_phone: end?.userPhone ?? start.userPhone ?? null,
    user_email: end?.userEmail ?? start.userEmail ?? null,
    summary: end?.summary ?? null,
    rating: end?.rating ?? null,
    tags: [...new Set([...(start.tags ?? []), ...(end?.tags ?? [])])],
    metrics: end?.metrics ?? {},
    metadata: { ...start.metadata, ...end?.metadata },
    message_count: allTurnsOf(kept),
    messages: allMessagesOf(kept).map(messageLine),
  }
}

function messageLine(message: Message): object {
  return {
    writer: message.writer,
    seq: message.seq,
    role: message.role,
    content: message.content,
    ...(message.heard !== undefined && { heard: message.heard }),
    interrupted: Boolean(message.interrupted || message.provisional),
    language: message.language ?? null,
    timestamp: new Date(message.timestamp).toISOString(),
    ...(message.metadata && { metadata: message.metadata }),
  }
}

/**
 * Writes a conversation's transcript whole or not at all, mode 0600 whatever the umask; returns its path. One that says
 * more stays: its process may have known what a full disk kept out of the journal that is recovered now.
 */
export async function writeTranscript(folder: string, kept: KeptConversation): Promise<string> {
  const path = join(folder, transcriptName(kept))
  if (await saysMore(path, kept)) return path
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    await writeNew(draft, `${JSON.stringify(transcriptOf(kept), null, 2)}\n`)
    await rename(draft, path)
    await syncFolder(folder)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return path
}

async function saysMore(path: string, kept: KeptConversation): Promise<boolean> {
  const { end, before, messages } = kept
  const said = messages.size + (before?.length ?? 0)
  try {
    const written = JSON.parse(await readFile(path, 'utf8')).messages.length
    return written > said || (written === said && end?.endReason === 'worker_lost')
  } catch {
    // There is none, or none that can be read.
    return false
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.chmod(0o600)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A rename survives power loss only once its folder does. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, constants.O_RDONLY)
    await handle.sync()
  } finally {
    await handle?.close()
  }
}

/** Removes the transcripts of erased conversations and half-written drafts of theirs; says how many files went. */
export async function removeTranscripts(folder: string, conversations: ReadonlySet<string>): Promise<number> {
  const endings = [...conversations].map((id) => `_${id.slice(-8)}.json`)
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith('transcript_') || !endings.some((ending) => name.includes(ending))) continue
    await rm(join(folder, name), { force: true })
    removed++
  }
  return removed
}
