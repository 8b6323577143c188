import type { Multipart } from '../structure/open-multiparts.ts';
import type { PartHeader } from '../structure/part-header.ts';
import type { TextPart } from './collect-text.ts';

export type PartRole =
  /** Shown as the mail's text. */
  | 'text'
  /** A form of an alternative that is shown only if no better one can be; never a file. */
  | 'fallback'
  /** A file whose words are the mail's text if there is no other text (S23). */
  | 'file-or-text'
  /** S/MIME signed data with the words inside. */
  | 'signed'
  /** The mail inside a certified mail (S21). */
  | 'certified'
  | 'file';

const SHOWN = new Set([
  'text/plain',
  'text/html',
  'text/markdown',
  'text/x-markdown',
  'text/enriched',
  'text/richtext',
]);
/** Alternatives that only a few programs can show: AMP, reactions, watches. */
const FOR_FEW =
  /^text\/(?:x-amp-html|watch-html|enriched|richtext|vnd\.google\.email-reaction\+json)$/;
const RICH_TEXT = /^(?:text|application)\/(?:x-)?rtf$/;
/** Text for programs, not for people. */
const FOR_PROGRAMS =
  /^text\/(?:calendar|(?:x-)?vcard|directory|rfc822-headers|csv|css|xml|javascript|rtf)$/;
/** Invalid or generic types that programs write for text, or for a file of unknown type. */
const NO_TYPE =
  /^(?:application\/octet-stream|.*\/(?:x-)?(?:plain|text|txt)|(?!(?:application|audio|chemical|font|haptics|image|message|model|multipart|text|video|x-[\w-]+)\/).*)$/;
const SIGNED = /^application\/(?:x-)?pkcs7-mime$/;
/** The name of S/MIME mail, by which it is known under any type (RFC 8551 §3.2.1, §3.9). */
export const NAME_OF_SMIME = /^smime\.p7m$/i;

/** The role of a part in the mail (S14, S23). `beside`: the texts before it in its multipart. */
export function roleOf(
  header: PartHeader,
  container: Multipart | undefined,
  beside: readonly TextPart[],
): PartRole {
  const { contentType, disposition } = header;
  if (container?.subtype === 'alternative') {
    const isRich = RICH_TEXT.test(contentType) && beside.length > 0 && disposition !== 'attachment';
    if (isRich || (isBare(header) && FOR_FEW.test(contentType))) return 'fallback';
    if (isNamedForm(header, beside)) return 'text';
  }
  if (isBare(header) && SHOWN.has(contentType)) return 'text';
  if (maySign(header)) return 'signed';
  return mayBeText(header, container) ? 'file-or-text' : 'file';
}

/** Neither named nor marked as a file. */
export const isBare = ({ filename, disposition }: PartHeader) =>
  filename === undefined && disposition !== 'attachment';

const maySign = ({ contentType, filename, params }: PartHeader) =>
  (SIGNED.test(contentType) || NAME_OF_SMIME.test(filename ?? '')) &&
  !/enveloped|compressed|certs/i.test(params['smime-type'] ?? '');

/** A form of an alternative that has a name or is marked as attachment, and is the first of its kind. */
function isNamedForm(
  { contentType, filename, disposition }: PartHeader,
  beside: readonly TextPart[],
): boolean {
  const isHtml = contentType === 'text/html';
  if (!isHtml && contentType !== 'text/plain') return false;
  const isFile = disposition === 'attachment' && filename !== undefined && beside.length > 0;
  return !isFile && beside.every((text) => text.isHtml !== isHtml);
}

/** A page with a name stays a file. A text with a name is what its author wrote if the mail has no other. */
function mayBeText(header: PartHeader, container: Multipart | undefined): boolean {
  const { contentType, filename, disposition } = header;
  if (NO_TYPE.test(contentType) && !contentType.startsWith('text/'))
    return filename === undefined || /\.txt$/i.test(filename);
  if (!contentType.startsWith('text/') || FOR_PROGRAMS.test(contentType)) return false;
  return contentType !== 'text/html' || !container || disposition !== 'attachment';
}
