import { type Assembled, assemble, joinKept } from './assemble-reply.ts';
import { type ChosenBody, chooseBody, type ReplyInput } from './choose-body.ts';
import { cutScannerNotes } from './footers/cut-scanner-notes.ts';
import { cutInlineAnswers, cutSignatures } from './footers/cut-signatures.ts';
import { countBannerLines } from './footers/find-banners.ts';
import { isClassification } from './footers/gateway-words.ts';
import { hasTypedSignature, keepTypedBelowMark } from './footers/has-typed-signature.ts';
import { findHistoryMarkers } from './heads/find-history-markers.ts';
import { cutHistory } from './history/cut-history.ts';
import type { ShownSource } from './html/cut-html.ts';
import { keepWhatThereIs } from './keep-what-there-is.ts';
import type { CutKind, Line, LineVerdicts } from './reply-line.ts';
import { findSentWords } from './sent/find-sent-words.ts';
import { findTemplateLines } from './sent/find-template-lines.ts';
import { withoutHtmlExtras } from './sent/without-html-extras.ts';

export type { ReplyInput } from './choose-body.ts';

/** What the caller wants to keep. Defaults: signature `light`, inline `keep`, forward `strip` (docs/replies.md). */
export interface ReplyPolicy {
  readonly signature?: 'keep' | 'light' | 'strip' | undefined;
  readonly inline?: 'keep' | 'drop' | undefined;
  readonly forward?: 'strip' | 'keep' | undefined;
  /** `targets` writes the address of an HTML link behind its words: `the form (https://…)`. Default: `words`. */
  readonly links?: 'words' | 'targets' | undefined;
}

/**
 * Why something was cut or kept. `took-html` and `took-text` say which part was read. `kept-rest`: the person
 * wrote nothing, so the quoted words were kept. `kept-whole`: the whole body was kept. All other kinds are cuts.
 */
export interface ReplyReason {
  readonly kind: CutKind | 'took-html' | 'took-text' | 'kept-rest' | 'kept-whole';
  /** Offset in the text that was read (for HTML: the text that it shows), in UTF-16 units. */
  readonly at: number;
}

export interface Reply {
  /**
   * What the person newly wrote. Empty when they wrote nothing: the body shows no text, repeats
   * only what is in `sent`, or holds nothing but an attribution with its quote, or a device footer.
   */
  readonly reply: string;
  /** What was cut, in the order of the body. */
  readonly elided: string;
  readonly why: readonly ReplyReason[];
  /** Where the words of both stand in the HTML part. Undefined when the text part was read. */
  readonly htmlSources?: readonly ShownSource[] | undefined;
}

/** Gives only what the person newly wrote, from the better one of the text and HTML parts (S12, R20, R26–R29). */
export function extractReply(input: ReplyInput, policy: ReplyPolicy = {}): Reply {
  const body = chooseBody(input, policy.links === 'targets');
  const bannerLines = countBannerLines(body.lines);
  const found = readBody(body, bannerLines, input, policy);
  const isLabelAlone = found.reply === '' && isLabel(body.lines.slice(0, bannerLines));
  return isLabelAlone ? readBody(body, 0, input, policy) : found;
}

/** "TLP:RED" or "[Private]" and no other words may be an answer (S12). */
const isLabel = (banner: readonly Line[]): boolean =>
  banner.length > 0 && banner.every(({ body }) => body === '' || isClassification(body));

/** Reads what stands below the first lines, which a gateway wrote. */
function readBody(
  { lines: all, choice }: ChosenBody,
  bannerLines: number,
  input: ReplyInput,
  policy: ReplyPolicy,
): Reply {
  const taken: ReplyReason = { kind: choice, at: 0 };
  const { sources, ...found } = readLines(all.slice(bannerLines), input, policy);
  const htmlSources = choice === 'took-html' ? sources : undefined;
  if (bannerLines === 0) return { ...found, htmlSources, why: [taken, ...found.why] };
  const banner = all.slice(0, bannerLines);
  const elided = [joinKept(banner, []), found.elided].filter((text) => text !== '').join('\n\n');
  return {
    ...found,
    elided,
    htmlSources,
    why: [taken, { kind: 'gateway', at: banner[0]?.at ?? 0 }, ...found.why],
  };
}

type Read = Assembled<ReplyReason['kind']>;

function readLines(shown: readonly Line[], input: ReplyInput, policy: ReplyPolicy): Read {
  const sent = (input.sent ?? []).filter((text) => text.trim() !== '');
  const hasSent = sent.length > 0;
  const { author, subject, isAnswer } = input;
  const mail = { author, subject, isAnswer };
  const markers = findHistoryMarkers(shown, mail.subject);
  const lines = hasSent ? withoutHtmlExtras(shown, markers) : shown;
  const ours = findSentWords(lines, sent);
  const { ours: template, isWholeMail } = findTemplateLines(lines, ours, markers);
  const forward = policy.forward ?? 'strip';
  const verdicts = cutHistory(lines, { forward, ours, template, sent, markers, mail });
  cutHtmlExtras(shown, lines, verdicts);
  if (policy.inline === 'drop') cutInlineAnswers(lines, verdicts);
  cutScannerNotes(lines, verdicts);
  cutSignatures(lines, verdicts, {
    policy: policy.signature ?? 'light',
    hasSent,
    address: author?.address.toLowerCase(),
  });
  const found = assemble(lines, verdicts);
  if (found.reply === '') {
    if (hasTypedSignature(lines)) return readLines(lines.map(withoutSignature), input, policy);
    const typed = keepTypedBelowMark(lines, verdicts);
    if (typed !== undefined) return assemble(lines, typed);
    const known = isWholeMail || ours.includes(true) ? template : ours;
    return keepWhatThereIs(lines, verdicts, known, mail);
  }
  return found;
}

/** Cuts the lines of ours that were left out where our text is compared. */
function cutHtmlExtras(
  shown: readonly Line[],
  compared: readonly Line[],
  verdicts: LineVerdicts,
): void {
  for (const [at, { body }] of compared.entries())
    if (body === '' && shown[at]?.body !== '') verdicts[at] ??= 'own-words';
}

const withoutSignature = (line: Line): Line =>
  line.marked === 'client-signature' ? { ...line, marked: undefined } : line;
