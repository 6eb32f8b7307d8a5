/** Chest and shoulders, -1 breathed out to 1 breathed in: in faster than out, with a rest between. */
export function breathAt(ms: number): number {
  const turn = (ms % BREATH_MS) / BREATH_MS
  if (turn < 0.38) return -1 + 2 * smooth(turn / 0.38)
  if (turn < 0.88) return 1 - 2 * smooth((turn - 0.38) / 0.5)
  return -1
}

const BREATH_MS = 4300

function smooth(t: number): number {
  return t * t * (3 - 2 * t)
}
