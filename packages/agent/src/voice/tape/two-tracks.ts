/** Sound that comes later than this is laid where the clock is, earlier sound right behind what came before it. */
const JITTER_MS = 250
/** Sound is held this long before it goes on, because the other side's may still come. */
const HELD_MS = 1_500
/** Nobody is this far ahead of the clock. */
const AHEAD_MAX_MS = 5_000

/** Two voices on one tape: left and right, each where it was heard. */
export interface TwoTracks {
  left(samples: Int16Array): void
  right(samples: Int16Array): void
  /** What is complete by now, samples of left and right by turns; all of it with `rest`. */
  take(rest?: boolean): Int16Array
}

/** @param rate Samples a second of both tracks and of what comes out. */
export function twoTracks(rate: number, now: () => number = () => performance.now()): TwoTracks {
  const startedAt = now()
  const perMs = rate / 1_000
  const size = Math.ceil((HELD_MS + AHEAD_MAX_MS) * 2 * perMs)
  const tracks = [track(size), track(size)] as const
  let taken = 0
  const clock = () => Math.floor((now() - startedAt) * perMs)

  function lay({ ring, ...own }: Track, samples: Int16Array): number {
    const due = clock() - samples.length
    const at = due - own.end > JITTER_MS * perMs || own.end < taken ? Math.max(due, taken, own.end) : own.end
    if (at + samples.length > clock() + AHEAD_MAX_MS * perMs) return own.end
    for (let index = 0; index < samples.length; index++) ring[(at + index) % size] = samples[index] ?? 0
    return at + samples.length
  }

  return {
    left(samples) {
      tracks[0].end = lay(tracks[0], samples)
    },
    right(samples) {
      tracks[1].end = lay(tracks[1], samples)
    },
    take(rest = false) {
      const until = rest
        ? Math.max(tracks[0].end, tracks[1].end, taken)
        : Math.max(taken, clock() - Math.floor(HELD_MS * perMs))
      const both = new Int16Array((until - taken) * 2)
      for (let at = taken; at < until; at++) {
        for (const [side, { ring }] of tracks.entries()) {
          both[(at - taken) * 2 + side] = ring[at % size] ?? 0
          ring[at % size] = 0
        }
      }
      taken = until
      return both
    },
  }
}

interface Track {
  readonly ring: Int16Array
  /** Where the next sound goes. */
  end: number
}

function track(size: number): Track {
  return { ring: new Int16Array(size), end: 0 }
}
