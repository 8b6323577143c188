import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { EmailPipingStack } from '../../lib/email-piping-stack.ts';
import { createStack } from './synthesize.ts';

const findingsOf = ({ node: { root } }: EmailPipingStack): string[] =>
  new AwsSolutionsChecks(root)
    .validateScope(root)
    .violations.map(
      ({ ruleName, violatingResources }) =>
        `${ruleName} ${violatingResources?.map(({ constructPath }) => constructPath).join(' ')}`,
    );

describe('cdk-nag', () => {
  it('finds nothing unless acknowledged with a reason', () => {
    expect(findingsOf(createStack())).toEqual([]);
  });

  it('finds nothing if the account has a rule set and the domain', () => {
    const stack = createStack({ existingRuleSetName: 'company-mail', existingIdentity: true });
    expect(findingsOf(stack)).toEqual([]);
  });

  it('finds nothing if our rule joins the active rule set', () => {
    expect(findingsOf(createStack({ activateRuleSet: true, tracing: true }))).toEqual([]);
  });

  it('finds nothing with everything that a configuration can add', () => {
    const all = { canary: true, console: true, tracing: true, eventBusName: 'chat' };
    expect(findingsOf(createStack(all))).toEqual([]);
  });

  it('finds a planted bucket without protection', () => {
    const stack = createStack();
    new Bucket(stack, 'Planted');
    expect(findingsOf(stack)).toEqual([
      'AwsSolutions-S1 email-piping-test/Planted/Resource',
      'AwsSolutions-S10 email-piping-test/Planted/Resource',
    ]);
  });
});
