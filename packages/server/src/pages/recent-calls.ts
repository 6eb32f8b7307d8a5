import { html } from 'hono/html'
import { RawiError } from 'rawi'
import { asReader } from 'rawi/maintenance'
import { type Caller, holdsScope } from '../access/caller.ts'
import type { House } from '../http/house.ts'
import { LANDING_WORDS } from './landing-words.ts'
import type { Markup, PageLanguage } from './page.ts'

const CALLS = 10

/** A call as the landing page names it. */
export interface RecentCall {
  readonly id: string
  readonly conversation_id: string
  readonly user_name: string | null
  readonly started_at: Date
  readonly message_count: number
  readonly has_sound: boolean
}

/** The newest calls, for those who may read them; undefined for everybody else, and while the database is away. */
export async function recentCalls(
  { database }: Pick<House, 'database'>,
  caller: Caller | undefined,
): Promise<readonly RecentCall[] | undefined> {
  if (!caller || !holdsScope(caller, 'read')) return undefined
  try {
    const [, result] = await database.batch([
      asReader(caller.tenantId),
      {
        name: 'rawi_recent_calls',
        text: `select c.id, c.conversation_id, c.user_name, c.started_at, c.message_count,
          exists (select from recordings r where r.conversation_uuid = c.id) as has_sound
          from conversations c where c.tenant_id = (select rawi.tenant_id()) order by c.started_at desc, c.id desc limit $1`,
        values: [CALLS],
      },
    ])
    return result?.rows as RecentCall[] | undefined
  } catch (error) {
    if (error instanceof RawiError) return undefined
    throw error
  }
}

/** The calls as links to the page where each is read, and heard where its sound was kept. */
export function recentMarkup(calls: readonly RecentCall[], language: PageLanguage): Markup {
  const { recent } = LANDING_WORDS[language]
  const query = language === 'en' ? '?lang=en' : ''
  const items = calls.map(({ id, conversation_id, user_name, started_at, message_count, has_sound }) => {
    const moment = started_at.toISOString()
    return html`<li><a href="/play/${encodeURIComponent(id)}${query}"><bdi>${user_name ?? conversation_id}</bdi></a>
<span class="quiet"> · <time datetime="${moment}"><bdi dir="ltr">${moment.slice(0, 16).replace('T', ' ')} UTC</bdi></time>
 · ${recent.messages(message_count)}${has_sound ? html` · <strong>${recent.sound}</strong>` : ''}</span></li>`
  })
  return html`<h2>${recent.title}</h2>
${calls.length > 0 ? html`<ul class="calls">${items}</ul>` : html`<p class="quiet">${recent.none}</p>`}`
}
