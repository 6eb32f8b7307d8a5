// Where the parts of every face lie, in units of the portrait (720 wide and high).
export const MIDDLE = 360
export const EYE_Y = 302
export const EYE_X = 47
export const BROW_Y = 268
export const NOSE_Y = 366
export const MOUTH_Y = 409

/** What the head layer covers; hair that falls lower has its own layer. */
export const HEAD_AREA = { x: 190, y: 70, width: 340, height: 430 }
