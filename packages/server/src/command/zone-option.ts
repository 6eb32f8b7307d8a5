import { InvalidArgumentError, Option } from 'commander'

/** In which zone clocks stood that wrote times without one; the machine's own by default. */
export function zoneOption(): Option {
  return new Option('--zone <zone>', 'time zone of times that name none, such as Asia/Damascus')
    .argParser(readZone)
    .default(Intl.DateTimeFormat().resolvedOptions().timeZone, 'this machine’s')
}

function readZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone
  } catch {
    throw new InvalidArgumentError('Write a zone of the IANA database, such as Asia/Damascus.')
  }
}
