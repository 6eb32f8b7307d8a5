/** The agent's side of a call that runs in this process, as an operator reaches it. */
export interface CallControl {
  /** Ends the call with `operator_hangup`; resolves when it is ended. */
  hangUp(): Promise<void>
  /** The caller hears this as the agent's words; resolves when it is on its way. */
  say(text: string): Promise<void>
  /** The agent listens and says nothing of its own until it is given back. */
  takeOver(active: boolean): Promise<void>
}

/** Calls that can be controlled, by tenant and UUID. */
export interface CallControls {
  /** Lets operators reach a call until the function that is returned is called. */
  register(tenantId: string, id: string, control: CallControl): () => void
  of(tenantId: string, id: string): CallControl | undefined
}

export function createControls(): CallControls {
  const controls = new Map<string, CallControl>()
  return {
    register(tenantId, id, control) {
      const key = `${tenantId} ${id}`
      controls.set(key, control)
      return () => {
        if (controls.get(key) === control) controls.delete(key)
      }
    },
    of: (tenantId, id) => controls.get(`${tenantId} ${id}`),
  }
}
