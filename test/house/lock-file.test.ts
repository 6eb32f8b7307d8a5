import { describe, expect, it } from 'vitest'
import { read } from './sources.ts'

interface LockedPackage {
  readonly version?: string
  readonly optionalDependencies?: Record<string, string>
}

describe('package-lock.json', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }

  // npm leaves out what its registry does not offer, and then refuses its own lock file: run scripts/complete-lock.mjs.
  it('has the optional packages of every platform, so that npm ci takes it anywhere', () => {
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)))
    expect(missing).toEqual([])
  })

  it('agrees with the exact versions that the workspaces ask for', () => {
    const wrong = ['', 'packages/rawi', 'packages/agent', 'packages/server'].flatMap((folder) => {
      const manifest = JSON.parse(read(`${folder || '.'}/package.json`)) as {
        dependencies?: Record<string, string>
        devDependencies?: Record<string, string>
      }
      return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
        .filter(([name]) => name !== 'rawi' && !name.startsWith('@rawi/'))
        .filter(([name, version]) => {
          const locked = packages[`${folder}/node_modules/${name}`] ?? packages[`node_modules/${name}`]
          return locked?.version !== version
        })
        .map(([name, version]) => `${folder}: ${name}@${version}`)
    })
    expect(wrong).toEqual([])
  })
})
