import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Caller } from '../access/caller.ts'
import type { HouseEnv } from '../http/house.ts'
import { LANDING_WORDS } from './landing-words.ts'
import { languageOf, sendPage } from './page.ts'
import { type RecentCall, recentMarkup } from './recent-calls.ts'

export interface Landing {
  readonly caller: Caller | undefined
  readonly withPassword: boolean
  /** For those who may read them. */
  readonly calls?: readonly RecentCall[] | undefined
  /** Why signing in did not work. */
  readonly trouble?: 'linkUsed' | 'wrongPassword'
}

/** Who is signed in, how to sign in, the latest calls, and where everything else is. */
export function sendLanding(
  c: Context<HouseEnv>,
  { caller, withPassword, calls, trouble }: Landing,
): Promise<Response> {
  const language = languageOf(c)
  const words = LANDING_WORDS[language]
  const query = language === 'en' ? '?lang=en' : ''
  const signOut = html`<form method="post" action="/sign-out${query}"><button>${words.signOut}</button></form>`
  const password = html`<form method="post" action="/sign-in${query}">
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>${words.signIn}</button></form>`
  const signIn = html`<p>${words.howLink} <code>npx rawi keys sign-in</code></p>${withPassword ? password : ''}`
  const body = html`<main>
<h1>${words.name}</h1>
<p class="quiet">${words.about}</p>
<div class="state" role="status">
${trouble ? html`<p><strong>${words[trouble]}</strong></p>` : ''}
<p>${caller ? words.signedIn(caller.name) : words.signedOut}</p>
${caller ? signOut : signIn}
</div>
<p><a class="button" href="/call">${words.links.call}</a></p>
${calls ? recentMarkup(calls, language) : ''}
<ul>
<li><a href="/docs">${words.links.docs}</a></li>
<li><a href="/openapi.json">${words.links.document}</a></li>
<li><a href="/errors">${words.links.errors}</a></li>
<li><a href="/readyz">${words.links.health}</a></li>
</ul>
<p><a href="${language === 'en' ? '/' : '/?lang=en'}" lang="${language === 'en' ? 'ar' : 'en'}">${words.other}</a></p>
</main>`
  return sendPage(c, { language, title: words.name, body, status: trouble ? 401 : 200 })
}
