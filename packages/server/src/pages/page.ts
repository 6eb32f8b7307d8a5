import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { HouseEnv } from '../http/house.ts'
import { PAGE_POLICY } from '../http/security-headers.ts'

export type PageLanguage = 'ar' | 'en'
export type Markup = ReturnType<typeof html>

/** Arabic unless English is asked for. */
export function languageOf(c: Context<HouseEnv>): PageLanguage {
  return c.req.query('lang') === 'en' ? 'en' : 'ar'
}

/** A whole page of ours: no script and no style of its own, values escaped by `html`. */
export async function sendPage(
  c: Context<HouseEnv>,
  {
    language,
    title,
    body,
    status = 200,
    files,
  }: {
    language: PageLanguage
    title: string
    body: Markup
    status?: 200 | 400 | 401 | 503
    /** Names under `/files`; such a page may play sound of ours. */
    files?: { readonly style: string; readonly script: string }
  },
): Promise<Response> {
  c.header('content-security-policy', files ? `${PAGE_POLICY}; media-src 'self'` : PAGE_POLICY)
  // With `no-referrer` browsers would hide from us that our own forms are ours.
  c.header('referrer-policy', 'same-origin')
  const page = html`${raw('<!doctype html>')}
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/files/page.css">
${files ? html`<link rel="stylesheet" href="/files/${files.style}"><script src="/files/${files.script}" type="module"></script>` : ''}
<link rel="icon" href="data:,">
</head>
<body>${body}</body>
</html>`
  return c.html(await page, status)
}
