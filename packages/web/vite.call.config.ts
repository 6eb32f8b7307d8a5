import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Fonts that stand in the first picture come with the page instead of after its styles. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => /arabic-arabic-.*\.woff2$/.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/call/${file}`, crossorigin: '' },
            injectTo: 'head',
          })),
    },
  }
}

/** The page of a call, as the server sends it at `/call`. */
// biome-ignore lint/style/noDefaultExport: Vite asks for one.
export default defineConfig({
  root: here('./call'),
  base: '/call/',
  plugins: [react(), tailwind(), preloadFonts()],
  worker: { format: 'es' },
  build: {
    outDir: here('./dist/call'),
    emptyOutDir: true,
    target: 'es2023',
    // Its policy lets the page load files of this server only, and nothing from `data:`.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
  },
})
