import type { Settings } from '../settings/read-settings.ts'
import { summariseByModel } from './summarise-by-model.ts'
import { type CallToSum, summariseByRules } from './summarise-by-rules.ts'

export interface Summary {
  readonly text: string
  readonly by: 'rules' | 'model'
}

export type Summarise = (call: CallToSum, signal: AbortSignal) => Promise<Summary>

/** The configured model, and the rules where there is none or it has no fit answer. */
export function summariserOf({ summaryModel }: Pick<Settings, 'summaryModel'>): Summarise {
  return async (call, signal) => {
    const spoke = call.said.some(({ role }) => role === 'user')
    const text = summaryModel && spoke && (await summariseByModel(summaryModel, call.said, call.call.language, signal))
    return text ? { text, by: 'model' } : { text: summariseByRules(call), by: 'rules' }
  }
}
