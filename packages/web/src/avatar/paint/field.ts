/** One number for every pixel of a rectangle: a height, a mask, a shadow. */
export interface Field {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

export function emptyField(width: number, height: number): Field {
  return { width, height, data: new Float32Array(width * height) }
}

/** Three box passes each way, as near to a Gaussian of this radius (pixels) as an eye can tell, at the same cost for any radius. */
export function blurred(field: Field, radius: number): Field {
  const { width, height } = field
  const box = Math.max(0, Math.round(radius * 0.6))
  if (box === 0) return field
  const result = Float32Array.from(field.data)
  const between = new Float32Array(result.length)
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) boxLine(result, between, y * width, 1, width, box)
    for (let x = 0; x < width; x++) boxLine(between, result, x, width, height, box)
  }
  return { width, height, data: result }
}

/** Running mean over one row or column; the edge repeats, so that nothing darkens there. */
function boxLine(from: Float32Array, to: Float32Array, start: number, step: number, count: number, box: number): void {
  const first = from[start] ?? 0
  const last = from[start + (count - 1) * step] ?? 0
  let sum = first * box
  for (let i = 0; i < box; i++) sum += i < count ? (from[start + i * step] ?? 0) : last
  const share = 1 / (2 * box + 1)
  for (let i = 0; i < count; i++) {
    sum += i + box < count ? (from[start + (i + box) * step] ?? 0) : last
    to[start + i * step] = sum * share
    sum -= i - box >= 0 ? (from[start + (i - box) * step] ?? 0) : first
  }
}
