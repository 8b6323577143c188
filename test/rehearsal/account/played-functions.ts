import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { InvocationAnswer } from '../../../local/functions/invocation.ts';
import type { Kind, Wanted } from '../cloudformation/kinds.ts';
import { ACCOUNT, REGION } from '../cloudformation/played-stack.ts';
import type { Moto } from './moto.ts';

const PROCESS = join(import.meta.dirname, '../../../local/function-process.ts');
const WITHIN_MS = 300_000;

interface PlayedFunction {
  bundle: string;
  environment: Record<string, string>;
}

/** Lambda, as far as a deployment asks it: moto would run functions in Docker. */
export interface PlayedFunctions {
  kinds: Record<string, Partial<Kind>>;
  invoke(name: string, event: unknown): Promise<InvocationAnswer>;
  /** What a function puts to the URL that CloudFormation gave it. */
  takeAnswer(id: string, body: string): void;
}

/**
 * @param assembly - the folder that the CDK CLI synthesizes into: the bundles that it uploads
 * @param account - what the functions' processes reach the account by
 */
export function playFunctions(
  moto: Moto,
  assembly: string,
  account: () => Record<string, string>,
): PlayedFunctions {
  const functions = new Map<string, PlayedFunction>();
  const answers = new Map<string, (body: string) => void>();
  const storage = new S3Client({ ...moto.client, forcePathStyle: true });

  /** Lambda reads the code when the function is made or changed: it must be in the bucket. */
  async function place({ properties, stack, logicalId }: Wanted) {
    const { Code, Environment, FunctionName, Handler } = properties as unknown as {
      Code: { S3Bucket: string; S3Key: string };
      Environment?: { Variables?: Record<string, string> };
      FunctionName?: string;
      Handler: string;
    };
    const { S3Bucket, S3Key } = Code;
    await storage.send(new HeadObjectCommand({ Bucket: S3Bucket, Key: S3Key }));
    const folder = join(assembly, `asset.${S3Key.split('/').at(-1)?.replace('.zip', '')}`);
    const name = FunctionName ?? `${stack.name}-${logicalId}`;
    const { Variables = {} } = Environment ?? {};
    const bundle = ['index.mjs', 'index.js'].map((file) => join(folder, file)).find(existsSync);
    functions.set(name, { bundle: bundle ?? `${folder} (${Handler})`, environment: Variables });
    const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
    return { physicalId: name, attributes: { Arn: arn } };
  }

  function invoke(name: string, event: unknown): Promise<InvocationAnswer> {
    const found = functions.get(name.split(':').at(-1) ?? '');
    if (found === undefined) return Promise.reject(new Error(`Function not found: ${name}`));
    const child = fork(PROCESS, [found.bundle, 'handler'], {
      env: { PATH: process.env.PATH, ...found.environment, ...account() },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`${name} ended without an answer`)));
      child.once('message', (answer) => {
        resolve(answer as InvocationAnswer);
        child.kill('SIGKILL');
      });
      child.send({ requestId: randomUUID(), event, deadline: Date.now() + WITHIN_MS });
    });
  }

  /** The protocol of custom resources: a request to the function, its answer to a URL. */
  async function ask(wanted: Wanted, request: object) {
    const id = randomUUID();
    const answered = new Promise<string>((resolve) => answers.set(id, resolve));
    const { ServiceToken, ...ResourceProperties } = wanted.properties;
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
      'Custom::JoinedReceiptRule': {
        make: (wanted) => ask(wanted, { RequestType: 'Create' }),
        change: (wanted, { physicalId, properties }) =>
          ask(wanted, {
            RequestType: 'Update',
            PhysicalResourceId: physicalId,
            OldResourceProperties: properties,
          }),
        remove: async ({ logicalId, type, physicalId, properties }, stack) => {
          const request = { RequestType: 'Delete', PhysicalResourceId: physicalId };
          await ask({ stack, logicalId, type, properties }, request);
        },
      },
    },
  };
}
