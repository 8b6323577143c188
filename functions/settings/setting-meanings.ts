import type { SettingName } from './settings.ts';

/** What each setting does, in an admin's words: docs/settings.md, `npm run settings -- get` and the chat API show them. */
export const SETTING_MEANINGS: Record<SettingName, string> = {
  'sender-address':
    'The piping address: all mail leaves from it and all replies come back to it (R5). Replies must come here, so only addresses that we receive at are possible (R4)',
  'sender-name': 'The name beside the piping address, before the tag (R24)',
  'tag-prefix': 'Letters of the tag in the display name: `LC` in `LC2457-473412` (R24)',
  'tag-digits': "Digits of the tag's check code. Fewer are easier to guess (S2)",
  'user-email-notifications':
    "Whether users are mailed what bots and the system write, while they are offline (R7). Agents' replies do not ask it (S9)",
  'human-takeover': 'Whether agents are left alone where the chatbot knew the answer (R8)',
  'convert-all-emails':
    'Whether a mail that answers nothing opens a conversation (R9). Spam, lists and automatic mail never do (S7)',
  delimiter:
    'Whether each mail begins with a line that asks to reply above it; what stands below it in a reply is dropped. The cure for text that shows twice in the chat (R19–R21)',
  locale: 'Language of our texts where that of the recipient is not known (S18)',
  'reply-tokens':
    'Whether the reply address carries a token (`support+<token>@…`). Off: replies are found by references and the tag alone, which some mail programs lose (S1)',
  'grouping-seconds':
    'How long to wait for further messages that go out in the same mail (S8). `0`: each message at once',
  'agent-replies-reach-user':
    "Whether an agent's reply is mailed to the user always (R15), only while the user is offline, or as the user notifications say (S9)",
  'mails-per-hour':
    'The most mails to one recipient in one conversation in an hour; a notice in the conversation says when they are used up (S17)',
  mailboxes:
    'External mailboxes, IMAP or POP3, to take mail from (R2). docs/mailboxes.md has the fields of an entry',
  'inline-attachment-bytes':
    'Files up to this size together travel in the mail; the others are linked (S14)',
  'history-messages': 'How many earlier messages a mail shows below the new one',
  'own-list-ids':
    'List ids of mailing lists that the team itself runs for the piping address, a Google Group for example: mail through them is no list mail (S5)',
  'trusted-arc-sealers':
    'Domains of forwarders and lists whose ARC seal is believed where nothing else proves an author: what they say of SPF, DKIM and DMARC counts then (S3). Whoever holds such a domain can write as anybody',
  'new-conversations-per-hour':
    'The most conversations that unauthenticated mail opens in an hour, a tenth of it for one author domain; beyond that mail is held (S7)',
  'ask-staff':
    'Whether an agent whose mail was held because nothing proved it is asked at the registered address; answering "yes" from there releases it (S22)',
  'time-zone': 'Time zone of the times in mails, by its IANA name: `Europe/Rome`',
  'sender-form':
    'How From reads: `team` is `Support Board | LC2457-473412`, `author` is `Anna · Support Board | LC2457-473412`. The tag stays (R24)',
};
