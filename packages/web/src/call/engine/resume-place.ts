/** What lets this tab go on with its call after a refresh; it never leaves the browser but for the server it came from. */
export interface ResumePlace {
  readonly call: string
  readonly token: string
  /** Where what is kept of it can be seen when it is over. */
  readonly record?: RecordPlace
}

/** The record of this call, and the key to it. */
export interface RecordPlace {
  readonly conversation: string
  readonly key: string
}

const KEY = 'rawi.call'

/** Of this tab only. A browser that keeps nothing has a call that ends with the page. */
export const resumePlace = {
  read(storage: Storage = sessionStorage): ResumePlace | undefined {
    try {
      const { call, token, record } = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<ResumePlace>
      if (typeof call !== 'string' || typeof token !== 'string') return undefined
      const known = typeof record?.conversation === 'string' && typeof record.key === 'string'
      return { call, token, ...(known && { record }) }
    } catch {
      return undefined
    }
  },
  write({ call, token, record }: ResumePlace, storage: Storage = sessionStorage): void {
    try {
      storage.setItem(KEY, JSON.stringify({ call, token, record }))
    } catch {
      // Full or forbidden: the call itself goes on.
    }
  },
  forget(storage: Storage = sessionStorage): void {
    try {
      storage.removeItem(KEY)
    } catch {
      // Nothing was kept.
    }
  },
}
