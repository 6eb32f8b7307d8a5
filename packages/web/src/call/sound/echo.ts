/** Share of the words that must be the agent's for them to be its echo. */
const SHARE = 0.6

/** Whether a microphone only heard what the loudspeaker said: most of these words are among those said just now. */
export function soundsLikeEcho(heard: string, said: string): boolean {
  const words = wordsOf(heard)
  const spoken = new Set(wordsOf(said))
  return words.length > 0 && words.filter((word) => spoken.has(word)).length / words.length >= SHARE
}

/** Arabic as recognisers and writers agree on it: no vowels, one alif, one ya. */
function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/[\u064B-\u0652\u0670\u0640]/gu, '')
    .replace(/[أإآ]/gu, 'ا')
    .replace(/ى/gu, 'ي')
    .replace(/ة/gu, 'ه')
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}
