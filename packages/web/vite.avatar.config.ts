import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The demo page of the avatar: `npx vite -c packages/web/vite.avatar.config.ts`; `vite build` writes it to `dist/avatar-demo`. */
// biome-ignore lint/style/noDefaultExport: Vite asks for one.
export default defineConfig({
  root: fileURLToPath(new URL('./avatar-demo', import.meta.url)),
  base: './',
  build: { outDir: '../dist/avatar-demo', emptyOutDir: true, target: 'es2023' },
})
