/** Loudness below which a room counts as quiet, and that of a loud voice, in decibels of full scale. */
const QUIET_DB = -55
const LOUD_DB = -12

/** 0 to 1, as a meter shows it: evenly for the ear. */
export function levelOf(analyser: AnalyserNode, into: Float32Array<ArrayBuffer>): number {
  analyser.getFloatTimeDomainData(into)
  let square = 0
  for (const sample of into) square += sample * sample
  const loud = 10 * Math.log10(square / into.length + 1e-12)
  return Math.max(0, Math.min(1, (loud - QUIET_DB) / (LOUD_DB - QUIET_DB)))
}
