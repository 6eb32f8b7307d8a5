/** Whether people mean a phone number: digits of any script and what stands between them, nothing else. */
export function looksLikePhone(text: string): boolean {
  return /^\+?[\p{Nd}\s().\-/\u200e]+$/u.test(text.trim()) && (text.match(/\p{Nd}/gu)?.length ?? 0) >= 3
}
