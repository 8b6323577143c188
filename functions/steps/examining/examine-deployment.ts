import { checkSettings } from '../../settings/check-settings.ts';
import { isSettingName, readSettings, type SettingsReading } from '../../settings/read-settings.ts';
import { parseReceivesAt, type ReceivingAddresses } from '../../settings/receiving-addresses.ts';
import type { RuleOfSet } from '../joining/ports.ts';
import { examineReception } from './examine-reception.ts';
import { bad, type Finding, good, hint } from './finding.ts';

/** The SES identity that covers the sender: of its domain, of a parent domain, or of the very address. */
export interface IdentityFacts {
  name: string;
  isVerified: boolean;
  isDkimVerified: boolean;
  hasFeedbackForwarding: boolean;
}

/** The state of a deployment. */
export interface DeploymentFacts {
  stage: string;
  region: string;
  /** Outputs of the stack by name: `ReceivesAt`, `MailBucketName`, `SendingRatePerSecond`. */
  outputs: Record<string, string>;
  /** Texts of the SSM parameters, by short name. */
  settings: Record<string, string>;
  /** Undefined: SES has no identity that covers the sender. */
  identity?: IdentityFacts | undefined;
  /** Undefined: the quota could not be read. */
  sending?: {
    mailsPerDay: number;
    mailsPerSecond: number;
    sentToday: number;
    isEnabled: boolean;
    isInSandbox: boolean;
    /** What AWS thinks of the account's mail (`GetAccount`, `EnforcementStatus`): `"HEALTHY"`, `"PROBATION"` or `"SHUTDOWN"`. */
    standing: string;
  };
  /** Undefined: none is active. */
  activeRuleSet?: { name: string; rules: RuleOfSet[] } | undefined;
  /** Hosts of the domain's MX records; undefined: the name servers did not answer. */
  mailExchangers?: string[] | undefined;
  /** Secrets that are missing or unreadable. */
  badSecrets: string[];
  /** Stored passwords of mailboxes, by the name that an entry's `secret` gives; undefined: they could not be listed. */
  mailboxSecrets?: string[] | undefined;
  /** Whether conversations or mails of version 0.1.0 are in no list; undefined: the table could not be read. */
  isCarryOverDue?: boolean | undefined;
}

/** SES's daily quota of an account that has none (`GetAccount`, `Max24HourSend`). */
const NO_LIMIT = -1;
/** Above this share of the daily quota a busy evening may exhaust it. */
const BUSY_SHARE = 0.8;

/** What is in order, what is not and how to mend it: the findings of `npm run doctor -- STAGE`. */
export function examineDeployment(facts: DeploymentFacts): Finding[] {
  const receiving = parseReceivesAt(facts.outputs.ReceivesAt ?? '');
  const read = readSettings(facts.settings, receiving);
  const { settings } = read;
  const isPolled = settings.mailboxes.length > 0;
  const address = settings['sender-address'];
  return [
    ...examineSettings(facts, receiving),
    ...examineIdentity(facts, address),
    ...(isPolled
      ? [good(`mail to ${address} is taken from ${settings.mailboxes.length} mailboxes`)]
      : [
          ...examineReception({
            ruleSet: facts.activeRuleSet,
            bucketName: facts.outputs.MailBucketName ?? '',
            address,
          }),
          examineMailExchangers(facts),
        ]),
    ...examineSending(facts),
    ...facts.badSecrets.map((name) =>
      bad(
        `the secret ${name} is missing or cannot be read`,
        'docs/operations.md, "Rotate keys and tokens"',
      ),
    ),
    ...examineMailboxSecrets(facts, read),
    ...(facts.isCarryOverDue
      ? [
          bad(
            'conversations or mails of version 0.1.0 are in no list, and an erasure passes over them',
            `npm run carry-over -- ${facts.stage} --write (docs/deploy.md, "Update from 0.1.0")`,
          ),
        ]
      : []),
  ];
}

function examineSettings(
  { settings: texts, stage }: DeploymentFacts,
  receiving: ReceivingAddresses,
): Finding[] {
  const { settings, problems } = checkSettings(texts, receiving);
  const found = problems.map(({ name, reason }) =>
    bad(
      `setting ${name}: ${reason}`,
      isSettingName(name)
        ? `npm run settings -- set ${stage} ${name} VALUE`
        : `npm run settings -- get ${stage} shows the names; aws ssm delete-parameter --name /email-piping/${stage}/${name}`,
    ),
  );
  if (!isIn(settings['sender-address'], receiving)) {
    found.push(
      bad(
        `SES refuses to send from ${settings['sender-address']}: it is a mailbox's address alone`,
        'add it to otherAddresses in the configuration, and deploy',
      ),
    );
  }
  // R21: the delimiter is the cure for duplicated text in the chat
  if (!settings.delimiter) {
    found.push(
      hint(
        'the delimiter is off',
        `it is the cure for duplicated text in the chat: npm run settings -- set ${stage} delimiter on`,
      ),
    );
  }
  return found.length > 0 ? found : [good('settings')];
}

