import type { Look } from './look.ts'

/** A woman of about forty with a sage scarf over a dark under-scarf, in a warm grey coat. */
export const noor: Look = {
  name: 'noor',
  seed: 23,
  skin: { base: '#d99c78', blush: '#bd5a4e', rosy: 0.36 },
  face: {
    outline: '0 130, 60 141, 97 178, 110 228, 112 280, 110 330, 103 372, 89 408, 66 438, 38 457, 15 464, 0 465',
    cheekbones: 1.15,
    browRidge: 0.45,
    noseWidth: 1,
    noseHeight: 1.05,
    chin: 0.8,
    jaw: 0.35,
    age: 0.22,
    neckWidth: 0.96,
  },
  eyes: { iris: '#4d4a24', width: 1.14, height: 1.14, tilt: 0.7, lashes: 0.85, fold: 0.95, liner: 0.85 },
  brows: { colour: '#2a1a13', thickness: 0.98, arch: 0.95, slant: 0 },
  mouth: { width: 1.08, upper: 1.08, lower: 1.1, colour: '#b8625c', gloss: 0.8 },
  hair: { kind: 'scarf', colour: '#5f8a7d', under: '#2c4740', ears: false },
  clothes: [
    {
      path: 'M360 560 L470 520 C530 560 600 580 634 622 C656 660 664 700 668 760 L360 760 Z',
      mirrored: true,
      colour: '#6d6259',
      puff: 46,
      edge: 7,
      weave: 0.2,
      folds: [
        { path: 'M580 640 C566 680 562 720 564 760', width: 14, depth: -9 },
        { path: 'M612 630 C600 680 600 720 606 760', width: 10, depth: 5 },
      ],
    },
    { path: 'M372 640 L352 760 L362 760 L382 640 Z', colour: '#5a5048', puff: 4, edge: 2 },
  ],
  backdrop: { light: ['#f3f1ea', '#c3cbbb'], dark: ['#454c44', '#191d1a'] },
}
