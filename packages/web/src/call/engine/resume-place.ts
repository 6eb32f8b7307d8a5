/** What lets this tab go on with its call after a refresh; it never leaves the browser but for the server it came from. */
export interface ResumePlace {
  readonly call: string
  readonly token: string
}

const KEY = 'rawi.call'

/** Of this tab only. A browser that keeps nothing has a call that ends with the page. */
export const resumePlace = {
  read(storage: Storage = sessionStorage): ResumePlace | undefined {
    try {
      const { call, token } = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<ResumePlace>
      return typeof call === 'string' && typeof token === 'string' ? { call, token } : undefined
    } catch {
      return undefined
    }
  },
  write({ call, token }: ResumePlace, storage: Storage = sessionStorage): void {
    try {
      storage.setItem(KEY, JSON.stringify({ call, token }))
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
