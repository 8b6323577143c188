import { findForeignRule } from '../joining/foreign-rule.ts';
import type { RuleOfSet } from '../joining/ports.ts';
import type { AccountFacts, IntendedDeployment } from './account-facts.ts';
import { takes } from './examine-reception.ts';
import { bad, type Finding, hint } from './finding.ts';

/** The rule set that our rule is to stand in; undefined: one of our own, which is not there yet. */
type JoinedRuleSet = { name: string; rules: RuleOfSet[] } | undefined;

/** Whether our receipt rule can stand where the configuration wants it, and which rules of others take the same mail. */
export function examineReceiptRules(intended: IntendedDeployment, facts: AccountFacts): Finding[] {
  const { existingRuleSetName, activateRuleSet } = intended;
  const { activeRuleSet, namedRules } = facts;
  if (existingRuleSetName !== undefined && namedRules === undefined) {
    return [
      bad(
        `there is no receipt rule set "${existingRuleSetName}"`,
        activeRuleSet === undefined
          ? 'leave existingRuleSetName out'
          : `the active one is "${activeRuleSet.name}"`,
      ),
    ];
  }
  const named = existingRuleSetName !== undefined &&
    namedRules && { name: existingRuleSetName, rules: namedRules };
  const joined = named || (activateRuleSet ? activeRuleSet : undefined);
  const ours = [facts.bucketName, intended.existingBucketName].filter((name) => name !== undefined);
  return [
    ...examineName(intended, joined, ours),
    ...examinePlace(intended, joined),
    ...examineActive(intended, facts),
    ...(activeRuleSet?.rules ?? [])
      .filter(({ bucketName }) => bucketName === undefined || !ours.includes(bucketName))
      .flatMap((rule) => examineClaim(intended, rule)),
  ];
}

const ownName = ({ stage }: IntendedDeployment) => `email-piping-${stage}`;

function examineName(
  intended: IntendedDeployment,
  joined: JoinedRuleSet,
  ours: readonly string[],
): Finding[] {
  const foreign = joined && findForeignRule(joined, ownName(intended), ours);
  return foreign === undefined ? [] : [bad(foreign.what, foreign.cure)];
}

function examinePlace({ receiptRule }: IntendedDeployment, joined: JoinedRuleSet): Finding[] {
  const beside = receiptRule.after ?? receiptRule.before;
  const names = (joined?.rules ?? []).map(({ name }) => name);
  if (beside === undefined || names.includes(beside)) return [];
  return [
    bad(
      `the rule set has no rule "${beside}" to stand beside`,
      `it has ${names.join(', ') || 'none'}`,
    ),
  ];
}

/** A rule in a rule set that is not active receives nothing. */
function examineActive(
  { activateRuleSet, existingRuleSetName }: IntendedDeployment,
  { activeRuleSet, bucketName, stackResources = [] }: AccountFacts,
): Finding[] {
  if (activeRuleSet === undefined) return [];
  const { name, rules } = activeRuleSet;
  if (activateRuleSet || name === existingRuleSetName) return [];
  if (existingRuleSetName === undefined && stackResources.includes(name)) return [];
  const isInIt = bucketName !== undefined && rules.some((rule) => rule.bucketName === bucketName);
  return isInIt
    ? [
        bad(
          `our rule would leave the active rule set "${name}", and mail would no longer arrive`,
          `set activateRuleSet to true, or existingRuleSetName to "${name}"`,
        ),
      ]
    : [
        hint(
          `the rule set "${name}" is active: ours would receive nothing beside it`,
          'set activateRuleSet to true and leave existingRuleSetName out, and our rule joins it',
        ),
      ];
}

function examineClaim(
  { pipingAddress, otherAddresses, receivesWholeDomain, domain, stage }: IntendedDeployment,
  rule: RuleOfSet,
): Finding[] {
  const addresses = [pipingAddress, ...otherAddresses];
  const claimed = addresses.filter((address) => rule.isEnabled && takes(rule, address));
  const shared = rule.recipients.filter((place) => place.toLowerCase().endsWith(`@${domain}`));
  if (claimed.length === 0 && receivesWholeDomain && rule.isEnabled && shared.length > 0) {
    return [
      hint(
        `the rule "${rule.name}" takes mail to ${shared.join(', ')}, which the whole domain would bring to "${stage}", too`,
        'another stage or application of the domain: name addresses in place of receivesWholeDomain, or a subdomain for each',
      ),
    ];
  }
  if (claimed.length === 0) return [];
  const isNamed = rule.recipients.some((place) => claimed.includes(place.toLowerCase()));
  const what = `the rule "${rule.name}" takes mail to ${claimed.join(', ')}, too`;
  return isNamed
    ? [bad(what, `another stage or application has the address: give "${stage}" its own`)]
    : [hint(what, 'configuration receiptRule says which stands first, and whether ours stops')];
}
