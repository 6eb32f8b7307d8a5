import type { ContactEvidence, MessageRecord, Statistics, StatisticsQuery } from 'rawi'
import {
  type ConversationItem,
  type ConversationPage,
  type ConversationRecord,
  type ListOptions,
  RawiError,
} from 'rawi'
import type { ConversationBody } from '../records/conversation-schema.ts'
import type { Item } from '../records/item.ts'
import type { Page } from '../records/list-page.ts'
import type { HouseClient } from './house-client.ts'
import { besideWords } from './record-body.ts'

/** A page of the server's conversations, as a recorder gives it. */
export async function askedPage(house: HouseClient, options: ListOptions): Promise<ConversationPage> {
  const { words, ...filters } = options
  const page = await house.ask<Page>('POST', '/v1/conversations/search', {
    ...filters,
    ...(words !== undefined && { q: words }),
  })
  return { items: page.items.map(itemFrom), next_cursor: page.next_cursor, has_more: page.has_more }
}

/** One conversation of the server with all its messages, as a recorder gives it. */
export async function askedRecord(
  house: HouseClient,
  id: string,
  tenantId: string,
): Promise<ConversationRecord | undefined> {
  const path = `/v1/conversations/${encodeURIComponent(id)}`
  try {
    const body = await house.ask<ConversationBody>('GET', path)
    const messages = [...body.messages]
    for (let cursor = body.messages_cursor; cursor !== null; ) {
      const next = await house.ask<ConversationBody>('GET', `${path}?messages_cursor=${encodeURIComponent(cursor)}`)
      messages.push(...next.messages)
      cursor = next.messages_cursor
    }
    return recordFrom(body, messages, tenantId)
  } catch (error) {
    if (error instanceof RawiError && error.code === 'RAWI_NOT_FOUND') return undefined
    throw error
  }
}

/** The server's numbers, as a recorder gives them. */
export async function askedStatistics(house: HouseClient, { from, to }: StatisticsQuery): Promise<Statistics> {
  const query = new URLSearchParams({
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
  })
  const body = await house.ask<Omit<Statistics, 'from' | 'to'> & { from: string | null; to: string | null }>(
    'GET',
    `/v1/statistics?${query}`,
  )
  return {
    from: dateOf(body.from),
    to: dateOf(body.to),
    total: body.total,
    active: body.active,
    average_duration_seconds: body.average_duration_seconds,
    median_duration_seconds: body.median_duration_seconds,
    p95_duration_seconds: body.p95_duration_seconds,
    average_messages: body.average_messages,
    total_messages: body.total_messages,
    by_status: body.by_status,
    by_language: body.by_language,
    by_channel: body.by_channel,
  }
}

function itemFrom(item: Item): ConversationItem {
  return {
    id: item.id,
    conversation_id: item.conversation_id,
    user_name: item.user_name,
    user_phone: item.user_phone,
    user_email: item.user_email,
    started_at: new Date(item.started_at),
    ended_at: dateOf(item.ended_at),
    duration_seconds: item.duration_seconds,
    message_count: item.message_count,
    status: item.status,
    end_reason: item.end_reason,
    channel: item.channel,
    language: item.language,
    room_name: item.room_name,
    summary: item.summary,
  }
}

function recordFrom(
  body: ConversationBody,
  messages: ConversationBody['messages'],
  tenantId: string,
): ConversationRecord {
  return {
    ...itemFrom(body),
    tenant_id: tenantId,
    recorder_id: null,
    room_sid: body.room_sid,
    participant_identity: body.participant_identity,
    user_id: body.user_id,
    avatar_provider: body.avatar_provider,
    agent_name: body.agent_name,
    metrics: body.metrics as ConversationRecord['metrics'],
    metadata: body.metadata as ConversationRecord['metadata'],
    tags: body.tags,
    rating: body.rating,
    disposition: body.disposition,
    messages: messages.map((message) => ({ ...message, timestamp: new Date(message.timestamp) }) as MessageRecord),
    contact: body.contact,
    contactEvidence: body.contact_evidence as unknown as ContactEvidence[],
    ...besideWords(body),
  }
}

function dateOf(moment: string | null): Date | null {
  return moment === null ? null : new Date(moment)
}
