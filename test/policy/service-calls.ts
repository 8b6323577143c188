import type { IamCall } from '../../local/rights/iam-call.ts';
import type { KeptRights } from './prove-rights.ts';

/** A call that an AWS service makes by the template, beside the functions. */
export interface ServiceCall extends IamCall {
  service: string;
}

const ACCOUNT = '000000000000';
const account = { 'aws:SourceAccount': ACCOUNT };

/**
 * SES stores mails, and publishes mails and bounces; SNS sends to queues; schedules and the HTTP API call functions. Sources: SES developer
 * guide, "Giving permissions to Amazon SES"; EventBridge user guide, "Lambda permissions"; Lambda developer guide, "Using API Gateway".
 */
export function serviceCalls({
  receiptRules,
  feedbackDestinations,
  resource,
  rules,
  apiFunctionArn,
}: KeptRights): ServiceCall[] {
  const call = (service: string, action: string, at: string, context: IamCall['context']) => ({
    service,
    action,
    resource: at,
    context,
  });
  const arriving = receiptRules.flatMap(({ bucketName, objectKeyPrefix, topicArn }) => [
    call(
      'ses.amazonaws.com',
      's3:PutObject',
      `arn:aws:s3:::${bucketName}/${objectKeyPrefix}id`,
      account,
    ),
    ...(topicArn ? [call('ses.amazonaws.com', 'sns:Publish', topicArn, account)] : []),
  ]);
  const feedback = feedbackDestinations.map(({ configurationSetName, topicArn }) =>
    call('ses.amazonaws.com', 'sns:Publish', topicArn, {
      ...account,
      'aws:SourceArn': `arn:aws:ses:eu-west-1:${ACCOUNT}:configuration-set/${configurationSetName}`,
    }),
  );
  const handedOn = Object.entries(resource).flatMap(([holder, policies]) =>
    holder.startsWith('queue:')
      ? topicsOf(policies).map((topic) =>
          call(
            'sns.amazonaws.com',
            'sqs:SendMessage',
            `arn:aws:sqs:eu-west-1:${ACCOUNT}:${holder.slice('queue:'.length)}`,
            { 'aws:SourceArn': topic },
          ),
        )
      : [],
  );
  const scheduled = rules.flatMap(({ arn, targetArns }) =>
    targetArns
      .filter((target) => target.includes(':lambda:'))
      .map((target) =>
        call('events.amazonaws.com', 'lambda:InvokeFunction', target, {
          'aws:SourceArn': arn,
          ...account,
        }),
      ),
  );
  // the route $default of the stage $default
  const asked = call('apigateway.amazonaws.com', 'lambda:InvokeFunction', apiFunctionArn, {
    'aws:SourceArn': `arn:aws:execute-api:eu-west-1:${ACCOUNT}:local/$default/$default`,
    ...account,
  });
  return [...arriving, ...feedback, ...handedOn, ...scheduled, asked];
}

const topicsOf = (policies: unknown): string[] => [
  ...new Set(JSON.stringify(policies).match(/arn:aws:sns:[\w:-]+/g) ?? []),
];

/** Lambda's own calls with the function's role: polling queues and streams, keeping failed records, writing logs. */
export function pollerCalls({ mappings }: KeptRights, functionArn: string): IamCall[] {
  return mappings
    .filter((mapping) => mapping.functionArn === functionArn)
    .flatMap(({ sourceArn, onFailureArn }) => [
      ...(sourceArn.includes(':sqs:') ? QUEUE_POLLING : STREAM_POLLING).map((action) => ({
        action,
        resource: action === 'dynamodb:ListStreams' ? '*' : sourceArn,
        context: {},
      })),
      ...(onFailureArn?.startsWith('arn:aws:s3:')
        ? [
            { action: 's3:PutObject', resource: `${onFailureArn}/aws/lambda/id`, context: {} },
            { action: 's3:ListBucket', resource: onFailureArn, context: {} },
          ]
        : []),
    ]);
}

/** Source: Lambda developer guide, "Using Lambda with Amazon SQS", execution role. */
const QUEUE_POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
/** Source: Lambda developer guide, "Using Lambda with DynamoDB", execution role. */
const STREAM_POLLING = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];
