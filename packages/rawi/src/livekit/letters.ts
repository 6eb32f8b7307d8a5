/** Letters and digits only, so that texts compare whatever was done to their spaces, marks and mark-up. */
export function lettersOf(text: string): string {
  return text
    .replaceAll(/<[^<>]*>/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}
