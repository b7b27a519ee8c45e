import { defineConfig } from 'vite';

/** The server and the CLI: our own TypeScript bundled into dist/server, packages left in node_modules. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: 'server/main.ts',
        'cli/patchcord': 'server/cli/patchcord.ts',
        'code-worker': 'server/services/code/worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
