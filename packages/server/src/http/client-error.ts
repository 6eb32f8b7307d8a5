import type { Duplex } from 'node:stream'
import { problemOf, RequestError } from './problem.ts'

const REASONS: Readonly<Record<string, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** Answers what never became a request: too slow, too long, or not HTTP. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  const begun = (socket as { _httpMessage?: { _headerSent?: boolean } })._httpMessage?._headerSent === true
  if (error.code === 'ECONNRESET' || !socket.writable || begun) {
    socket.destroy()
    return
  }
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
  const problem =
    status === 408
      ? problemOf(new RequestError('RAWI_REQUEST_TIMEOUT', 'The request came too slowly.'))
      : problemOf(new RequestError('RAWI_REQUEST_MALFORMED', 'This is no HTTP request, or its headers are too long.'))
  const body = JSON.stringify({ ...problem, status, title: REASONS[status] })
  socket.end(
    [
      `HTTP/1.1 ${status} ${REASONS[status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
