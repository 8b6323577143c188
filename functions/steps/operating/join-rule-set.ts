import type { ReceiptRuleSets, RuleOfSet, WantedRule } from './ports.ts';

/** What the stack asks of our receipt rule. */
export interface RuleRequest {
  rule: WantedRule;
  /** Of the rule set that is made where none is active. */
  ownRuleSetName: string;
  /** Undefined: whichever is active. A named one is joined, and never activated. */
  ruleSetName?: string;
  /** Names of other rules; undefined: the first place. */
  after?: string;
  before?: string;
}

export interface JoinedRule {
  ruleSetName: string;
  ruleName: string;
}

/**
 * Puts our rule into the active rule set, at its place, and gives where it stands; asked again, it brings the rule up to date. Where no rule set
 * is active, one of our own is made and activated; nothing is ever deactivated here.
 *
 * @throws Error if the rule set that is named, or the rule to stand beside, is not there.
 */
export async function joinRuleSet(
  request: RuleRequest,
  ruleSets: ReceiptRuleSets,
): Promise<JoinedRule> {
  const { rule, ownRuleSetName } = request;
  const active = request.ruleSetName === undefined ? await ruleSets.findActive() : undefined;
  const ruleSetName = request.ruleSetName ?? active ?? ownRuleSetName;
  if (ruleSetName === ownRuleSetName) await ruleSets.create(ownRuleSetName);
  const rules = await ruleSets.read(ruleSetName);
  if (rules === undefined) throw new Error(`there is no receipt rule set "${ruleSetName}"`);
  const follows = placeOf(request, rules, ruleSetName);
  const isThere = rules.some(({ name }) => name === rule.name);
  if (isThere) {
    await ruleSets.updateRule(ruleSetName, rule);
    await ruleSets.moveRule(ruleSetName, rule.name, follows);
  } else await ruleSets.createRule(ruleSetName, rule, follows);
  // Somebody may have activated another meanwhile: theirs stays.
  const mayActivate = request.ruleSetName === undefined && active === undefined;
  if (mayActivate && (await ruleSets.findActive()) === undefined) {
    await ruleSets.activate(ruleSetName);
  }
  return { ruleSetName, ruleName: rule.name };
}

/** The rule that ours follows; undefined: it is the first. */
function placeOf(
  { rule, after, before }: RuleRequest,
  rules: readonly RuleOfSet[],
  ruleSetName: string,
): string | undefined {
  const named = after ?? before;
  if (named === undefined) return undefined;
  const others = rules.map(({ name }) => name).filter((name) => name !== rule.name);
  const at = others.indexOf(named);
  if (at < 0) {
    throw new Error(
      `the receipt rule set "${ruleSetName}" has no rule "${named}"; it has ${others.join(', ') || 'none'}`,
    );
  }
  return after ?? others[at - 1];
}

/**
 * Takes our rule out of its rule set. A rule of our name that writes elsewhere belongs to a later deployment and stays. A rule set of our own is
 * deactivated and deleted only if no other rule is in it: another stage may have joined it.
 */
export async function leaveRuleSet(
  { ruleSetName, ruleName }: JoinedRule,
  ours: { bucketName: string; ownRuleSetName: string },
  ruleSets: ReceiptRuleSets,
): Promise<void> {
  const rules = await ruleSets.read(ruleSetName);
  if (rules === undefined) return;
  const rule = rules.find(({ name }) => name === ruleName);
  if (rule !== undefined && rule.bucketName !== ours.bucketName) return;
  if (rule !== undefined) await ruleSets.deleteRule(ruleSetName, ruleName);
  if (ruleSetName !== ours.ownRuleSetName) return;
  const left = await ruleSets.read(ruleSetName);
  if (left === undefined || left.length > 0) return;
  if ((await ruleSets.findActive()) === ruleSetName) await ruleSets.deactivate();
  await ruleSets.remove(ruleSetName);
}
