import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { faceOf, languagesOf, type NamedPersona } from '@rawi/agent'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { personasOf } from '../calls/personas.ts'
import { newRoutes } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import { PAGE_POLICY } from '../http/security-headers.ts'
import { languageOf, sendPage } from './page.ts'

/** What Vite wrote; `npm start` and `npm test` have it built. */
const FOLDER = new URL('dist/call/', import.meta.resolve('@rawi/web/package.json'))
const YEAR_SECONDS = 31_536_000
const NAME = /^[\w-]+\.(css|js|woff2)$/

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
}
/** Fonts are packed already. */
const PACKED = new Set(['css', 'js'])

interface Asset {
  readonly plain: Uint8Array<ArrayBuffer>
  readonly zipped?: Uint8Array<ArrayBuffer>
}

/** The page of a caller and its files. Their names hold what they contain, so that a browser asks for each once. */
export function callPageRoutes(
  house: House,
  folder: URL = FOLDER,
  answering: (persona?: string) => NamedPersona | undefined = (id) => personasOf(house).get(id),
): OpenAPIHono<HouseEnv> {
  const { settings } = house
  const routes = newRoutes()
  const assets = new Map<string, Promise<Asset>>()

  const send = async (c: Context<HouseEnv>) => {
    if (settings.calls === 'off') throw notFound()
    const page = await readFile(new URL('index.html', folder), 'utf8').catch(() => undefined)
    if (page === undefined) return sendUnbuilt(c)
    c.header('content-security-policy', policyOf(new URL(c.req.url).host))
    c.header('permissions-policy', 'microphone=(self), camera=(), geolocation=()')
    c.header('referrer-policy', 'same-origin')
    const persona = personaOf(c.req.query('persona'), answering)
    const shown = faceOf(settings.avatar)
    const awaited = {
      ...(persona && { look: persona.avatar.look, name: persona.agent.name, languages: languagesOf(persona) }),
      ...(shown === 'none' && { shown }),
      ...(settings.recordings && { recording: true }),
    }
    return c.html(page.replace('<title>', (title) => awaitedCall(awaited) + title))
  }
  routes.get('/call', send)
  routes.get('/call/', send)

  routes.get('/call/assets/:name', async (c) => {
    const name = c.req.param('name')
    // A path never reaches the file system: only a plain name does.
    if (settings.calls === 'off' || !NAME.test(name) || basename(name) !== name) throw notFound()
    const reading = assets.get(name) ?? readAsset(new URL(`assets/${name}`, folder))
    assets.set(name, reading)
    const asset = await reading.catch(() => {
      assets.delete(name)
      throw notFound()
    })
    const zipped = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '') ? asset.zipped : undefined
    return c.body(zipped ?? asset.plain, 200, {
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'cache-control': `public, max-age=${YEAR_SECONDS}, immutable`,
      vary: 'accept-encoding',
      ...(zipped && { 'content-encoding': 'gzip' }),
    })
  })
  return routes
}

/** Who will answer; a persona that cannot be had is told by the call. */
function personaOf(
  id: string | undefined,
  answering: (persona?: string) => NamedPersona | undefined,
): NamedPersona['persona'] | undefined {
  try {
    return answering(id)?.persona
  } catch {
    return undefined
  }
}

/** Tells the page what call awaits its caller: whose face, in which languages, and whether its sound is kept. */
function awaitedCall(awaited: object): string {
  return String(html`<meta name="rawi-call" content="${JSON.stringify(awaited)}">\n`)
}

/** Older browsers do not take the WebSocket of the same host for `'self'`. */
function policyOf(host: string): string {
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ''
  return `${PAGE_POLICY.replace("connect-src 'self'", `connect-src 'self'${sockets}`)}; worker-src 'self'`
}

async function readAsset(file: URL): Promise<Asset> {
  const plain = Uint8Array.from(await readFile(file))
  if (!PACKED.has(file.pathname.split('.').at(-1) ?? '')) return { plain }
  return { plain, zipped: Uint8Array.from(await promisify(gzip)(plain, { level: 9 })) }
}

function sendUnbuilt(c: Context<HouseEnv>): Promise<Response> {
  const language = languageOf(c)
  const body =
    language === 'ar'
      ? html`<main><h1>صفحة المكالمة غير جاهزة بعد</h1><p>لم تُبنَ ملفاتها. أوقف الخادم ثم شغّله بالأمر <code>npm start</code>، أو ابنِها بالأمر <code>node scripts/build-pages.mjs</code>.</p></main>`
      : html`<main><h1>The call page is not ready yet</h1><p>Its files are not built. Stop the server and start it with <code>npm start</code>, or build them with <code>node scripts/build-pages.mjs</code>.</p></main>`
  return sendPage(c, { language, title: language === 'ar' ? 'راوي' : 'Rawi', body, status: 503 })
}
