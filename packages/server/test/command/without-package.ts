const HIDE = (name: string) => `import { registerHooks } from 'node:module'
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== '${name}') return next(specifier, context)
    throw Object.assign(new Error('not installed'), { code: 'ERR_MODULE_NOT_FOUND' })
  },
})`

/** NODE_OPTIONS of a process in which this package is not installed. */
export function withoutPackage(name: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(HIDE(name))}`
}
