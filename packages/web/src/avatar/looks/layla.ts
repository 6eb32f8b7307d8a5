import type { Look } from './look.ts'

/** A woman of about thirty with long brown hair, in a navy jacket. */
export const layla: Look = {
  name: 'layla',
  seed: 11,
  skin: { base: '#e0a888', blush: '#c8625a', rosy: 0.42 },
  face: {
    outline: '0 128, 58 139, 95 176, 107 226, 109 276, 106 324, 98 366, 83 404, 60 437, 34 458, 14 465, 0 466',
    cheekbones: 1.05,
    browRidge: 0.35,
    noseWidth: 0.92,
    noseHeight: 0.9,
    chin: 0.9,
    jaw: 0.3,
    age: 0.05,
    neckWidth: 0.94,
  },
  eyes: { iris: '#6b4426', width: 1.16, height: 1.2, tilt: 1, lashes: 0.9, fold: 0.85, liner: 0.9 },
  brows: { colour: '#3a2419', thickness: 0.86, arch: 1.1, slant: 0.15 },
  mouth: { width: 1.06, upper: 1, lower: 1.08, colour: '#c96f66', gloss: 1 },
  hair: {
    kind: 'strands',
    root: '#2a1710',
    tip: '#57341f',
    shine: '#b98458',
    grey: 0,
    ears: false,
    massBehind:
      'M360 106 C262 104 216 176 218 290 C218 380 206 450 216 530 C236 560 290 560 316 540 L410 540 C440 560 486 560 506 530 C514 450 502 380 502 290 C504 176 458 104 360 106 Z',
    massFront:
      'M316 176 C300 190 274 216 260 264 C252 320 256 390 246 450 C242 490 240 520 236 540 C222 520 212 480 216 410 C218 350 212 270 230 206 C250 136 300 108 352 107 C430 106 478 148 492 216 C506 290 500 350 506 420 C508 480 500 520 486 545 C474 530 476 490 470 450 C464 390 470 320 460 266 C446 222 400 190 316 176 Z',
    stubble: [],
    locks: [
      {
        where: 'behind',
        strands: 300,
        thickness: 1.5,
        stray: 6,
        wave: { size: 5, turns: 1.6 },
        curves: [
          '300 130, 236 220, 228 360, 216 470, 236 590',
          '340 130, 290 260, 282 400, 276 500, 296 592',
          '380 130, 430 260, 436 400, 440 500, 424 592',
          '420 130, 488 220, 494 360, 508 470, 486 590',
        ],
      },
      {
        where: 'front',
        strands: 620,
        thickness: 1.25,
        stray: 2.6,
        wave: { size: 9, turns: 1.35 },
        curves: [
          '312 168, 366 184, 420 216, 454 272, 462 326, 464 404, 456 478, 474 566',
          '316 140, 392 146, 450 190, 474 258, 480 334, 486 420, 480 500, 486 590',
          '322 107, 396 103, 463 152, 493 236, 500 330, 510 424, 512 510, 494 594',
        ],
      },
      {
        where: 'front',
        strands: 520,
        thickness: 1.25,
        stray: 2.6,
        wave: { size: 9, turns: 1.35 },
        curves: [
          '318 168, 298 190, 278 218, 262 268, 256 332, 254 410, 260 486, 246 570',
          '320 142, 286 154, 256 196, 242 264, 238 338, 234 424, 238 504, 234 590',
          '326 106, 280 118, 243 160, 224 240, 219 332, 210 424, 208 512, 228 594',
        ],
      },
    ],
  },
  clothes: [
    {
      path: 'M360 622 L404 556 L432 520 L470 560 L440 740 L360 740 Z',
      mirrored: true,
      colour: '#eef0f3',
      puff: 20,
      edge: 4,
      folds: [{ path: 'M372 640 C376 680 374 710 370 740', width: 8, depth: 3 }],
    },
    {
      path: 'M428 516 C470 546 540 556 590 592 C628 622 646 680 652 760 L366 760 C372 720 400 640 428 516 Z',
      mirrored: true,
      colour: '#27375a',
      puff: 44,
      edge: 7,
      weave: 0.16,
      folds: [
        { path: 'M560 640 C548 680 546 720 548 760', width: 14, depth: -9 },
        { path: 'M590 620 C580 668 580 710 586 760', width: 10, depth: 5 },
        { path: 'M470 600 C490 620 520 632 560 636', width: 14, depth: 4 },
      ],
    },
    {
      path: 'M424 512 C452 540 470 552 486 566 L470 604 L488 616 C452 664 404 706 372 748 L362 728 C392 660 412 590 424 512 Z',
      mirrored: true,
      colour: '#2d3f66',
      puff: 10,
      edge: 3,
      weave: 0.16,
      shadow: 7,
    },
  ],
  backdrop: { light: ['#eef3f8', '#b9c9dc'], dark: ['#3a4a60', '#151c28'] },
}
