import type { ContactPatch, ContactTurn } from './contact-patch.ts'

export interface AskModel {
  readonly url: string
}
export async function askModel(
  _m: AskModel,
  _t: readonly ContactTurn[],
  _p: readonly ContactPatch[],
  _r: string,
): Promise<ContactPatch[]> {
  return []
}
