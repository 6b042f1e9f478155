// Builds what people see. Each entry is a page of its own: the public portal and the wall join `input` when they come.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MAP_ENGINE = /node_modules\/(maplibre-gl|@maplibre|@deck\.gl|@luma\.gl|@loaders\.gl|@math\.gl|pmtiles)\//;
const server = process.env['FENGSUI_SERVER'] ?? 'http://localhost:8080';

export default defineConfig({
  root: from('client'),
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: from('dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    // Fonts stay files: the map fetches them by unicode range, and the Content-Security-Policy allows no data: fonts.
    assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined),
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { console: from('client/index.html'), wall: from('client/wall.html'), remote: from('client/remote.html') },
      // The map's engine changes with its releases, not with ours: a file of its own stays in the browser's cache.
      output: { codeSplitting: { groups: [{ name: 'map-engine', test: MAP_ENGINE }] } },
    },
  },
  worker: { format: 'es' },
  server: {
    fs: { allow: [from('.')] },
    proxy: { '/api': server, '/live': { target: server, ws: true } },
  },
});
