import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { RawiError } from 'rawi'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import type { CallControl } from './call-controls.ts'
import { liveOf } from './open-live.ts'

const params = z.object({ conversation_id: z.uuid() })
const done = {
  description: 'The call was reached.',
  content: { 'application/json': { schema: z.object({ id: z.uuid() }).openapi('ReachedCall') } },
}
const conflict = {
  description:
    'The call has ended (RAWI_CONVERSATION_ENDED), or its agent cannot be reached from here (RAWI_CALL_NOT_CONTROLLED).',
  content: { 'application/problem+json': { schema: z.object({ code: z.string() }).loose() } },
}
const json = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
const route = <T extends z.ZodType>(verb: string, summary: string, schema: T) =>
  scopedRoute('operate', {
    method: 'post',
    path: `/v1/conversations/{conversation_id}/${verb}`,
    tags: ['live'],
    summary,
    request: { params, ...json(schema) },
    responses: { 200: done, 409: conflict },
  })

const hangUp = route('hangup', 'End a running call as its operator', z.strictObject({}))
const say = route(
  'say',
  'Let the agent say something in a running call',
  z.strictObject({ text: z.string().min(1).max(10_000).regex(/\S/, 'must hold a word') }),
)
const takeOver = route(
  'takeover',
  'Silence the agent, so that an operator speaks through `say`, or give the call back to it',
  z.strictObject({ active: z.boolean() }),
)

/** What operators do in running calls; what they let the agent say stands in the call, not in the audit log. */
export function controlRoutes(house: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  const live = liveOf(house)

  const reach = async (c: Context<HouseEnv>, id: string): Promise<CallControl> => {
    const { tenantId } = c.get('caller')
    const control = live.controls.of(tenantId, id)
    if (control) return control
    const log = await (await live.hubOf(tenantId)).logOf(id)
    if (!log) throw notFound()
    if (log.closed) throw new RawiError('RAWI_CONVERSATION_ENDED', 'The call has ended.')
    throw new RawiError('RAWI_CALL_NOT_CONTROLLED', 'The agent of this call is not controlled by this server.')
  }
  const act = async (
    c: Context<HouseEnv>,
    id: string,
    action: string,
    run: (control: CallControl) => Promise<void>,
  ): Promise<{ id: string }> => {
    const control = await reach(c, id)
    const target = { kind: 'conversation', id }
    // Before it is done: what cannot be written down is not done.
    await house.audit.record({ caller: c.get('caller'), action, target, requestId: c.get('requestId') })
    await run(control)
    return { id }
  }
  routes.openapi(hangUp, async (c) => {
    const id = c.req.valid('param').conversation_id
    return c.json(await act(c, id, 'call.hung_up', (control) => control.hangUp()), 200)
  })
  routes.openapi(say, async (c) => {
    const { text } = c.req.valid('json')
    const id = c.req.valid('param').conversation_id
    return c.json(await act(c, id, 'call.spoken_in', (control) => control.say(text)), 200)
  })
  routes.openapi(takeOver, async (c) => {
    const { active } = c.req.valid('json')
    const id = c.req.valid('param').conversation_id
    const action = active ? 'call.taken_over' : 'call.given_back'
    return c.json(await act(c, id, action, (control) => control.takeOver(active)), 200)
  })
  return routes
}
