import { CONTACT_FIELDS, type ContactField, openContactExtractor } from 'rawi/contacts'
import { type Case, isRight, readCases } from '../../packages/rawi/test/contacts/read-cases.ts'
import type { Report, Table, Target } from '../report.ts'
import { Samples, type Spread, spreadOf } from '../samples.ts'
import { type Contender, extractor, library, naive } from './contenders.ts'

interface Count {
  right: number
  wrong: number
  missed: number
}

interface Score {
  readonly fields: Record<ContactField, Count>
  readonly whole: number
  readonly calls: number
}

const CONTENDERS: Readonly<Record<string, Contender>> = {
  rawi: extractor,
  'old regexes': naive,
  'libphonenumber-js': library,
}
const ROUNDS = 5
/** Least precision and recall on calls the rules were not made with, and the least share of calls with all three right. */
const TO_REACH = { phone: [0.99, 0.97], name: [0.97, 0.92], email: [0.98, 0.95] } as const
const WHOLE_TO_REACH = 0.93
const P99_MICROSECONDS = 300
const LONG_TURN_MILLISECONDS = 20

/** Who is calling: how often it is right, beside what else one could do, and what a turn costs. */
export async function benchContacts(quick: boolean): Promise<Report> {
  const { tune, held } = readCases()
  const scored = Object.entries(CONTENDERS).map(([name, contender]) => ({ name, score: score(contender, held) }))
  const languages = [...new Set(held.map(({ lang }) => lang))]
  const byLanguage = languages.map((lang) => ({
    name: `rawi, ${lang}`,
    score: score(
      extractor,
      held.filter((one) => one.lang === lang),
    ),
  }))
  const tuned = { name: 'rawi, tuned with', score: score(extractor, tune) }
  const spreads = Object.entries(CONTENDERS).map(([name, contender]) => ({
    name,
    spread: time(contender, [...held, ...tune], quick ? 1 : ROUNDS),
  }))
  const longTurn = timeLongTurn()
  const own = scored[0]?.score ?? score(extractor, held)
  return {
    bench: 'contacts',
    tables: [
      scoreTable(`${held.length} calls that the rules need not understand`, [...scored, ...byLanguage]),
      scoreTable(`${tune.length} calls that they were`, [tuned]),
      timeTable(spreads),
    ],
    targets: targets(own, spreads[0]?.spread, longTurn),
    data: { scored, byLanguage, tuned, spreads, longTurn },
  }
}

function score(contender: Contender, cases: readonly Case[]): Score {
  const fields = { name: none(), phone: none(), email: none() }
  let whole = 0
  for (const one of cases) {
    const found = contender(one, () => {})
    let right = true
    for (const field of CONTACT_FIELDS) {
      const expected = field === 'phone' ? one.expect.phone_e164 : one.expect[field]
      const hit = isRight(one, field, found[field])
      if (found[field] !== null) fields[field][hit ? 'right' : 'wrong']++
      if (expected !== null && !hit) fields[field].missed++
      right &&= hit
    }
    if (right) whole++
  }
  return { fields, whole, calls: cases.length }
}

function none(): Count {
  return { right: 0, wrong: 0, missed: 0 }
}

const precision = ({ right, wrong }: Count) => (right + wrong === 0 ? Number.NaN : right / (right + wrong))
const recall = ({ right, missed }: Count) => (right + missed === 0 ? Number.NaN : right / (right + missed))
const share = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(3))

function scoreTable(title: string, lines: readonly { name: string; score: Score }[]): Table {
  return {
    title,
    columns: ['', 'phone P', 'R', 'name P', 'R', 'e-mail P', 'R', 'all three'],
    rows: lines.map(({ name, score: { fields, whole, calls } }) => [
      name,
      ...(['phone', 'name', 'email'] as const).flatMap((field) => [
        share(precision(fields[field])),
        share(recall(fields[field])),
      ]),
      `${whole}/${calls}`,
    ]),
  }
}

function time(contender: Contender, cases: readonly Case[], rounds: number): Spread {
  for (const one of cases) contender(one, () => {})
  const samples = new Samples(rounds * cases.reduce((sum, { turns }) => sum + turns.length, 0))
  for (let round = 0; round < rounds; round++) for (const one of cases) contender(one, (took) => samples.add(took))
  return spreadOf([samples.values()])
}

/** Milliseconds of a turn of a megabyte of digits. */
function timeLongTurn(): number {
  const extractor = openContactExtractor({ defaultRegion: 'SY' })
  const text = '0991234567 '.repeat(100_000)
  const before = performance.now()
  extractor.onTurn({ seq: 0, role: 'user', text }, extractor.start())
  return performance.now() - before
}

function timeTable(lines: readonly { name: string; spread: Spread }[]): Table {
  return {
    title: 'one turn, µs',
    columns: ['', 'p50', 'p99', 'p99.9', 'max'],
    rows: lines.map(({ name, spread }) => [
      name,
      ...[spread.p50, spread.p99, spread.p999, spread.max].map((value) => value.toFixed(1)),
    ]),
  }
}

/** Shares are given as what is missing to 1, because a target is an upper bound. */
function targets({ fields, whole, calls }: Score, spread: Spread | undefined, longTurn: number): Target[] {
  const quality = (['phone', 'name', 'email'] as const).flatMap((field): Target[] => [
    missing(`${field}: found but wrong`, precision(fields[field]), TO_REACH[field][0]),
    missing(`${field}: said but not found`, recall(fields[field]), TO_REACH[field][1]),
  ])
  return [
    ...quality,
    missing('calls not right in all three', whole / calls, WHOLE_TO_REACH),
    { what: 'one turn, p99', measured: spread?.p99 ?? Number.NaN, atMost: P99_MICROSECONDS, unit: ' µs' },
    { what: 'a turn of 1 MB of digits', measured: longTurn, atMost: LONG_TURN_MILLISECONDS, unit: ' ms' },
  ]
}

function missing(what: string, reached: number, least: number): Target {
  const percent = (value: number) => Number(((1 - value) * 100).toFixed(2))
  return { what, measured: percent(reached), atMost: percent(least), unit: ' %' }
}
