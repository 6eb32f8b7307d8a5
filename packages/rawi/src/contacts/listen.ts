import { CONTACT_MODEL_TIMEOUT_MS } from '../conversation/bounds.ts'
import type { ContactListener, ContactModel, ContactPatch } from '../conversation/contact-listener.ts'
import { openContactExtractor, validValue } from './contact-extractor.ts'
import { contactOf, holdingPatch } from './contact-patch.ts'

/** Of what an agent's model noted: it says no words for it. */
const NOTED_CONFIDENCE = 0.7

export interface ListenOptions {
  /** ISO 3166-1 alpha-2: how numbers without a country code are read. */
  readonly defaultRegion: string
  readonly model?: ContactModel
}

/** The extractor as the recorder listens with it. @throws RawiError RAWI_CONFIG_INVALID */
export function openContactListener({ defaultRegion, model }: ListenOptions): ContactListener {
  const extractor = openContactExtractor({ defaultRegion })
  return {
    asksModel: model !== undefined,
    listen(callerId) {
      const state = extractor.start(callerId === undefined ? {} : { callerId })
      const known: ContactPatch[] = []
      const all = () => (known.length === 0 ? state.patches : [...state.patches, ...known])
      return {
        get patches() {
          return all()
        },
        get contact() {
          return contactOf(all())
        },
        onTurn: (turn) => extractor.onTurn(turn, state),
        enter(field, value, word = 'human') {
          if (word === 'human') return extractor.fromHuman(field, value, state)
          const clean = validValue(field, value, defaultRegion)
          if (clean === undefined) return null
          const facts = { confidence: NOTED_CONFIDENCE, status: 'candidate', source: 'llm', evidence: [] } as const
          const patch: ContactPatch = { field, value: clean, raw: clean, ...facts }
          known.push(patch)
          return patch
        },
        add(patches) {
          known.push(...patches)
        },
        async finalize(timeoutMs) {
          if (!model) return []
          return extractor.finalize(state, {
            ...model,
            timeoutMs: Math.max(1, Math.min(model.timeoutMs ?? CONTACT_MODEL_TIMEOUT_MS, timeoutMs)),
          })
        },
        rankOf(field) {
          const patch = holdingPatch(all(), field)
          if (!patch) return undefined
          if (patch.source === 'human') return 'human'
          if (patch.status === 'confirmed') return 'confirmed'
          return patch.source === 'llm' ? 'llm' : 'rules'
        },
      }
    },
  }
}
