import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApiDomainName } from './api-domain-name.ts';
import { buildConsolePage } from './console-page.ts';
import type { ItemRights } from './conversation-table.ts';
import { logRetention } from './log-retention.ts';
import { NodeFunction } from './node-function.ts';
import { copyReferencePage } from './reference-page.ts';
import type { SharedResources } from './shared-resources.ts';
import { KEY_LISTS, LISTS, PEOPLE, TABLE_PARTITIONS } from './table-partitions.ts';
import { acknowledge } from './watching/acknowledge.ts';
import type { WorkQueue } from './work-queue.ts';

/** As much as notify has: serve-api parses no mails. */
const MEGABYTES = 1024;
/** Far above what a chat backend needs, far below what would become expensive. */
const REQUESTS_PER_SECOND = 200;

/** Without path and query, which hold ids of people and keys of links. `serve-api` logs its routes. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    method: '$context.httpMethod',
    status: '$context.status',
    responseBytes: '$context.responseLength',
    latencyMilliseconds: '$context.responseLatency',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** serve-api only reads mail records and the poller's progress; other functions write them. */
const ITEM_RIGHTS: ItemRights = {
  reads: [TABLE_PARTITIONS.deliveries, TABLE_PARTITIONS.mails, TABLE_PARTITIONS.mailboxes],
  writes: [
    ...PEOPLE,
    TABLE_PARTITIONS.conversations,
    TABLE_PARTITIONS.agentLinks,
    TABLE_PARTITIONS.departmentLinks,
    TABLE_PARTITIONS.conversationCounter,
    TABLE_PARTITIONS.suppressions,
    TABLE_PARTITIONS.attachments,
    TABLE_PARTITIONS.idempotencyKeys,
    TABLE_PARTITIONS.rates,
    TABLE_PARTITIONS.mailboxLogins,
    TABLE_PARTITIONS.webhooks,
    TABLE_PARTITIONS.events,
    TABLE_PARTITIONS.erasures,
  ],
  lists: [
    LISTS.users,
    LISTS.conversations,
    LISTS.mails,
    LISTS.suppressions,
    LISTS.webhookDeliveries,
  ],
  keyLists: [KEY_LISTS.mailsOfAddresses],
};

function copyBothPages(bundleFolder: string): void {
  copyReferencePage(bundleFolder);
  buildConsolePage(bundleFolder);
}

export interface ChatApiProps {
  readonly shared: SharedResources;
  readonly erasureQueue: WorkQueue;
  readonly webhookQueue: WorkQueue;
  /** Invoked for rehearsals of the poll. */
  readonly pollMailboxes: NodeFunction;
  /** Invoked for tests of webhooks. */
  readonly deliverWebhooks: NodeFunction;
  /** Invoked for the contents, the replay and the release of a stored mail. */
  readonly parseMail: NodeFunction;
}

/** The chat API: one HTTP API. `serve-api` answers every route. */
export class ChatApi extends Construct {
  readonly api: HttpApi;
  /** The URL that the chat backend calls, and that links in mails point to. */
  readonly url: string;
  /** The DNS record that the API's own domain needs, by the name of its output. */
  readonly dnsOutputs: Record<string, string>;

  constructor(scope: Construct, id: string, props: ChatApiProps) {
    super(scope, id);
    const { shared } = props;
    this.api = this.#createApi(shared, this.#createServeApi(props));
    const stage = this.#createStage(shared);
    const ownDomain =
      shared.configuration.apiDomain &&
      new ApiDomainName(this, 'Domain', { shared, api: this.api, stage });
    this.url = ownDomain?.url ?? this.api.apiEndpoint;
    this.dnsOutputs = ownDomain?.dnsOutputs ?? {};
  }

  #createServeApi(props: ChatApiProps): NodeFunction {
    const { shared, erasureQueue, webhookQueue, pollMailboxes, deliverWebhooks, parseMail } = props;
    const hasConsole = shared.configuration.console;
    const serveApi = new NodeFunction(this, 'ServeApi', {
      name: 'serve-api',
      description: 'The chat API',
      shared,
      memorySize: MEGABYTES,
      environment: {
        ERASURE_QUEUE_URL: erasureQueue.queue.queueUrl,
        WEBHOOK_QUEUE_URL: webhookQueue.queue.queueUrl,
        POLL_FUNCTION_NAME: pollMailboxes.functionName,
        DELIVER_FUNCTION_NAME: deliverWebhooks.functionName,
        PARSE_FUNCTION_NAME: parseMail.functionName,
        ALLOW_LOOPBACK_CALLS: String(shared.configuration.allowLoopbackCalls),
        ...(shared.encryptionKey && { SECRETS_KEY_ARN: shared.encryptionKey.keyArn }),
        ...(hasConsole && { CONSOLE_FOLDER: 'console' }),
      },
      addFiles: hasConsole ? copyBothPages : copyReferencePage,
    });
    this.#grantData(serveApi, shared);
    this.#grantSecrets(serveApi, shared);
    // the account's suppression list has no resource to name
    serveApi.addToRolePolicy(
      new PolicyStatement({ actions: ['ses:DeleteSuppressedDestination'], resources: ['*'] }),
    );
    acknowledge(serveApi.ownRole, 'IAM5[Resource::*]', "SES's suppression list is the account's");
    serveApi.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [pollMailboxes, deliverWebhooks, parseMail].map(
          ({ functionArn }) => functionArn,
        ),
      }),
    );
    erasureQueue.grantSend(serveApi);
    webhookQueue.grantSend(serveApi);
    return serveApi;
  }

  #grantData(serveApi: NodeFunction, { table, bucket }: SharedResources): void {
    table.grantItems(serveApi, ITEM_RIGHTS);
    bucket.grantReadFolders(serveApi, 'inbound', 'polled', 'uploads', 'attachments', 'bodies');
    bucket.grantWriteFolders(serveApi, 'uploads', 'attachments', 'bodies');
    bucket.grantDeleteFolders(serveApi, 'uploads', 'attachments');
  }

  /** serve-api is open to the internet, so it may write passwords of mailboxes and secrets of webhooks, but never read them. */
  #grantSecrets(serveApi: NodeFunction, { settings }: SharedResources): void {
    settings.grantReadSettings(serveApi);
    settings.grantWriteSettings(serveApi);
    settings.grantReadTokenKeys(serveApi);
    settings.grantReadApiTokens(serveApi);
    settings.grantWriteMailboxSecrets(serveApi);
    settings.grantWriteWebhookSecrets(serveApi);
    settings.grantRemoveWebhookSecrets(serveApi);
  }

  #createApi({ configuration }: SharedResources, serveApi: NodeFunction): HttpApi {
    return new HttpApi(this, 'Api', {
      apiName: `email-piping-${configuration.stage}`,
      description: 'Email piping: the chat API',
      defaultIntegration: new HttpLambdaIntegration('ServeApi', serveApi),
      createDefaultStage: false,
    });
  }

  #createStage({ configuration }: SharedResources): HttpStage {
    const accessLog = new LogGroup(this, 'ApiAccessLog', {
      // For any other log group API Gateway adds to one resource policy, whose 5,120 characters a busy account fills.
      logGroupName: `/aws/vendedlogs/email-piping/${configuration.stage}/chat-api`,
      retention: logRetention(configuration.retentionDays.logs),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'DefaultStage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: REQUESTS_PER_SECOND, burstLimit: 2 * REQUESTS_PER_SECOND },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: ACCESS_LOG_FORMAT,
      },
    });
  }
}
