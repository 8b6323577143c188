import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnResource } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import type { EmailPipingStack } from '../../lib/email-piping-stack.ts';
import { createStack } from '../lib/synthesize.ts';

/** The findings of CDK's own validation of the template. */
function reportsOf({ node: { root } }: EmailPipingStack): unknown[] {
  const { directory } = (root as App).synth();
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return report.pluginReports;
}

describe("CDK's own validation", () => {
  // `npm run synth` validates the usual stack: synth.test.ts
  it.each([
    [
      'an account that has a rule set and the domain',
      { existingRuleSetName: 'company-mail', existingIdentity: true },
    ],
    [
      'a rule that joins the active rule set',
      { activateRuleSet: true, tracing: true, canary: true },
    ],
  ])('finds nothing in %s', (_name, given) => {
    expect(reportsOf(createStack(given))).toEqual([]);
  });

  it('finds a planted unknown property of a queue', () => {
    const stack = createStack();
    new CfnResource(stack, 'Planted', { type: 'AWS::SQS::Queue', properties: { Colour: 'red' } });
    expect(() => reportsOf(stack)).toThrow('Colour: Additional properties are not allowed');
  });
});
