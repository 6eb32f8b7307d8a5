/** Characters after which a sentence that does not end is spoken up to its last pause, or word. */
const LONG = 240
/** A sentence shorter than this waits for the next one: a voice needs a phrase to find its melody. */
const SHORT = 12

const END = /[.!?؟…。]+["'”»)\]]*\s+|\n+/gu
const PAUSE = /[,;:،؛]\s+|\s[–—-]\s/gu

/** Cuts a stream of words into sentences that can be spoken while the rest is still being written. */
export interface SentenceCutter {
  /** Sentences that are complete now. */
  push(delta: string): string[]
  /** What is left. */
  rest(): string[]
}

export function sentenceCutter(): SentenceCutter {
  let text = ''

  function take(length: number): string {
    const sentence = text.slice(0, length)
    text = text.slice(length)
    return sentence
  }

  function next(): string | undefined {
    for (const { index, 0: mark } of text.matchAll(END)) {
      if (index + mark.length >= SHORT && !endsInNumber(text, index)) return take(index + mark.length)
    }
    if (text.length <= LONG) return undefined
    const pause = [...text.slice(0, LONG).matchAll(PAUSE)].at(-1)
    if (pause && pause.index > SHORT) return take(pause.index + pause[0].length)
    const space = text.lastIndexOf(' ', LONG)
    return take(space > SHORT ? space + 1 : LONG)
  }

  return {
    push(delta) {
      text += delta
      const sentences: string[] = []
      for (let sentence = next(); sentence !== undefined; sentence = next()) sentences.push(sentence)
      return sentences.filter((sentence) => sentence.trim() !== '')
    },
    rest() {
      const left = take(text.length)
      return left.trim() === '' ? [] : [left]
    },
  }
}

/** "No. 5" and "1. First" go on. */
function endsInNumber(text: string, at: number): boolean {
  return text[at] === '.' && /(?:^|\s)(?:\d{1,2}|No|Mr|Mrs|Dr|د|أ)$/u.test(text.slice(Math.max(0, at - 4), at))
}
