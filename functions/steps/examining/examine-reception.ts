import type { RuleOfSet } from '../joining/ports.ts';
import { bad, type Finding, good, hint } from './finding.ts';

/** The active receipt rule set, with its rules in order, and what identifies our rule. */
export interface ReceptionFacts {
  ruleSet: { name: string; rules: RuleOfSet[] } | undefined;
  /** Our rule writes into this bucket; no other rule does. */
  bucketName: string;
  address: string;
}

/** Whether SES's receipt rules bring mail for the address into our bucket, and what other rules do with it. */
export function examineReception({ ruleSet, bucketName, address }: ReceptionFacts): Finding[] {
  if (ruleSet === undefined) {
    return [
      bad('no receipt rule set is active', 'docs/deploy.md, "Activate the receipt rule set"'),
    ];
  }
  const matching = ruleSet.rules.filter((rule) => rule.isEnabled && takes(rule, address));
  const at = matching.findIndex((rule) => rule.bucketName === bucketName);
  const ours = matching[at];
  if (ours === undefined) {
    return [
      bad(
        `the active receipt rule set "${ruleSet.name}" has no rule that brings mail to ${address} into our bucket`,
        'configuration activateRuleSet or existingRuleSetName (docs/deploy.md, "Activate the receipt rule set")',
      ),
    ];
  }
  const stopper = matching.slice(0, at).find(({ stops }) => stops);
  if (stopper !== undefined) {
    return [
      bad(
        `the rule "${stopper.name}" stands above ours and stops: our rule never sees mail to ${address}`,
        `configuration receiptRule: {"before": "${stopper.name}"}`,
      ),
    ];
  }
  return [
    good(`the rule "${ours.name}" brings mail to ${address} into our bucket`),
    ...(ours.stops ? matching.slice(0, at) : matching.filter((rule) => rule !== ours)).flatMap(
      ({ name, otherActions }) =>
        otherActions.length === 0
          ? []
          : [
              hint(
                `the rule "${name}" takes mail to ${address}, too, and does: ${otherActions.join(', ')}`,
                'where it bounces or answers, stop before it: configuration receiptRule: {"stop": true}',
              ),
            ],
    ),
  ];
}

/**
 * Matches as SES's receipt rules do: an address with its plus forms, a domain, `.domain` for its subdomains; no recipients match all mail.
 */
export function takes({ recipients }: Pick<RuleOfSet, 'recipients'>, address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (recipients.length === 0) return true;
  return recipients.some((given) => {
    const place = given.toLowerCase();
    if (place.startsWith('.')) return domain.endsWith(place);
    return place === address || place === domain;
  });
}
