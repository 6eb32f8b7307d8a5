import type { ReactNode } from 'react'

/** Numbers of phones, with their spaces: inside Arabic words these would otherwise change places. */
const NUMBER = /(\+?[\d٠-٩][\d٠-٩ ()-]{4,}[\d٠-٩])/u

/** Words of a call; each number keeps its own direction and stays on one line. */
export function SpokenText({ text }: { readonly text: string }): ReactNode {
  let at = 0
  return text.split(NUMBER).map((part, index) => {
    const key = at
    at += part.length
    if (index % 2 === 0) return part
    return (
      <bdi key={key} dir="ltr" className="whitespace-nowrap">
        {part}
      </bdi>
    )
  })
}
