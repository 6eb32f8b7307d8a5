/** The methods that some route takes at a path; empty where there is no such path. One that is spelled out goes before one with a parameter. */
export function methodsAt(routes: readonly { method: string; path: string }[]): (path: string) => string[] {
  const known = routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => ({ method, spelled: path, pattern: patternOf(path) }))
  return (path) => {
    const spelled = known.filter((route) => route.spelled === path)
    const found = spelled.length > 0 ? spelled : known.filter(({ pattern }) => pattern.test(path))
    return [...new Set(found.map(({ method }) => method))].sort()
  }
}

function patternOf(path: string): RegExp {
  const parts = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${parts.join('/')}$`)
}
