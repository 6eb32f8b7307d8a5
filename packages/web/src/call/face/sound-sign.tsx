import type { ReactNode, Ref } from 'react'

/** A ring that swells as the agent sounds; whoever wants no motion sees it brighten instead. */
export function SoundSign({ sign, label }: { readonly sign: Ref<HTMLDivElement>; readonly label: string }): ReactNode {
  return (
    <div ref={sign} role="img" aria-label={label} className="grid size-full place-items-center" data-sign="">
      <div className="col-start-1 row-start-1 size-2/5 rounded-full bg-accent opacity-[calc(0.15+var(--level,0)*0.35)] motion-safe:scale-[calc(1+var(--level,0)*0.9)]" />
      <div className="col-start-1 row-start-1 size-1/4 rounded-full bg-accent opacity-[calc(0.6+var(--level,0)*0.4)]" />
    </div>
  )
}
