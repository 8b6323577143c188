import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { FeedbackDestination } from '../../local/resources/machine.ts';
import type { IamCall } from '../../local/rights/iam-call.ts';

interface Statement {
  Action: string | string[];
  Resource: string | string[];
  Condition?: unknown;
}

interface PolicyDocument {
  Statement: Statement[];
}

/** The parts of its template that a pipeline records beside its functions' calls. */
export interface KeptRights {
  roles: Record<string, string>;
  identity: Record<string, PolicyDocument[]>;
  resource: Record<string, PolicyDocument[]>;
  mappings: { functionArn: string; sourceArn: string; onFailureArn?: string }[];
  receiptRules: { bucketName: string; objectKeyPrefix: string; topicArn?: string }[];
  feedbackDestinations: Pick<FeedbackDestination, 'configurationSetName' | 'topicArn'>[];
  rules: { arn: string; targetArns: string[] }[];
  apiFunctionArn: string;
}

/** The calls of one pipeline's functions, by function, each kind once. */
export interface Recorded {
  rights: KeptRights;
  calls: Map<string, IamCall[]>;
  unreadable: string[];
}

const ACCOUNT = '000000000000';
const REGION = 'eu-west-1';
/** Replaces the region name of the embedded table engine. */
const inRegion = (text: string): string => text.replaceAll(':dynoxide:', `:${REGION}:`);

/** Reads one folder of `PIPING_CALLS_FOLDER`. */
export function readRecorded(folder: string): Recorded {
  const read = (file: string) => inRegion(readFileSync(path.join(folder, file), 'utf8'));
  const recorded: Recorded = {
    rights: JSON.parse(read('rights.json')) as KeptRights,
    calls: new Map(),
    unreadable: [],
  };
  const seen = new Set<string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    const name = file.replace(/-\d+\.jsonl$/, '');
    for (const line of read(file).split('\n').filter(Boolean)) {
      const call = JSON.parse(line) as IamCall & { unreadable?: string };
      if (call.unreadable) recorded.unreadable.push(`${name}: ${line}`);
      else if (isNew(seen, `${name} ${kindOf(call)}`))
        recorded.calls.set(name, [...(recorded.calls.get(name) ?? []), call]);
    }
  }
  return recorded;
}

const isNew = (seen: Set<string>, name: string): boolean => seen.size < seen.add(name).size;

/** A call without ids: one `CONVERSATION#1000` stands for all. */
export function kindOf({ action, resource, context }: IamCall): string {
  const values = Object.entries(context).map(
    ([name, value]) =>
      `${name}=${[value]
        .flat()
        .map((each) => each.replace(/#.*/, '#…'))
        .sort()}`,
  );
  const place = resource.replace(/^(arn:aws:s3:::[^/]+\/[^/]+\/).*/, '$1…');
  return [action, place, ...values].join(' ');
}

/** Whether IAM would allow the function's call, by its role's policies and the resource's own. */
export async function isAllowed(
  rights: KeptRights,
  name: string,
  { action, resource, context }: IamCall,
): Promise<boolean> {
  const role = roleOf(rights, name);
  return simulate(
    `arn:aws:iam::${ACCOUNT}:role/${role}`,
    { action, resource, context },
    {
      identity: rights.identity[role] ?? [],
      resource: resourcePolicyOf(rights, resource),
    },
  );
}

/** Whether an AWS service may make the call, by the resource's own policy alone. */
export const isAllowedToService = (
  rights: KeptRights,
  service: string,
  call: IamCall,
): Promise<boolean> =>
  simulate(service, call, { identity: [], resource: resourcePolicyOf(rights, call.resource) });

export const roleOf = ({ roles }: KeptRights, name: string): string =>
  /^AWS::IAM::Role:(\w+):Arn$/.exec(roles[name] ?? '')?.[1] ?? '';

function resourcePolicyOf({ resource }: KeptRights, arn: string): PolicyDocument | undefined {
  const [, , service, , , rest = ''] = arn.split(':');
  const holder = {
    s3: `arn:aws:s3:::${rest.split('/')[0]}`,
    sqs: `queue:${rest}`,
    lambda: `function:${arn}`,
  }[service ?? ''];
  const policies = resource[holder ?? arn] ?? [];
  const statements = policies.flatMap(({ Statement }) => Statement);
  return statements.length > 0 ? document(statements) : undefined;
}

const document = (statements: Statement[]) => ({ Version: '2012-10-17', Statement: statements });

async function simulate(
  principal: string,
  { action, resource, context }: IamCall,
  policies: { identity: PolicyDocument[]; resource: PolicyDocument | undefined },
): Promise<boolean> {
  const simulation = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: { 'aws:SecureTransport': 'true', ...context },
      },
      identityPolicies: policies.identity.map(({ Statement }, index) => ({
        name: `policy${index}`,
        policy: document(Statement.map(readable)),
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policies.resource,
    },
    {},
  );
  if (simulation.resultType === 'error')
    throw new Error(`${action} ${resource}: ${JSON.stringify(simulation.errors)}`);
  return simulation.overallResult === 'Allowed';
}

/** Gives an ARN to a resource that does not exist on this machine (a log group). */
const readable = (statement: Statement): Statement => ({
  ...statement,
  Resource: [statement.Resource]
    .flat()
    .map((resource) =>
      resource.startsWith('AWS::')
        ? `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${resource.split(':')[4]}`
        : resource,
    ),
});
