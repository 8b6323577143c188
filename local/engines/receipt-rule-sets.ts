import { type QueryValue, readFields, writeFields } from './query-fields.ts';
import { ServiceError } from './service-error.ts';
import type { QueryService } from './services-server.ts';

/** In the form of the Query protocol: `{Name, Enabled: "true", Recipients: [], Actions: [{S3Action: {BucketName}}]}`. */
export interface PlayedRule {
  [field: string]: QueryValue;
  Name: string;
}

/**
 * Plays SES's receipt rule sets as its API reference describes them: one set is active, the active
 * one cannot be deleted, a rule comes first unless `After` names another, and names are unique.
 */
export interface PlayedRuleSets {
  service: QueryService;
  /** Creates or replaces a rule set, and activates it. */
  activate(name: string, rules: PlayedRule[]): void;
  /** Leaves no rule set active. */
  deactivate(): void;
  active(): string | undefined;
  /** Names of the rules of each set, in order. */
  ruleNames(): Record<string, string[]>;
}

export function openRuleSets(): PlayedRuleSets {
  const sets = new Map<string, PlayedRule[]>();
  let active: string | undefined;
  const find = (name: string): PlayedRule[] => {
    const rules = sets.get(name);
    if (rules) return rules;
    throw new ServiceError('RuleSetDoesNotExist', `Rule set does not exist: ${name}`);
  };
  const describe = (name: string) =>
    writeFields({
      Metadata: { Name: name, CreatedTimestamp: '2026-01-01T00:00:00Z' },
      Rules: find(name),
    });
  return {
    activate: (name, rules) => {
      sets.set(name, rules);
      active = name;
    },
    deactivate: () => {
      active = undefined;
    },
    active: () => active,
    ruleNames: () =>
      Object.fromEntries([...sets].map(([name, rules]) => [name, rules.map(({ Name }) => Name)])),
    service: {
      DescribeActiveReceiptRuleSet: () => (active === undefined ? '' : describe(active)),
      DescribeReceiptRuleSet: (form) => describe(form.get('RuleSetName') ?? ''),
      CreateReceiptRuleSet: (form) => {
        const name = form.get('RuleSetName') ?? '';
        if (sets.has(name)) {
          throw new ServiceError('AlreadyExists', `Rule set already exists: ${name}`);
        }
        sets.set(name, []);
        return '';
      },
      SetActiveReceiptRuleSet: (form) => {
        const name = form.get('RuleSetName') ?? undefined;
        if (name !== undefined) find(name);
        active = name;
        return '';
      },
      DeleteReceiptRuleSet: (form) => {
        const name = form.get('RuleSetName') ?? '';
        if (name === active) {
          throw new ServiceError('CannotDelete', `Cannot delete active rule set: ${name}`);
        }
        if (!sets.delete(name)) {
          throw new ServiceError('CannotDelete', `There is no rule set to delete: ${name}`);
        }
        return '';
      },
      ...rulesOf(find),
    },
  };
}

function rulesOf(find: (ruleSetName: string) => PlayedRule[]): QueryService {
  const indexOf = (rules: PlayedRule[], name: string | null): number => {
    const at = rules.findIndex((rule) => rule.Name === name);
    if (at < 0) throw new ServiceError('RuleDoesNotExist', `Rule does not exist: ${name}`);
    return at;
  };
  const place = (rules: PlayedRule[], rule: PlayedRule, after: string | null): string => {
    rules.splice(after === null ? 0 : indexOf(rules, after) + 1, 0, rule);
    return '';
  };
  return {
    CreateReceiptRule: (form) => {
      const rules = find(form.get('RuleSetName') ?? '');
      const rule = readRule(form);
      if (rules.some(({ Name }) => Name === rule.Name)) {
        throw new ServiceError('AlreadyExists', `Rule already exists: ${rule.Name}`);
      }
      return place(rules, rule, form.get('After'));
    },
    UpdateReceiptRule: (form) => {
      const rules = find(form.get('RuleSetName') ?? '');
      const rule = readRule(form);
      rules[indexOf(rules, rule.Name)] = rule;
      return '';
    },
    SetReceiptRulePosition: (form) => {
      const rules = find(form.get('RuleSetName') ?? '');
      const [rule] = rules.splice(indexOf(rules, form.get('RuleName')), 1);
      return rule ? place(rules, rule, form.get('After')) : '';
    },
    DeleteReceiptRule: (form) => {
      const rules = find(form.get('RuleSetName') ?? '');
      const at = rules.findIndex(({ Name }) => Name === form.get('RuleName'));
      if (at >= 0) rules.splice(at, 1);
      return '';
    },
  };
}

function readRule(form: URLSearchParams): PlayedRule {
  const { Rule } = readFields(form);
  if (typeof Rule !== 'object' || Array.isArray(Rule) || typeof Rule.Name !== 'string') {
    throw new ServiceError('ValidationError', 'A rule needs a name');
  }
  return { ...Rule, Name: Rule.Name };
}
