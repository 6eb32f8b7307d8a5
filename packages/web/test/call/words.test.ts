import { readdirSync, readFileSync } from 'node:fs'
import { ERRORS } from 'rawi'
import { describe, expect, it } from 'vitest'
import { transcriptText } from '../../src/call/after/transcript-text.ts'
import { awaitedCall } from '../../src/call/awaited-call.ts'
import { troubleOf } from '../../src/call/engine/trouble.ts'
import { browserName } from '../../src/call/words/browser-name.ts'
import { callWords } from '../../src/call/words/call-words.ts'
import { createWords } from '../../src/call/words/create-words.ts'
import { formatDuration } from '../../src/call/words/format-duration.ts'
import { firstLanguage } from '../../src/call/words/use-words.ts'
import { wordsAr } from '../../src/call/words/words-ar.ts'
import { wordsEn } from '../../src/call/words/words-en.ts'

const holesOf = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

describe('the call that awaits its caller', () => {
  const pageWith = (content?: string) => ({
    querySelector: () => (content === undefined ? null : ({ content } as HTMLMetaElement)) as never,
  })

  it('is what the server wrote into the page, or a call in both languages that is not recorded', () => {
    expect(awaitedCall(pageWith())).toMatchObject({ languages: ['ar', 'en'], recording: false, shown: 'drawn' })
    const told = { languages: ['en'], recording: true, look: 'sami', name: { en: 'Sam' } }
    expect(awaitedCall(pageWith(JSON.stringify(told)))).toEqual({ shown: 'drawn', ...told })
  })

  it('is in the language that the address asks for, if it is spoken, or in the one that comes first', () => {
    expect(firstLanguage('?lang=en', ['ar', 'en'])).toBe('en')
    expect(firstLanguage('?lang=en', ['ar'])).toBe('ar')
    expect(firstLanguage('?lang=fr', ['en', 'ar'])).toBe('en')
  })
})

describe('the words of the page', () => {
  it('count messages in the six forms of Arabic and the two of English', () => {
    const words = createWords('ar')
    words.learn(callWords)
    const counted = [0, 1, 2, 3, 11, 100].map((count) => words.t('messages', { count }))
    expect(counted).toEqual(['لا رسائل', 'رسالة واحدة', 'رسالتان', '3 رسائل', '11 رسالة', '100 رسالة'])
    words.choose('en')
    expect([1, 2].map((count) => words.t('messages', { count }))).toEqual(['1 message', '2 messages'])
  })

  it('have the same holes in both languages', () => {
    const flat = (group: object, within = ''): [string, string][] =>
      Object.entries(group).flatMap(([key, value]) =>
        typeof value === 'string' ? [[within + key, value]] : flat(value, `${within}${key}.`),
      )
    const arabic = new Map(flat({ ...wordsAr, ...callWords.ar }))
    const differ = flat({ ...wordsEn, ...callWords.en }).filter(
      ([key, text]) => !/_(one|other)$/.test(key) && String(holesOf(text)) !== String(holesOf(arabic.get(key) ?? '')),
    )
    expect(differ).toEqual([])
  })

  it('are all there before Start, in what stands on the page by then', () => {
    const room = (name: string) => new URL(`../../src/call/${name}`, import.meta.url)
    const files = ['before/', 'face/'].flatMap((name) => readdirSync(room(name)).map((file) => room(name + file)))
    const said = [...files, room('call-page.tsx')].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\([^)]+\)/g)].flatMap(
        ([call]) => call.match(/(?<=')[\w.]+(?=')/g) ?? [],
      ),
    )
    expect(said.filter((text) => text in wordsEn).length).toBeGreaterThan(15)
    expect(said.filter((text) => (text.split('.')[0] ?? '') in callWords.en)).toEqual([])
  })

  it('tell whoever shows them when the language changes', () => {
    const words = createWords('ar')
    const seen: string[] = []
    const stop = words.onChange(() => seen.push(words.t('brand')))
    words.choose('en')
    stop()
    words.choose('ar')
    expect(seen).toEqual(['Rawi'])
  })

  it('say what to do for every code that a call can answer with', () => {
    const codes = Object.keys(ERRORS).filter((code) =>
      /^RAWI_(CALL_|BUSY|STOPPING|RATE_LIMITED|VOICE_|HEARING_|MODEL_|RECORDING_FAILED|ORIGIN_)/.test(code),
    )
    // The page's own mistakes, and what an operator meets, have no words of their own; what is too late is told after the call.
    const own = ['RAWI_CALL_MESSAGE_INVALID', 'RAWI_CALL_NOT_CONTROLLED', 'RAWI_CALL_RECORD_CLOSED']
    expect(codes.filter((code) => troubleOf(code) === 'unknown').toSorted()).toEqual(own.toSorted())
  })
})

describe('what a caller takes home', () => {
  it('is what was heard, in order, with names', () => {
    const line = { type: 'caption', status: 'final' } as const
    const text = transcriptText(
      [
        { ...line, id: '1', speaker: 'agent', text: 'أهلاً بكم في الأكاديمية', heard: 'أهلاً بكم' },
        { ...line, id: '2', speaker: 'caller', text: 'مرحبا' },
        { ...line, id: '3', speaker: 'agent', text: 'لم يكتمل', status: 'interim' },
      ],
      { agent: 'سارة', caller: 'أنت', operator: 'الموظف' },
    )
    expect(text).toBe('سارة: أهلاً بكم …\n\nأنت: مرحبا\n')
  })

  it('shows time as a clock does', () => {
    expect([0, 65.9, 3_729, -1].map(formatDuration)).toEqual(['0:00', '1:05', '1:02:09', '0:00'])
  })
})

describe('the name of a browser', () => {
  it.each([
    ['chromium', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'],
    ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    [
      'safari',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    ],
    [
      'ios',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    ],
    ['other', 'curl/8'],
  ])('%s', (name, agent) => {
    expect(browserName(agent)).toBe(name)
  })
})
