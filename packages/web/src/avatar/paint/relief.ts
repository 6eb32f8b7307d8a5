import { type Rgb, screenByte } from './colour.ts'
import { blurred, emptyField, type Field } from './field.ts'
import { FILL, FILL_LIGHT, GROUND_LIGHT, KEY, KEY_LIGHT, RIM, RIM_LIGHT, SKY_LIGHT } from './light.ts'

/** How a surface answers light. */
export interface Material {
  /** Colour of the pixel at this index, written into `into`. */
  readonly colour: (index: number, into: Float32Array) => void
  /** How far light creeps round into the shade, for red, green and blue: skin is not stone. */
  readonly wrap: Rgb
  /** Strength of the highlight, 0 to 1, and how small it is. */
  readonly shine: number
  readonly sharpness: number
  readonly rim: number
  /** What hollows turn into. */
  readonly hollow: Rgb
  readonly hollowDepth: number
  /** Length of cast shadows in units of the portrait; 0 casts none. */
  readonly shadow: number
}

/** Lights a height field like a sculpture in a studio and gives its pixels. */
export function lit(height: Field, mask: Field, scale: number, material: Material): ImageData {
  const { width, data: z } = height
  const image = new ImageData(width, height.height)
  const hollows = blurred(height, 9 * scale)
  const shade = material.shadow > 0 ? castShadows(height, scale, material.shadow) : undefined
  const colour = new Float32Array(3)
  for (let row = 0; row < height.height; row++) {
    for (let column = 0; column < width; column++) {
      const i = row * width + column
      const cover = mask.data[i] ?? 0
      if (cover === 0) continue
      const left = z[column > 0 ? i - 1 : i] ?? 0
      const right = z[column < width - 1 ? i + 1 : i] ?? 0
      const up = z[row > 0 ? i - width : i] ?? 0
      const down = z[row < height.height - 1 ? i + width : i] ?? 0
      const slopeX = ((left - right) / 2) * scale
      const slopeY = ((up - down) / 2) * scale
      const long = 1 / Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1)
      const hollow = ((hollows.data[i] ?? 0) - (z[i] ?? 0)) * material.hollowDepth
      material.colour(i, colour)
      shadePixel(image.data, i * 4, slopeX * long, slopeY * long, long, hollow, shade?.data[i] ?? 1, material, colour)
      image.data[i * 4 + 3] = cover * 255
    }
  }
  return image
}

function shadePixel(
  out: Uint8ClampedArray,
  at: number,
  nx: number,
  ny: number,
  nz: number,
  hollow: number,
  seen: number,
  material: Material,
  colour: Float32Array,
): void {
  const key = nx * KEY[0] + ny * KEY[1] + nz * KEY[2]
  const fill = Math.max(0, nx * FILL[0] + ny * FILL[1] + nz * FILL[2])
  const edge = (1 - Math.max(0, nz)) ** 1.4
  const rim = edge * Math.max(0, nx * RIM[0] + ny * RIM[1] + 0.25) * material.rim
  // Half-way vector of the key light and the eye in front.
  const half = Math.max(0, (key + nz) / HALF_LENGTH)
  const shine = material.shine * half ** material.sharpness * seen
  const sky = 0.5 - ny * 0.5
  const dark = hollow > 0 ? Math.min(0.75, hollow) : Math.max(-0.05, hollow * 0.3)
  for (let c = 0; c < 3; c++) {
    const wrap = material.wrap[c] ?? 0
    const direct = Math.max(0, (key + wrap) / (1 + wrap)) * (1 - (1 - seen) * (1 - wrap * 0.9))
    const ambient = (GROUND_LIGHT[c] ?? 0) + ((SKY_LIGHT[c] ?? 0) - (GROUND_LIGHT[c] ?? 0)) * sky
    const light = direct * (KEY_LIGHT[c] ?? 0) + fill * (FILL_LIGHT[c] ?? 0) + ambient
    const absorbed = dark > 0 ? 1 - dark * (1 - (material.hollow[c] ?? 0)) : 1 - dark
    const value = (colour[c] ?? 0) * light * absorbed + rim * (RIM_LIGHT[c] ?? 0) * (0.12 + (colour[c] ?? 0)) + shine
    out[at + c] = screenByte(shoulder(value))
  }
}

const HALF_LENGTH = Math.sqrt(2 + 2 * KEY[2])

/** Rolls bright light off softly instead of clipping it. */
function shoulder(light: number): number {
  return light < 0.6 ? light : 0.6 + (1 - Math.exp(-(light - 0.6) * 2.2)) * 0.4
}

/** How much of the key light reaches each point, 0 to 1, with soft edges: walks towards the light over the height field. */
function castShadows(height: Field, scale: number, reach: number): Field {
  const { width, data: z } = height
  const seen = emptyField(width, height.height)
  const flat = Math.hypot(KEY[0], KEY[1])
  const rise = KEY[2] / flat
  const stepX = KEY[0] / flat
  const stepY = KEY[1] / flat
  for (let row = 0; row < height.height; row++) {
    for (let column = 0; column < width; column++) {
      const i = row * width + column
      const from = z[i] ?? 0
      let blocked = 0
      for (let distance = 2; distance < reach; distance += 2) {
        const x = Math.round(column + stepX * distance * scale)
        const y = Math.round(row + stepY * distance * scale)
        if (x < 0 || y < 0 || x >= width || y >= height.height) break
        const above = (z[y * width + x] ?? 0) - from - distance * rise
        if (above > 0) blocked = Math.max(blocked, above / (2 + distance * 0.35))
      }
      seen.data[i] = 1 - Math.min(1, blocked)
    }
  }
  return blurred(seen, 2 * scale)
}
