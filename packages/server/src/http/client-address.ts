import { BlockList, isIP } from 'node:net'
import { RawiError } from 'rawi'

/**
 * Where a request comes from: the other end of the connection, unless that is a trusted proxy, which is believed about
 * the one before it. What a client writes into X-Forwarded-For itself is never reached.
 * @throws RawiError RAWI_CONFIG_INVALID for a proxy that is no address or range
 */
export function addressReader(trustedProxies: readonly string[]): (peer: string, forwardedFor?: string) => string {
  const trusted = new BlockList()
  for (const proxy of trustedProxies) addTo(trusted, proxy)
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return (peer, forwardedFor = '') => {
    let address = plain(peer)
    const chain = forwardedFor.split(',').map((one) => plain(one.trim()))
    while (isTrusted(address)) {
      const before = chain.pop()
      if (before === undefined || isIP(before) === 0) break
      address = before
    }
    return address
  }
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  const bare = plain(address)
  return bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare)
}

function addTo(list: BlockList, proxy: string): void {
  const [address = '', bits] = proxy.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const width = family === 'ipv6' ? 128 : 32
  const prefix = bits === undefined ? width : Number(bits)
  if (isIP(address) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > width) {
    throw new RawiError('RAWI_CONFIG_INVALID', 'RAWI_TRUSTED_PROXIES must hold addresses or ranges such as 10.0.0.0/8.')
  }
  list.addSubnet(address, prefix, family)
}

/** An IPv4 address as such, also where the socket speaks IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
