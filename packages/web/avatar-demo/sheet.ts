import { type AvatarState, createAvatar, type Expression, type Theme, type Viseme } from '../src/avatar/avatar.ts'

interface Picture {
  readonly look: string
  readonly state: AvatarState
  readonly theme?: Theme
  readonly expression?: Expression
  readonly viseme?: Viseme
}

/** One picture for each: every look, every state, both themes, and the mouth from near. */
const PICTURES: readonly Picture[] = [
  { look: 'layla', state: 'speaking', viseme: 'E', expression: 'glad' },
  { look: 'noor', state: 'listening', theme: 'dark' },
  { look: 'karim', state: 'thinking' },
  { look: 'sami', state: 'speaking', viseme: 'aa', theme: 'dark' },
  { look: 'layla', state: 'thinking', theme: 'dark' },
  { look: 'noor', state: 'speaking', viseme: 'I', expression: 'glad' },
  { look: 'karim', state: 'listening', theme: 'dark' },
  { look: 'sami', state: 'ended', expression: 'warm' },
  { look: 'layla', state: 'speaking', viseme: 'PP' },
  { look: 'noor', state: 'speaking', viseme: 'FF' },
  { look: 'layla', state: 'speaking', viseme: 'TH' },
  { look: 'karim', state: 'speaking', viseme: 'SS' },
  { look: 'noor', state: 'speaking', viseme: 'O' },
  { look: 'sami', state: 'speaking', viseme: 'U' },
  { look: 'layla', state: 'listening', expression: 'concerned' },
  { look: 'karim', state: 'listening', expression: 'curious' },
]

const FROM_NEAR = 8

async function show(picture: Picture, index: number): Promise<void> {
  const figure = document.createElement('figure')
  const canvas = document.createElement('canvas')
  const caption = document.createElement('figcaption')
  caption.textContent = [picture.look, picture.viseme ?? picture.expression ?? picture.state].join(' · ')
  if (index >= FROM_NEAR) figure.className = 'near'
  figure.append(canvas, caption)
  document.querySelector('main')?.append(figure)
  const { look, theme = 'light' } = picture
  const avatar = createAvatar(canvas, { look, theme, label: look, reducedMotion: true })
  avatar.setState(picture.state)
  avatar.setExpression(picture.expression ?? 'warm')
  await avatar.ready
  if (picture.viseme === undefined) return
  avatar.speakVisemes([{ viseme: picture.viseme, start: 0, end: 4000 }])
  for (let ms = 1000; ms < 1300; ms += 20) {
    avatar.playedTo(ms)
    await new Promise(requestAnimationFrame)
  }
  await avatar.snapshot()
  avatar.close()
}

for (const [index, picture] of PICTURES.entries()) await show(picture, index)
document.documentElement.dataset.done = 'yes'
