import { checkSettings } from '../../settings/check-settings.ts';
import { readSettings } from '../../settings/read-settings.ts';

/** What is found out about a deployment; undefined: it could not be, and `unknown` says why. */
export interface DeploymentFacts {
  region: string;
  /** Texts of the SSM parameters by short name. */
  settings: Record<string, string>;
  identity?: { isVerified: boolean; isDkimVerified: boolean; hasFeedbackForwarding: boolean };
  sending?: { mailsPerDay: number; mailsPerSecond: number; isEnabled: boolean };
  /** Recipients of the rules of the active receipt rule set; undefined: none is active. */
  activeRecipients?: string[];
  /** Hosts of the domain's MX records. */
  mailExchangers: string[];
  /** Secrets that are missing or cannot be read. */
  badSecrets: string[];
}

export interface Finding {
  state: 'good' | 'bad' | 'hint';
  what: string;
  /** How to mend it. */
  cure?: string;
}

/** SES's quota of an account in the sandbox: it mails verified addresses alone. */
const SANDBOX_MAILS_PER_DAY = 200;

const good = (what: string): Finding => ({ state: 'good', what });
const bad = (what: string, cure: string): Finding => ({ state: 'bad', what, cure });
const hint = (what: string, cure: string): Finding => ({ state: 'hint', what, cure });

/** What is in order, what is not, and how to mend it: the words of `npm run doctor`. */
export function examineDeployment(facts: DeploymentFacts): Finding[] {
  return [
    ...examineSettings(facts),
    ...examineIdentity(facts),
    examineReceiving(facts),
    examineMailExchangers(facts),
    ...examineSending(facts),
    ...facts.badSecrets.map((name) =>
      bad(`secret ${name}`, 'npm run rotate-keys, or README, "Secrets"'),
    ),
  ];
}

function examineSettings({ settings: texts }: DeploymentFacts): Finding[] {
  const { settings, problems } = readSettings(texts);
  const issues = checkSettings(settings).map(({ setting, message }) => ({
    name: setting,
    reason: message,
  }));
  const found = [...problems, ...issues].map(({ name, reason }) =>
    bad(`setting ${name}: ${reason}`, `npm run settings -- set ${name} VALUE`),
  );
  if (settings['sender-address'] === '') {
    found.push(
      bad(
        'setting sender-address is not set (R3)',
        'npm run settings -- set sender-address ADDRESS',
      ),
    );
  }
  // R21: the cure for duplicated text in the chat
  if (!settings.delimiter) {
    found.push(
      hint(
        'the delimiter is off',
        'if quoted text shows up in the chat, switch it on: npm run settings -- set delimiter on',
      ),
    );
  }
  return found.length > 0 ? found : [good('settings')];
}

function examineIdentity({ identity }: DeploymentFacts): Finding[] {
  if (!identity?.isVerified) {
    return [
      bad(
        'SES has not verified the domain',
        'add the three DKIM records (README, "Verify the domain")',
      ),
    ];
  }
  const found = [good('the domain is verified')];
  if (!identity.isDkimVerified) {
    found.push(
      bad('DKIM is not verified: mail will be taken for spam', 'add the three DKIM records'),
    );
  }
  if (identity.hasFeedbackForwarding) {
    found.push(
      bad(
        'feedback forwarding is on: bounces come as mail to the piping address',
        'deploy again, or switch it off for the identity',
      ),
    );
  }
  return found;
}

function examineReceiving({ activeRecipients, settings }: DeploymentFacts): Finding {
  const address = settings['sender-address']?.trim().toLowerCase() ?? '';
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (activeRecipients === undefined) {
    return bad(
      'no receipt rule set is active',
      'aws ses set-active-receipt-rule-set (README, "Receive")',
    );
  }
  return activeRecipients.some((one) => [address, domain].includes(one.toLowerCase()))
    ? good('the active receipt rule set takes mail for the piping address')
    : bad(
        `the active receipt rule set has no rule for ${address}`,
        'join it: configuration existingRuleSetName (README, "Receive")',
      );
}

function examineMailExchangers({ mailExchangers, region }: DeploymentFacts): Finding {
  const expected = `inbound-smtp.${region}.amazonaws.com`;
  return mailExchangers.some((host) => host.toLowerCase() === expected)
    ? good('the MX record leads to SES')
    : bad(
        `the MX record leads to ${mailExchangers.join(', ') || 'nowhere'}`,
        `set it to 10 ${expected}, or poll the mailbox (setting mailboxes)`,
      );
}

function examineSending({ sending }: DeploymentFacts): Finding[] {
  if (!sending) return [bad('the sending quota could not be read', 'allow ses:GetSendQuota')];
  if (!sending.isEnabled) {
    return [bad('SES has paused sending for this account', 'see the account dashboard of SES')];
  }
  const quota = `${sending.mailsPerDay} mails a day, ${sending.mailsPerSecond} a second`;
  return sending.mailsPerDay <= SANDBOX_MAILS_PER_DAY
    ? [bad(`the account is in the sandbox (${quota})`, 'ask SES for production access')]
    : [good(`sending is on: ${quota}`)];
}
