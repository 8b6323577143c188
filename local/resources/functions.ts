import { basename } from 'node:path';
import { ACCOUNT_ID, REGION, STAGE } from '../configuration.ts';
import type { EventSourceMapping } from '../events/event-source-mapping.ts';
import type { Pattern } from '../events/match-pattern.ts';
import { LocalError } from '../local-error.ts';
import type { ResourceCreator, ResourceRequest } from '../template/create-resources.ts';
import type { Machine } from './machine.ts';
import { physicalName } from './physical-name.ts';
import {
  fieldsOf,
  itemsOf,
  optionalFlag,
  optionalList,
  optionalNumber,
  optionalText,
  requiredText,
} from './read-property.ts';

const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;
const DEFAULT_QUEUE_BATCH_SIZE = 10;
const DEFAULT_STREAM_BATCH_SIZE = 100;
const STREAM_KEEPS_SECONDS = 86_400;
/** High, because no sending quota is used up here. */
const LOCAL_SENDS_PER_SECOND = '500';

export function functionCreators(machine: Machine): Record<string, ResourceCreator> {
  return {
    'AWS::Lambda::Function': (request) => {
      const physical =
        optionalText(request, 'FunctionName') ??
        physicalName(machine.stackName, request.logicalId, 64);
      const arn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${physical}`;
      machine.functions.add({
        name: shortName(physical, machine.stackName),
        arn,
        folder: findBundle(request, machine),
        handler: requiredText(request, 'Handler'),
        environment: readEnvironment(request, machine.apiUrl),
        timeoutMs: (optionalNumber(request, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
        memoryMegabytes: optionalNumber(request, 'MemorySize') ?? DEFAULT_MEMORY_MEGABYTES,
      });
      machine.rights.roles[shortName(physical, machine.stackName)] =
        optionalText(request, 'Role') ?? '';
      return { ref: physical, attributes: { Arn: arn } };
    },
    'AWS::Lambda::EventInvokeConfig': (request) => {
      const called = machine.functions.byArn(
        arnOfFunction(machine, requiredText(request, 'FunctionName')),
      );
      called.asyncRetries = optionalNumber(request, 'MaximumRetryAttempts') ?? called.asyncRetries;
      return { ref: request.logicalId, attributes: {} };
    },
    'AWS::Lambda::EventSourceMapping': (request) => {
      machine.mappings.push(readMapping(request, machine));
      return { ref: request.logicalId, attributes: { Id: request.logicalId } };
    },
  };
}

/** `email-piping-local-parse-mail` → `parse-mail` */
function shortName(physical: string, stackName: string): string {
  const prefix = [`${stackName}-`, `email-piping-${STAGE}-`].find((each) =>
    physical.startsWith(each),
  );
  return physical.slice(prefix?.length ?? 0);
}

function findBundle(request: ResourceRequest, { assets }: Machine): string {
  const key = optionalText(fieldsOf(request, 'Code'), 'S3Key') ?? '';
  const folder = assets.get(basename(key, '.zip'));
  if (folder) return folder;
  throw new LocalError(
    `The function ${request.logicalId} has no bundle among the assets of the app (${key}).`,
  );
}

function readEnvironment(request: ResourceRequest, apiUrl: string): Record<string, string> {
  const variables = fieldsOf(fieldsOf(request, 'Environment'), 'Variables').properties;
  const awsApiUrl = /https:\/\/local\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g;
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      name === 'SENDS_PER_SECOND'
        ? LOCAL_SENDS_PER_SECOND
        : String(value).replace(awsApiUrl, apiUrl),
    ]),
  );
}

function readMapping(request: ResourceRequest, machine: Machine): EventSourceMapping {
  const sourceArn = requiredText(request, 'EventSourceArn');
  const isQueue = sourceArn.split(':')[2] === 'sqs';
  const filters = itemsOf(fieldsOf(request, 'FilterCriteria'), 'Filters');
  return {
    id: request.logicalId,
    functionArn: arnOfFunction(machine, requiredText(request, 'FunctionName')),
    sourceArn,
    isEnabled: optionalFlag(request, 'Enabled') ?? true,
    batchSize:
      optionalNumber(request, 'BatchSize') ??
      (isQueue ? DEFAULT_QUEUE_BATCH_SIZE : DEFAULT_STREAM_BATCH_SIZE),
    filters: filters.map((filter) => readPattern(filter)),
    reportsItemFailures: optionalList(request, 'FunctionResponseTypes').includes(
      'ReportBatchItemFailures',
    ),
    maxRetries: optionalNumber(request, 'MaximumRetryAttempts') ?? -1,
    maxRecordAgeMs: readAgeMs(optionalNumber(request, 'MaximumRecordAgeInSeconds')),
    bisectsOnError: optionalFlag(request, 'BisectBatchOnFunctionError') ?? false,
    onFailureArn: readOnFailure(request),
  };
}

function readOnFailure(request: ResourceRequest): string | undefined {
  const onFailure = fieldsOf(fieldsOf(request, 'DestinationConfig'), 'OnFailure');
  const arn = optionalText(onFailure, 'Destination');
  if (arn === undefined || arn.startsWith('arn:aws:s3:::')) return arn;
  throw new LocalError(
    `The on-failure destination of ${request.logicalId} must be a bucket on this machine, not ${arn}.`,
  );
}

/** The template may refer to a function by name or by ARN. */
function arnOfFunction({ functions }: Machine, name: string): string {
  if (name.startsWith('arn:')) return name;
  const found = functions.all().find(({ definition }) => definition.arn.endsWith(`:${name}`));
  return found?.definition.arn ?? name;
}

/** -1 means as long as the stream keeps records, which is a day. */
const readAgeMs = (seconds = -1) => (seconds < 0 ? STREAM_KEEPS_SECONDS : seconds) * 1000;

function readPattern(filter: Parameters<typeof requiredText>[0]): Pattern {
  const text = requiredText(filter, 'Pattern');
  try {
    return JSON.parse(text) as Pattern;
  } catch {
    throw new LocalError(`The template's ${filter.logicalId}.Pattern is not JSON: ${text}`);
  }
}
