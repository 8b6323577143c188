import type {
  ApiTokenSource,
  DirectoryStore,
  IdempotencyStore,
  PresenceStore,
  RateCounter,
  UploadStore,
} from '../steps/api-ports.ts';
import type { ErasureQueue, ErasureStore } from '../steps/erasure-ports.ts';
import type {
  Clock,
  ConversationStore,
  DeliveryStore,
  InboundStore,
  Log,
  SettingsSource,
  TokenKeySource,
} from '../steps/ports.ts';
import type { WebhookSender, WebhookSigner, WebhookStore } from '../steps/webhook-ports.ts';

/** All that the routes hand to the steps. */
export interface ApiPorts {
  clock: Clock;
  log: Log;
  /** Random ids: 26 characters that sort by time. */
  newId: () => string;
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
  apiTokens: ApiTokenSource;
  rates: RateCounter;
  idempotency: IdempotencyStore;
  people: DirectoryStore;
  presence: PresenceStore;
  conversations: ConversationStore;
  deliveries: DeliveryStore;
  inbound: InboundStore;
  uploads: UploadStore;
  erasures: ErasureStore;
  erasureQueue: ErasureQueue;
  webhooks: WebhookStore;
  sender: WebhookSender;
  signer: WebhookSigner;
}
