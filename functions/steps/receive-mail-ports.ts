import type {
  AttachmentStore,
  Clock,
  ConversationStore,
  DkimChecker,
  FeedbackSink,
  InboundStore,
  Log,
  PeopleStore,
  RawMailStore,
  SentMailStore,
  SettingsSource,
  TokenKeySource,
} from './ports.ts';

/** All that receiving a mail needs of the world. */
export interface ReceiveMailPorts {
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
  people: PeopleStore;
  conversations: ConversationStore;
  inbound: InboundStore;
  rawMails: RawMailStore;
  attachments: AttachmentStore;
  sentMails: SentMailStore;
  feedback: FeedbackSink;
  dkim: DkimChecker;
  clock: Clock;
  log: Log;
}
