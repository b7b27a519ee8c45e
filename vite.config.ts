import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.PATCHCORD_DEV_SERVER ?? 'http://127.0.0.1:3000';

/** The designer: built into dist/client, or served with hot reload beside a running server. */
export default defineConfig({
  root: fileURLToPath(new URL('client', import.meta.url)),
  plugins: [react()],
  // Workers load their parts as the page does.
  worker: { format: 'es' },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/login': server, '/voice': server, '/messaging': server },
  },
});
