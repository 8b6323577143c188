import type { RuleOfSet } from './ports.ts';

/** A receipt rule of our name that is somebody else's: what is wrong, and what to do about it. */
export interface ForeignRule {
  what: string;
  cure: string;
}

/**
 * Only the bucket says whose a receipt rule is: the name of ours is made of the stage, so another deployment, or a person, may have used it.
 * @param ours the buckets that a rule of this stack may write to; none before its first deployment
 * @returns undefined: there is no such rule, or it is ours
 */
export function findForeignRule(
  ruleSet: { name: string; rules: readonly RuleOfSet[] },
  ruleName: string,
  ours: readonly string[],
): ForeignRule | undefined {
  const rule = ruleSet.rules.find(({ name }) => name === ruleName);
  if (rule === undefined) return undefined;
  const { bucketName } = rule;
  if (bucketName !== undefined && ours.includes(bucketName)) return undefined;
  const given = bucketName === undefined ? 'no bucket' : `the bucket "${bucketName}"`;
  const allowed = ours.length === 0 ? 'has no bucket yet' : `writes to "${ours.join('" or "')}"`;
  return {
    what: `the receipt rule "${ruleName}" of the rule set "${ruleSet.name}" writes to ${given}, this stack ${allowed}: the rule is not ours and stays as it is`,
    cure: `if nobody needs it: aws ses delete-receipt-rule --rule-set-name ${ruleSet.name} --rule-name ${ruleName}; otherwise give this deployment another stage`,
  };
}
