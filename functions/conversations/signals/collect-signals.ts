import type { Address, Message } from '../../mail/message.ts';
import type { Signal } from './signal.ts';
import { findTags, isTagValid } from './tag.ts';
import { base32Ends, TOKEN_CHARS, type TokenKeys, verifyToken } from './token.ts';

/** The most display names, and the most ids of our form, that are checked. The nearest come first; ids of other systems do not count. */
const MAX_SIGNAL_CANDIDATES = 50;
/** Texts of a token's form that are checked in all addresses together; those of the envelope first. */
const MAX_TOKENS = 100;
/** SES's ids have 60 characters. Longer ones are not looked up, because the table's keys are bounded. */
const MAX_SES_ID_CHARS = 200;

/** Something in a mail that names a conversation, verified by our keys. */
export interface FoundSignal {
  signal: Signal;
  conversationId: string;
  /** Whom it was made for (`recipientMark` of token.ts); undefined for a tag, which proves nobody. */
  madeFor?: string;
}

export interface CollectedSignals {
  /** Valid tokens, signed references, and tags with the right code or what counts as one; strongest first. */
  found: FoundSignal[];
  /** Local parts of SES ids in In-Reply-To and References; the table knows what they stand for. */
  sesMessageIds: string[];
  /** Message-IDs that the mail answers, nearest first. One may be that of a delivered mail (S1, earlier-mail). */
  predecessors: string[];
  /** Conversations named by a tag with a wrong code (S2). */
  wrongCodes: string[];
}

export interface SignalContext {
  /** The piping address, normalised. */
  pipingAddress: string;
  keys: TokenKeys;
  /** Setting `tag-digits`: a shorter code is never valid. */
  tagDigits: number;
}

/** The plus part of a form of the piping address: `''` for the bare address, undefined for any other address (R13). */
export function plusPart(address: string, pipingAddress: string): string | undefined {
  const local = localPartHere(address, pipingAddress);
  const [ownLocal] = splitAddress(pipingAddress.toLowerCase());
  if (local === ownLocal) return '';
  return local?.startsWith(`${ownLocal}+`) ? local.slice(ownLocal.length + 1) : undefined;
}

/** The local part of an address of the piping address's domain, lower-cased; undefined: it is of another domain. */
export function localPartHere(address: string, pipingAddress: string): string | undefined {
  const [local, domain] = splitAddress(address.toLowerCase());
  const [, ownDomain] = splitAddress(pipingAddress.toLowerCase());
  return domain === ownDomain ? local : undefined;
}

function splitAddress(address: string): [string, string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}

/** Collects every signal of a mail (S1). `forwardPaths` are the envelope's recipients; empty values match nothing. */
export function collectSignals(
  message: Pick<Message, 'to' | 'cc' | 'deliveredTo' | 'inReplyTo' | 'references'>,
  forwardPaths: string[],
  context: SignalContext,
): CollectedSignals {
  const ids = messageIds(message);
  const recipients = [...message.to, ...message.cc];
  const addresses = [
    ...forwardPaths,
    ...message.deliveredTo,
    ...recipients.map(({ address }) => address),
  ];
  const tokens = collectTokens(addresses, context);
  const tags = collectTags(recipients, context);
  return {
    found: [
      ...tokens,
      ...collectReferences(ids, context),
      ...tags.right,
      ...collectTokensInNames(recipients, tokens, context),
    ],
    sesMessageIds: ids.flatMap(sesMessageId).slice(0, MAX_SIGNAL_CANDIDATES),
    predecessors: ids,
    wrongCodes: tags.wrong,
  };
}

/** Message-IDs that the mail answers, nearest first; the nearest stands last in References (RFC 5322 §3.6.4). */
const messageIds = ({ inReplyTo, references }: Pick<Message, 'inReplyTo' | 'references'>) => [
  ...new Set([...inReplyTo, ...references.toReversed()]),
];

