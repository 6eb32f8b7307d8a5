import type { Server } from 'node:http'
import { join } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { answerCalls, type CallDesk, type OperatedCall, openModels, openPersonas, samplePersonas } from '@rawi/agent'
import type { House, HouseEnv } from '../http/house.ts'
import { liveOf } from '../live/open-live.ts'
import { callRoutes } from './call-routes.ts'
import { type Sockets, takeSockets } from './take-sockets.ts'
import { createTickets } from './tickets.ts'

/** The calls of people at a page, answered in this process. */
export interface Calls {
  readonly routes: OpenAPIHono<HouseEnv>
  /** Takes the connections of calls from a server that listens. */
  listen(server: Server): void
  /** Ends what runs, keeps it, and takes nothing more. */
  close(): Promise<void>
}

export function openCalls(house: House): Calls {
  const tickets = createTickets(house.clock)
  const { controls } = liveOf(house)
  let running: CallDesk | undefined
  let opening: Promise<CallDesk> | undefined
  let sockets: Sockets | undefined

  /** The agent is large: it is loaded when the first caller comes. */
  const desk = (): Promise<CallDesk> => {
    opening ??= openDesk(house, (call) => {
      const leave = controls.register(house.tenantId, call.conversation.id, controlOf(call))
      void call.ended.catch(() => {}).finally(leave)
    })
    void opening.then(
      (open) => {
        running = open
      },
      () => {
        opening = undefined
      },
    )
    return opening
  }

  return {
    routes: callRoutes(house, tickets, () => (running?.calls.length ?? 0) >= house.settings.callsMax),
    listen(server) {
      sockets = takeSockets(server, house, tickets, (_tenantId, transport) => {
        desk().then(
          (open) => open.answer(transport),
          () => transport.close(),
        )
      })
    },
    async close() {
      await (await opening?.catch(() => undefined))?.close()
      await sockets?.close()
    },
  }
}

async function openDesk(house: House, onCall: (call: OperatedCall) => void): Promise<CallDesk> {
  const { settings, recorder, log } = house
  const personas = openPersonas({
    folder: settings.personas ?? samplePersonas,
    onFault: ({ code }) => log.warn({ code }, 'a persona file cannot be used; what it held before still answers'),
  })
  const models = await openModels(settings.models).catch((error: unknown) => {
    personas.close()
    throw error
  })
  const desk = await answerCalls({
    recorder,
    personas,
    models,
    callsMax: settings.callsMax,
    ...(settings.recorder.defaultRegion !== undefined && { region: settings.recorder.defaultRegion }),
    ...(settings.recordings && { recordings: join(settings.home, 'recordings') }),
    onHandOver: ({ conversation }) => log.info({ conversation }, 'a caller asks for a person'),
    onCall,
  })
  return {
    ...desk,
    get calls() {
      return desk.calls
    },
    async close() {
      await desk.close()
      personas.close()
      await models.close()
    },
  }
}

/** A call as the operator's routes reach it. */
function controlOf(call: OperatedCall) {
  return {
    async hangUp() {
      call.hangup()
      await call.ended
    },
    say: (text: string) => call.say(text),
    async takeOver(active: boolean) {
      if (active) call.takeover()
      else call.giveBack()
    },
  }
}
