import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { receivesAt } from './configuration.ts';
import { type AddFiles, bundleFunction } from './function-bundles.ts';
import { logRetention } from './log-retention.ts';
import type { SharedResources } from './shared-resources.ts';
import type { Runbook } from './watching/runbook-link.ts';

/** One vCPU comes with 1769 MB: for functions that read whole mails. A small one costs half with 512 MB, one of 10 MB takes three times as long (`npm run bench:memory`). */
export const MEMORY_FOR_MAIL_MEGABYTES = 1769;

/** An event of a schedule that waited longer is of no use: the next one has come. */
const MAX_EVENT_AGE = Duration.minutes(1);

/** The variables that functions share (docs/architecture.md, "Environment of the functions"), and where they come from. */
const sharedValues = {
  TABLE_NAME: ({ table }: SharedResources) => table.tableName,
  MAIL_BUCKET_NAME: ({ bucket }: SharedResources) => bucket.bucketName,
  SETTINGS_PATH: ({ settings }: SharedResources) => settings.path,
  RECEIVES_AT: ({ configuration }: SharedResources) => receivesAt(configuration),
  SECRETS_PREFIX: ({ settings }: SharedResources) => settings.secretsPrefix,
  MAIL_RECORD_DAYS: ({ configuration }: SharedResources) =>
    String(configuration.retentionDays.mailRecords),
};
export type SharedVariable = keyof typeof sharedValues;
const SHARED_VARIABLES = Object.keys(sharedValues) as SharedVariable[];

export interface ErrorLine {
  readonly means: string;
  readonly runbook: Runbook;
}

export interface NodeFunctionProps {
  /** The handler's file: `functions/<name>.ts`. */
  readonly name: string;
  readonly description: string;
  readonly shared: SharedResources;
  /** Those of the shared variables that it reads. @default - all of them */
  readonly variables?: SharedVariable[];
  /** Beside the shared variables. */
  readonly environment?: Record<string, string>;
  /** @default - 30 seconds */
  readonly timeout?: Duration;
  /**
   * For a function that nobody waits for: how often Lambda itself tries an event again (EventBridge's `retryAttempts` is about bringing it to
   * Lambda). @default - 2
   */
  readonly asyncRetries?: number;
  /** What an error in its log means: it gets an alarm of its own. @default - it shares one with the other functions */
  readonly errorLine?: ErrorLine;
  /** Whether its own queue is where it sends to, again and again: Lambda would stop such a circle after 16 rounds. @default - false */
  readonly sendsToItself?: boolean;
  /** Files that go with the bundle. @default - none */
  readonly addFiles?: AddFiles;
  /** How often its schedule calls it: an alarm rings where nothing does. @default - it has none */
  readonly runsEvery?: Duration;
  /** In megabytes. @default - 512 */
  readonly memorySize?: number;
}

/**
 * One Lambda of `functions/`: the only place that says how a function runs. It has a role of its own that may write its
 * log and nothing else; what it works on grants the rest.
 */
export class NodeFunction extends LambdaFunction {
  /** `"email-piping-<stage>-<name>"`, without a reference to the resource. */
  readonly functionLabel: string;

  readonly ownRole: Role;
  readonly runsEvery: Duration | undefined;

  readonly errorLine: ErrorLine | undefined;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    const { configuration, encryptionKey } = props.shared;
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: logRetention(configuration.retentionDays.logs),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const functionLabel = `email-piping-${configuration.stage}-${props.name}`;
    super(scope, id, {
      functionName: functionLabel,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundleFunction(props.name, props.addFiles),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      recursiveLoop: props.sendsToItself ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
      tracing: configuration.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      timeout: props.timeout ?? Duration.seconds(30),
      memorySize: props.memorySize ?? 512,
      environment: {
        LOG_LEVEL: 'info',
        ...Object.fromEntries(
          (props.variables ?? SHARED_VARIABLES).map((name) => [
            name,
            sharedValues[name](props.shared),
          ]),
        ),
        ...props.environment,
      },
    });
    this.functionLabel = functionLabel;
    this.ownRole = role;
    this.runsEvery = props.runsEvery;
    this.errorLine = props.errorLine;
    if (props.asyncRetries !== undefined) {
      this.configureAsyncInvoke({ retryAttempts: props.asyncRetries, maxEventAge: MAX_EVENT_AGE });
    }
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    if (encryptionKey === undefined) return;
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resources: [encryptionKey.keyArn],
      }),
    );
  }
}