/**
 * Programs rewrite what stands before a token (`support%2B…`, `support …`, `"support …"`), so only the domain and the token itself count:
 * nobody but us can make one (S1).
 */
function collectTokens(addresses: string[], { keys, pipingAddress }: SignalContext): FoundSignal[] {
  const texts = addresses.flatMap((address) =>
    base32Ends(localPartHere(address, pipingAddress) ?? '', TOKEN_CHARS),
  );
  return [...new Set(texts)].slice(0, MAX_TOKENS).flatMap((text) => {
    const verified = verifyToken(keys, 'address', text);
    if (!verified) return [];
    const { conversationId, recipientMark } = verified;
    return [{ signal: 'token' as const, conversationId, madeFor: recipientMark }];
  });
}

/**
 * A token in a display name, or broken by a fold into a name and an address, counts as a right tag does: mail programs take names from
 * address books, also another conversation's (S1).
 */
function collectTokensInNames(
  recipients: Address[],
  inAddresses: FoundSignal[],
  context: SignalContext,
): FoundSignal[] {
  const texts = recipients
    .filter(({ name, address }) => name && localPartHere(address, context.pipingAddress))
    .slice(0, MAX_SIGNAL_CANDIDATES)
    .flatMap(({ name, address }) => [name, `${name}${address}`])
    .map((text) => text.replace(/\s+/g, ''));
  const known = new Set(inAddresses.map(({ conversationId }) => conversationId));
  const tokens = [...new Set(texts.flatMap((text) => base32Ends(text, TOKEN_CHARS)))];
  return tokens.slice(0, MAX_TOKENS).flatMap((text) => {
    const conversationId = verifyToken(context.keys, 'address', text)?.conversationId;
    return conversationId === undefined || known.has(conversationId)
      ? []
      : [{ signal: 'tag' as const, conversationId }];
  });
}

function collectReferences(ids: string[], { keys, pipingAddress }: SignalContext): FoundSignal[] {
  const [, domain] = splitAddress(pipingAddress.toLowerCase());
  const ours = ids
    .map((id) => splitAddress(id.slice(1, -1)))
    .filter(([, host]) => host.toLowerCase() === domain);
  return ours.slice(0, MAX_SIGNAL_CANDIDATES).flatMap(([local]) => {
    const verified = verifyToken(keys, 'reference', local);
    if (!verified) return [];
    const { conversationId, recipientMark } = verified;
    return [{ signal: 'reference' as const, conversationId, madeFor: recipientMark }];
  });
}

/** SES's ids end in `.amazonses.com`. Only the local part counts, because the host differs in us-east-1. */
function sesMessageId(id: string): string[] {
  const [local, host] = splitAddress(id.slice(1, -1).toLowerCase());
  const isPossible = local !== '' && local.length <= MAX_SES_ID_CHARS;
  return isPossible && host.endsWith('.amazonses.com') ? [local] : [];
}

/**
 * The name of any form of the piping address may hold one. The prefix is not checked: tags with the prefix of a former setting stay valid,
 * and another prefix allows no extra guesses (S2, S18).
 */
function collectTags(recipients: Address[], context: SignalContext) {
  const named = recipients
    .filter(({ address }) => plusPart(address, context.pipingAddress) !== undefined)
    .slice(0, MAX_SIGNAL_CANDIDATES);
  const right: FoundSignal[] = [];
  const wrong = new Set<string>();
  for (const { name } of named) {
    for (const tag of findTags(name)) {
      const { conversationId } = tag;
      if (isTagValid(context.keys, tag, context.tagDigits)) {
        right.push({ signal: 'tag', conversationId });
      } else {
        wrong.add(conversationId);
      }
    }
  }
  // One mail is one try (S2): several codes for one conversation, or wrong codes for several, are guesses, and none counts.
  const isGuessing = wrong.size > 1;
  const sure = isGuessing ? [] : right.filter(({ conversationId }) => !wrong.has(conversationId));
  return { right: sure, wrong: [...wrong] };
}
