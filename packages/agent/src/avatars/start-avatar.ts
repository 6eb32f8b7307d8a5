import { RawiError } from 'rawi'
import { audio } from './audio.ts'
import type { Avatar, AvatarName, Face } from './avatar.ts'
import { builtin } from './builtin.ts'
import { cloudAvatar } from './cloud.ts'

const AVATARS: Readonly<Record<AvatarName, Avatar>> = {
  builtin,
  audio,
  tavus: cloudAvatar('tavus'),
  lemonslice: cloudAvatar('lemonslice'),
  anam: cloudAvatar('anam'),
  bey: cloudAvatar('bey'),
}

/** Who shows the agent in a call, and why it is not the one that was chosen. */
export interface StartedAvatar {
  readonly name: AvatarName
  readonly refused?: { readonly provider: AvatarName; readonly error: RawiError }
}

/** What the page shows of this avatar. */
export function faceOf(chosen: AvatarName = 'builtin'): Face {
  return AVATARS[chosen].face
}

/** Why calls at a page cannot have this avatar; undefined where they can. */
export async function avatarRefusal(chosen: AvatarName = 'builtin'): Promise<RawiError | undefined> {
  return (await startAvatar(chosen)).refused?.error
}

/** Begins the chosen avatar; one that cannot begin costs the caller no call, only the look of it. */
export async function startAvatar(chosen: AvatarName = 'builtin'): Promise<StartedAvatar> {
  try {
    await AVATARS[chosen].start()
    return { name: chosen }
  } catch (error) {
    if (!(error instanceof RawiError)) throw error
    return { name: builtin.name, refused: { provider: chosen, error } }
  }
}
