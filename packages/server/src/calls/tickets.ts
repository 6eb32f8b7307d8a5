import { BOUNDS, type Clock } from 'rawi/maintenance'
import { hashSecret, newSecret } from '../access/secret.ts'

/** One-time permissions to open the connection of a call; they live in this process only. */
export interface Tickets {
  /** Good once within `CALL_TICKET_SECONDS`. */
  create(tenantId: string): string
  /** Whose tenant a good ticket leads to; asking uses it up. */
  use(ticket: string): string | undefined
}

export function createTickets(clock: Clock): Tickets {
  const open = new Map<string, { readonly tenantId: string; readonly until: number }>()
  const name = (ticket: string) => hashSecret(ticket).toString('base64')
  return {
    create(tenantId) {
      const ticket = newSecret()
      const oldest = open.size >= BOUNDS.CALL_TICKETS_MAX ? open.keys().next().value : undefined
      if (oldest !== undefined) open.delete(oldest)
      open.set(name(ticket), { tenantId, until: clock.monotonic() + BOUNDS.CALL_TICKET_SECONDS * 1_000 })
      return ticket
    },
    use(ticket) {
      const found = open.get(name(ticket))
      open.delete(name(ticket))
      return found && clock.monotonic() < found.until ? found.tenantId : undefined
    },
  }
}
