import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

/** A fenced block of the upgrade guide, and the heading it stands under. */
export interface Block {
  readonly kind: string
  readonly under: string
  readonly text: string
}

export function guideBlocks(): Block[] {
  const guide = readFileSync(`${ROOT}docs/upgrade-guide.md`, 'utf8')
  let under = ''
  return [...guide.matchAll(/^## (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, heading, kind, text]) => {
    if (heading !== undefined) under = heading
    return kind === undefined || text === undefined ? [] : [{ kind, under, text }]
  })
}
