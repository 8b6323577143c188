import { LocalError } from '../local-error.ts';
import type { ResourceCreator, ResourceRequest } from '../template/create-resources.ts';
import type { Machine, ReceiptRule } from './machine.ts';
import {
  fieldsOf,
  itemsOf,
  optionalFlag,
  optionalList,
  optionalText,
  requiredText,
} from './read-property.ts';

/** Creators for what receives mail and HTTP requests: SES's receipt rules and the HTTP API. */
export function doorCreators(machine: Machine): Record<string, ResourceCreator> {
  const integrations = new Map<string, string>();
  return {
    'AWS::SES::ReceiptRule': (request) => {
      machine.receiptRules.push(readReceiptRule(request));
      return { ref: request.logicalId, attributes: {} };
    },
    'AWS::ApiGatewayV2::Api': (request) => {
      if (optionalText(request, 'ProtocolType') !== 'HTTP') {
        throw new LocalError(`The API ${request.logicalId} must be an HTTP API.`);
      }
      // `local` stands for the API's id on this machine; functions.ts replaces its AWS address by ours.
      return { ref: 'local', attributes: { ApiEndpoint: machine.apiUrl, ApiId: 'local' } };
    },
    'AWS::ApiGatewayV2::Integration': (request) => {
      const version = optionalText(request, 'PayloadFormatVersion');
      if (version !== '2.0') {
        throw new LocalError(
          `${request.logicalId} has the payload format ${version}: the local pipeline plays 2.0.`,
        );
      }
      integrations.set(request.logicalId, readFunctionArn(requiredText(request, 'IntegrationUri')));
      return { ref: request.logicalId, attributes: { IntegrationId: request.logicalId } };
    },
    'AWS::ApiGatewayV2::Route': (request) => {
      const key = requiredText(request, 'RouteKey');
      if (key !== '$default')
        throw new LocalError(
          `The route ${request.logicalId} is "${key}": the local pipeline plays only $default.`,
        );
      const integration = requiredText(request, 'Target').replace(/^integrations\//, '');
      const functionArn = integrations.get(integration);
      if (!functionArn) throw new LocalError(`The route ${request.logicalId} has no integration.`);
      machine.apiFunctionArn = functionArn;
      return { ref: request.logicalId, attributes: { RouteId: request.logicalId } };
    },
    'AWS::ApiGatewayV2::Stage': (request) => ({
      ref: requiredText(request, 'StageName'),
      attributes: {},
    }),
  };
}

/** The function's ARN, given directly or in API Gateway's form: `arn:aws:apigateway:…:path/2015-03-31/functions/<arn>/invocations`. */
function readFunctionArn(uri: string): string {
  return /\/functions\/(arn:aws:lambda:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

function readReceiptRule(request: ResourceRequest): ReceiptRule {
  const rule = fieldsOf(request, 'Rule');
  const s3 = itemsOf(rule, 'Actions').find(({ properties }) => properties.S3Action);
  if (!s3) throw new LocalError(`The receipt rule ${request.logicalId} has no S3 action.`);
  const action = fieldsOf(s3, 'S3Action');
  return {
    isEnabled: optionalFlag(rule, 'Enabled') ?? false,
    recipients: optionalList(rule, 'Recipients').map((recipient) =>
      String(recipient).toLowerCase(),
    ),
    isScanned: optionalFlag(rule, 'ScanEnabled') ?? false,
    bucketName: requiredText(action, 'BucketName'),
    objectKeyPrefix: optionalText(action, 'ObjectKeyPrefix') ?? '',
    topicArn: optionalText(action, 'TopicArn'),
  };
}
