import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { ERRORS, type ErrorCode, RawiError } from 'rawi'
import type { HouseEnv } from './house.ts'
import { type ProblemStatus, statusOf, TITLES } from './status-of.ts'

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ description: 'Where the code is explained.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ example: 'RAWI_NOT_FOUND' }),
    detail: z.string(),
    errors: z
      .array(z.object({ in: z.string(), path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'Each value that is wrong; values themselves are not repeated.' }),
  })
  .openapi('Problem')

export type Problem = z.infer<typeof problemSchema>
export type ProblemItem = NonNullable<Problem['errors']>[number]

/** A coded error that knows which values of a request are wrong, or which headers its answer needs. */
export class RequestError extends RawiError {
  readonly errors: readonly ProblemItem[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ErrorCode,
    detail: string,
    more: { errors?: readonly ProblemItem[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code, detail)
    this.name = 'RequestError'
    this.errors = more.errors
    this.headers = more.headers ?? {}
  }
}

/** The one thing that is said of everything a caller may not know of. */
export function notFound(): RequestError {
  return new RequestError('RAWI_NOT_FOUND', 'There is nothing here.')
}

const DETAILS: Partial<Record<ProblemStatus, string>> = {
  404: 'There is nothing here.',
  500: 'Something went wrong here; the request id leads to it in the log.',
  503: 'The server cannot answer this now.',
}
const RETRY_SECONDS = '5'

/** The body of an error: details of what went wrong inside stay inside. */
export function problemOf(error: RawiError): Problem {
  const status = statusOf(error.code)
  const code: ErrorCode = status === 404 ? 'RAWI_NOT_FOUND' : status === 500 ? 'RAWI_INTERNAL' : error.code
  const inner = !(error instanceof RequestError) && status >= 500
  const errors = error instanceof RequestError ? error.errors : undefined
  return {
    type: `/errors#${code}`,
    title: TITLES[status],
    status,
    code,
    detail: status === 404 || inner ? (DETAILS[status] ?? ERRORS[code]) : error.message,
    ...(errors && { errors: [...errors] }),
  }
}

/** Answers an error; what is thrown without a code is a defect and is logged with its stack, nothing else of it is told. */
export function answerProblem(error: unknown, c: Context<HouseEnv>): Response {
  const coded = codedOf(error)
  const problem = problemOf(coded)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="rawi", error="invalid_token"'
  if (problem.status === 503) headers['retry-after'] = RETRY_SECONDS
  if (coded instanceof RequestError) Object.assign(headers, coded.headers)
  return c.body(JSON.stringify(problem), problem.status as ProblemStatus, headers)
}

/** The error behind whatever was thrown. */
export function codedOf(error: unknown): RawiError {
  if (error instanceof RawiError) return error.code === 'RAWI_DATABASE_REFUSED' ? refusedBecause(error) : error
  if (error instanceof HTTPException) return fromHono(error)
  return new RawiError('RAWI_INTERNAL', 'Something without a code was thrown.', { cause: error })
}

/**
 * Why the database refused (https://www.postgresql.org/docs/current/errcodes-appendix.html): classes 22, data exception,
 * and 54, program limit exceeded, are a value that got as far as the database and that no column takes, such as a NUL;
 * 28, 3D, 53, 57 and 58 are a database that lets nobody in now. Anything else is a defect of ours.
 */
function refusedBecause(error: RawiError): RawiError {
  const { cause } = error
  const state = cause instanceof Error && 'sqlState' in cause ? String(cause.sqlState) : ''
  if (/^(22|54)/.test(state)) {
    return new RequestError(
      'RAWI_INPUT_INVALID',
      'A value holds characters or a size that cannot be kept or looked for.',
    )
  }
  if (/^(28|3D|53|57|58)/.test(state)) {
    return new RawiError('RAWI_DATABASE_UNREACHABLE', 'The database lets nobody in.', { cause: error })
  }
  return error
}

function fromHono({ status }: HTTPException): RawiError {
  if (status === 415)
    return new RequestError('RAWI_MEDIA_TYPE_REFUSED', 'The media type of the body is not taken here.')
  if (status === 413) return new RequestError('RAWI_BODY_TOO_LARGE', 'The body is too large.')
  if (status >= 500) return new RawiError('RAWI_INTERNAL', 'The framework failed.')
  const errors = [{ in: 'body', path: '', message: 'is not well-formed' }]
  return new RequestError('RAWI_INPUT_INVALID', 'The body is not well-formed JSON.', { errors })
}
