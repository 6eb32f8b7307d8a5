import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { RawiError } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import { conversationParams, target } from './conversation-routes.ts'
import { conversationFile, FIRST_PAGE, FORMATS, type Format } from './export-conversation.ts'
import { LIST_FORMATS, type ListFormat, listFile } from './export-list.ts'
import { filterBody, filterOf, filterQuery } from './filters.ts'
import { readConversation } from './read-conversation.ts'
import type { RecordDesk } from './record-desk.ts'
import { textStream } from './text-stream.ts'
import { json } from './values.ts'

/** JSON is described as what it holds, whatever that is; everything else is text. */
const schemaFor = (type: string) => (type === 'application/json' ? z.unknown() : z.string())
const listFormat = z.enum(Object.keys(LIST_FORMATS) as [ListFormat, ...ListFormat[]])
const contentOf = (types: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.values(types)
      .map((type) => type.split(';')[0] ?? type)
      .map((type) => [type, { schema: schemaFor(type) }]),
  )
const ABOUT =
  '`csv`: a row for each conversation, newest first, that spreadsheets open as it is: UTF-8 with its mark, and an apostrophe before what would be a formula (take one away to read it back). ' +
  '`jsonl`: everything, as `rawi import` reads it; without filters callers and receipts too. The header `x-rawi-conversations` tells how many there will be.'

const one = scopedRoute('read', {
  method: 'get',
  path: '/v1/conversations/{conversation_id}/export',
  tags: ['exports'],
  summary: 'A conversation as a file',
  description: '`json`: everything; `txt`: a transcript for people; `csv`: a row for each message; `vtt`: subtitles.',
  request: {
    params: conversationParams,
    query: z.strictObject({ format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]).default('json') }),
  },
  responses: { 200: { description: 'The file.', content: contentOf(FORMATS) } },
})
const many = scopedRoute('read', {
  method: 'get',
  path: '/v1/export',
  tags: ['exports'],
  summary: 'Conversations as a file',
  description: ABOUT,
  request: { query: filterQuery.extend({ format: listFormat.default('csv') }) },
  responses: { 200: { description: 'The file.', content: contentOf(LIST_FORMATS) } },
})
const manyBody = filterBody.extend({ format: listFormat.default('csv') }).openapi('ExportRequest')
const manyPosted = scopedRoute('read', {
  method: 'post',
  path: '/v1/export',
  tags: ['exports'],
  summary: 'Conversations as a file, with the filters in the body',
  description: ABOUT,
  request: { body: { required: true, content: json(manyBody, { format: 'csv', phone: '0991234567' }) } },
  responses: { 200: { description: 'The file.', content: contentOf(LIST_FORMATS) } },
})

export function exportRoutes({ house, database, region }: RecordDesk): OpenAPIHono<HouseEnv> {
  const { audit, clock } = house
  const routes = newRoutes()
  let running = 0

  const begin = (): (() => void) => {
    if (running >= BOUNDS.EXPORTS_AT_ONCE)
      throw new RawiError('RAWI_BUSY', `${BOUNDS.EXPORTS_AT_ONCE} exports are under way.`)
    running++
    let ended = false
    return () => {
      if (!ended) running--
      ended = true
    }
  }

  const sendMany = async (c: Context<HouseEnv>, { format, ...given }: z.output<typeof manyBody>): Promise<Response> => {
    const caller = c.get('caller')
    const filter = filterOf(given, region)
    const done = begin()
    try {
      const now = new Date(clock.now())
      const { conversations, pieces } = await listFile(database, caller.tenantId, filter, { format, now })
      const detail = { format, conversations, filters: Object.keys(filter).join(' ') }
      await audit.record({ caller, action: 'conversations.exported', requestId: c.get('requestId'), detail })
      return fileOf(textStream(pieces, done), {
        'content-type': LIST_FORMATS[format],
        'content-disposition': `attachment; filename="conversations-${now.toISOString().slice(0, 10)}.${format}"`,
        'x-rawi-conversations': String(conversations),
      })
    } catch (error) {
      done()
      throw error
    }
  }

  routes.openapi(many, (c) => sendMany(c, c.req.valid('query')))
  routes.openapi(manyPosted, (c) => sendMany(c, c.req.valid('json')))
  routes.openapi(one, async (c) => {
    const caller = c.get('caller')
    const { format } = c.req.valid('query')
    const done = begin()
    try {
      const opened = await readConversation(house, caller.tenantId, c.req.valid('param').conversation_id, FIRST_PAGE)
      if (!opened) throw notFound()
      const { id } = opened.facts
      const requestId = c.get('requestId')
      await audit.record({ caller, action: 'conversation.exported', target: target(id), requestId, detail: { format } })
      return fileOf(textStream(conversationFile(house, caller.tenantId, opened, format), done), {
        'content-type': FORMATS[format],
        'content-disposition': `attachment; filename="conversation-${id}.${format}"`,
      })
    } catch (error) {
      done()
      throw error
    }
  })
  return routes
}

function fileOf(body: ReadableStream<Uint8Array>, headers: Record<string, string>): Response {
  return new Response(body, { status: 200, headers })
}
