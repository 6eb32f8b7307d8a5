import { RawiError } from 'rawi'
import type { Avatar, AvatarName } from './avatar.ts'

/** An avatar whose video a provider sends into a LiveKit room: a call at a page has none that it could join. */
export function cloudAvatar(name: Exclude<AvatarName, 'builtin' | 'audio'>): Avatar {
  return {
    name,
    face: 'drawn',
    async start() {
      throw new RawiError(
        'RAWI_AVATAR_REFUSED',
        `${name} sends its video into a LiveKit room, and a call at a page has none: it shows the built-in face.`,
      )
    },
  }
}
