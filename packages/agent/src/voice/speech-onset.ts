/** Loudness that could be speech, in units of a sample: room noise of a microphone stays below. */
const LOUD_MIN = 350
/** How much louder than the room somebody speaks who is meant. */
const ABOVE_FLOOR = 3.5
/** Frames in a row that make a beginning. */
const FRAMES = 2
/** How fast the room is learnt, per frame: quickly when it gets quieter, slowly when it gets louder. */
const FALLS = 0.2
const RISES = 0.01
const FLOOR_AT_FIRST = 150

/**
 * Tells within two frames (40 ms) that somebody may have begun to speak: fast and credulous, where LiveKit's voice
 * detection is sure some 200 ms later. Good enough to hold one's breath, not to interrupt.
 */
export function speechOnset(): (samples: Int16Array) => boolean {
  let floor = FLOOR_AT_FIRST
  let loud = 0
  return (samples) => {
    let sum = 0
    for (const sample of samples) sum += sample * sample
    const level = Math.sqrt(sum / Math.max(1, samples.length))
    loud = level > Math.max(LOUD_MIN, floor * ABOVE_FLOOR) ? loud + 1 : 0
    floor += (level - floor) * (level < floor ? FALLS : RISES)
    return loud === FRAMES
  }
}
