import { useSyncExternalStore } from 'react'
import type { Call } from '../engine/call.ts'
import type { CallView } from '../engine/call-view.ts'

/** What the call shows now. */
export function useView(call: Call): CallView {
  return useSyncExternalStore(call.view.subscribe, call.view.get)
}
