/** What `run` gives, and the milliseconds this thread computed for it: a crowded machine makes work late, not dear. */
export function threadTime<Value>(run: () => Value): { readonly value: Value; readonly ms: number } {
  const before = process.threadCpuUsage()
  const value = run()
  const { user, system } = process.threadCpuUsage(before)
  return { value, ms: (user + system) / 1_000 }
}
