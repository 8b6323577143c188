import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { MEMORY_FOR_MAIL_MEGABYTES, NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import type { WorkQueue } from './work-queue.ts';

export interface ChatApiProps {
  readonly shared: SharedResources;
  readonly webhookQueue: WorkQueue;
  readonly erasureQueue: WorkQueue;
}

/** The chat API: one HTTP API whose every route is `serve-api`. */
export class ChatApi extends Construct {
  readonly serveApi: NodeFunction;
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: ChatApiProps) {
    super(scope, id);
    const { shared } = props;
    this.serveApi = new NodeFunction(this, 'ServeApi', {
      name: 'serve-api',
      description: 'The chat API',
      shared,
      // A held mail is read again when a person releases or replays it.
      memorySize: MEMORY_FOR_MAIL_MEGABYTES,
      environment: {
        WEBHOOK_QUEUE_URL: props.webhookQueue.queue.queueUrl,
        ERASURE_QUEUE_URL: props.erasureQueue.queue.queueUrl,
      },
    });
    shared.table.grantReadWriteItems(this.serveApi);
    shared.bucket.grantReadFolders(this.serveApi, 'inbound', 'polled', 'attachments', 'bodies');
    shared.bucket.grantWriteFolders(this.serveApi, 'attachments', 'bodies');
    shared.settings.grantReadSettings(this.serveApi);
    shared.settings.grantReadTokenKeys(this.serveApi);
    shared.settings.grantReadApiTokens(this.serveApi);
    props.webhookQueue.grantSend(this.serveApi);
    props.erasureQueue.grantSend(this.serveApi);
    this.api = new HttpApi(this, 'Api', {
      description: 'Email piping: the chat API',
      defaultIntegration: new HttpLambdaIntegration('ServeApi', this.serveApi),
    });
  }
}
