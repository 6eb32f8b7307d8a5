import type { ReactNode } from 'react'

const PATHS = {
  microphone:
    'M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 1 0-7 0v5A3.5 3.5 0 0 0 12 15ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.5',
  microphoneOff:
    'M15.5 9.5v-3a3.5 3.5 0 0 0-6.8-1.1M8.5 8.5v3a3.5 3.5 0 0 0 5.4 2.9M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.1 14a6.5 6.5 0 0 0 .4-2.5M12 18v3.5M3.5 3l17 18',
  voice: 'M4 9.5v5h3.5l5 4v-13l-5 4H4ZM16 9a4.2 4.2 0 0 1 0 6M18.6 6.4a8 8 0 0 1 0 11.2',
  voiceOff: 'M4 9.5v5h3.5l5 4v-13l-5 4H4ZM16.5 9.5l5 5M21.5 9.5l-5 5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  end: 'M3.2 14.4c5-4.6 12.6-4.6 17.6 0 .6.5.5 1.3 0 1.9l-1.4 1.5c-.5.5-1.2.6-1.8.2l-2.3-1.5a1.4 1.4 0 0 1-.6-1.3l.1-1.6a10.5 10.5 0 0 0-5.6 0l.1 1.6c0 .5-.2 1-.6 1.3l-2.3 1.5c-.6.4-1.3.3-1.8-.2l-1.4-1.5c-.5-.6-.6-1.4 0-1.9Z',
  send: 'M4 12h14M12.5 6l6 6-6 6',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15',
  edit: 'M4 20h4L19 9l-4-4L4 16v4ZM13 7l4 4',
  talk: 'M4 12v0M8 8.5v7M12 5v14M16 8.5v7M20 12v0',
} as const

/** A sign beside words that say the same. */
export function Icon({
  name,
  flip = false,
}: {
  readonly name: keyof typeof PATHS
  readonly flip?: boolean
}): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`size-5 shrink-0 fill-none stroke-current stroke-[1.8] ${flip ? 'rtl:-scale-x-100' : ''}`}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