/** Removing a mailbox leaves its secret behind, which nobody uses and which costs $0.40 a month. */
function examineMailboxSecrets(
  { stage, mailboxSecrets = [] }: DeploymentFacts,
  { settings, problems }: SettingsReading,
): Finding[] {
  // an unreadable entry may be the one that uses the secret
  if (problems.some(({ name }) => name === 'mailboxes')) return [];
  const used = new Set(settings.mailboxes.map(({ secret }) => secret));
  return mailboxSecrets
    .filter((name) => !used.has(name))
    .map((name) =>
      hint(
        `the secret ${name} belongs to no mailbox any more`,
        `if the mailbox will not come back: aws secretsmanager delete-secret --secret-id email-piping/${stage}/mailboxes/${name}`,
      ),
    );
}

const isIn = (address: string, { addresses, wholeDomain }: ReceivingAddresses): boolean =>
  addresses.includes(address) || (wholeDomain !== undefined && address.endsWith(`@${wholeDomain}`));

function examineIdentity({ identity }: DeploymentFacts, address: string): Finding[] {
  if (!identity?.isVerified) {
    return [
      bad(
        `SES has not verified the domain of ${address}`,
        'add the three DKIM records (docs/deploy.md, "Verify the domain")',
      ),
    ];
  }
  const found = [good(`SES has verified ${identity.name}`)];
  if (!identity.isDkimVerified) {
    found.push(
      bad('DKIM is not verified: mail will be taken for spam', 'add the three DKIM records'),
    );
  }
  if (identity.hasFeedbackForwarding) {
    found.push(
      hint(
        'feedback forwarding is on: bounces also arrive as mail, which does no harm',
        'leave it on if others send from the same identity; they may need it',
      ),
    );
  }
  return found;
}

function examineMailExchangers({ mailExchangers, region }: DeploymentFacts): Finding {
  const expected = `inbound-smtp.${region}.amazonaws.com`;
  if (mailExchangers === undefined) {
    return bad(
      'the name servers did not answer, so it is not known where the MX record leads',
      `ask elsewhere: it is to be 10 ${expected}`,
    );
  }
  return mailExchangers.some((host) => host.toLowerCase() === expected)
    ? good('the MX record leads to SES')
    : bad(
        `the MX record leads to ${mailExchangers.join(', ') || 'nowhere'}`,
        `set it to 10 ${expected}, or poll the mailbox (setting mailboxes)`,
      );
}

function examineSending({ sending, outputs }: DeploymentFacts): Finding[] {
  if (!sending) return [bad('the sending quota could not be read', 'allow ses:GetAccount')];
  if (sending.standing === 'SHUTDOWN') {
    return [
      bad(
        'AWS has suspended sending for this account: mails wait',
        "mend what AWS's mail to the account's owner names, and answer it",
      ),
    ];
  }
  if (!sending.isEnabled) {
    return [bad('SES has paused sending for this account', 'see the account dashboard of SES')];
  }
  return [...examineStanding(sending), ...examineQuota(sending, outputs)];
}

type Sending = NonNullable<DeploymentFacts['sending']>;

const examineStanding = ({ standing }: Sending): Finding[] =>
  standing === 'PROBATION'
    ? [
        hint(
          "AWS reviews the account's sending, and may suspend it",
          "look at bounces and complaints, and at AWS's mail to the account's owner",
        ),
      ]
    : [];

function examineQuota(sending: Sending, outputs: DeploymentFacts['outputs']): Finding[] {
  const { mailsPerSecond, sentToday } = sending;
  const mailsPerDay = sending.mailsPerDay === NO_LIMIT ? Infinity : sending.mailsPerDay;
  const daily = mailsPerDay === Infinity ? 'any number of' : mailsPerDay;
  const quota = `${daily} mails a day, ${mailsPerSecond} a second`;
  const share = Number(outputs.SendingRatePerSecond);
  const found = sending.isInSandbox
    ? [bad(`the account is in the sandbox (${quota})`, 'ask SES for production access')]
    : [good(`sending is on: ${quota}`)];
  if (share > mailsPerSecond) {
    found.push(
      bad(
        `sendingRatePerSecond is ${share}, more than the whole account may send (${mailsPerSecond} a second)`,
        'lower it in the configuration and deploy, or ask SES for more',
      ),
    );
  }
  if (sentToday > BUSY_SHARE * mailsPerDay) {
    found.push(
      hint(`${sentToday} of ${mailsPerDay} mails of the last day are used`, 'ask SES for more'),
    );
  }
  return found;
}
