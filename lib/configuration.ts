import { z } from 'zod';
import octets from '../functions/settings/address-octets.json' with { type: 'json' };
import { arn, count, flag, fromText, name } from './configuration-values.ts';

/** `+` and a token (S2) follow the local part, which has at most 64 octets in total (RFC 5321 §4.5.3.1.1). */
const MAX_PIPING_LOCAL_PART_OCTETS = octets.senderLocalPart;

/** SES allows 100 recipients per receipt rule. The piping address or the domain is one of them. */
const MAX_OTHER_ADDRESSES = 99;
/** They are in an environment variable of each function, and Lambda allows 4 KB for all variables of one. */
const MAX_ADDRESSES_OCTETS = 2048;
/** The stage of `npm start`. */
const LOCAL_STAGE = 'local';

const domain = z
  .string()
  .toLowerCase()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'must be a domain in ASCII, such as "example.com"',
  );

const address = z.email('must be one bare address, such as "support@example.com"').toLowerCase();

const pipingAddress = address
  .refine((given) => !given.includes('+'), 'must have no plus part: it is kept for the token')
  .refine((given) => Buffer.byteLength(localPart(given)) <= MAX_PIPING_LOCAL_PART_OCTETS, {
    error: `its local part must have at most ${MAX_PIPING_LOCAL_PART_OCTETS} octets: the token behind the plus needs the rest of 64`,
  });

const tagName = z
  .string()
  .regex(/^(?!aws:).{1,128}$/i, 'must have 1 to 128 characters and not begin with "aws:"');

/** Ten years: the longest that CloudWatch keeps a log. */
const MAX_DAYS = 3650;

/** A mail's record must outlive the raw mail by this many days. */
const RECORDS_OUTLIVE_MAIL_DAYS = 7;

