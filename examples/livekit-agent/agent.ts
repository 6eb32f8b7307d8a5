import { fileURLToPath } from 'node:url'
import { cli, defineAgent, ServerOptions, voice } from '@livekit/agents'
import { openRecorder } from 'rawi'
import { recordSession } from 'rawi/livekit'

const { DATABASE_URL: databaseUrl } = process.env
const thisFile = fileURLToPath(import.meta.url)

// biome-ignore lint/style/noDefaultExport: LiveKit loads an agent by its default export
export default defineAgent({
  entry: async (ctx) => {
    const recorder = await openRecorder(databaseUrl ? { databaseUrl } : {})
    await ctx.connect()
    const session = new voice.AgentSession({
      stt: 'deepgram/nova-3:ar',
      llm: 'openai/gpt-4.1-mini',
      tts: 'elevenlabs/eleven_multilingual_v2',
    })
    // The one line that keeps the call: every word from here on, how it ended, and the end of the job.
    recordSession(session, { recorder, ctx, closeRecorder: true, language: 'ar' })
    await session.start({
      agent: new voice.Agent({ instructions: 'أنت موظف استقبال في مركز تدريب. أجب باختصار ولطف.' }),
      room: ctx.room,
    })
    session.generateReply({ instructions: 'رحّب بالمتصل واسأله كيف تساعده.' })
  },
})

if (process.argv[1] === thisFile) cli.runApp(new ServerOptions({ agent: thisFile, agentName: 'receptionist' }))
