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

/** Of this tab only. A browser that keeps nothing has a call that ends with the page. */
export const resumePlace = keptAs('rawi.call', ({ call, token, record }: Partial<ResumePlace>) =>
  typeof call === 'string' && typeof token === 'string'
    ? { call, token, ...(isRecordPlace(record) && { record }) }
    : undefined,
)

/** From the end of a call until the next one: the server says how long the key opens anything. */
export const recordPlace = keptAs('rawi.record', (kept: Partial<RecordPlace>) =>
  isRecordPlace(kept) ? { conversation: kept.conversation, key: kept.key } : undefined,
)

/** A refresh finds what was kept of the call, and goes on with it no more. */
export function leaveCall(record: RecordPlace | undefined): void {
  resumePlace.forget()
  if (record) recordPlace.write(record)
}

function isRecordPlace(kept: Partial<RecordPlace> | undefined): kept is RecordPlace {
  return typeof kept?.conversation === 'string' && typeof kept.key === 'string'
}

/** Read back as what it should be, whatever lies there. */
function keptAs<Place extends object>(name: string, checked: (kept: Partial<Place>) => Place | undefined) {
  return {
    read(storage: Storage = sessionStorage): Place | undefined {
      try {
        return checked(JSON.parse(storage.getItem(name) ?? '{}') as Partial<Place>)
      } catch {
        return undefined
      }
    },
    write(place: Place, storage: Storage = sessionStorage): void {
      try {
        storage.setItem(name, JSON.stringify(checked(place)))
      } catch {
        // Full or forbidden: the call itself goes on.
      }
    },
    forget(storage: Storage = sessionStorage): void {
      try {
        storage.removeItem(name)
      } catch {
        // Nothing was kept.
      }
    },
  }
}
