import { ERRORS, type ErrorCode, RawiError } from 'rawi'
import type { ServerFile } from '../http/server-file.ts'

/** The server that holds this state folder, as a command asks it. */
export interface HouseClient {
  readonly url: string
  /** The answer's JSON; a body of bytes is sent as it is. @throws RawiError with the code that the server gave, RAWI_SERVER_UNREACHABLE */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>
  /** The answer as it comes, for exports. @throws RawiError as `ask` */
  stream(method: string, path: string, body?: unknown): Promise<AsyncIterable<Uint8Array>>
}

/** Of a server that is gone nobody listens any more, which is known at once; a busy one is waited for. */
const ALIVE_MS = 30_000

export function houseClient({ url, secret }: ServerFile): HouseClient {
  const send = async (method: string, path: string, body: unknown): Promise<Response> => {
    const file = body instanceof Uint8Array
    let response: Response
    try {
      response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body !== undefined && { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
        },
        ...(body !== undefined && { body: file ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
      })
    } catch (error) {
      throw new RawiError('RAWI_SERVER_UNREACHABLE', `The server at ${url} did not answer.`, { cause: error })
    }
    if (!response.ok) throw await problemOf(response)
    return response
  }
  return {
    url,
    ask: async <T>(method: string, path: string, body?: unknown) =>
      (await send(method, path, body)).json() as Promise<T>,
    async stream(method, path, body) {
      const response = await send(method, path, body)
      return response.body ?? new Response('').body ?? new ReadableStream<Uint8Array>()
    },
  }
}

/** The server's own code and words; an answer without them is nobody's we know. */
async function problemOf(response: Response): Promise<RawiError> {
  const problem = (await response.json().catch(() => ({}))) as {
    code?: string
    detail?: string
    errors?: ProblemItem[]
  }
  const code =
    problem.code !== undefined && Object.hasOwn(ERRORS, problem.code) ? (problem.code as ErrorCode) : undefined
  const items = problem.errors?.map((item) => `${item.path} ${item.message}`.trim()).join('; ')
  const detail = [problem.detail, items].filter(Boolean).join(' ')
  return new RawiError(code ?? 'RAWI_SERVER_UNREACHABLE', detail || `The server answered ${response.status}.`)
}

interface ProblemItem {
  readonly path: string
  readonly message: string
}

/** Whether what a server file tells of still runs and still lets us in; what a killed server left behind does not. */
export async function isAlive({ url, secret }: ServerFile): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ALIVE_MS)
    const response = await fetch(`${url}/v1/session`, { headers: { authorization: `Bearer ${secret}` }, signal })
    return ((await response.json()) as { id?: unknown }).id === 'local'
  } catch {
    return false
  }
}
