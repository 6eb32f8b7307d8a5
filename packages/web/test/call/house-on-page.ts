import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { newHome } from '../../../server/test/http/run-server.ts'
import { type ServerProcess, serverProcess } from '../../../server/test/ingest/server-process.ts'
import { launchChromium } from '../chromium.ts'

export { WHY, withoutChromium } from '../chromium.ts'

const BUILD = fileURLToPath(new URL('../../../../scripts/build-pages.mjs', import.meta.url))

/** A page whose complaints, such as those about the content security policy, are collected. */
export interface OpenPage {
  readonly page: Page
  readonly complaints: string[]
}

/** `rawi start` as a process of its own, and a browser that calls it. */
export interface HouseOnPage {
  readonly server: ServerProcess
  readonly browser: Browser
  /** `deaf`: a browser that can play nothing, so that no lips have to move; the face keeps still unless told otherwise. */
  open(search?: string, options?: BrowserContextOptions & { readonly deaf?: boolean }): Promise<OpenPage>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  ask(path: string): Promise<any>
  /** kill -9, then the same house at the same address. */
  killAndRestart(between?: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

export async function openHouse(args: readonly string[] = [], env: Record<string, string> = {}): Promise<HouseOnPage> {
  execFileSync(process.execPath, [BUILD], { stdio: 'ignore' })
  const home = await newHome()
  let server = await serverProcess(home, env)
  const browser = await launchChromium(...args)

  return {
    get server() {
      return server
    },
    browser,
    async open(search = '', { deaf = false, ...options } = {}) {
      const page = await browser.newPage({
        viewport: { width: 1280, height: 800 },
        ...(deaf && { reducedMotion: 'reduce' as const }),
        ...options,
      })
      if (deaf) await page.addInitScript('delete globalThis.AudioContext')
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(`${server.url}/call${search}`)
      return { page, complaints }
    },
    async ask(path) {
      const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${server.secret}` } })
      if (!response.ok) throw new Error(`${path} was answered ${response.status}`)
      return response.json()
    },
    async killAndRestart(between) {
      const { port } = new URL(server.url)
      await server.kill()
      await between?.()
      server = await serverProcess(home, { ...env, RAWI_PORT: port })
    },
    async close() {
      await browser.close()
      await server.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Presses Start and waits until the call is begun. */
export async function start(page: Page): Promise<void> {
  await page.click('button.button-main')
  await page.waitForSelector('[role=timer]')
}

export async function type(page: Page, text: string): Promise<void> {
  await page.fill('textarea', text)
  await page.keyboard.press('Enter')
}

/** Resolves with the line of the transcript that holds this. */
export async function lineWith(page: Page, text: string, speaker?: 'agent' | 'caller'): Promise<string> {
  const line = page.locator(`[role=log] li${speaker ? `[data-speaker=${speaker}]` : ''}`, { hasText: text }).last()
  await line.waitFor({ timeout: 20_000 })
  return (await line.textContent()) ?? ''
}

/** Resolves with the last words of the agent once there are this many of them. */
export async function agentLine(page: Page, count: number): Promise<string> {
  const lines = page.locator('[role=log] li[data-speaker=agent]')
  await lines.nth(count - 1).waitFor({ timeout: 20_000 })
  return (await lines.nth(count - 1).textContent()) ?? ''
}

/** What the page says was kept, by the names it gives. */
export async function kept(page: Page): Promise<Record<string, string>> {
  await page.waitForSelector('dl', { timeout: 20_000 })
  const rows = await page
    .locator('dl > div')
    .evaluateAll((divs) =>
      divs.map((row) => [row.querySelector('dt')?.textContent ?? '', row.querySelector('dd')?.textContent ?? '']),
    )
  return Object.fromEntries(rows)
}
