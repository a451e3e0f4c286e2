import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * unit: no engine, runs anywhere. engine: needs Docker (skipped by name with the reason where there is none, required in CI). e2e: the whole
 * product as a user starts it, one file at a time because each starts a server and changes the shared engine.
 */
export default defineConfig({
  // As Node itself resolves it: Vite would take graphql's ES build, and packages in CommonJS the other, whose schemas refuse each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{kernel,backends,subgraphs,schema,gateway,cli,test}/**/*.test.ts'],
          exclude: [
            '**/node_modules/**',
            '**/*.docker.test.ts',
            '**/*.browser.test.ts',
            'test/e2e/**',
            'test/bench/**',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: [
            '{backends,subgraphs,schema,gateway,cli,test}/**/*.docker.test.ts',
            'gateway/**/*.browser.test.ts',
          ],
          exclude: ['**/node_modules/**', 'test/e2e/**'],
          fileParallelism: false,
          testTimeout: 60_000,
          // What an engine does shows a moment later, under load some seconds.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
