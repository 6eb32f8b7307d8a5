/** A value that whoever shows it is told of; each value is a new object. */
export interface Store<Value> {
  get(): Value
  set(part: Partial<Value>): void
  subscribe(listener: () => void): () => void
}

export function createStore<Value extends object>(initial: Value): Store<Value> {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    get: () => value,
    set(part) {
      if (Object.entries(part).every(([name, now]) => Object.is(value[name as keyof Value], now))) return
      value = { ...value, ...part }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
