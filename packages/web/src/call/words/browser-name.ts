/** Browsers whose permissions are found in different places. */
export type BrowserName = 'chromium' | 'firefox' | 'safari' | 'ios' | 'other'

export function browserName(agent: string): BrowserName {
  if (/iPhone|iPad/.test(agent)) return 'ios'
  if (/Firefox\//.test(agent)) return 'firefox'
  if (/Chrome\/|Chromium\//.test(agent)) return 'chromium'
  return /Safari\//.test(agent) ? 'safari' : 'other'
}
