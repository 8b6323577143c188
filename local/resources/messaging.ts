import { LocalError } from '../local-error.ts';
import type { ResourceCreator } from '../template/create-resources.ts';
import type { TemplateValue } from '../template/template.ts';
import type { Machine } from './machine.ts';
import { physicalName } from './physical-name.ts';
import { fieldsOf, optionalFlag, optionalText, requiredText } from './read-property.ts';

/** Queue attributes, with the same names in SQS and in the template. */
const QUEUE_ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MessageRetentionPeriod',
  'MaximumMessageSize',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
];

export function messagingCreators(machine: Machine): Record<string, ResourceCreator> {
  return {
    'AWS::SQS::Queue': (request) => {
      const name =
        optionalText(request, 'QueueName') ??
        physicalName(machine.stackName, request.logicalId, 80);
      const queue = machine.storage.createQueue(name, readAttributes(request.properties));
      const url = `${machine.storage.endpoint}/${new URL(queue.url).pathname.slice(1)}`;
      return { ref: url, attributes: { Arn: queue.arn, QueueName: name, QueueUrl: url } };
    },
    'AWS::SNS::Topic': (request) => {
      const name =
        optionalText(request, 'TopicName') ??
        physicalName(machine.stackName, request.logicalId, 250);
      const arn = machine.topics.create(name);
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
    'AWS::SNS::Subscription': (request) => {
      const isRaw = optionalFlag(request, 'RawMessageDelivery');
      if (requiredText(request, 'Protocol') !== 'sqs' || !isRaw || request.properties.FilterPolicy)
        throw new LocalError(
          `The subscription ${request.logicalId} must be of a queue, with raw delivery and without a filter policy on this machine.`,
        );
      machine.topics.subscribe({
        topicArn: requiredText(request, 'TopicArn'),
        queueArn: requiredText(request, 'Endpoint'),
      });
      return { ref: request.logicalId, attributes: {} };
    },
    'AWS::SES::ConfigurationSet': (request) => {
      const name =
        optionalText(request, 'Name') ?? physicalName(machine.stackName, request.logicalId);
      return { ref: name, attributes: {} };
    },
    'AWS::SES::ConfigurationSetEventDestination': (request) => {
      const destination = fieldsOf(request, 'EventDestination');
      machine.feedbackDestinations.push({
        configurationSetName: requiredText(request, 'ConfigurationSetName'),
        eventTypes: (destination.properties.MatchingEventTypes as string[]) ?? [],
        topicArn: requiredText(fieldsOf(destination, 'SnsDestination'), 'TopicARN'),
      });
      return { ref: request.logicalId, attributes: {} };
    },
  };
}

function readAttributes(properties: Record<string, TemplateValue>): Record<string, string> {
  const given = QUEUE_ATTRIBUTES.flatMap((name) => {
    const value = properties[name];
    return value === undefined || value === null ? [] : [[name, String(value)]];
  });
  const { RedrivePolicy: redrive } = properties;
  if (redrive) given.push(['RedrivePolicy', JSON.stringify(redrive)]);
  return Object.fromEntries(given);
}
