import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeEach } from 'vitest';
import { NOBODYS_LABEL } from '../../../../functions/adapters/aws/account/read-dns.ts';
import { openParameters, type Parameters } from '../../../../local/engines/parameters.ts';
import {
  type AccountState,
  accountService,
  accountSettings,
  openAccountState,
} from '../../../../local/engines/played-account.ts';
import { openRuleSets, type PlayedRuleSets } from '../../../../local/engines/receipt-rule-sets.ts';
import { openSecrets, type Secrets } from '../../../../local/engines/secrets.ts';
import { type ServicesServer, startServices } from '../../../../local/engines/services-server.ts';
import { openState, type StateSpace } from '../../../../local/engines/state.ts';
import { startAws } from '../../../support/start-aws.ts';

export const STACK = 'email-piping-test';
export const ADDRESS = 'support@piping.example';
export const BUCKET = 'our-bucket';
export const BOOTSTRAP = '/cdk-bootstrap/hnb659fds/version';
export const TOKEN_KEYS = 'email-piping/test/token-keys';

/** An AWS account played on this machine, which each test changes. */
export interface World {
  account: AccountState;
  ruleSets: PlayedRuleSets;
  secrets: Secrets;
  parameters: Parameters;
  bootstrap: StateSpace;
  mx: string[];
  dmarc: string[][];
  /** Names that lead to an address. */
  hosts: string[];
  /** CNAME records by name. */
  aliases: Record<string, string>;
  /** Whether the name servers answer. */
  hasDns: boolean;
}

export const rule = (name: string, change: object = {}) => ({
  Name: name,
  Enabled: 'true',
  Recipients: [ADDRESS],
  Actions: [{ S3Action: { BucketName: BUCKET, ObjectKeyPrefix: 'inbound/' } }],
  ...change,
});

/** A sound deployment. */
function soundWorld(): World {
  const state = openState(undefined);
  const world: World = {
    account: openAccountState(),
    ruleSets: openRuleSets(),
    secrets: openSecrets(state.space('secrets')),
    parameters: openParameters(state.space('parameters'), () => undefined),
    bootstrap: state.space('parameters'),
    mx: ['inbound-smtp.eu-west-1.amazonaws.com'],
    dmarc: [],
    hosts: ['inbound-smtp.eu-west-1.amazonaws.com'],
    aliases: {},
    hasDns: true,
  };
  world.account.identities['piping.example'] = {
    isVerified: true,
    isDkimVerified: true,
    forwardsFeedback: false,
  };
  world.account.stacks[STACK] = {
    status: 'CREATE_COMPLETE',
    outputs: { ReceivesAt: ADDRESS, MailBucketName: BUCKET, SendingRatePerSecond: '14' },
    resources: [
      { logicalId: 'MailBucket1', physicalId: BUCKET, type: 'AWS::S3::Bucket' },
      { logicalId: 'Identity', physicalId: 'piping.example', type: 'AWS::SES::EmailIdentity' },
    ],
    template: '{}',
  };
  world.ruleSets.activate('company', [rule('ours')]);
  world.secrets.put(TOKEN_KEYS, '{"generated": "x"}');
  world.secrets.put('email-piping/test/api-tokens', '{"generated": "x"}');
  world.parameters.put(BOOTSTRAP, '21');
  return world;
}

const isNobodys = (name: string) => name.startsWith(NOBODYS_LABEL);

/** As Node's resolver: no records, and no answer, are errors. */
function answer<Found>({ hasDns }: World, records: Found[]): Found[] {
  if (hasDns && records.length > 0) return records;
  const code = hasDns ? 'ENODATA' : 'ETIMEOUT';
  throw Object.assign(new Error(`query ${code}`), { code });
}

const dnsOf = (world: World) => ({
  resolveMx: async (name: string) =>
    answer(world, isNobodys(name) ? [] : world.mx.map((exchange) => ({ exchange, priority: 10 }))),
  resolveTxt: async (name: string) => answer(world, isNobodys(name) ? [] : world.dmarc),
  resolveCname: async (name: string) => answer(world, [world.aliases[name] ?? []].flat()),
  resolve4: async (name: string) => answer(world, world.hosts.includes(name) ? ['192.0.2.1'] : []),
});

/** Looks the service up at each call, because each test has another world. */
const current = <Service extends object>(read: () => Service): Service =>
  new Proxy({} as Service, {
    get: (_target, name) => Reflect.get(read(), name),
    getOwnPropertyDescriptor: (_target, name) => Object.getOwnPropertyDescriptor(read(), name),
  });

const startServicesOf = (world: World): Promise<ServicesServer> =>
  startServices({
    json: {
      AmazonSSM: current(() => world.parameters.service),
      secretsmanager: current(() => world.secrets.service),
    },
    query: {
      namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
      actions: current(() => ({ ...accountService(world.account), ...world.ruleSets.service })),
    },
    rest: [(request) => accountSettings(world.account)(request)],
  });

/** Plays an account for a test file: `const { world, clients, aws } = await accountOfFile();` at its top. Each test begins with a sound deployment. */
export async function accountOfFile() {
  const world = soundWorld();
  beforeEach(() => void Object.assign(world, soundWorld()));
  const [services, aws] = await Promise.all([startServicesOf(world), startAws()]);
  afterAll(() => Promise.all([services.stop(), aws.stop()]));
  const settings = {
    region: 'eu-west-1',
    endpoint: services.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const clients = {
    ses: new SESClient(settings),
    sesv2: new SESv2Client(settings),
    ssm: new SSMClient(settings),
    secrets: new SecretsManagerClient(settings),
    cloudFormation: new CloudFormationClient(settings),
    lambda: new LambdaClient(settings),
    dynamodb: aws.dynamodb,
    s3: aws.s3,
    dns: dnsOf(world),
  };
  return { world, clients, aws, services };
}
