import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { BOUNDS } from 'rawi/maintenance'
import { Agent } from 'undici'
import { type AddressCheck, addressCheck } from './blocked-addresses.ts'

/** Why a webhook is not sent to where its URL leads. */
export class BlockedAddress extends Error {
  readonly code = 'BLOCKED_ADDRESS'

  constructor() {
    super('The address is not public.')
    this.name = 'BlockedAddress'
  }
}

/** How webhooks leave the house. */
export interface GuardedDispatcher {
  readonly agent: Agent
  /** Whether a URL may be called as it is written; a name is looked at only when it is connected to. */
  mayCall(url: URL): boolean
  close(): Promise<void>
}

/** Asks for every address of a name. */
export type LookupAll = (hostname: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void

/**
 * Connections to public addresses and to those of `allow`, and to nothing else. The addresses that a name leads to are
 * checked where the connection is made, and exactly those are connected to: a name that changes in between leads nowhere.
 * `http:` is for allowed addresses only.
 * @throws RawiError RAWI_CONFIG_INVALID
 */
export function openDispatcher(allow: readonly string[], lookup: LookupAll = lookupAll): GuardedDispatcher {
  const may = addressCheck(allow)
  const agent = new Agent({
    connect: { timeout: BOUNDS.WEBHOOK_CONNECT_MS, lookup: guardedLookup(lookup, may) },
    headersTimeout: BOUNDS.WEBHOOK_ANSWER_MS,
    bodyTimeout: BOUNDS.WEBHOOK_ANSWER_MS,
    pipelining: 1,
    keepAliveTimeout: 4_000,
  })
  return {
    agent,
    mayCall: urlCheck(allow),
    close: () => agent.destroy(),
  }
}

/** Whether a URL may be called as it is written. @throws RawiError RAWI_CONFIG_INVALID */
export function urlCheck(allow: readonly string[]): (url: URL) => boolean {
  const may = addressCheck(allow)
  const isPublic = addressCheck([])
  return ({ protocol, hostname, username, password }) => {
    const host = hostname.replace(/^\[|\]$/g, '')
    const address = isIP(host) !== 0
    if (username !== '' || password !== '' || (address && !may(host))) return false
    return protocol === 'https:' || (protocol === 'http:' && address && !isPublic(host))
  }
}

const lookupAll: LookupAll = (hostname, done) => systemLookup(hostname, { all: true }, done)

function guardedLookup(lookup: LookupAll, may: AddressCheck): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, (error, addresses) => {
      if (error) return callback(error, '', 0)
      // One bad address among good ones is enough to refuse: nobody honest has both.
      const good = addresses.length > 0 && addresses.every(({ address }) => may(address))
      const [first] = addresses
      if (!good || first === undefined) return callback(new BlockedAddress(), '', 0)
      if (options.all) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }
}
