import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { createStack } from './synthesize.ts';

const findingsOf = (given: object): string[] => {
  const { root } = createStack(given).node;
  return new AwsSolutionsChecks(root)
    .validateScope(root)
    .violations.map(
      ({ ruleName, violatingResources }) =>
        `${ruleName} ${violatingResources?.map(({ constructPath }) => constructPath).join(' ')}`,
    );
};

describe('cdk-nag', () => {
  it('finds nothing that is not acknowledged with a reason', () => {
    expect(findingsOf({})).toEqual([]);
  });

  it('finds nothing in an account that has a rule set and the domain', () => {
    expect(findingsOf({ existingRuleSetName: 'company-mail', existingIdentity: true })).toEqual([]);
  });
});
