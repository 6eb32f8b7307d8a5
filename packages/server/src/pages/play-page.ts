import type { Context } from 'hono'
import { html } from 'hono/html'
import { holdsScope } from '../access/caller.ts'
import { callerOf } from '../access/require-caller.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import { target } from '../records/conversation-routes.ts'
import type { MessageItem } from '../records/conversation-schema.ts'
import { type OpenedConversation, readConversation } from '../records/read-conversation.ts'
import { type TimedTurn, turnTimes } from '../records/turn-times.ts'
import { languageOf, type Markup, sendPage } from './page.ts'
import { PLAY_WORDS } from './play-words.ts'

const PAGE = 1_000
const PAGES_MAX = 10

/** The words of a conversation beside its sound, each where it is heard; for those who may read it, and nobody else. */
export async function sendPlay(c: Context<HouseEnv>, house: House, limits: RateLimits): Promise<Response> {
  const caller = await callerOf(c, house, limits)
  if (!caller || !holdsScope(caller, 'read')) throw notFound()
  await limits.requests(`${caller.kind} ${caller.tenantId} ${caller.id}`)
  const opened = await readWhole(house, caller.tenantId, c.req.param('conversation_id') ?? '')
  const { facts, messages } = opened
  house.audit.note({ caller, action: 'conversation.read', target: target(facts.id), requestId: c.get('requestId') })
  const language = languageOf(c)
  const words = PLAY_WORDS[language]
  const [recording] = facts.recordings
  const began = Date.parse(recording?.started_at ?? facts.started_at)
  const turns = turnTimes(messages, began).map((turn) => turnMarkup(turn, words))
  const path = `/play/${encodeURIComponent(facts.id)}`
  const other = html`<a href="${language === 'en' ? path : `${path}?lang=en`}" lang="${language === 'en' ? 'ar' : 'en'}">${words.other}</a>`
  const player = html`<audio id="sound" controls preload="metadata" aria-label="${words.player}" src="/v1/conversations/${encodeURIComponent(facts.id)}/recording"></audio>
<p class="quiet">${words.how}</p>
<p id="broken" role="alert" hidden>${words.broken}</p>`
  const body = html`<main class="wide">
<h1>${words.title}</h1>
<p class="quiet"><bdi>${facts.conversation_id}</bdi>${facts.user_name ? html` · <bdi>${facts.user_name}</bdi>` : ''}</p>
<div class="player">${recording && facts.status === 'active' ? html`<p>${words.running}</p>` : recording ? player : html`<p>${words.silent}</p>`}</div>
<ol class="turns">${turns}</ol>
<p><a href="${language === 'en' ? '/?lang=en' : '/'}">${words.back}</a> · ${other}</p>
</main>`
  return sendPage(c, { language, title: words.title, body, files: { style: 'play.css', script: 'play.js' } })
}

/** A page of words holds at most so many; a call has fewer. */
async function readWhole(house: House, tenantId: string, id: string): Promise<OpenedConversation> {
  const first = await readConversation(house, tenantId, id, { limit: PAGE })
  if (!first) throw notFound()
  const messages: MessageItem[] = [...first.messages]
  let after = first.next
  for (let page = 1; after && page < PAGES_MAX; page++) {
    const more = await readConversation(house, tenantId, first.facts.id, { limit: PAGE, after })
    messages.push(...(more?.messages ?? []))
    after = more?.next
  }
  return { ...first, messages }
}

function turnMarkup({ role, language, from, to, words }: TimedTurn, texts: (typeof PLAY_WORDS)['en']): Markup {
  const time = clock(from)
  const said = words.map((word) => html`<span class="word" data-from="${word.from}">${word.text}</span> `)
  return html`<li class="turn ${role}" data-from="${from}" data-to="${to}">
<button type="button" class="seek" data-from="${from}" aria-label="${texts.from(time)}"><bdi dir="ltr">${time}</bdi></button>
<div><strong>${texts[role]}</strong><p dir="auto"${language === null ? '' : html` lang="${language}"`}>${said}</p></div></li>`
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
