import { ease } from './spring.ts'

/** How eyes behave: how far from the viewer they stray, how long they rest there, and where they rather look. */
export interface GazeHabit {
  readonly x: number
  readonly y: number
  readonly stray: number
  /** Milliseconds between jumps, least and most. */
  readonly rest: readonly [number, number]
}

export interface Gaze {
  readonly x: number
  readonly y: number
  /** True in the frame in which a wide jump begins. */
  readonly jumped: boolean
  advance(elapsed: number, habit: GazeHabit): void
}

/** Eyes jump and rest, they do not glide: a saccade is over within a twentieth of a second. */
export function createGaze(random: () => number): Gaze {
  let [x, y] = [0, 0]
  let [toX, toY] = [0, 0]
  let wait = 400
  let jumped = false
  let habitBefore: GazeHabit | undefined
  return {
    get x() {
      return x
    },
    get y() {
      return y
    },
    get jumped() {
      return jumped
    },
    advance(elapsed, habit) {
      wait -= elapsed
      jumped = false
      if (wait <= 0 || habit !== habitBefore) {
        const [beforeX, beforeY] = [toX, toY]
        const home = random() < 0.55
        toX = habit.x + (home ? 0 : (random() - 0.5) * 2 * habit.stray)
        toY = habit.y + (home ? 0 : (random() - 0.5) * 1.2 * habit.stray)
        jumped = Math.hypot(toX - beforeX, toY - beforeY) > 0.45
        wait = habit.rest[0] + random() * (habit.rest[1] - habit.rest[0])
        habitBefore = habit
      }
      x = ease(x, toX, elapsed, 22)
      y = ease(y, toY, elapsed, 22)
    },
  }
}
