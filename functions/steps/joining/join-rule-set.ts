import { findForeignRule } from './foreign-rule.ts';
import type { ReceiptRuleSets, RuleOfSet, WantedRule } from './ports.ts';

/** What the stack wants of our receipt rule. */
export interface RuleRequest {
  rule: WantedRule;
  /** Name of the rule set to create if none is active. */
  ownRuleSetName: string;
  /** A rule set to join, which is never activated. Undefined: the active one. */
  ruleSetName?: string;
  /** The name of the rule to stand after or before; neither: ours is first. */
  after?: string;
  before?: string;
  /** The bucket that our rule wrote to before this update. */
  formerBucketName?: string;
}

export interface JoinedRule {
  ruleSetName: string;
  ruleName: string;
}

/** What tells our rule and our rule set from those of others. */
interface OwnRule {
  bucketName: string;
  ownRuleSetName: string;
}

/**
 * Puts our rule into the active rule set, at its place, and returns where it stands. Idempotent: called again, it updates the rule. If no
 * rule set is active, one of our own is created and activated. Never deactivates another.
 * @throws Error if the named rule set, or the rule to stand beside, does not exist, or if a rule of our name is somebody else's.
 */
export async function joinRuleSet(
  request: RuleRequest,
  ruleSets: ReceiptRuleSets,
): Promise<JoinedRule> {
  const { rule, ownRuleSetName } = request;
  const active = request.ruleSetName === undefined ? await ruleSets.findActive() : undefined;
  const ruleSetName = request.ruleSetName ?? active ?? ownRuleSetName;
  if (ruleSetName === ownRuleSetName) await ruleSets.create(ownRuleSetName);
  await placeRule(request, ruleSetName, ruleSets);
  // Somebody may have activated another one meanwhile: theirs stays active.
  const mayActivate = request.ruleSetName === undefined && active === undefined;
  if (mayActivate && (await ruleSets.findActive()) === undefined) {
    await ruleSets.activate(ruleSetName);
  }
  return { ruleSetName, ruleName: rule.name };
}

/** Creates our rule at its place; if it exists, updates and moves it. */
async function placeRule(
  request: RuleRequest,
  ruleSetName: string,
  ruleSets: ReceiptRuleSets,
): Promise<void> {
  const { rule } = request;
  const rules = await readRefusingForeign(request, ruleSetName, ruleSets);
  const follows = placeOf(request, rules, ruleSetName);
  if (!rules.some(({ name }) => name === rule.name)) {
    if ((await ruleSets.createRule(ruleSetName, rule, follows)) === 'created') return;
    // The SDK repeats a call whose answer was lost, and finds its own rule; or somebody made one of this name meanwhile.
    await readRefusingForeign(request, ruleSetName, ruleSets);
  }
  await ruleSets.updateRule(ruleSetName, rule);
  await ruleSets.moveRule(ruleSetName, rule.name, follows);
}

/** The rules of the set. Throws if there is no such set, or if a rule of our name is somebody else's. */
async function readRefusingForeign(
  { rule, formerBucketName = rule.bucketName }: RuleRequest,
  ruleSetName: string,
  ruleSets: ReceiptRuleSets,
): Promise<RuleOfSet[]> {
  const rules = await ruleSets.read(ruleSetName);
  if (rules === undefined) throw new Error(`there is no receipt rule set "${ruleSetName}"`);
  const ours = [...new Set([rule.bucketName, formerBucketName])];
  const foreign = findForeignRule({ name: ruleSetName, rules }, rule.name, ours);
  if (foreign !== undefined) throw new Error(`${foreign.what} (${foreign.cure})`);
  return rules;
}

/** The rule that ours follows; undefined: ours is first. */
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
 * Takes back whatever a creation did that failed half-way, or whose answer was lost: nobody knows then where our rule stands. Otherwise it
 * would outlive the rollback and send mail to a bucket that is gone.
 */
export async function leaveWherever(
  { ruleName, ruleSetName, ...ours }: OwnRule & { ruleName: string; ruleSetName?: string },
  ruleSets: ReceiptRuleSets,
): Promise<void> {
  const places =
    ruleSetName === undefined ? [await ruleSets.findActive(), ours.ownRuleSetName] : [ruleSetName];
  for (const place of new Set(places)) {
    if (place !== undefined) await leaveRuleSet({ ruleSetName: place, ruleName }, ours, ruleSets);
  }
}

/**
 * Removes our rule from its rule set. A rule of our name that writes to another bucket is somebody else's and stays. Our own rule set is
 * deactivated and deleted only if it is empty, because another stage may have joined it.
 */
export async function leaveRuleSet(
  { ruleSetName, ruleName }: JoinedRule,
  ours: OwnRule,
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
