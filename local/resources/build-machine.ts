import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { type LocalConfiguration, REGION, STAGE } from '../configuration.ts';
import { startDynamodb } from '../engines/dynamodb-engine.ts';
import type { Outbox } from '../engines/outbox.ts';
import { openParameters } from '../engines/parameters.ts';
import {
  type AccountState,
  accountService,
  accountSettings,
  openAccountState,
} from '../engines/played-account.ts';
import { openRuleSets, type PlayedRuleSets } from '../engines/receipt-rule-sets.ts';
import { openSecrets } from '../engines/secrets.ts';
import { startServices } from '../engines/services-server.ts';
import type { State } from '../engines/state.ts';
import { startStorage } from '../engines/storage-engine.ts';
import type { Workspace } from '../engines/workspace.ts';
import { Activity } from '../events/activity.ts';
import { EventBus } from '../events/event-bus.ts';
import type { Happenings } from '../events/happenings.ts';
import { Schedules } from '../events/schedules.ts';
import { Topics } from '../events/topics.ts';
import { type Endpoints, FunctionRegistry } from '../functions/function-registry.ts';
import { playLambda } from '../functions/play-lambda.ts';
import { reporter } from '../reporter.ts';
import { noRights } from '../rights/collect-rights.ts';
import type { Stops } from '../stops.ts';
import type { Assembly } from '../template/template.ts';
import type { Machine } from './machine.ts';

export interface MachineParts {
  configuration: LocalConfiguration;
  assembly: Assembly;
  workspace: Workspace;
  state: State;
  outbox: Outbox;
  apiUrl: string;
  happenings: Happenings;
  stops: Stops;
}

/** Settings of this process's SDK clients. Nothing leaves the machine. */
export const CLIENT_SETTINGS = {
  region: REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/** Starts the engines and makes the object to which the creators add the template's resources. */
export async function buildMachine(parts: MachineParts): Promise<Machine> {
  const { configuration, assembly, workspace, state, outbox, happenings, stops } = parts;
  const { dynamodbEndpoint } = configuration;
  const [dynamodb, storage] = await Promise.all([
    stops.after(startDynamodb(dynamodbEndpoint, workspace.tableFile)),
    stops.after(startStorage(workspace.objectFolder, workspace.queueFolder)),
  ]);
  const bus = new EventBus();
  const secrets = openSecrets(state.space('secrets'));
  let functions: FunctionRegistry | undefined;
  const parameters = openParameters(state.space('parameters'), (change) => {
    // takes effect at once; on AWS within a minute
    functions?.markStale();
    bus.emit('aws.ssm', 'Parameter Store Change', change);
  });
  const around = { account: openAccountState(), ruleSets: openRuleSets() };
  const services = await stops.after(
    startServices({
      rest: [playLambda(() => functions), ...restServices(outbox, around)],
      // by the prefix of `X-Amz-Target`
      json: { AmazonSSM: parameters.service, secretsmanager: secrets.service },
      query: queryServices(outbox, around),
    }),
  );
  const endpoints = {
    dynamodb: dynamodb.endpoint,
    storage: storage.endpoint,
    services: services.endpoint,
  };
  tellOfEngines(endpoints, dynamodb.kind);
  const tell = () => happenings.tell({ topic: 'functions' });
  functions = new FunctionRegistry(endpoints, variablesOf(configuration), tell);
  stops.addEarly(async () => functions?.stop());
  return {
    stackName: assembly.stackName,
    ...around,
    apiUrl: parts.apiUrl,
    assets: assembly.assets,
    dynamodb: new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint: dynamodb.endpoint }),
    s3: new S3Client({ ...CLIENT_SETTINGS, endpoint: storage.endpoint, forcePathStyle: true }),
    dynamodbEngine: dynamodb,
    storage,
    parameters,
    secrets,
    topics: new Topics(storage),
    bus,
    schedules: new Schedules(),
    functions,
    activity: new Activity(),
    happenings,
    givenSecrets: new Map([[`email-piping/${STAGE}/api-tokens`, apiTokens(configuration)]]),
    mappings: [],
    receiptRules: [],
    feedbackDestinations: [],
    apiFunctionArn: '',
    rights: noRights(),
  };
}

function tellOfEngines({ dynamodb, storage, services }: Endpoints, kind: string): void {
  reporter.step(`engines     DynamoDB ${dynamodb} (${kind}), S3 and SQS ${storage}`);
  reporter.step(`            SES, SSM, Secrets Manager, Lambda, CloudFormation ${services}`);
}

/** The account around the pipeline. */
interface Around {
  account: AccountState;
  ruleSets: PlayedRuleSets;
}

const restServices = (outbox: Outbox, { account }: Around) => [
  outbox.accountSuppressions.service,
  accountSettings(account),
];

/** SES and CloudFormation share an endpoint, because their actions have different names. */
const queryServices = (outbox: Outbox, { account, ruleSets }: Around) => ({
  namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
  actions: { ...outbox.service, ...accountService(account), ...ruleSets.service },
});

function apiTokens({ apiToken }: LocalConfiguration): string {
  return JSON.stringify([{ id: 'local', token: apiToken, scope: 'admin' }]);
}

/**
 * Variables that only exist on this machine. Retries come after a second, because faults here pass
 * soon. Without a DNS server of its own nothing is looked up, so no mail leaves a trace outside.
 */
function variablesOf({ dnsServer, callsFolder }: LocalConfiguration): Record<string, string> {
  return {
    PIPING_DNS_SERVER: dnsServer ?? 'none',
    RETRY_SECONDS: '1',
    ...(callsFolder && { PIPING_CALLS_FOLDER: callsFolder }),
  };
}
