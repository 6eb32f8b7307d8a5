import { RawiError } from './errors.ts'
import { keptField, keptLabel, mustBeObject } from './input.ts'
import { cursorAfter, listQuery, validDate } from './list-query.ts'
import type { ConversationPage, ListOptions } from './recorder-api.ts'
import type { DefaultRegion } from './start-and-end.ts'
import type {
  ConversationRecord,
  ConversationStore,
  EraseSelector,
  Statistics,
  StatisticsQuery,
  User,
} from './store-port.ts'

export interface ArchiveOptions {
  readonly store: ConversationStore
  readonly region: DefaultRegion
  /** Resolves when the database can be asked. */
  readonly reach: () => Promise<void>
  /** Makes what was saved so far searchable and counted. */
  readonly settle: () => Promise<void>
}

/** What the database keeps, as people ask for it: every value checked before the database sees it. */
export class Archive {
  readonly #options: ArchiveOptions

  constructor(options: ArchiveOptions) {
    this.#options = options
  }

  async list(options: ListOptions): Promise<ConversationPage> {
    const { store, region, reach, settle } = this.#options
    const query = listQuery(options, region)
    await reach()
    if (query.words !== undefined) await settle()
    const found = await store.list({ ...query, limit: query.limit + 1 })
    const items = found.slice(0, query.limit)
    const last = items.at(-1)
    const hasMore = found.length > query.limit
    return { items, next_cursor: hasMore && last ? cursorAfter(last) : null, has_more: hasMore }
  }

  async get(idOrLabel: string): Promise<ConversationRecord | undefined> {
    await this.#options.reach()
    return this.#options.store.get(idOrLabel)
  }

  async statistics(query: StatisticsQuery): Promise<Statistics> {
    mustBeObject(query, 'A query')
    if (query.from) validDate(query.from, 'from')
    if (query.to) validDate(query.to, 'to')
    await this.#options.reach()
    await this.#options.settle()
    return this.#options.store.statistics(query)
  }

  async saveUser(user: { phone: string; name?: string; email?: string; language?: string }): Promise<User> {
    mustBeObject(user, 'A user')
    for (const field of ['name', 'email', 'language'] as const) keptField(user[field], field)
    const phone = this.phone(user.phone)
    await this.#options.reach()
    return this.#options.store.saveUser({ ...user, phone })
  }

  async getUserByPhone(written: string): Promise<User | undefined> {
    const phone = this.phone(written)
    await this.#options.reach()
    return this.#options.store.getUserByPhone(phone)
  }

  /** @throws RawiError RAWI_PHONE_INVALID */
  /** What is to be erased, as the database knows it. @throws RawiError RAWI_PHONE_INVALID, RAWI_INPUT_INVALID */
  erasable(selector: EraseSelector): EraseSelector {
    mustBeObject(selector, 'What is to be erased')
    return 'phone' in selector
      ? { phone: this.phone(selector.phone) }
      : { conversation: keptLabel(selector.conversation) }
  }

  phone(written: unknown): string {
    const e164 = typeof written === 'string' ? this.#options.region.toE164(written) : undefined
    if (e164 === undefined) throw new RawiError('RAWI_PHONE_INVALID', 'This is not a phone number that can be dialled.')
    return e164
  }
}
