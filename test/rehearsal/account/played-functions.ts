import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { InvocationAnswer } from '../../../local/functions/invocation.ts';
import type { Kind, Made, Wanted } from '../cloudformation/kinds.ts';
import { ACCOUNT, REGION } from '../cloudformation/played-stack.ts';
import { findBundle, writeInline } from './function-code.ts';
import { invokeNode, invokePython } from './invoke-function.ts';
import type { Moto } from './moto.ts';

interface LambdaProperties {
  Code: { S3Bucket: string; S3Key: string } | { ZipFile: string };
  Environment?: { Variables?: Record<string, string> };
  FunctionName?: string;
  Runtime: string;
}

interface PlayedFunction {
  /** The program that runs an invocation. */
  program: 'node' | 'python';
  /** The bundle for Node, the folder for Python. */
  place: string;
  environment: Record<string, string>;
}

export interface FunctionPlaces {
  /** The folder that the CDK CLI synthesizes into, with the bundles that it uploads. */
  assembly: string;
  /** The folder for code that is in the template itself. */
  inline: string;
  /** A Python with boto3, like Lambda's. */
  python: string;
}

/** The part of Lambda that a deployment uses, as moto would run functions in Docker. */
export interface PlayedFunctions {
  kinds: Record<string, Partial<Kind>>;
  invoke(name: string, event: unknown): Promise<InvocationAnswer>;
  /** Takes what a function PUTs to the URL that CloudFormation gave it. */
  takeAnswer(id: string, body: string): void;
}

/** @param account - environment variables with which the functions' processes reach the account */
export function playFunctions(
  moto: Moto,
  places: FunctionPlaces,
  account: () => Record<string, string>,
): PlayedFunctions {
  const functions = new Map<string, PlayedFunction>();
  const answers = new Map<string, (body: string) => void>();
  const storage = new S3Client({ ...moto.client, forcePathStyle: true });

  async function place({ properties, stack, logicalId }: Wanted) {
    const { Code, Environment, FunctionName, Runtime } = properties as unknown as LambdaProperties;
    const name = FunctionName ?? `${stack.name}-${logicalId}`;
    functions.set(name, {
      program: Runtime.startsWith('python') ? 'python' : 'node',
      place:
        'ZipFile' in Code
          ? writeInline(join(places.inline, name), Code.ZipFile)
          : await findBundle(storage, places.assembly, Code),
      environment: Environment?.Variables ?? {},
    });
    const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
    return { physicalId: name, attributes: { Arn: arn } };
  }

  function invoke(name: string, event: unknown): Promise<InvocationAnswer> {
    const found = functions.get(name.split(':').at(-1) ?? '');
    if (found === undefined) return Promise.reject(new Error(`Function not found: ${name}`));
    const env = { PATH: process.env.PATH, ...found.environment, ...account() };
    return found.program === 'python'
      ? invokePython(places.python, found.place, env, event)
      : invokeNode(found.place, env, event);
  }

  /** The protocol of custom resources: a request to the function, its answer to a URL. */
  async function ask(wanted: Wanted, request: object) {
    const id = randomUUID();
    const answered = new Promise<string>((resolve) => answers.set(id, resolve));
    const { ServiceToken, ...ResourceProperties } = withoutTypes(wanted.properties) as Fields;
    await invoke(String(ServiceToken), {
      ...request,
      ResponseURL: `${account().AWS_ENDPOINT_URL}/custom-resource/${id}`,
      StackId: wanted.stack.id,
      RequestId: id,
      LogicalResourceId: wanted.logicalId,
      ResourceType: wanted.type,
      ResourceProperties,
    });
    const { Status, Reason, PhysicalResourceId, Data = {} } = JSON.parse(await answered);
    if (Status !== 'SUCCESS') throw new Error(Reason);
    return { physicalId: String(PhysicalResourceId), attributes: Data };
  }

  return {
    invoke,
    takeAnswer: (id, body) => answers.get(id)?.(body),
    kinds: {
      'AWS::Lambda::Function': {
        make: place,
        change: place,
        remove: async ({ physicalId }) => void functions.delete(physicalId),
      },
      'Custom::JoinedReceiptRule': custom(ask),
      'Custom::S3BucketNotifications': custom(ask),
    },
  };
}

type Ask = (wanted: Wanted, request: object) => Promise<Made>;

const custom = (ask: Ask): Partial<Kind> => ({
  make: (wanted) => ask(wanted, { RequestType: 'Create' }),
  change: (wanted, { physicalId, properties }) =>
    ask(wanted, {
      RequestType: 'Update',
      PhysicalResourceId: physicalId,
      OldResourceProperties: withoutTypes(properties),
    }),
  remove: async ({ logicalId, type, physicalId, properties }, stack) => {
    const request = { RequestType: 'Delete', PhysicalResourceId: physicalId };
    await ask({ stack, logicalId, type, properties }, request);
  },
});

type Fields = Record<string, unknown>;

/** CloudFormation gives a custom resource numbers and booleans as strings. */
function withoutTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypes);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withoutTypes(each)]),
  );
}
