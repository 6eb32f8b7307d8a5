/** One conversation as a child told of it. */
export interface ToldCall {
  readonly id: string
  /** Of each acknowledged `seq` its highest acknowledged revision. */
  readonly revisions: Map<number, number>
  ended: boolean
  saved: boolean
}

/** The model: every conversation with what its child had been promised before it died. */
export function toldCalls(lines: readonly string[]): Map<string, ToldCall> {
  const calls = new Map<string, ToldCall>()
  for (const line of lines) {
    const [kind, id = '', seq = '', revision = ''] = line.split(' ')
    if (kind === 'start') calls.set(id, { id, revisions: new Map(), ended: false, saved: false })
    const call = calls.get(id)
    if (!call) continue
    if (kind === 'add')
      call.revisions.set(Number(seq), Math.max(Number(revision), call.revisions.get(Number(seq)) ?? 0))
    if (kind === 'end') call.ended = true
    if (kind === 'saved') call.saved = true
  }
  return calls
}
