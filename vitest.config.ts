import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest journey begins first: Vitest goes by the size of a file, and would leave a core idle while the campaign, a small file, ends the suite. */
class CampaignFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      moduleId.endsWith('/campaign.test.ts') ? 0 : 1;
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

/**
 * `unit` needs nothing but Node, `journeys` runs the whole pipeline on this machine, `policy` weighs what its functions asked AWS for, `volume` sends it many mails at once, `deployment` has what
 * only `npm run synth` makes, `lambda` runs the bundles by AWS's runtime client, `network` what needs the registries of npm and pip, `mailboxes` needs Debian's Dovecot, `browser` Debian's Chromium, too. docs/testing.md says how to run each.
 */
export default defineConfig({
  test: {
    testTimeout: 90_000,
    hookTimeout: 90_000,
    sequence: { sequencer: CampaignFirst },
    coverage: { provider: 'v8', include: ['functions/**', 'lib/**', 'local/**'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/deployment/**',
            'test/lambda/**',
            'test/network/**',
            'test/journeys/**',
            'test/mailboxes/**',
            'test/policy/**',
            'test/volume/**',
            'test/browser/**',
          ],
          globalSetup: ['test/support/one-engine.ts'],
          // The files of a worker share what they import (half the CPU time of the suite); no file changes what others see.
          isolate: false,
          // one of two cores is vitest's own choice: beside the journeys, which wait, that leaves time unused
          maxWorkers: 2,
          // CDK's validation of every template that a test makes took two thirds of their time: the project `deployment` has it
          // and for each part of a template CDK looks where it was made, which nobody reads here
          env: { CDK_VALIDATION: 'false', CDK_DISABLE_STACK_TRACE: '1' },
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
      {
        extends: true,
        test: {
          name: 'volume',
          include: ['test/volume/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'deployment',
          include: ['test/deployment/**/*.test.ts'],
          hookTimeout: 300_000,
        },
      },
      { extends: true, test: { name: 'policy', include: ['test/policy/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'lambda', include: ['test/lambda/**/*.test.ts'], hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'network',
          include: ['test/network/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
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
          // as Playwright's own waits (start-browser.ts); the default of a second is too short for a loaded machine
          expect: { poll: { timeout: 45_000 } },
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
