import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
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

/**
 * 1769 MB give one vCPU: for functions that read whole mails. With 512 MB a small mail
 * costs half, but a mail of 10 MB takes three times as long (`npm run bench:memory`).
 */
export const MEMORY_FOR_MAIL_MEGABYTES = 1769;

/** An event of a schedule that is older is useless, because the next one has come. */
const MAX_EVENT_AGE = Duration.minutes(1);

/** The services whose data a key of the team's encrypts. */
const ENCRYPTED_SERVICES = ['dynamodb', 's3', 'secretsmanager'];

/** Environment variables that functions share, and their values (docs/architecture.md, "Environment of the functions"). */
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

export interface FunctionSchedule {
  /** Id of the rule of EventBridge, beside the function. */
  readonly ruleId: string;
  readonly every: Duration;
  /** @default - true */
  readonly isEnabled?: boolean;
}

export interface NodeFunctionProps {
  /** Name of the handler's file: `functions/<name>.ts`. */
  readonly name: string;
  readonly description: string;
  readonly shared: SharedResources;
  /** Shared variables that the function reads. @default - all of them */
  readonly variables?: SharedVariable[];
  /** Further environment variables. */
  readonly environment?: Record<string, string>;
  /** @default - 30 seconds */
  readonly timeout?: Duration;
  /**
   * How often Lambda retries an asynchronous event that failed.
   * (EventBridge's `retryAttempts` only covers bringing the event to Lambda.)
   *
   * @default - 2; with a schedule 0, because the next run makes up for one that fails
   */
  readonly asyncRetries?: number;
  /**
   * What an error in its log means; the function then has its own alarm.
   *
   * @default - it shares an alarm with the other functions
   */
  readonly errorLine?: ErrorLine;
  /**
   * Whether it sends to its own queue again and again: by default Lambda stops such a loop after 16 rounds.
   *
   * @default - false
   */
  readonly sendsToItself?: boolean;
  /** Adds files to the bundle. @default - none */
  readonly addFiles?: AddFiles;
  /** An alarm rings when the function is not invoked. @default - it has no schedule */
  readonly schedule?: FunctionSchedule;
  /** In megabytes. @default - 512 */
  readonly memorySize?: number;
}

/**
 * One Lambda of `functions/`: the only place that says how functions run. Each has its
 * own role, which may only write its log; the resources that it uses grant the rest.
 */
export class NodeFunction extends LambdaFunction {
  /** `"email-piping-<stage>-<name>"` as plain text, without a reference to the resource. */
  readonly functionLabel: string;

  readonly ownRole: Role;
  /** Undefined: no schedule invokes it. */
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
    const { schedule, asyncRetries = schedule && 0 } = props;
    this.runsEvery = schedule?.isEnabled === false ? undefined : schedule?.every;
    this.errorLine = props.errorLine;
    if (asyncRetries !== undefined) {
      this.configureAsyncInvoke({
        retryAttempts: asyncRetries,
        // Lambda waits a minute before the first retry: an event that is to be retried must be allowed to grow older
        ...(asyncRetries === 0 && { maxEventAge: MAX_EVENT_AGE }),
      });
    }
    if (schedule) this.#runOn(schedule, scope);
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    const handlesData = props.variables === undefined || props.variables.includes('TABLE_NAME');
    if (encryptionKey !== undefined && handlesData) this.#grantUse(encryptionKey);
  }

  #runOn({ ruleId, every, isEnabled = true }: FunctionSchedule, scope: Construct): void {
    new Rule(scope, ruleId, {
      schedule: Schedule.rate(every),
      enabled: isEnabled,
      targets: [new FunctionTarget(this, { retryAttempts: 0 })],
    });
  }

  /** Only through the services whose data it encrypts: the team may use the same key for other things. */
  #grantUse(encryptionKey: IKey): void {
    const { region, urlSuffix } = Stack.of(this);
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resources: [encryptionKey.keyArn],
        conditions: {
          StringEquals: {
            'kms:ViaService': ENCRYPTED_SERVICES.map((name) => `${name}.${region}.${urlSuffix}`),
          },
        },
      }),
    );
  }
}
