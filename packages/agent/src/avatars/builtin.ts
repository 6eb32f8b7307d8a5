import type { Avatar } from './avatar.ts'

/** The face that the page draws, moved by what is played there: it needs nothing of this process. */
export const builtin: Avatar = { name: 'builtin', face: 'drawn', start: async () => {} }
