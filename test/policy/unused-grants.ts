/** Grants that no journey uses. `grants` matches `"<function>: <grant>"`, as the suite prints it. */
export interface Justified {
  grants: RegExp;
  /** Why they stay. */
  reason: string;
}

export const UNUSED_GRANTS: readonly Justified[] = [
  {
    grants: /: dynamodb:\w+ table(\/index\/gsi[12])?$/,
    reason:
      'items are granted to be read or to be written; the partitions are the boundary, not how an item is asked for',
  },
  {
    grants: /: sqs:(GetQueueUrl|ChangeMessageVisibility) /,
    reason: "CDK's grant to a consumer; a message that failed is put off by its visibility",
  },
  {
    grants: /: s3:AbortMultipartUpload /,
    reason: 'an upload that breaks off half-way is taken back; no journey breaks one off',
  },
  {
    grants: /: s3:ListBucket mailbucket$/,
    reason: 'S3 answers 404 in place of 403 for an object that is not there',
  },
  {
    grants: /: ssm:GetParametersByPath parameter local\/\*$/,
    reason: 'a path is asked for by its name; AWS weighs what lies below it, too',
  },
  {
    grants: /: ssm:GetParameterHistory parameter local\/\*$/,
    reason: 'the last good value of a setting that is bad when a function starts (S20)',
  },
  {
    grants: /: s3:\w+ mailbucket\/bodies\/\*$/,
    reason: "a body that is longer than an item's 400 KB; no journey writes one",
  },
  {
    grants: /: s3:\w+ mailbucket\/polled\/\*$/,
    reason: 'polled mail: the journeys have no mailbox server, test/mailboxes has',
  },
  {
    grants: /^poll-mailboxes: (sqs:SendMessage mailarrivalinboundqueue|partition )/,
    reason: 'polled mail: the journeys have no mailbox server, test/mailboxes has',
  },
  {
    grants: /^poll-mailboxes: secretsmanager:PutSecretValue /,
    reason:
      'a refresh token that is a week old; the journeys have no mailbox server, test/mailboxes has',
  },
  {
    grants: /^serve-api: secretsmanager:RestoreSecret .*mailboxes/,
    reason: 'a password that an operator has deleted, and an admin gives again',
  },
  {
    grants: /^(serve-api|parse-mail): s3:DeleteObject mailbucket\/attachments\/\*$/,
    reason: 'files of a mail that turned out to be a duplicate, or that was withdrawn',
  },
  {
    grants: /^erase-person: s3:DeleteObject mailbucket\/uploads\/\*$/,
    reason: 'a file that a killed post has claimed and not moved; no journey kills one',
  },
  {
    grants: /^serve-api: s3:PutObject mailbucket\/uploads\/\*$/,
    reason:
      'the backend puts a file to a presigned URL, which is signed in the name of the function',
  },
  {
    grants: /^reconcile: sqs:SendMessage /,
    reason:
      'it puts again into a queue what was lost on its way; the campaign loses things, the journeys do not',
  },
  {
    grants: /^(parse-mail|record-feedback): sqs:SendMessage feedbackqueue$/,
    reason: 'a report that comes by mail, or before the record of its mail',
  },
  {
    grants: /^record-feedback: partition AGENTS\* table$/,
    reason:
      'the name of an agent whose own mail bounced, for the notice: in the journeys users bounce',
  },
  {
    grants:
      /: partition (ADDRESS|AGENT|ASKED|ATTACHMENT|DELIVERIES|DEPARTMENT|DUPLICATE|EVENT|OPENED|QUESTION|SEEN)#\* table$/,
    reason:
      'the code asks for it (test/lib/table-rights.test.ts) in cases that no journey plays: floods, questions to staff, lost events',
  },
  {
    grants: /: partition (AGENTS|AGENT-PRESENCE|DEPARTMENTS|TAKE-OVERS|WEBHOOKS) table$/,
    reason:
      'who is told of a report, a question or a message that was not told; no journey loses one',
  },
  {
    grants: /^reconcile: partition USER#\* table$/,
    reason: 'whom a lost event of a user speaks of; no journey loses one',
  },
  {
    grants: /^reconcile: sqs:(ReceiveMessage|DeleteMessage) \w*(deadletters|lookqueue)$/,
    reason:
      'what a queue gave up an hour ago, mail that was stored a quarter of an hour ago: the campaign passes time, the journeys do not',
  },
  {
    grants:
      /^reconcile: s3:(GetObject mailbucket\/inbound|DeleteObject mailbucket\/attachments)\/\*$/,
    reason:
      'octets and files of a mail whose reading was killed; the campaign kills, the journeys do not',
  },
];
