/** A face, its hair and its clothes as data. Colours are `#rrggbb`; lengths are units of the portrait, 720 wide and 720 high. */
export interface Look {
  readonly name: string
  /** Chooses the strands, the specks and the rhythm of blinking. */
  readonly seed: number
  readonly skin: Skin
  readonly face: FaceShape
  readonly eyes: EyeShape
  readonly brows: BrowShape
  readonly mouth: MouthShape
  readonly hair: Hair
  readonly beard?: Beard
  readonly glasses?: string
  readonly clothes: readonly Piece[]
  /** Middle and edge of the background, in a light and in a dark page. */
  readonly backdrop: { readonly light: readonly [string, string]; readonly dark: readonly [string, string] }
}

export interface Skin {
  readonly base: string
  readonly blush: string
  /** Strength of the blush, 0 to 1. */
  readonly rosy: number
}

export interface FaceShape {
  /** Right half of the outline from the crown to the chin as points `x y, x y, …`, x counted from the middle of the face. */
  readonly outline: string
  /** Each 1 in an average face; 0 is none. */
  readonly cheekbones: number
  readonly browRidge: number
  readonly noseWidth: number
  readonly noseHeight: number
  readonly chin: number
  readonly jaw: number
  /** Lines and folds, 0 for a young face to 1 for an old one. */
  readonly age: number
  readonly neckWidth: number
}

export interface EyeShape {
  readonly iris: string
  readonly width: number
  readonly height: number
  /** How much higher the outer corner lies. */
  readonly tilt: number
  /** Length of the lashes; they thicken with it. */
  readonly lashes: number
  /** Distance from the lashes to the fold of the lid. */
  readonly fold: number
  readonly liner: number
}

export interface BrowShape {
  readonly colour: string
  readonly thickness: number
  readonly arch: number
  /** Lift of the outer end against the inner one. */
  readonly slant: number
}

export interface MouthShape {
  readonly width: number
  readonly upper: number
  readonly lower: number
  readonly colour: string
  readonly gloss: number
}

/** Strands that grow from one curve to the next; a curve goes through its points `x y, x y, …` from root to tip. */
export interface Lock {
  readonly curves: readonly string[]
  readonly strands: number
  readonly thickness: number
  /** How far a strand strays from its curve. */
  readonly stray: number
  readonly wave?: { readonly size: number; readonly turns: number }
  readonly where: 'behind' | 'front'
}

export interface Strands {
  readonly kind: 'strands'
  readonly root: string
  readonly tip: string
  /** Colour of the shine; `grey` of every hundred strands are grey. */
  readonly shine: string
  readonly grey: number
  /** Filled beneath the strands, so that no skin shows through. */
  readonly massBehind?: string
  readonly massFront?: string
  readonly ears: boolean
  readonly stubble: readonly Stubble[]
  readonly locks: readonly Lock[]
}

export interface Scarf {
  readonly kind: 'scarf'
  readonly colour: string
  readonly under: string
  readonly ears: false
}

export type Hair = Strands | Scarf

/** Short hair on skin. */
export interface Stubble {
  readonly region: string
  readonly count: number
  readonly length: number
  /** Direction of growth in degrees: 90 is down, -90 up; on the right half. The left half mirrors it. */
  readonly angle: number
  readonly thickness: number
  readonly colour: string
  readonly tint: number
}

export interface Beard {
  readonly stubble: readonly Stubble[]
}

/** A piece of clothing, sewn in order: an SVG path, puffed up and lit, with folds pressed in. */
export interface Piece {
  readonly path: string
  readonly mirrored?: boolean
  readonly colour: string
  /** How round it looks, and how round its edge is. */
  readonly puff: number
  readonly edge: number
  readonly folds?: readonly Fold[]
  readonly weave?: number
  readonly shine?: number
  readonly shadow?: number
}

export interface Fold {
  readonly path: string
  readonly width: number
  /** Above 0 a ridge, below 0 a crease. */
  readonly depth: number
}
