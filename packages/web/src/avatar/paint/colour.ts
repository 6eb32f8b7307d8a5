/** A colour in linear light, each channel 0 to 1. */
export type Rgb = readonly [number, number, number]

/** Reads `#rrggbb` into linear light, where light can be added and multiplied. */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [linear((value >> 16) & 255), linear((value >> 8) & 255), linear(value & 255)]
}

function linear(byte: number): number {
  return (byte / 255) ** 2.2
}

/** The nearest byte on a screen for an amount of linear light. */
export function screenByte(light: number): number {
  return TO_BYTE[Math.min(4095, Math.max(0, (light * 4095) | 0))] ?? 0
}

const TO_BYTE = Uint8ClampedArray.from({ length: 4096 }, (_, step) => 255 * (step / 4095) ** (1 / 2.2))

export function css(colour: Rgb, alpha = 1): string {
  return `rgba(${screenByte(colour[0])},${screenByte(colour[1])},${screenByte(colour[2])},${alpha})`
}

export function mix(from: Rgb, to: Rgb, amount: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * amount,
    from[1] + (to[1] - from[1]) * amount,
    from[2] + (to[2] - from[2]) * amount,
  ]
}

export function scaled(colour: Rgb, by: number): Rgb {
  return [colour[0] * by, colour[1] * by, colour[2] * by]
}
