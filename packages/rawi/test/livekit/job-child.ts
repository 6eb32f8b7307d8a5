import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cli, defineAgent, ServerOptions, voice } from '@livekit/agents'
import { recordSession } from '../../src/livekit/record-session.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { ScriptedModel } from './scripted-model.ts'

// The agent of a real worker. Each job talks for two turns, begins a third, and then does what its metadata say.
export interface JobSettings {
  readonly stateDir: string
  readonly databaseUrl: string
  /** A line for each fact goes here. */
  readonly tellPath: string
  readonly healthPort: number
  readonly drainTimeout: number
  readonly idleProcesses: number
}

const settings = JSON.parse(process.env.RAWI_TEST_JOB ?? '{}') as JobSettings
const BLOCKED_MS = 1_000_000

// biome-ignore lint/style/noDefaultExport: LiveKit loads an agent by its default export
export default defineAgent({
  entry: async (ctx) => {
    const tell = (fact: string) => appendFileSync(settings.tellPath, `${ctx.job.room?.name} ${fact}\n`)
    const { stateDir, databaseUrl } = settings
    const recorder = await openRecorder({ stateDir, databaseUrl, endTimeoutMs: 2_000 })
    const goOn = Promise.withResolvers<void>()
    const model = new ScriptedModel(
      ['Hello.', { usage: [21, 7] }],
      ['We open at nine.'],
      ['On Friday ', 'we ', goOn.promise, 'close at noon.'],
    )
    const session = new voice.AgentSession({ llm: model, vad: null, turnHandling: { turnDetection: null } })
    const recording = recordSession(session, { recorder, ctx, closeRecorder: true, language: 'en' })
    recording.ended.then(({ endReason, saved }) => tell(`ended ${endReason} ${saved}`)).catch(() => tell('failed'))
    if (ctx.job.metadata === 'endless-callback')
      ctx.addShutdownCallback(() => new Promise(() => setInterval(() => {}, BLOCKED_MS)))
    await session.start({ agent: new voice.Agent({ instructions: 'Be brief.' }), record: false })
    await session.run({ userInput: 'hi' }).wait()
    await session.run({ userInput: 'when do you open?' }).wait()
    const last = session.generateReply({ userInput: 'and on Friday?' })
    recorder.on('message', ({ message }) => {
      if (message.content.startsWith('On Friday we')) tell(`talking ${process.pid}`)
    })
    process.on('SIGUSR2', () => {
      tell('going on')
      goOn.resolve()
      void last.waitForPlayout().then(() => act[ctx.job.metadata]?.(session))
    })
  },
})

/** How a job comes to its end, if nobody else ends it. */
const act: Record<string, (session: voice.AgentSession) => unknown> = {
  closes: (session) => session.close(),
  'endless-callback': (session) => session.close(),
  exits: () => process.exit(3),
  throws: () =>
    setImmediate(() => {
      throw new Error('a fault of the agent')
    }),
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  cli.runApp(
    new ServerOptions({
      agent: fileURLToPath(import.meta.url),
      numIdleProcesses: settings.idleProcesses,
      initializeProcessTimeout: 60_000,
      shutdownProcessTimeout: 3_000,
      drainTimeout: settings.drainTimeout,
      loadFunc: async () => 0,
      host: '127.0.0.1',
      port: settings.healthPort,
    }),
  )
}