/** The values that a deployment is made from. */
export const configurationSchema = z
  .strictObject({
    domain,
    pipingAddress,
    otherAddresses: fromText(z.array(pipingAddress).max(MAX_OTHER_ADDRESSES)).default([]),
    receivesWholeDomain: flag.default(false),
    // the receipt rule is named after it, and SES lets no name end with a dash
    stage: z
      .string()
      .regex(
        /^(?=.{1,20}$)[a-z]([a-z0-9-]*[a-z0-9])?$/,
        'must be 1 to 20 of a-z 0-9 -, begin with a letter and not end with -',
      ),
    existingRuleSetName: name('receipt rule set').optional(),
    activateRuleSet: flag.default(false),
    receiptRule: fromText(
      z.strictObject({
        after: name('receipt rule').optional(),
        before: name('receipt rule').optional(),
        stop: flag.default(false),
      }),
    ).prefault({}),
    existingIdentity: flag.default(false),
    existingSecrets: flag.default(false),
    existingTable: fromText(
      z.strictObject({
        arn: arn('dynamodb', 'a table'),
        streamArn: arn('dynamodb', "the table's stream"),
      }),
    ).optional(),
    existingBucketName: z
      .string()
      .regex(/^[a-z0-9.-]{3,63}$/, 'must be the name of a bucket')
      .optional(),
    encryptionKeyArn: arn('kms', 'a KMS key').optional(),
    hostedZone: fromText(
      z.strictObject({ id: z.string().regex(/^Z[A-Z0-9]{1,31}$/, 'must be an id'), name: domain }),
    ).optional(),
    mailFromDomain: domain.optional(),
    apiDomain: fromText(
      z.strictObject({
        name: domain,
        certificateArn: arn('acm', 'a certificate of this region').optional(),
      }),
    ).optional(),
    permissionsBoundaryArn: arn('iam', 'a managed policy').optional(),
    tags: fromText(z.record(tagName, z.string().max(256))).default({}),
    terminationProtection: flag.optional(),
    tableDeletionProtection: flag.default(true),
    alarmEmail: z.email('must be one bare address').optional(),
    runbookUrl: z
      .url({ protocol: /^https$/, error: 'must be an https address' })
      .refine((given) => !given.includes('#'), 'must have no anchor: each alarm adds its own')
      .optional(),
    dashboard: flag.default(true),
    canary: flag.default(false),
    tracing: flag.default(false),
    allowLoopbackCalls: flag.default(false),
    eventBusName: z
      .string()
      .regex(/^[A-Za-z0-9._/-]{1,256}$/, 'must be the name of an event bus')
      .optional(),
    sendingRatePerSecond: count(1000).default(14),
    pollMailboxes: flag.default(true),
    console: flag.default(false),
    retentionDays: fromText(
      z.strictObject({
        rawMail: count(MAX_DAYS).default(90),
        attachments: count(MAX_DAYS).default(730),
        mailRecords: count(MAX_DAYS).default(730),
        logs: count(MAX_DAYS).default(30),
      }),
    ).prefault({}),
  })
  // A raw mail without a record would count as lost, and be read
  // again. S3 deletes late, and the table's TTL may be early.
  .refine(
    ({ retentionDays }) =>
      retentionDays.mailRecords >= retentionDays.rawMail + RECORDS_OUTLIVE_MAIL_DAYS,
    {
      path: ['retentionDays', 'mailRecords'],
      error: `must be at least retentionDays.rawMail + ${RECORDS_OUTLIVE_MAIL_DAYS}`,
    },
  )
  .refine(({ otherAddresses }) => otherAddresses.join(' ').length <= MAX_ADDRESSES_OCTETS, {
    path: ['otherAddresses'],
    error: `has more than ${MAX_ADDRESSES_OCTETS} octets in all, too many for an environment variable: give fewer, or set receivesWholeDomain`,
  })
  .refine((given) => given.pipingAddress.endsWith(`@${given.domain}`), {
    path: ['pipingAddress'],
    error: 'must be an address of the domain',
  })
  .refine(({ receiptRule: { after, before } }) => after === undefined || before === undefined, {
    path: ['receiptRule'],
    error: 'has both "after" and "before": give only one of them',
  })
  .refine(
    ({ receiptRule: { after, before }, activateRuleSet, existingRuleSetName }) =>
      (after ?? before) === undefined || activateRuleSet || existingRuleSetName !== undefined,
    {
      path: ['receiptRule'],
      error:
        'names a rule to stand beside, and a new rule set has none: set activateRuleSet to true, or give existingRuleSetName',
    },
  )
  .refine(({ activateRuleSet, existingRuleSetName }) => !activateRuleSet || !existingRuleSetName, {
    path: ['activateRuleSet'],
    error: 'adds the rule to the active rule set: leave existingRuleSetName out',
  })
  .refine(({ apiDomain, hostedZone }) => !apiDomain || apiDomain.certificateArn || hostedZone, {
    path: ['apiDomain', 'certificateArn'],
    error: 'is needed when there is no hostedZone in which the domain can be validated',
  })
  .refine(({ domain, hostedZone }) => isInZone(domain, hostedZone), {
    path: ['hostedZone', 'name'],
    error: 'must be the domain or a parent of it: Route 53 writes only names of the zone',
  })
  .refine(({ apiDomain, hostedZone }) => isInZone(apiDomain?.name, hostedZone), {
    path: ['apiDomain', 'name'],
    error: 'must be a name of hostedZone: Route 53 writes no others',
  })
  .refine((given) => !given.mailFromDomain || given.mailFromDomain.endsWith(`.${given.domain}`), {
    path: ['mailFromDomain'],
    error: 'must be a subdomain of the domain, such as "bounce.example.com"',
  })
  .refine((given) => !given.mailFromDomain || !given.existingIdentity, {
    path: ['mailFromDomain'],
    error: 'cannot be set with existingIdentity, because that identity is left alone',
  })
  .refine((given) => !given.allowLoopbackCalls || given.stage === LOCAL_STAGE, {
    path: ['allowLoopbackCalls'],
    error: `is for the stage "${LOCAL_STAGE}" alone, which runs on one machine`,
  });

/** One deployment: its addresses, its stage, how long it keeps what. docs/deploy.md, "Configuration", explains each value. */
export type Configuration = z.output<typeof configurationSchema>;

/** The value of `RECEIVES_AT`: addresses separated by blanks, the piping address first; then the domain, if all of it is received. */
export function receivesAt(configuration: Configuration): string {
  const { domain: whole, pipingAddress: main, otherAddresses } = configuration;
  const addresses = [...new Set([main, ...otherAddresses])];
  return [...addresses, ...(configuration.receivesWholeDomain ? [whole] : [])].join(' ');
}

/** Where the deployment receives, as recipients of an SES receipt rule. A domain stands for each of its addresses. */
export function receivingPlaces(configuration: Configuration): string[] {
  const { domain: whole, pipingAddress: main, otherAddresses, receivesWholeDomain } = configuration;
  if (!receivesWholeDomain) return [...new Set([main, ...otherAddresses])];
  return [whole, ...otherAddresses.filter((other) => !other.endsWith(`@${whole}`))];
}

/** The same as patterns of addresses, for conditions of IAM. */
export const receivingPatterns = (configuration: Configuration): string[] =>
  receivingPlaces(configuration).map((place) => (place.includes('@') ? place : `*@${place}`));

function isInZone(name: string | undefined, zone: { name: string } | undefined): boolean {
  if (name === undefined || zone === undefined) return true;
  return name === zone.name || name.endsWith(`.${zone.name}`);
}

function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}
