/** The fifteen mouth shapes of speech, by the names of the Oculus lip-sync reference. */
export const VISEMES = ['sil', 'PP', 'FF', 'TH', 'DD', 'kk', 'CH', 'SS', 'nn', 'RR', 'aa', 'E', 'I', 'O', 'U'] as const

export type Viseme = (typeof VISEMES)[number]

/** The seven numbers that make a mouth, each 0 to 1 except `wide`, which is -1 (narrow) to 1. */
export interface Mouth {
  /** How far the jaw has dropped. */
  jaw: number
  wide: number
  /** Lips pushed forward into a ring. */
  pucker: number
  /** Lips pressed together. */
  press: number
  /** Lower lip drawn in under the upper teeth. */
  tuck: number
  /** How much of the upper teeth shows. */
  teeth: number
  /** Tongue: 0 rests, 0.5 touches the palate, 1 comes out between the teeth. */
  tongue: number
}

export const MOUTH_PARTS = ['jaw', 'wide', 'pucker', 'press', 'tuck', 'teeth', 'tongue'] as const

export function restingMouth(): Mouth {
  return { jaw: 0, wide: 0, pucker: 0, press: 0, tuck: 0, teeth: 0, tongue: 0 }
}

/** The mouth of each viseme when it is held. */
export const MOUTH_OF: Readonly<Record<Viseme, Readonly<Mouth>>> = {
  sil: mouth(0, 0, 0, 0, 0, 0, 0),
  PP: mouth(0, -0.08, 0.12, 1, 0, 0, 0),
  FF: mouth(0.12, 0.1, 0, 0, 1, 0.75, 0),
  TH: mouth(0.22, 0.12, 0, 0, 0, 0.65, 1),
  DD: mouth(0.22, 0.15, 0, 0, 0, 0.75, 0.5),
  kk: mouth(0.28, 0.08, 0, 0, 0, 0.5, 0.2),
  CH: mouth(0.2, -0.15, 0.6, 0, 0, 0.9, 0.1),
  SS: mouth(0.12, 0.38, 0, 0, 0, 1, 0.1),
  nn: mouth(0.2, 0.12, 0, 0, 0, 0.6, 0.5),
  RR: mouth(0.25, -0.08, 0.4, 0, 0, 0.4, 0.35),
  aa: mouth(0.9, 0.05, 0, 0, 0, 0.6, 0.15),
  E: mouth(0.56, 0.42, 0, 0, 0, 0.65, 0.2),
  I: mouth(0.38, 0.62, 0, 0, 0, 0.8, 0.25),
  O: mouth(0.6, -0.25, 0.72, 0, 0, 0.25, 0.1),
  U: mouth(0.32, -0.4, 1, 0, 0, 0.1, 0.05),
}

function mouth(
  jaw: number,
  wide: number,
  pucker: number,
  press: number,
  tuck: number,
  teeth: number,
  tongue: number,
): Mouth {
  return { jaw, wide, pucker, press, tuck, teeth, tongue }
}
