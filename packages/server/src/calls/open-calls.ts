import type { Server } from 'node:http'
import { join } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  type AnswerCallsOptions,
  answerCalls,
  avatarRefusal,
  type CallDesk,
  type OpenModels,
  type OperatedCall,
  openModels,
} from '@rawi/agent'
import { RawiError } from 'rawi'
import type { House, HouseEnv } from '../http/house.ts'
import { liveOf } from '../live/open-live.ts'
import { callRoutes } from './call-routes.ts'
import { ownRecordRoutes } from './own-record-routes.ts'
import { personasOf } from './personas.ts'
import { openRecordKeys } from './record-keys.ts'
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
  const keys = openRecordKeys(house.secretFor)
  const { controls } = liveOf(house)
  let running: CallDesk | undefined
  let opening: Promise<CallDesk> | undefined
  let sockets: Sockets | undefined

  /** The agent is large: it is loaded when the first caller comes. */
  const desk = (): Promise<CallDesk> => {
    opening ??= openDesk(house, {
      recordKey: (conversation) => keys.of(house.tenantId, conversation),
      onCall(call) {
        const leave = controls.register(house.tenantId, call.conversation.id, controlOf(call))
        void call.ended.catch(() => {}).finally(leave)
      },
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

  const routes = callRoutes(house, tickets, () => (running?.calls.length ?? 0) >= house.settings.callsMax)
  routes.route('/', ownRecordRoutes(house, keys))
  return {
    routes,
    listen(server) {
      sockets = takeSockets(server, house, tickets, (_tenantId, transport) => {
        desk().then(
          (open) => open.answer(transport),
          (error: unknown) => {
            const code = error instanceof RawiError ? error.code : 'RAWI_INTERNAL'
            house.log.error({ code }, 'calls cannot be answered')
            transport.send(JSON.stringify({ type: 'error', code, message: 'Nobody can answer here at the moment.' }))
            transport.close()
          },
        )
      })
    },
    async close() {
      await (await opening?.catch(() => undefined))?.close()
      await sockets?.close()
    },
  }
}

type DeskParts = Pick<AnswerCallsOptions, 'recordKey' | 'onCall'>

async function openDesk(house: House, parts: DeskParts): Promise<CallDesk> {
  const { settings, recorder, log } = house
  const personas = personasOf(house)
  const models = await modelsOf(house)
  const refusal = await avatarRefusal(settings.avatar)
  if (refusal) log.error({ code: refusal.code }, refusal.message)
  const desk = await answerCalls({
    recorder,
    personas,
    models,
    avatar: settings.avatar,
    callsMax: settings.callsMax,
    ...(settings.recorder.defaultRegion !== undefined && { region: settings.recorder.defaultRegion }),
    ...(settings.recordings && { recordings: join(settings.home, 'recordings') }),
    onHandOver: ({ conversation }) => log.info({ conversation }, 'a caller asks for a person'),
    ...parts,
  })
  return {
    ...desk,
    get calls() {
      return desk.calls
    },
    async close() {
      await desk.close()
      await models.close()
    },
  }
}

/** Whoever calls is answered, whatever cannot be opened of what was chosen: in the end in text, with the built-in voice. */
async function modelsOf({ settings, log }: House): Promise<OpenModels> {
  const { brain: _brain, ...noBrain } = settings.models
  const { hearing: _hearing, ...noHearing } = settings.models
  const { brain: _both, ...neither } = noHearing
  const told = new Set<string>()
  for (const chosen of [settings.models, noHearing, noBrain, neither]) {
    try {
      return await openModels(chosen)
    } catch (error) {
      if (!(error instanceof RawiError)) throw error
      if (told.has(error.message)) continue
      told.add(error.message)
      log.error({ code: error.code }, `calls are answered with less than was chosen: ${error.message}`)
    }
  }
  return openModels()
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
