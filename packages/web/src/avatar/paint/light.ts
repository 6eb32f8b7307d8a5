import type { Rgb } from './colour.ts'

// One studio for skin, hair and cloth: a warm key from the upper left, a cool fill from the right, a rim from behind.
// x goes right, y goes down, z comes towards the viewer.
type Direction = readonly [x: number, y: number, z: number]

export const KEY: Direction = unit(-0.46, -0.5, 0.74)
export const FILL: Direction = unit(0.72, -0.08, 0.62)
export const RIM: Direction = unit(0.86, -0.42, -0.3)

export const KEY_LIGHT: Rgb = [0.86, 0.8, 0.73]
export const FILL_LIGHT: Rgb = [0.14, 0.165, 0.2]
export const SKY_LIGHT: Rgb = [0.25, 0.265, 0.3]
export const GROUND_LIGHT: Rgb = [0.17, 0.14, 0.13]
export const RIM_LIGHT: Rgb = [1.05, 1.02, 0.98]

function unit(x: number, y: number, z: number): Direction {
  const length = Math.hypot(x, y, z)
  return [x / length, y / length, z / length]
}
