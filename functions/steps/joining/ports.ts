/** Ports of joining SES's receipt rule set. */

/** A receipt rule of a rule set. */
export interface RuleOfSet {
  name: string;
  isEnabled: boolean;
  /** Addresses and domains; empty: all mail. */
  recipients: string[];
  /** The bucket of its S3 action; undefined: it has none. */
  bucketName?: string;
  /** Whether SES skips the rules below it. */
  stops: boolean;
  /** Its other actions, such as `"bounce"`. */
  otherActions: string[];
}

/** Our own rule. */
export interface WantedRule {
  name: string;
  recipients: string[];
  bucketName: string;
  topicArn: string;
  stops: boolean;
}

/** SES's receipt rule sets in one region; at most one is active. */
export interface ReceiptRuleSets {
  /** The active rule set, with its rules in order. */
  findActive(): Promise<{ name: string; rules: RuleOfSet[] } | undefined>;
  /** The rules in order; undefined: no such rule set. */
  read(ruleSetName: string): Promise<RuleOfSet[] | undefined>;
  /** Does nothing if it exists. */
  create(ruleSetName: string): Promise<void>;
  activate(ruleSetName: string): Promise<void>;
  /** Afterwards the region receives no mail. */
  deactivate(): Promise<void>;
  /** Does nothing if it does not exist, or is active: then somebody uses it. */
  remove(ruleSetName: string): Promise<void>;
  /** `taken`: a rule of this name exists. */
  createRule(
    ruleSetName: string,
    rule: WantedRule,
    after: string | undefined,
  ): Promise<'created' | 'taken'>;
  updateRule(ruleSetName: string, rule: WantedRule): Promise<void>;
  moveRule(ruleSetName: string, ruleName: string, after: string | undefined): Promise<void>;
  /** Does nothing if it does not exist. */
  deleteRule(ruleSetName: string, ruleName: string): Promise<void>;
}
