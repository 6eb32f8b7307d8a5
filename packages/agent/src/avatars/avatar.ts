/** Every avatar that can be chosen. */
export const AVATAR_NAMES = ['builtin', 'audio', 'tavus', 'lemonslice', 'anam', 'bey'] as const
export type AvatarName = (typeof AVATAR_NAMES)[number]

/** What a page shows of the agent: a face that it draws itself, or a sign that moves with the sound. */
export type Face = 'drawn' | 'none'

/** Whoever shows the agent in a call. */
export interface Avatar {
  /** Kept in the conversation as `avatar_provider`. */
  readonly name: AvatarName
  /** What the page shows from its first picture on, also where this avatar cannot begin. */
  readonly face: Face
  /** Begins before the session does. @throws RawiError RAWI_AVATAR_REFUSED */
  start(): Promise<void>
}
