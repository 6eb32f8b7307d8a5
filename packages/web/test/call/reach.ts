import type { Page } from 'playwright-core'

/** The sizes of a window at which every control is looked for: a small desktop, a phone, and that phone on its side. */
const WINDOWS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
]

/**
 * The controls that a caller does not get to by scrolling the page alone, each with the window where that is so: cut off by a box
 * that scrolls or hides of itself, beside the page, or under something else.
 */
export async function outOfReach(page: Page): Promise<string[]> {
  const faults: string[] = []
  const before = page.viewportSize()
  for (const window of WINDOWS) {
    await page.setViewportSize(window)
    const found = await page.evaluate(() => {
      const controls = [...document.querySelectorAll<HTMLElement>('button, input, textarea, select, a')]
      return controls.flatMap((control) => {
        // A star is pressed by its label.
        const target = control.closest('label') ?? control
        const name = target.textContent || control.getAttribute('name') || control.outerHTML.slice(0, 80)
        for (let box = target.parentElement; box && box !== document.body; box = box.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(box)
          const clips = overflowX !== 'visible' || overflowY !== 'visible'
          if (clips && (box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth)) {
            return [`${name}: in a box that cuts it off`]
          }
        }
        target.scrollIntoView({ block: 'center', behavior: 'instant' })
        const { left, right, top, bottom } = target.getBoundingClientRect()
        const inside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
        if (!inside) return [`${name}: outside the window`]
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        return hit && target.contains(hit) ? [] : [`${name}: under ${hit?.outerHTML.slice(0, 80)}`]
      })
    })
    faults.push(...found.map((fault) => `${window.width}×${window.height} ${fault}`))
  }
  if (before) await page.setViewportSize(before)
  return faults
}
