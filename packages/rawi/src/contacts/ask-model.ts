import { CONTACT_MODEL_ANSWER_MAX_BYTES, CONTACT_MODEL_TIMEOUT_MS } from '../conversation/bounds.ts'
import { type ContactPatch, type ContactTurn, holdingPatch } from './contact-patch.ts'
import { patchesOf } from './model-answer.ts'
import { instructions, schemaOf, transcriptOf } from './model-question.ts'

/** An endpoint that speaks OpenAI's chat completions with a JSON schema, and what to ask of it. */
export interface AskModel {
  /** Up to the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  /** Milliseconds, by default `CONTACT_MODEL_TIMEOUT_MS`. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/**
 * The patches that a model's answer brings: only for fields that nobody confirmed, and only values that stand in the
 * caller's own words. No answer, a late, an oversized or a wrong one bring none; this never rejects.
 */
export async function askModel(
  model: AskModel,
  turns: readonly ContactTurn[],
  patches: readonly ContactPatch[],
  region: string,
): Promise<ContactPatch[]> {
  const open = (['name', 'phone', 'email'] as const).filter((field) => {
    const held = holdingPatch(patches, field)
    return held?.source !== 'human' && held?.status !== 'confirmed'
  })
  if (open.length === 0 || turns.length === 0) return []
  try {
    const answer = await answerOf(model, turns)
    return answer === undefined ? [] : patchesOf(answer, { turns, patches, region, open })
  } catch {
    return []
  }
}

/** What the endpoint answers, as JSON; undefined for a refusal or for anything that is none. */
async function answerOf(model: AskModel, turns: readonly ContactTurn[]): Promise<unknown> {
  const timeout = AbortSignal.timeout(model.timeoutMs ?? CONTACT_MODEL_TIMEOUT_MS)
  const response = await fetch(`${model.baseUrl.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${model.apiKey}` },
    body: JSON.stringify({
      model: model.model,
      temperature: 0,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: transcriptOf(turns) },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'contact', strict: true, schema: schemaOf() } },
    }),
    redirect: 'error',
    signal: model.signal ? AbortSignal.any([model.signal, timeout]) : timeout,
  })
  if (!response.ok) {
    await response.body?.cancel()
    return undefined
  }
  const body = (await boundedJson(response)) as { choices?: { message?: { content?: unknown; refusal?: unknown } }[] }
  const message = body?.choices?.[0]?.message
  if (!message || message.refusal || typeof message.content !== 'string') return undefined
  return JSON.parse(message.content)
}

/** Reads no more than `CONTACT_MODEL_ANSWER_MAX_BYTES`. */
async function boundedJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > CONTACT_MODEL_ANSWER_MAX_BYTES) throw new RangeError('The answer is too long.')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
