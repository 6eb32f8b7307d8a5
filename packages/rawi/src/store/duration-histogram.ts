/** Each bin's upper end is this much above its lower end. */
const GROWTH = 1.1

/**
 * The bin of a duration in milliseconds: bin k holds (1.1^(k-1), 1.1^k], bin 0 all up to 1 ms. Bins are
 * logarithmic as in DDSketch (https://arxiv.org/abs/1908.10693), so that histograms add up.
 */
export function binOf(durationMs: number): number {
  return durationMs <= 1 ? 0 : Math.ceil(Math.log(durationMs) / Math.log(GROWTH))
}

/** Seconds that stand for a bin: at most 4.8 % (or 1 ms) from everything in it. */
export function secondsOf(bin: number): number {
  return (2 * GROWTH ** bin) / (GROWTH + 1) / 1000
}

/**
 * The duration below or at which a share of all lies, in seconds: the nearest rank, as `percentile_disc` has it,
 * within 4.8 %. Null without durations.
 * @param bins in ascending order
 * @param share 0 to 1
 */
export function quantile(
  bins: readonly { readonly bin: number; readonly count: number }[],
  share: number,
): number | null {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  const rank = Math.max(1, Math.ceil(share * total))
  let passed = 0
  for (const { bin, count } of bins) {
    passed += count
    if (passed >= rank) return secondsOf(bin)
  }
  return null
}
