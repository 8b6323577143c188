import { bad, type Finding, good } from './finding.ts';
import type { BucketNotification, KeptBucket } from './ports.ts';

const FOLDERS = ['inbound/', 'polled/'];

/**
 * Whether the stack can use an existing bucket. SES makes no receipt rule for a bucket that it cannot write to. S3 takes no second
 * notification for the same objects, and none while another's queue is gone; the bucket of a removed stack still notifies that stack's
 * queue.
 * @param stackResources - physical ids; queues by their URLs
 */
export function examineKeptBucket(
  wanted: string | undefined,
  kept: KeptBucket | undefined,
  stackResources: readonly string[],
): Finding[] {
  if (wanted === undefined) return [];
  if (kept === undefined) {
    return [bad(`there is no bucket ${wanted}`, 'leave existingBucketName out, or correct it')];
  }
  const found = [...examinePolicy(kept), ...examineNotifications(kept, stackResources)];
  return found.length === 0 ? [good(`the bucket ${wanted}`)] : found;
}

function examinePolicy({ name, policy }: KeptBucket): Finding[] {
  if (letsSesWrite(policy, name)) return [];
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'ses.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${name}/inbound/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': 'YOUR ACCOUNT' } },
  };
  return [
    bad(
      `the policy of the bucket ${name} does not let SES put mail below inbound/`,
      `add this statement to it: ${JSON.stringify(statement)}`,
    ),
  ];
}

interface Statement {
  Effect?: string;
  Principal?: string | { Service?: string | string[] };
  Action?: string | string[];
  Resource?: string | string[];
}

/** A statement's conditions are assumed to hold: only AWS can evaluate them. */
function letsSesWrite(policy: string, bucket: string): boolean {
  const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
  return [Statement].flat().some(({ Effect, Principal, Action = [], Resource = [] }) => {
    const services = typeof Principal === 'string' ? [Principal] : (Principal?.Service ?? []);
    return (
      Effect === 'Allow' &&
      [services].flat().some((name) => name === '*' || name === 'ses.amazonaws.com') &&
      [Action].flat().some((pattern) => isMatch(pattern, 's3:PutObject')) &&
      [Resource].flat().some((pattern) => isMatch(pattern, `arn:aws:s3:::${bucket}/inbound/mail`))
    );
  });
}

/** Matches an IAM pattern, in which `*` stands for anything. */
function isMatch(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(text);
}

function examineNotifications(
  { name, notifications }: KeptBucket,
  stackResources: readonly string[],
): Finding[] {
  const inTheWay = notifications.filter(
    (one) => tellsOfMail(one) && !isOfStack(one, stackResources),
  );
  if (inTheWay.length === 0) return [];
  const targets = [...new Set(inTheWay.map(({ target }) => target))].join(', ');
  const rest = JSON.stringify(
    asS3HasThem(notifications.filter((one) => !inTheWay.includes(one))),
  ).replaceAll("'", String.raw`'\''`);
  return [
    bad(
      `the bucket ${name} still tells ${targets} of new mail, which is not of this stack: S3 would refuse to tell ours, too`,
      `if nobody needs it: aws s3api put-bucket-notification-configuration --bucket ${name} --notification-configuration '${rest}'`,
    ),
  ];
}

/** Whether the notification covers stored mail: S3 allows only one for the same object. */
const tellsOfMail = ({ events, prefix }: BucketNotification): boolean =>
  events.some((event) => event.startsWith('s3:ObjectCreated:')) &&
  FOLDERS.some((folder) => folder.startsWith(prefix) || prefix.startsWith(folder));

const isOfStack = ({ target }: BucketNotification, stackResources: readonly string[]): boolean =>
  stackResources.some((id) => id.split('/').at(-1) === target.split(':').at(-1));

function asS3HasThem(notifications: readonly BucketNotification[]): object {
  const fields: Record<string, unknown> = {};
  for (const { field, value } of notifications) {
    fields[field] =
      field === 'EventBridgeConfiguration' ? value : [...[fields[field] ?? []].flat(), value];
  }
  return fields;
}
