import { karim } from './karim.ts'
import { layla } from './layla.ts'
import type { Look } from './look.ts'
import { noor } from './noor.ts'
import { sami } from './sami.ts'

/** The looks that come with the avatar, by the name that a persona gives. */
export const LOOKS: Readonly<Record<string, Look>> = { layla, noor, karim, sami }
