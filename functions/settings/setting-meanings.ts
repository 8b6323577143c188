import type { SettingName } from './settings.ts';

/**
 * What each setting does, in an admin's words; shown in docs/settings.md, `npm run settings -- get` and the chat API. The rule numbers are
 * for readers of the code.
 */
export const SETTING_MEANINGS: Record<SettingName, string> = {
  // R5, R4
  'sender-address':
    'The piping address: all mail is sent from it and all replies come back to it. Replies must arrive here, so only addresses that this deployment receives at are possible',
  // R24
  'sender-name': 'The name beside the piping address, before the tag',
  // R24
  'tag-prefix': 'Letters of the tag in the display name: `LC` in `LC2457-473412`',
  // S2
  'tag-digits': "Digits of the tag's check code. Fewer are easier to guess",
  // R7, S9
  'user-email-notifications':
    "Whether users get messages of bots and the system by email while they are offline. Agents' replies do not depend on it",
  // R8
  'human-takeover': 'Whether agents get no mail if the chatbot knew the answer',
  // R9, S7
  'convert-all-emails':
    'Whether mail that answers no conversation opens a new one. Mailing lists, automatic mail and what SES finds to be spam never do',
  // R19–R21
  delimiter:
    'Whether each mail begins with a line that asks to reply above it; everything below that line is dropped from replies. The cure for duplicated text in the chat',
  // S18
  locale: 'Language of our texts for recipients whose own language is not known',
  // S1
  'reply-tokens':
    'Whether the reply address carries a token (`support+<token>@…`). Off: only references and the tag lead a reply to its conversation, and some mail programs lose both',
  // S8
  'grouping-seconds':
    'How long to wait for further messages, which then go out in the same mail. `0`: each message at once',
  // R15, S9
  'agent-replies-reach-user':
    "Whether an agent's reply is mailed to the user always, only while the user is offline, or as the user notifications say",
  // S17
  'mails-per-hour':
    'The most mails to one recipient of one conversation within an hour. When they are used up, a notice in the conversation says so',
  // R2
  mailboxes:
    'External mailboxes, IMAP or POP3, to collect mail from. docs/mailboxes.md lists the fields of an entry',
  // S14
  'inline-attachment-bytes':
    'Files up to this total size are attached to the mail; larger ones become links',
  'history-messages': 'How many earlier messages a mail shows below the new one',
  // S5
  'own-list-ids':
    'List ids of mailing lists that the team itself runs in front of the piping address, for example a Google Group. Mail through them does not count as mailing-list mail',
  // S3
  'trusted-arc-sealers':
    'Domains of forwarders and mailing lists whose ARC seal is trusted if nothing else proves an author: their results for SPF, DKIM and DMARC then count. Whoever controls such a domain can write as anybody',
  // S7
  'new-conversations-per-hour':
    'The most conversations that unauthenticated mail opens within an hour, and a tenth of it for each author domain. Any further mail is held',
  // S22
  'ask-staff':
    'Whether an agent is asked at the registered address when a mail in their name was held because nothing proves it. Answering "yes" from there releases the mail',
  'time-zone': 'Time zone of the times in mails, as an IANA name: `Europe/Rome`',
  // R24
  'sender-form':
    'How From reads: `team` is `Support Board | LC2457-473412`, `author` is `Anna · Support Board | LC2457-473412`. The tag stays',
};
