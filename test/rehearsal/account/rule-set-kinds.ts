import type { PlayedRuleSets } from '../../../local/engines/receipt-rule-sets.ts';
import type { TemplateValue } from '../../../local/template/template.ts';
import type { Kind, Wanted } from '../cloudformation/kinds.ts';
import { refuseRule } from './bucket-refusals.ts';
import type { Moto } from './moto.ts';

/** Receipt rules as CloudFormation writes them, by the play of SES's calls: moto cannot move or delete a rule. */
export function ruleSetKinds(
  moto: Moto,
  { service }: PlayedRuleSets,
): Record<string, Partial<Kind>> {
  const call = (action: string, fields: Record<string, string>) => {
    const play = service[action];
    if (!play) throw new Error(`${action} is not played`);
    play(new URLSearchParams(fields));
  };
  const nameOf = ({ stack, logicalId, properties }: Wanted, property: string): string =>
    String(properties[property] ?? `${stack.name}-${logicalId}`);
  const write = async (action: string, wanted: Wanted) => {
    const { RuleSetName, After, Rule } = wanted.properties;
    const { Name: given } = Rule as Record<string, TemplateValue>;
    const Name = String(given ?? nameOf(wanted, 'Name'));
    const fields = {
      RuleSetName: String(RuleSetName),
      ...(action === 'CreateReceiptRule' && After ? { After: String(After) } : {}),
      ...flatten('Rule', { ...(Rule as object), Name }),
    };
    await refuseRule(moto, new URLSearchParams(fields));
    call(action, fields);
    return { physicalId: Name, attributes: {} };
  };
  return {
    'AWS::SES::ReceiptRuleSet': {
      make: async (wanted) => {
        const physicalId = nameOf(wanted, 'RuleSetName');
        call('CreateReceiptRuleSet', { RuleSetName: physicalId });
        return { physicalId, attributes: {} };
      },
      remove: async ({ physicalId }) => call('DeleteReceiptRuleSet', { RuleSetName: physicalId }),
    },
    'AWS::SES::ReceiptRule': {
      make: (wanted) => write('CreateReceiptRule', wanted),
      change: (wanted) => write('UpdateReceiptRule', wanted),
      isReplaced: (before, after) => before.RuleSetName !== after.RuleSetName,
      remove: async ({ physicalId, properties }) =>
        call('DeleteReceiptRule', {
          RuleSetName: String(properties.RuleSetName),
          RuleName: physicalId,
        }),
    },
  };
}

/** `{Rule: {Recipients: ["a"]}}` → `Rule.Recipients.member.1=a`: the Query protocol. */
function flatten(path: string, value: unknown): Record<string, string> {
  if (Array.isArray(value))
    return Object.assign(
      {},
      ...value.map((each, index) => flatten(`${path}.member.${index + 1}`, each)),
    );
  if (typeof value !== 'object' || value === null) return { [path]: String(value) };
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, each]) => flatten(`${path}.${name}`, each)),
  );
}
