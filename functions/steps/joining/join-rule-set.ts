import { findForeignRule } from './foreign-rule.ts';
import type { ReceiptRuleSets, RuleOfSet, WantedRule } from './ports.ts';

/** What the stack wants of our receipt rule. */
export interface RuleRequest {
  rule: WantedRule;
  /** Name of the rule set to create if none is active; all stages have the same, so that two that are first at once stand in one. */
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

/** Rule sets that others may activate while ours is being joined, before we give up. */
const MAX_JOINS = 5;

/**
 * Puts our rule into the active rule set, at its place, and returns where it stands. Idempotent: called again, it updates the rule. If no
 * rule set is active, one of our own is created and activated. Never deactivates another.
 * @throws Error if the named rule set, or the rule to stand beside, does not exist, if a rule of our name is somebody else's, or if another
 * rule set is activated each time.
 */
export async function joinRuleSet(
  request: RuleRequest,
  ruleSets: ReceiptRuleSets,
): Promise<JoinedRule> {
  const { rule, ownRuleSetName, ruleSetName } = request;
  const ours = { bucketName: rule.bucketName, ownRuleSetName };
  if (ruleSetName !== undefined) return joinNamed(request, ruleSetName, ruleSets);
  for (let joins = 1; joins <= MAX_JOINS; joins += 1) {
    const joined = await joinActive(request, ruleSets);
    // Somebody may have activated another set meanwhile, or the stage that owns this one may have deactivated it. Our rule would get no
    // mail there.
    const active = await ruleSets.findActive();
    if (active?.name === joined.ruleSetName) {
      // a try that was killed may have left our rule in our own rule set, and nobody would take it out
      if (active.name !== ownRuleSetName)
        await leaveRuleSet({ ...joined, ruleSetName: ownRuleSetName }, ours, ruleSets);
      return joined;
    }
    // SES may show an activation late: while it shows no active rule set, our rule stays in our own, and the next round activates that
    // again
    const isUnseen = active === undefined && joined.ruleSetName === ownRuleSetName;
    if (isUnseen && joins === MAX_JOINS) return joined;
    if (!isUnseen) await leaveRuleSet(joined, ours, ruleSets);
  }
  throw new Error('another receipt rule set was activated each time that ours was joined');
}

async function joinActive(request: RuleRequest, ruleSets: ReceiptRuleSets): Promise<JoinedRule> {
  const active = await ruleSets.findActive();
  const joined = await joinNamed(request, active?.name ?? request.ownRuleSetName, ruleSets);
  // Somebody may have activated another one meanwhile: theirs stays active.
  const mayActivate = active === undefined && (await ruleSets.findActive()) === undefined;
  if (mayActivate) await ruleSets.activate(joined.ruleSetName);
  return joined;
}

async function joinNamed(
  request: RuleRequest,
  ruleSetName: string,
  ruleSets: ReceiptRuleSets,
): Promise<JoinedRule> {
  if (ruleSetName === request.ownRuleSetName) await ruleSets.create(ruleSetName);
  await placeRule(request, ruleSetName, ruleSets);
  return { ruleSetName, ruleName: request.rule.name };
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
    ruleSetName === undefined
      ? [(await ruleSets.findActive())?.name, ours.ownRuleSetName]
      : [ruleSetName];
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
  if (ruleSetName === ours.ownRuleSetName) await removeIfEmpty(ruleSetName, ruleSets);
}

/**
 * SES has no condition for these calls, so the last call before the deactivation tells which set is active and what is in it. A stage that
 * joins later than that gets our set back, or finds it inactive and joins again.
 */
async function removeIfEmpty(ruleSetName: string, ruleSets: ReceiptRuleSets): Promise<void> {
  const active = await ruleSets.findActive();
  const isActive = active?.name === ruleSetName;
  if (isActive && active.rules.length > 0) return;
  if (isActive) await ruleSets.deactivate();
  const left = await ruleSets.read(ruleSetName);
  if (left?.length === 0) await ruleSets.remove(ruleSetName);
  const isJoined = isActive && left !== undefined && left.length > 0;
  if (isJoined && (await ruleSets.findActive()) === undefined) await ruleSets.activate(ruleSetName);
}
