import react from '@vitejs/plugin-react';
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite';
import { themeStylesheet } from './theme-stylesheet.ts';

/** What the first screen needs comes in three files instead of fifty, those that change least apart; the rest is split by screen. */
const FIRST_LOAD = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
  { name: 'platform', test: /node_modules\/(@tanstack|i18next|react-i18next|zod)\/|packages\/contract\/|zod-without-eval/, priority: 2 },
  { name: 'console', test: /src\/(main|routes\/clients-page)\.tsx$/, priority: 1 },
];

export default defineConfig({
  base: '/console/',
  plugins: [react(), themeStylesheet()],
  // `source` compiles the contract from its sources, so that a build never depends on a stale copy of it.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  // Tests resolve as a server does; they too run without a build.
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  // Inlined assets would be data: URLs, which the Content-Security-Policy allows for images alone.
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: FIRST_LOAD } } },
  },
});
