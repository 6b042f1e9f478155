// Builds what people see. Each entry is a page of its own.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, minify, transformWithOxc, type Plugin } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MAP_ENGINE = /node_modules\/(maplibre-gl|@maplibre|pmtiles)\//;
const MAP_OVERLAY = /node_modules\/(@deck\.gl|@luma\.gl|@loaders\.gl|@math\.gl)\//;
/** What every page needs, the lightest too: in a file of its own, or it comes along with a map. */
const GROUND = /node_modules\/(react|react-dom|scheduler)\/|vite\/preload-helper/;
const server = process.env['FENGSUI_SERVER'] ?? 'http://localhost:8080';

/** Old phones read the public's page: what it loads at first is written in the JavaScript of 2019, without help from outside. */
const forOldPhones: Plugin = {
  name: 'fengsui:for-old-phones',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      const wanted = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' && file.isEntry && file.name.startsWith('public') ? [file.fileName] : [],
      );
      for (const name of wanted) {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk') continue;
        wanted.push(...chunk.imports.filter((taken) => !wanted.includes(taken)));
        const { code } = await transformWithOxc(chunk.code, name, { target: 'es2019', sourcemap: false, lang: 'js' });
        if (code.includes('@oxc-project/runtime')) throw new Error(`${name} needs helpers for old phones`);
        chunk.code = (await minify(name, code, { compress: { target: 'es2019' } })).code;
      }
    },
  },
};

export default defineConfig({
  root: from('client'),
  publicDir: from('client/portal/static'),
  plugins: [react(), forOldPhones],
  build: {
    outDir: from('dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    // Fonts stay files: the map fetches them by unicode range, and the Content-Security-Policy allows no data: fonts.
    assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined),
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: {
        console: from('client/index.html'),
        wall: from('client/wall.html'),
        remote: from('client/remote.html'),
        public: from('client/public.html'),
        'public-worker': from('client/platform/public-worker.ts'),
      },
      // The map's engine changes with its releases, not with ours: a file of its own stays in the browser's cache.
      output: {
        // A worker answers for the folder that it lies in, and is known by its name.
        entryFileNames: ({ name }) => (name === 'public-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'map-engine', test: MAP_ENGINE },
            { name: 'map-overlay', test: MAP_OVERLAY },
            { name: 'ground', test: GROUND, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    fs: { allow: [from('.')] },
    proxy: { '/api': server, '/live': { target: server, ws: true } },
  },
});
