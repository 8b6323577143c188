import type { ReceivingAddresses } from '../settings/receiving-addresses.ts';
import type {
  ApiTokenSource,
  ConversationStore,
  DeliveryStore,
  DirectoryStore,
  IdempotencyStore,
  PresenceStore,
  RateCounter,
  UploadStore,
} from '../steps/chatting/ports.ts';
import type {
  MailboxLoginStore,
  MailboxRehearser,
  MailboxSecretWriter,
  SettingParameters,
} from '../steps/configuring/ports.ts';
import type { ErasureQueue, ErasureStore } from '../steps/erasing/ports.ts';
import type { AccountSuppressions, SuppressionDirectory } from '../steps/feedback/ports.ts';
import type { MailboxCursorStore } from '../steps/polling/ports.ts';
import type { Machine, SettingsSource, TokenKeySource } from '../steps/ports.ts';
import type { InboundDirectory } from '../steps/receiving/ports.ts';
import type { RawMailLinks, RawMailStore } from '../steps/receiving/reading/ports.ts';
import type { MailReader } from '../steps/receiving/release/ports.ts';
import type {
  EventStore,
  WebhookQueue,
  WebhookSecretRemover,
  WebhookSecretWriter,
  WebhookSender,
  WebhookSigner,
  WebhookStore,
  WebhookTester,
} from '../steps/webhooks/ports.ts';

/** The built files of a page, by name. Undefined: no such file. */
export interface PageFiles {
  read(name: string): Promise<{ octets: Uint8Array<ArrayBuffer>; contentType: string } | undefined>;
}

/** Everything that the routes pass to the steps. */
export interface ApiPorts extends Machine {
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
  conversations: ConversationStore;
  inbound: InboundDirectory;
  rawMails: RawMailStore;
  mailReader: MailReader;
  /** Random ids: 26 characters that sort by time. */
  newId: () => string;
  apiTokens: ApiTokenSource;
  rates: RateCounter;
  idempotency: IdempotencyStore;
  people: DirectoryStore;
  presence: PresenceStore;
  deliveries: DeliveryStore;
  suppressions: SuppressionDirectory;
  accountSuppressions: AccountSuppressions;
  uploads: UploadStore;
  rawMailLinks: RawMailLinks;
  erasures: ErasureStore;
  erasureQueue: ErasureQueue;
  webhooks: WebhookStore;
  webhookSecrets: WebhookSecretWriter & WebhookSecretRemover;
  webhookTester: WebhookTester;
  events: EventStore;
  webhookQueue: WebhookQueue;
  sender: Pick<WebhookSender, 'refusalOf'>;
  signer: WebhookSigner;
  parameters: SettingParameters;
  /** Where the deployment receives; it bounds what `sender-address` may be (R4). */
  receiving: ReceivingAddresses;
  mailboxSecrets: MailboxSecretWriter;
  mailboxLogins: MailboxLoginStore;
  rehearser: MailboxRehearser;
  mailboxCursors: Pick<MailboxCursorStore, 'find'>;
  /** Undefined: the deployment serves no console. */
  consoleFiles?: PageFiles | undefined;
  /** The rendered OpenAPI document. */
  referenceFiles?: PageFiles | undefined;
}
