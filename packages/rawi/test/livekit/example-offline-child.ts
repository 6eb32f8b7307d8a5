import { inference, JobContext, voice } from '@livekit/agents'
import { ScriptedModel } from './scripted-model.ts'

// Loaded before the example: it has no room to connect to and no model to ask, everything else is as it stands there.
const model = new ScriptedModel(['أهلاً وسهلاً، ', 'كيف أساعدك؟'])
const { start } = voice.AgentSession.prototype

JobContext.prototype.connect = async () => {}
inference.LLM.prototype.chat = (request) => model.chat(request) as ReturnType<inference.LLM['chat']>
voice.AgentSession.prototype.start = function ({ agent }) {
  this.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
    if (item.type === 'message' && item.role === 'assistant')
      this.shutdown({ reason: voice.CloseReason.PARTICIPANT_DISCONNECTED })
  })
  return start.call(this, { agent, record: false })
}
