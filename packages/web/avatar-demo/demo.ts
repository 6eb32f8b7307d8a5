import {
  AVATAR_STATES,
  type Avatar,
  createAvatar,
  EXPRESSIONS,
  LOOKS,
  VISEMES,
  type Viseme,
} from '../src/avatar/avatar.ts'
import { utter } from './voice.ts'

const canvas = required('#avatar', HTMLCanvasElement)
const form = required('#controls', HTMLFormElement)
const caption = required('#caption', HTMLElement)

fill('look', Object.keys(LOOKS))
fill('state', AVATAR_STATES)
fill('expression', EXPRESSIONS)
fill('viseme', VISEMES)
choice('state').value = 'listening'
choice('expression').value = 'warm'

let avatar = open()
let context: AudioContext | undefined
let voice: AudioBufferSourceNode | undefined

function open(): Avatar {
  const still = required('[name=still]', HTMLInputElement)
  const look = choice('look').value
  const opened = createAvatar(canvas, {
    look,
    label: `${look}, a painted portrait`,
    ...(still.checked && { reducedMotion: true }),
  })
  opened.setState(choice('state').value as (typeof AVATAR_STATES)[number])
  opened.setExpression(choice('expression').value as (typeof EXPRESSIONS)[number])
  return opened
}

form.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLSelectElement || target instanceof HTMLInputElement)) return
  if (target.name === 'state') avatar.setState(target.value as (typeof AVATAR_STATES)[number])
  else if (target.name === 'expression') avatar.setExpression(target.value as (typeof EXPRESSIONS)[number])
  else if (target.name === 'viseme') hold(target.value as Viseme | '')
  else {
    avatar.close()
    avatar = open()
  }
})

/** Holds one shape: its audio "plays" for ever around the same place. */
function hold(viseme: Viseme | ''): void {
  avatar.interrupt()
  if (viseme === '') return
  avatar.speakVisemes([{ viseme, start: 0, end: 4000 }])
  const held = avatar
  let ms = 1000
  const timer = setInterval(() => {
    ms = ms === 1000 ? 1001 : 1000
    held.playedTo(ms)
    if (choice('viseme').value !== viseme || held !== avatar) clearInterval(timer)
  }, 50)
}

required('[name=speak]', HTMLButtonElement).addEventListener('click', () => {
  stop()
  context ??= new AudioContext()
  const { timeline, samples, rate } = utter(context.sampleRate)
  const buffer = context.createBuffer(1, samples.length, rate)
  buffer.copyToChannel(samples, 0)
  const playing = new AudioBufferSourceNode(context, { buffer })
  playing.connect(context.destination)
  voice = playing
  avatar.setState('speaking')
  avatar.speakVisemes(timeline)
  const began = context.currentTime
  const hears = context
  const report = setInterval(() => avatar.playedTo((hears.currentTime - began - hears.outputLatency) * 1000), 10)
  playing.addEventListener('ended', () => {
    clearInterval(report)
    if (voice === playing) avatar.setState('listening')
  })
  caption.lang = 'ar'
  caption.textContent = 'أهلاً وسهلاً، كيف يمكنني مساعدتكم؟'
  playing.start()
})

required('[name=interrupt]', HTMLButtonElement).addEventListener('click', () => {
  stop()
  avatar.interrupt()
  avatar.setState('listening')
})

new ResizeObserver(() => avatar.resize()).observe(canvas)

function stop(): void {
  const playing = voice
  voice = undefined
  playing?.stop()
}

function choice(name: string): HTMLSelectElement {
  return required(`[name=${name}]`, HTMLSelectElement)
}

function fill(name: string, values: readonly string[]): void {
  choice(name).append(...values.map((value) => new Option(value, value)))
}

function required<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector)
  if (!(found instanceof kind)) throw new TypeError(`This page has no ${selector}.`)
  return found
}
