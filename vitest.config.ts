import { defineConfig } from 'vitest/config';

/**
 * Four suites: `unit` needs nothing but Node, `journeys` runs the whole pipeline on this machine,
 * `mailboxes` needs Debian's Dovecot, `browser` Debian's Chromium, too (test/support/run-all.ts says when one is left out).
 */
export default defineConfig({
  test: {
    testTimeout: 90_000,
    coverage: { provider: 'v8', include: ['functions/**', 'lib/**', 'local/**'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/journeys/**', 'test/mailboxes/**', 'test/policy/**', 'test/browser/**'],
          // The files of a worker share what they import (half the CPU time of the suite); no file changes what others see.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          // each file has a pipeline of its own; more than two would wait for two cores
          maxWorkers: 2,
        },
      },
      { extends: true, test: { name: 'policy', include: ['test/policy/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'mailboxes',
          include: ['test/mailboxes/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
