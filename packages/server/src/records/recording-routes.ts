import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import { conversationParams, target } from './conversation-routes.ts'
import { readConversation } from './read-conversation.ts'
import type { RecordDesk } from './record-desk.ts'

const sound = (description: string) => ({ description, content: { 'audio/ogg': { schema: z.string() } } })

const recording = scopedRoute('read', {
  method: 'get',
  path: '/v1/conversations/{conversation_id}/recording',
  tags: ['conversations'],
  summary: 'The sound of a conversation',
  description:
    'Ogg/Opus, the caller on the left, the agent on the right, where recording was switched on and this machine holds the file. `Range` is understood. Listening is written into the audit log.',
  request: { params: conversationParams, headers: z.object({ range: z.string().max(1_000).optional() }) },
  responses: {
    200: sound('All of it.'),
    206: sound('The part asked for.'),
    416: { description: 'No such part; `Content-Range` tells how much there is.' },
  },
})

/** Sound that was kept beside the words. */
export function recordingRoutes({ house }: RecordDesk): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.openapi(recording, async (c) => {
    const caller = c.get('caller')
    const opened = await readConversation(house, caller.tenantId, c.req.valid('param').conversation_id, { limit: 1 })
    const [kept] = opened?.facts.recordings ?? []
    const file = kept && (await openSound(join(house.settings.home, 'recordings'), kept.file))
    if (!opened || !file) throw notFound()
    try {
      const { size } = await file.stat()
      const part = partOf(c.req.valid('header').range, size)
      const common = { 'accept-ranges': 'bytes', 'content-type': 'audio/ogg' }
      if (part === 'none') {
        await file.close()
        return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${size}` } }) as never
      }
      const requestId = c.get('requestId')
      house.audit.note({ caller, action: 'recording.read', target: target(opened.facts.id), requestId })
      const { start, end } = part ?? { start: 0, end: size - 1 }
      const headers = {
        ...common,
        'content-length': String(end - start + 1),
        'content-disposition': `inline; filename="conversation-${opened.facts.id}.ogg"`,
        ...(part && { 'content-range': `bytes ${start}-${end}/${size}` }),
      }
      // The stream closes the file, also when the listener goes away.
      const body = Readable.toWeb(file.createReadStream({ start, end }))
      return new Response(body as ReadableStream, { status: part ? 206 : 200, headers }) as never
    } catch (error) {
      await file.close()
      throw error
    }
  })
  return routes
}

/** A file of the folder itself with something in it: no link is followed, whatever a row says. */
async function openSound(folder: string, name: string): Promise<FileHandle | undefined> {
  if (!/^[\w-][\w.-]*$/.test(name)) return undefined
  const file = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => undefined)
  const found = await file?.stat()
  if (found?.isFile() && found.size > 0) return file
  await file?.close()
  return undefined
}

/**
 * The one part that is asked for (RFC 9110, 14.2): undefined where all of it is, as it is for several parts at once and for
 * what is no range at all.
 */
export function partOf(
  range: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'none' | undefined {
  const [, from = '', to = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(range ?? '') ?? []
  if (from === '' && to === '') return undefined
  if (from === '') return to === '0' ? 'none' : { start: Math.max(0, size - Number(to)), end: size - 1 }
  const [start, end] = [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)]
  if (to !== '' && Number(to) < start) return undefined
  return start < size ? { start, end } : 'none'
}
