import { DataUrlFilter } from '../leaves/data-url-filter.ts';
import { addText } from '../leaves/text-leaf.ts';
import type { Message } from '../message.ts';
import { readDeliveryReport } from '../reports/read-delivery-report.ts';
import type { Multipart } from '../structure/open-multiparts.ts';
import { unescapeUrl } from '../unescape-url.ts';
import { joinTexts } from './collect-text.ts';
import { isSubtypeSure } from './is-subtype-sure.ts';
import { looksLikeText } from './looks-like-text.ts';
import type { PartStore, StoredFile } from './part-store.ts';

export type Parts = Pick<
  Message,
  | 'text'
  | 'html'
  | 'textFormat'
  | 'attachments'
  | 'cut'
  | 'marks'
  | 'reportParts'
  | 'deliveryReport'
>;

/** Joins everything that was read. Only now can files be marked inline, because the whole HTML is known. */
export async function assembleParts(store: PartStore): Promise<Parts> {
  const sole = await takeSoleText(store);
  if (!isSubtypeSure(store.texts)) store.decidingFields.add('content-type');
  const { text, html } = joinTexts(store.texts);
  const named = namedContentIds(html ?? '');
  return {
    text,
    html,
    textFormat: text === undefined ? undefined : store.textFormat,
    attachments: withoutFormsOfFiles(store.files)
      .filter(({ attachment }) => attachment.index !== sole)
      .map((file) => ({ ...file.attachment, isInline: isInline(file, named) }))
      .toSorted((a, b) => a.index - b.index),
    cut: [...store.cut],
    marks: [...store.marks],
    reportParts: store.reportTypes,
    deliveryReport: readReport(store),
  };
}

/**
 * Google and others send an invitation as a form of the alternative, for calendars, and with the same octets as a file,
 * for people. Forms of an alternative say the same as what stands beside them (RFC 2046 §5.1.4), so this is one file: the
 * attached one, which has a name. Equal files that are both attached stay: only their author knows why.
 */
function withoutFormsOfFiles(files: StoredFile[]): StoredFile[] {
  const isForm = ({ container }: StoredFile) => container?.subtype === 'alternative';
  const attached = new Set(
    files.filter((file) => !isForm(file)).map(({ attachment }) => attachment.sha256),
  );
  return files.filter((file) => !isForm(file) || !attached.has(file.attachment.sha256));
}

/** If a mail has no other text, a text that was sent as a file is what its author wrote (S23). Returns that file's index. */
async function takeSoleText(store: PartStore): Promise<number | undefined> {
  const [candidate] = store.candidates;
  if (!candidate || store.texts.length > 0 || !looksLikeText(candidate.octets)) return undefined;
  const { start, octets, index } = candidate;
  const contentType = start.header.contentType === 'text/html' ? 'text/html' : 'text/plain';
  const words = contentType === 'text/html' ? await takePicturesOut(octets, store) : octets;
  await addText({ ...start, header: { ...start.header, contentType } }, words, false, store);
  return index;
}

async function takePicturesOut(page: Buffer, store: PartStore): Promise<Buffer> {
  const pictures = new DataUrlFilter(store);
  return Buffer.concat([await pictures.write(page), await pictures.end()]);
}

/**
 * A file is inline if the HTML refers to its Content-ID, or if the sender marked it so (RFC 2387,
 * RFC 2183). What is marked as an attachment, and which no text refers to, is one also in a `multipart/related`.
 */
function isInline({ header, container }: StoredFile, named: ReadonlySet<string>): boolean {
  const { contentId, disposition } = header;
  if (contentId && named.has(contentId)) return true;
  return disposition === 'inline' || Boolean(contentId && !disposition && liesInRelated(container));
}

/** A bracket that nothing in the id opens ends `url(cid:…)` of a style. */
const CID_URL = /\bcid:((?:[^\s"'<>()]|\([^\s"'<>()]{0,100}\)){1,1000})/gi;

/** The Content-IDs that the HTML refers to. In a URL, some of their characters are escaped (RFC 2392). */
function namedContentIds(html: string): Set<string> {
  return new Set(
    [...html.matchAll(CID_URL)].flatMap(([, written = '']) => {
      const id = written.replaceAll('&amp;', '&');
      return [id, unescapeUrl(id) ?? id];
    }),
  );
}

function liesInRelated(container: Multipart | undefined): boolean {
  for (let at = container; at; at = at.parent) {
    if (at.subtype === 'related') return true;
  }
  return false;
}

function readReport({ reportOctets }: PartStore): Message['deliveryReport'] {
  const original = reportOctets.get('original');
  const status = reportOctets.get('status') ?? reportOctets.get('feedback');
  if (!status) return undefined;
  const report = readDeliveryReport({ status, original });
  if (!reportOctets.has('feedback')) return report;
  const isComplaint = /^feedback-type:\s*(?:abuse|fraud|complaint|opt-out|other)\b/im.test(
    status.toString('latin1'),
  );
  return { ...report, recipients: [], isComplaint };
}
