// Keeps the words of a conversation in step with its sound; a file of its own, for no script may stand in a page.
const sound = document.getElementById('sound')
const words = [...document.querySelectorAll('.word')]
const turns = [...document.querySelectorAll('.turn')]
const fromOf = (element) => Number(element.dataset.from)
// In the order they are heard: people interrupt each other.
const heard = words.toSorted((a, b) => fromOf(a) - fromOf(b))
const calm = matchMedia('(prefers-reduced-motion: reduce)')
let shown
let turn

if (sound) {
  sound.addEventListener('error', () => {
    document.getElementById('broken').hidden = false
  })
  for (const event of ['timeupdate', 'seeking', 'seeked', 'play']) sound.addEventListener(event, follow)
  sound.addEventListener('play', () => requestAnimationFrame(keepUp))

  document.addEventListener('click', ({ target }) => {
    const at = target.closest('.word, .seek')
    if (!at) return
    seek(fromOf(at))
    void sound.play()
  })

  document.addEventListener('keydown', (event) => {
    const { code, target, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || target.closest('input, textarea, select, audio')) return
    if (code === 'Space' && !target.closest('button, a')) sound.paused ? void sound.play() : sound.pause()
    else if (code === 'KeyJ') move(1)
    else if (code === 'KeyK') move(-1)
    else return
    event.preventDefault()
  })
}

/** Time reports come four times a second; words come faster. */
function keepUp() {
  follow()
  if (!sound.paused && !sound.ended) requestAnimationFrame(keepUp)
}

/** A moment later than the word begins, because seeking lands a little before. */
function seek(ms) {
  sound.currentTime = ms / 1000 + 0.001
}

function move(by) {
  const at = turns.indexOf(turn)
  const next = turns[Math.max(0, Math.min(turns.length - 1, at < 0 ? 0 : at + by))]
  if (!next) return
  seek(fromOf(next))
  next.querySelector('.seek').focus({ preventScroll: true })
}

/** Marks the word that is heard now, none in the silence between turns. */
function follow() {
  const now = sound.currentTime * 1000
  let low = 0
  let high = heard.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (fromOf(heard[middle]) <= now) low = middle + 1
    else high = middle
  }
  const word = heard[low - 1]
  const its = word?.closest('.turn')
  mark(word && now < Number(its.dataset.to) ? word : undefined, its)
}

function mark(word, its) {
  if (word !== shown) {
    shown?.classList.remove('now')
    word?.classList.add('now')
    shown = word
  }
  if (its === turn) return
  turn?.removeAttribute('aria-current')
  its?.setAttribute('aria-current', 'true')
  turn = its
  if (!sound.paused) its?.scrollIntoView({ block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth' })
}
