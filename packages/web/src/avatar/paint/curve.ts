export type Point = readonly [x: number, y: number]

/** Reads points written as `x y, x y, …`. */
export function pointsOf(text: string): Point[] {
  return text.split(',').map((pair) => {
    const [x = 0, y = 0] = pair.trim().split(/\s+/).map(Number)
    return [x, y]
  })
}

/** A point of the smooth curve through all the given points (Catmull-Rom), `t` from 0 at the first to 1 at the last. */
export function along(points: readonly Point[], t: number): Point {
  const spans = points.length - 1
  const at = Math.min(spans - 1e-6, Math.max(0, t * spans))
  const span = Math.floor(at)
  const local = at - span
  const b = points[span] ?? ORIGIN
  const c = points[span + 1] ?? b
  const a = points[span - 1] ?? [2 * b[0] - c[0], 2 * b[1] - c[1]]
  const d = points[span + 2] ?? [2 * c[0] - b[0], 2 * c[1] - b[1]]
  return [catmullRom(a[0], b[0], c[0], d[0], local), catmullRom(a[1], b[1], c[1], d[1], local)]
}

const ORIGIN: Point = [0, 0]

function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

/** Reads a value between known stations, smoothly; outside them the nearest station holds. */
export function stationed(stations: readonly Point[], at: number): number {
  const first = stations[0] ?? ORIGIN
  const last = stations.at(-1) ?? ORIGIN
  if (at <= first[0]) return first[1]
  if (at >= last[0]) return last[1]
  let i = 0
  while ((stations[i + 1]?.[0] ?? at) < at) i++
  const b = stations[i] ?? first
  const c = stations[i + 1] ?? last
  const a = stations[i - 1] ?? b
  const d = stations[i + 2] ?? c
  return catmullRom(a[1], b[1], c[1], d[1], (at - b[0]) / (c[0] - b[0]))
}

/** A bell of height 1 at 0 that is gone at about 2. */
export function bell(distance: number): number {
  return Math.exp(-distance * distance)
}

export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
