import type { Avatar } from './avatar.ts'

/** No face at all: the page shows that the agent sounds. */
export const audio: Avatar = { name: 'audio', face: 'none', start: async () => {} }
