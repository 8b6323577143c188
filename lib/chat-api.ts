import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApiDomainName } from './api-domain-name.ts';
import { copyConsolePage } from './console-page.ts';
import type { ItemRights } from './conversation-table.ts';
import { logRetention } from './log-retention.ts';
import { NodeFunction } from './node-function.ts';
import { copyReferencePage } from './reference-page.ts';
import type { SharedResources } from './shared-resources.ts';
import { KEY_LISTS, LISTS, PEOPLE, TABLE_PARTITIONS } from './table-partitions.ts';
import { acknowledge } from './watching/acknowledge.ts';
import type { WorkQueue } from './work-queue.ts';

/** It takes no mail apart; as notify. */
const MEGABYTES = 1024;
/** Far above what a chat backend asks for, far below what would cost. */
const REQUESTS_PER_SECOND = 200;

/** Neither path nor query: they hold ids of people and keys of links. `serve-api` logs its routes. */
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

/** What becomes of mail, and how far the poller is, it reads; parse-mail alone writes it. */
const ITEM_RIGHTS: ItemRights = {
  reads: [TABLE_PARTITIONS.mails, TABLE_PARTITIONS.mailsOfAddresses, TABLE_PARTITIONS.mailboxes],
  writes: [
    ...PEOPLE,
    TABLE_PARTITIONS.conversations,
    TABLE_PARTITIONS.agentLinks,
    TABLE_PARTITIONS.departmentLinks,
    TABLE_PARTITIONS.conversationCounter,
    TABLE_PARTITIONS.deliveries,
    TABLE_PARTITIONS.suppressions,
    TABLE_PARTITIONS.attachments,
    TABLE_PARTITIONS.idempotencyKeys,
    TABLE_PARTITIONS.rates,
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
  copyConsolePage(bundleFolder);
}

export interface ChatApiProps {
  readonly shared: SharedResources;
  readonly erasureQueue: WorkQueue;
  readonly webhookQueue: WorkQueue;
  /** Rehearsals are asked of it. */
  readonly pollMailboxes: NodeFunction;
  /** Tests of webhooks are asked of it. */
  readonly deliverWebhooks: NodeFunction;
  /** What a stored mail says, its replay and its release are asked of it. */
  readonly parseMail: NodeFunction;
}

/** The chat API: one HTTP API whose every route is `serve-api`. */
export class ChatApi extends Construct {
  readonly serveApi: NodeFunction;
  readonly api: HttpApi;
  /** Where the chat backend calls and links in mails lead to. */
  readonly url: string;
  /** The record that a domain of its own needs, by the name of its output. */
  readonly dnsOutputs: Record<string, string>;

  constructor(scope: Construct, id: string, props: ChatApiProps) {
    super(scope, id);
    const { shared } = props;
    this.serveApi = this.#createServeApi(props);
    this.api = this.#createApi(shared);
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
        ALLOW_LOOPBACK_WEBHOOKS: String(shared.configuration.allowLoopbackWebhooks),
        ...(hasConsole && { CONSOLE_FOLDER: 'console' }),
      },
      addFiles: hasConsole ? copyBothPages : copyReferencePage,
    });
    this.#grantData(serveApi, shared);
    this.#grantSecrets(serveApi, shared);
    // the account's list knows no resources
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

  /** It answers the internet: passwords of mailboxes and secrets of webhooks are written, never read. */
  #grantSecrets(serveApi: NodeFunction, { settings }: SharedResources): void {
    settings.grantReadSettings(serveApi);
    settings.grantWriteSettings(serveApi);
    settings.grantReadTokenKeys(serveApi);
    settings.grantReadApiTokens(serveApi);
    settings.grantWriteMailboxSecrets(serveApi);
    settings.grantWriteWebhookSecrets(serveApi);
    settings.grantRemoveWebhookSecrets(serveApi);
  }

  #createApi({ configuration }: SharedResources): HttpApi {
    return new HttpApi(this, 'Api', {
      apiName: `email-piping-${configuration.stage}`,
      description: 'Email piping: the chat API',
      defaultIntegration: new HttpLambdaIntegration('ServeApi', this.serveApi),
      createDefaultStage: false,
    });
  }

  #createStage({ configuration }: SharedResources): HttpStage {
    const accessLog = new LogGroup(this, 'ApiAccessLog', {
      // API Gateway adds every other name to one resource policy of 5,120 characters, which a busy account fills.
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
