import { timingSafeEqual } from 'node:crypto'
import type { EndReason, EndResult } from 'rawi'
import { recordSession } from 'rawi/livekit'
import type { StartedAvatar } from '../avatars/start-avatar.ts'
import { detectLanguage } from '../brain/language.ts'
import { instructionsFor } from '../persona/instructions.ts'
import { languageFor } from '../persona/languages.ts'
import type { Language } from '../persona/persona.ts'
import type { CallRecord } from '../session/call-record.ts'
import { CallEnding } from '../session/ending.ts'
import { endOfCall, finishCall } from '../session/finish-call.ts'
import { SentenceVoice } from '../speech/sentence-voice.ts'
import { steadyHearing } from '../speech/steady-hearing.ts'
import { AgentWords } from '../voice/agent-words.ts'
import { CallerAudio } from '../voice/caller-audio.ts'
import { tapeOfCall } from '../voice/tape/tape-of-call.ts'
import { FAILED_TURNS_MAX, GOODBYE_MAX_MS } from './bounds.ts'
import { CallAgent } from './call-agent.ts'
import { recordOfCall } from './call-record.ts'
import { callTools } from './call-tools.ts'
import type { CallerLink } from './caller-link.ts'
import { callerSide } from './caller-side.ts'
import { callerSilence } from './caller-silence.ts'
import { callConnection } from './connection.ts'
import type { CallLimits, EmbeddedCall, EmbeddedCallOptions } from './embedded-call.ts'
import { endedMessage } from './ended-message.ts'
import { openSession } from './open-session.ts'
import { operatorDesk } from './operator-desk.ts'
import type { AgentMessage, SoundAbility } from './protocol.ts'
import { hush, soundOfCall } from './sound-of-call.ts'
import { turnClock } from './turn-clock.ts'
import { typedTurns } from './typed-turns.ts'
import { tellFailure, watchSession } from './watch-session.ts'

/** What the page said before the call began. */
export interface CallBeginning {
  readonly id: string
  readonly token: string
  readonly welcome: AgentMessage
  readonly limits: CallLimits
  readonly link: CallerLink
  readonly language: Language
  readonly sound: SoundAbility
  readonly avatar: StartedAvatar
}

/** A call as the desk that answers calls knows it. */
export interface RunningCall extends Omit<EmbeddedCall, 'resume'> {
  /** Goes on with the call on another connection; false where the token is not this call's, or it has ended. */
  goOn(link: CallerLink, token: string): boolean
}

