import type { Context } from 'hono'
import { html } from 'hono/html'
import { ERRORS } from 'rawi'
import type { HouseEnv } from '../http/house.ts'
import { sendPage } from './page.ts'

/** Every code with what to do next: where the `type` of a problem leads. */
export function sendErrors(c: Context<HouseEnv>): Promise<Response> {
  const rows = Object.entries(ERRORS).map(
    ([code, hint]) => html`<tr id="${code}"><td><code>${code}</code></td><td>${hint}</td></tr>`,
  )
  const body = html`<main class="wide"><h1>Error codes</h1>
<p class="quiet">Each with the next step. An answer that reports a problem names its code as <code>code</code>.</p>
<table>${rows}</table></main>`
  return sendPage(c, { language: 'en', title: 'Rawi: error codes', body })
}
