import { normaliseAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { DeliveryReport, Message, ReportedRecipient } from '../message.ts';
import { readMessageIds } from '../message-ids.ts';
import { isDaemon, isPostmaster } from './is-daemon.ts';

/** Characters of the text that are read. The server's words stand at the top, the returned mail below them. */
const MAX_SCANNED_CHARACTERS = 32 * 1024;
const MAX_RECIPIENTS = 10;
/**
 * How servers say in plain words that a mail was not delivered: qmail, Exim, sendmail,
 * Postfix, Gmail, Exchange, Domino, Courier, SES, and those that use their users' language.
 */
const SAID = new RegExp(
  [
    'qmail-send program|unable to deliver|(?:was|were)(?: not|n.t) delivered|wasn.t able to deliver|(?:could(?: not|n.t)|can(?:not|.t| not)) be delivered',
    'could(?: not|n.t) deliver|(?:error|problem|failure) (?:has )?(?:occurred )?(?:while|when|in) (?:trying to deliver|attempting to deliver|delivering)',
    'permanent(?:ly)? (?:fatal )?(?:error|fail)|delivery (?:to the following|has failed|failed|failure)|failed to deliver|did not reach',
    'non-?deliverable|undeliver(?:able|ed)|returned mail|user unknown|unknown user|no such user|mail delivery failure',
    'unzustellbar|nicht zugestellt|échec de (?:la )?remise|n.a pas pu être (?:remis|livré|distribué)|non remis',
    'mancata consegna|non (?:è stato|è possibile) (?:consegna|recapita)|impossibile (?:consegnare|recapitare)',
    'no se (?:ha podido|pudo|puede) entregar|não (?:pôde|foi possível) (?:ser )?entreg|kan niet worden (?:bezorgd|afgeleverd)|niet bezorgd',
    'nie (?:można|udało się|została) dostarcz|не (?:доставлено|удалось доставить)|kunde inte levereras|ikke leveres',
  ].join('|'),
  'i',
);
/** Words that say the mail may still arrive, in the same languages. */
const LATER = new RegExp(
  [
    'not yet been delivered|has been delayed|delayed mail|will (?:keep|continue) (?:on )?trying|delay reason|still being retried|still undelivered',
    'noch nicht zugestellt|verzögert|weiterhin versucht|weiter versucht|pas encore (?:pu )?(?:été |être )?(?:remis|livré|distribué)|retardé|(?:est|été) différé',
    'non (?:è )?(?:stato )?ancora (?:stato )?(?:consegna|recapita)|consegna ritardata|in ritardo|(?:aún|todavía) no se ha|se ha retrasado|entrega retrasada',
    'ainda não|atrasad[oa]|nog niet (?:bezorgd|afgeleverd)|vertraagd|jeszcze nie|opóźnion|ещ[её] не доставлен|задерж|ännu inte|fördröj|försenad|forsinket|endnu ikke',
  ].join('|'),
  'i',
);
/** A line in which the report quotes the subject of the returned mail. */
const SUBJECT_LINE =
  /^[ \t]*(?:the subject of the message is|subject|betreff|oggetto|objet|asunto|assunto|onderwerp|temat|тема)[ \t]?:.*$/gim;
/** An address at the beginning of a line, as servers list the recipients that failed. */
const LISTED = /^[ \t]*<?([^\s<>"(),:;]{1,128}@[^\s<>"(),:;]{1,125})>?(?=[:\s]|$)/gm;
/** `Failed Recipient: anna@customer.example` */
const LABELLED =
  /^[ \t]*(?:(?:failed|final|original|intended) )?(?:recipient|address|to)s?(?: address)?:[ \t]*<?([^\s<>"(),:;]{1,128}@[^\s<>"(),:;]{1,125})>?[ \t]*$/gim;
/** An address in a sentence, for reports without a list. */
const NAMED = /[<'"]([^\s<>"'(),:;]{1,128}@[^\s<>"'(),:;]{1,125})[>'"]/g;
/** Gmail: `Your message wasn't delivered to anna@customer.example because the address couldn't be found.` */
const TOLD = /\bdelivered to ([^\s<>"'(),:;]{1,128}@[^\s<>"'(),:;]{1,125})(?= because)/g;
/** Subjects of bounces. A postmaster may be a person who writes about bounces, so the whole subject, or all up to its colon, must match. */
const BOUNCE_SUBJECT = new RegExp(
  [
    /^\[?(?:undeliver(?:able|ed)|unzustellbar|non recapitabile|mancata consegna|non remis|échec de (?:la )?(?:remise|distribution)|no se puede entregar)\]? ?:/,
    /^(?:não é possível entregar|onbestelbaar|nie można dostarczyć|недоставлен\S{0,10}) ?:/,
    /^(?:mail )?delivery (?:status notification|has failed|failed|failure)(?: notification| notice| report)?(?: ?[:(]|$)/,
    /^(?:undeliver(?:able|ed) (?:mail|message)(?: returned to sender)?|failure notice|message status - undeliver(?:able|ed)|mail system error - returned mail)$/,
    /^returned mail:/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
/** `5.1.1`, but no part of an IPv4 address. */
const STATUS = /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;
/** The text between two addresses of a list. */
const NOTHING_SAID = /^[\s:]*$/;
const REPLY_CODE = /\b[45][0-5]\d(?=[ -])/;

/**
 * Reads a bounce that is not in the form of RFC 3464, such as qmail's: who failed, and the id of the
 * mail that is quoted below or attached. Undefined when it is no bounce or names nobody. Reads only mail
 * from a daemon, mail from a postmaster with a bounce's subject, and mail with X-Failed-Recipients.
 */
export function readPlainBounce(
  message: Pick<Message, 'headerFields' | 'author' | 'subject' | 'text'>,
  attachedOriginal?: Buffer,
): DeliveryReport | undefined {
  const text = (message.text ?? '').slice(0, MAX_SCANNED_CHARACTERS);
  const [said = '', quoted = ''] = splitOriginal(text);
  const told = `${message.subject}\n${said}`;
  if (!isFromServer(message) || !SAID.test(told)) return undefined;
  const mentions = readMentions(said);
  const recipients = readRecipients(message, said, mentions);
  if (recipients.length === 0) return undefined;
  const action = isDelay(message.subject, said) ? 'delayed' : 'failed';
  const statusOf = recipients.length > 1 ? readStatuses(said, mentions) : () => statusIn(said);
  return {
    recipients: recipients.map(
      (recipient): ReportedRecipient => ({ recipient, action, status: statusOf(recipient) }),
    ),
    originalMessageId: idOf(quoted) ?? idOf(attachedOriginal?.toString('latin1') ?? ''),
  };
}

/** Words of the quoted subject do not count: `Undeliverable: Your parcel has been delayed` is no delay. */
const isDelay = (subject: string, said: string) =>
  LATER.test(subject.split(':', 1).join('')) || LATER.test(said.replace(SUBJECT_LINE, ''));

function isFromServer(message: Pick<Message, 'headerFields' | 'author' | 'subject'>): boolean {
  if (isDaemon(message) || headerValues(message, 'x-failed-recipients').length > 0) return true;
  return isPostmaster(message.author?.address ?? '') && BOUNCE_SUBJECT.test(message.subject.trim());
}

function readRecipients(
  message: Pick<Message, 'headerFields'>,
  said: string,
  mentions: Mention[],
): string[] {
  const failed = headerValues(message, 'x-failed-recipients').join(',').split(',');
  const listed = [
    ...failed.flatMap((text) => normaliseAddress(text) ?? []),
    ...mentions.map(({ recipient }) => recipient),
  ];
  const found =
    listed.length > 0
      ? listed
      : [TOLD, NAMED].flatMap((form) => mentionsBy(form, said)).map(({ recipient }) => recipient);
  return [...new Set(found)].slice(0, MAX_RECIPIENTS);
}

/** An address in the server's words, by offsets. */
interface Mention {
  recipient: string;
  at: number;
  end: number;
}

/** The failed addresses, as the report lists them. */
const readMentions = (said: string): Mention[] =>
  [LISTED, LABELLED].flatMap((form) => mentionsBy(form, said)).sort((a, b) => a.at - b.at);

const mentionsBy = (form: RegExp, said: string): Mention[] =>
  [...said.matchAll(form)].flatMap(({ 0: whole, 1: address = '', index: at }) => {
    const recipient = normaliseAddress(address);
    return recipient === undefined ? [] : [{ recipient, at, end: at + whole.length }];
  });

/**
 * Status of each recipient when several failed: in the text below the address, up to the next one.
 * Addresses with nothing between them share the text below the last. Without a status there, the text
 * above the first address counts. A recipient that only the header names gets any status in the text.
 */
function readStatuses(said: string, mentions: Mention[]) {
  const statuses = new Map<string, string | undefined>();
  let status: string | undefined;
  for (const [index, { recipient, end }] of [...mentions.entries()].reverse()) {
    const below = said.slice(end, mentions[index + 1]?.at);
    if (!NOTHING_SAID.test(below)) status = statusIn(below);
    statuses.set(recipient, status ?? statuses.get(recipient));
  }
  const above = statusIn(said.slice(0, mentions[0]?.at));
  const anywhere = statusIn(said);
  return (recipient: string) =>
    statuses.has(recipient) ? (statuses.get(recipient) ?? above) : anywhere;
}

const idOf = (header: string) =>
  readMessageIds([/^[> ]{0,4}message-id:(.*(?:\n[ \t].*)?)/im.exec(header)?.[1] ?? '']).at(0);

/** Splits the server's words from the returned mail below them, which begins with its header. */
function splitOriginal(text: string): string[] {
  const at = text.search(/^(?:>\s*)?(?:return-path|received|from|message-id|date|subject):/im);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
}

const statusIn = (said: string) => STATUS.exec(said)?.[1] ?? classOf(said);

/** 552 is a mailbox without room for the mail, mostly a full one (RFC 5321 §4.2.3). */
const classOf = (said: string) => {
  const code = REPLY_CODE.exec(said)?.[0];
  return code === '552' ? '5.2.2' : code && `${code[0]}.0.0`;
};
