import { BlockList, isIP } from 'node:net'
import { RawiError } from 'rawi'

/** Addresses that are nobody's server out there. Source: IANA special-purpose address registries (RFC 6890). */
const BLOCKED_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]
/** Besides: everything outside 2000::/3, where public addresses are, which holds loopback, mapped, private, NAT64. */
const BLOCKED_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** Whether webhooks may go to an address. */
export type AddressCheck = (address: string) => boolean

/**
 * Lets through what is public, and what `allow` names by address or range.
 * @throws RawiError RAWI_CONFIG_INVALID for something that is neither
 */
export function addressCheck(allow: readonly string[]): AddressCheck {
  const blocked4 = listOf(BLOCKED_4)
  const blocked6 = listOf(BLOCKED_6)
  const public6 = listOf(['2000::/3'])
  const allowed = listOf(allow)
  return (given) => {
    const address = unmapped(given)
    const family = isIP(address)
    if (family === 0) return false
    if (allowed.check(address, family === 6 ? 'ipv6' : 'ipv4')) return true
    if (family === 4) return !blocked4.check(address, 'ipv4')
    return public6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6')
  }
}

/** An IPv4 address as such where it is written as an IPv6 one (RFC 4291, 2.5.5.2), in either notation. */
function unmapped(address: string): string {
  if (isIP(address) !== 6) return address
  const bare = address.split('%')[0] ?? ''
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical)
  if (!mapped) return canonical
  const bytes = mapped.slice(1).flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
  return bytes.join('.')
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address)
    const width = family === 6 ? 128 : 32
    const prefix = bits === undefined ? width : Number(bits)
    if (family === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > width) {
      throw new RawiError('RAWI_CONFIG_INVALID', 'RAWI_WEBHOOK_ALLOW must hold addresses or ranges such as 10.0.0.0/8.')
    }
    list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}
