/** What the children of these tests say: a function of the message's place alone, so that nothing but places is told. */
export function saidAt(conversation: string, seq: number, revision: number): string {
  return `كلام ${conversation.slice(-12)} ${seq}.${revision} ${'ب'.repeat((seq * 7 + revision) % 60)}`
}

/** Every second one is the agent's, every seventh nobody's turn. */
export function roleAt(seq: number): 'user' | 'assistant' | 'system' {
  if (seq % 7 === 6) return 'system'
  return seq % 2 === 0 ? 'user' : 'assistant'
}

export function summaryOf(conversation: string): string {
  return `ملخص ${conversation}`
}
