import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The avatar's demo page; with `--mode library` the avatar itself as one file that any page can import. */
// biome-ignore lint/style/noDefaultExport: Vite asks for one.
export default defineConfig(({ mode }) => ({
  root: here('./avatar-demo'),
  base: './',
  build:
    mode === 'library'
      ? {
          outDir: here('./dist/avatar'),
          emptyOutDir: true,
          target: 'es2023',
          lib: { entry: here('./src/avatar/avatar.ts'), formats: ['es'], fileName: 'avatar' },
        }
      : { outDir: here('./dist/avatar-demo'), emptyOutDir: true, target: 'es2023' },
}))
