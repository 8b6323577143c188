import type { SettingName } from './settings.ts';

/**
 * What each setting does, in an admin's words; shown in docs/settings.md, `npm run settings -- get` and the chat API. The rule numbers are
 * for readers of the code.
 */
export const SETTING_MEANINGS: Record<SettingName, string> = {
  // R5, R4
  'sender-address':
    'The piping address: all mail leaves from it and all replies come back to it. Replies must come here, so only addresses that we receive at are possible',
  // R24
  'sender-name': 'The name beside the piping address, before the tag',
  // R24
  'tag-prefix': 'Letters of the tag in the display name: `LC` in `LC2457-473412`',
  // S2
  'tag-digits': "Digits of the tag's check code. Fewer are easier to guess",
  // R7, S9
  'user-email-notifications':
    "Whether users are mailed what bots and the system write, while they are offline. Agents' replies do not ask it",
  // R8
  'human-takeover': 'Whether agents are left alone where the chatbot knew the answer',
  // R9, S7
  'convert-all-emails':
    'Whether a mail that answers nothing opens a conversation. Spam, lists and automatic mail never do',
  // R19–R21
  delimiter:
    'Whether each mail begins with a line that asks to reply above it; what stands below it in a reply is dropped. The cure for duplicated text in the chat',
  // S18
  locale: 'Language of our texts where that of the recipient is not known',
  // S1
  'reply-tokens':
    'Whether the reply address carries a token (`support+<token>@…`). Off: replies are found by references and the tag alone, which some mail programs lose',
  // S8
  'grouping-seconds':
    'How long to wait for further messages that go out in the same mail. `0`: each message at once',
  // R15, S9
  'agent-replies-reach-user':
    "Whether an agent's reply is mailed to the user always, only while the user is offline, or as the user notifications say",
  // S17
  'mails-per-hour':
    'The most mails to one recipient in one conversation in an hour; a notice in the conversation says when they are used up',
  // R2
  mailboxes:
    'External mailboxes, IMAP or POP3, to take mail from. docs/mailboxes.md has the fields of an entry',
  // S14
  'inline-attachment-bytes':
    'Files up to this size together travel in the mail; the others are linked',
  'history-messages': 'How many earlier messages a mail shows below the new one',
  // S5
  'own-list-ids':
    'List ids of mailing lists that the team itself runs for the piping address, a Google Group for example: mail through them is no list mail',
  // S3
  'trusted-arc-sealers':
    'Domains of forwarders and lists whose ARC seal is believed where nothing else proves an author: what they say of SPF, DKIM and DMARC counts then. Whoever holds such a domain can write as anybody',
  // S7
  'new-conversations-per-hour':
    'The most conversations that unauthenticated mail opens in an hour, a tenth of it for one author domain; beyond that mail is held',
  // S22
  'ask-staff':
    'Whether an agent whose mail was held because nothing proved it is asked at the registered address; answering "yes" from there releases it',
  'time-zone': 'Time zone of the times in mails, by its IANA name: `Europe/Rome`',
  // R24
  'sender-form':
    'How From reads: `team` is `Support Board | LC2457-473412`, `author` is `Anna · Support Board | LC2457-473412`. The tag stays',
};
