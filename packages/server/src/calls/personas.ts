import { openPersonas, type PersonaFolder, samplePersonas } from '@rawi/agent'
import type { House } from '../http/house.ts'

const houses = new WeakMap<House, PersonaFolder>()

/**
 * Who answers in this house: the same for the page and for the calls, read again when a file changes.
 * @throws RawiError RAWI_PERSONA_INVALID
 */
export function personasOf(house: House): PersonaFolder {
  const known = houses.get(house)
  if (known) return known
  const { settings, log, stopping } = house
  const personas = openPersonas({
    folder: settings.personas ?? samplePersonas,
    onFault: ({ code, message }) =>
      log.warn({ code }, `a persona file cannot be used; the others, and what it was before, answer: ${message}`),
  })
  houses.set(house, personas)
  stopping.addEventListener('abort', () => personas.close(), { once: true })
  return personas
}
