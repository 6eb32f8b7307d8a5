import type { House } from '../http/house.ts'
import type { ListDesk } from './list-page.ts'

/** What the routes about records work with. */
export interface RecordDesk extends ListDesk {
  readonly house: House
}
