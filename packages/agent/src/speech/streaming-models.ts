/** Models that hear Arabic and English, mixed, in one stream; the others are asked for whole turns. */
export function streamsBothLanguages(model: string): boolean {
  return model === 'nova-3' || model === 'nova-3-general'
}
