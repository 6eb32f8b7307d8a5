export type { AskModel } from './ask-model.ts'
export type { ContactExtractor, ContactExtractorOptions, ContactStart, ContactState } from './contact-extractor.ts'
export { openContactExtractor } from './contact-extractor.ts'
export type {
  Contact,
  ContactField,
  ContactPatch,
  ContactTurn,
  Evidence,
  EvidenceKind,
  PatchSource,
  PatchStatus,
} from './contact-patch.ts'
export { CONTACT_FIELDS, contactOf, holdingPatch } from './contact-patch.ts'
export { toE164 } from './phone.ts'