/** Runs a call whose caller has pressed Start: greeting, turns, end, and everything kept. */
export function runEmbeddedCall(options: Omit<EmbeddedCallOptions, 'transport'>, begun: CallBeginning): RunningCall {
  const { persona, models = {} } = options
  const { language, limits, avatar } = begun
  const { says } = persona.persona
  const ending = new CallEnding()
  const clock = turnClock()
  const beganAt = performance.now()
  const conversation = options.recorder.startConversation({
    channel: 'web',
    language,
    agentName: persona.persona.agent.name.en,
    avatarProvider: avatar.name,
    ...options.caller,
  })
  let { sound } = begun
  let textOnly = false
  let leaving: EndReason | undefined

  const connection = callConnection({
    graceMs: limits.resumeGraceMs,
    onLost() {
      speech.agent.disconnected()
      if (microphone) hush(microphone)
    },
    onGone: () => ending.set('timeout'),
  })
  const hearing = models.hearing && steadyHearing(models.hearing, () => tellFailure(connection, 'RAWI_HEARING_FAILED'))
  const voice = models.voice && new SentenceVoice(models.voice, persona.persona, language)
  const spoken = () => voice !== undefined && sound.down && !textOnly
  const session = openSession(persona, { language, region: options.region }, models, { hearing, voice })
  const operator = operatorDesk({ session, connection, conversation })
  const speech = soundOfCall({
    session,
    connection,
    clock,
    operator: (text) => operator.said(text),
    spoken,
    onPlayed(samples) {
      tape.agent(samples)
      record.heard(speech.agent.playing)
    },
  })
  const microphone = hearing && new CallerAudio()
  const tape = tapeOfCall(options.recordings, conversation, (error) => connection.error(error.code, error.message))

  const tools = callTools({
    persona: persona.persona,
    conversation,
    onEnd: leaveAfterSpeech,
    onHandOver(reason) {
      conversation.addEvent('hand_over', { reason })
      connection.send({ type: 'transferred', to: reason })
      options.onHandOver?.({ call: begun.id, conversation: conversation.id, reason })
    },
  })
  const record = recordOfCall(conversation, {
    heardOf: (text) => speech.turns.heardOf(text, speech.agent.playing),
    saidByOperator: (text) => operator.said(text),
    delaysOf: (text) => clock.take(text),
  })
  const recording = recordSession<EndResult, CallRecord<EndResult>>(session, {
    conversation: record,
    languageOf: detectLanguage,
    // One agent with one configuration: its entry into the call is nothing that anybody said.
    leaveOut: ['agent_handoff', 'agent_config_update'],
    end: async (seen) => {
      await tape.stop()
      return { ...endOfCall(session.history, ending.known ?? seen), ...tools.noted() }
    },
  })
  if (microphone) session.input.audio = microphone
  session.output.audio = speech.agent
  session.output.transcription = new AgentWords(speech.turns)
  session.output.setAudioEnabled(spoken())

  const answering = Promise.withResolvers<void>()
  const typing = typedTurns({
    session,
    ready: answering.promise,
    timeoutMs: limits.turnTimeoutMs,
    spoken,
    silent: () => operator.present || leaving !== undefined,
    begins: () => clock.asked(true),
    failed: apologise,
  })
  const silence = callerSilence(
    limits.silenceMaxMs,
    () => connection.state !== 'listening',
    () => ending.set(caller.spoke ? 'timeout' : 'no_input'),
  )
  const caller = callerSide({
    session,
    connection,
    speech,
    typing,
    operator,
    silence,
    ending,
    microphone,
    leaving: () => leaving !== undefined,
    onSpoken: (samples) => tape.caller(samples),
    onSound(now) {
      sound = now
      session.output.setAudioEnabled(spoken())
    },
  })
  watchSession(session, {
    connection,
    speech,
    ending,
    onHeard: caller.heard,
    onVoiceFailed() {
      textOnly = true
      session.output.setAudioEnabled(false)
      speech.turns.voiceFailed()
    },
    leaving: () => leaving,
  })
  const longest = setTimeout(() => ending.set('timeout'), limits.callMaxMs)

  /** What is not said to its end must not keep the caller. */
  function leaveAfterSpeech(reason: EndReason): void {
    leaving ??= reason
    setTimeout(() => ending.set(reason), GOODBYE_MAX_MS).unref()
  }

  async function apologise(times: number, text: string): Promise<void> {
    // A call that ends under a turn has nobody left to apologise to.
    if (ending.known) return
    const over = times >= FAILED_TURNS_MAX
    tellFailure(connection, 'RAWI_MODEL_FAILED')
    const saying = (over ? says.goodbye : says.failed)[languageFor(persona.persona, detectLanguage(text), language)]
    await ending.before(session.say(saying.display).waitForPlayout())
    if (over) ending.set('error', 'model_failed')
  }

  async function converse(): Promise<void> {
    const agent = new CallAgent({
      id: persona.id,
      instructions: instructionsFor(persona.persona),
      tools: tools.tools,
      silent: () => operator.present,
      onTurn: () => clock.asked(false),
    })
    await session.start({ agent, record: false })
    answering.resolve()
    if (!ending.known) session.say(says.greeting[language].display)
    await ending.before(new Promise<never>(() => {}))
  }

  async function finish(): Promise<EndResult> {
    clearTimeout(longest)
    silence.stop()
    typing.stop()
    answering.resolve()
    try {
      const result = await finishCall(session, recording)
      connection.send({ type: 'state', state: 'ended' })
      connection.send(endedMessage(result, conversation))
      return result
    } finally {
      speech.agent.close()
      void microphone?.close()
      connection.close()
    }
  }

  const key = options.recordKey?.(conversation.id)
  const tellRecord = (link: CallerLink) => {
    if (key !== undefined) link.send({ type: 'record', conversation: conversation.id, key })
  }
  connection.attach(begun.link, caller)
  tellRecord(begun.link)
  if (avatar.refused) {
    const { provider, error } = avatar.refused
    conversation.addEvent('avatar_refused', { provider, code: error.code })
    connection.error(error.code, error.message)
  }
  const ended = converse()
    .catch(() => ending.set('error', 'session_failed'))
    .then(finish)
  // Whoever does not wait for the end must not be stopped by its failure.
  ended.catch(() => {})

  return {
    id: begun.id,
    conversation,
    get state() {
      return connection.state
    },
    ended,
    goOn(link, token) {
      if (ending.known || !sameToken(token, begun.token)) return false
      connection.attach(link, caller)
      link.send(begun.welcome)
      tellRecord(link)
      const { captions, state } = connection
      const seconds = Math.round((performance.now() - beganAt) / 1_000)
      link.send({ type: 'resumed', captions, state, language, muted: caller.muted, seconds })
      speech.reconnected()
      return true
    },
    say: (text) => operator.say(text),
    takeover: () => operator.take(),
    giveBack: () => operator.giveBack(),
    hangup: () => ending.set('operator_hangup'),
    async close() {
      ending.set('shutdown')
      await ended
    },
  }
}

/** Compared in a time that tells nothing of where they differ. */
function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
