import sanitize from 'sanitize-html';
import { readMeaning } from './html-clients.ts';
import { isHidden, UNSEEN_ELEMENTS } from './html-elements.ts';

/**
 * HTML with more tags or characters is not shown, because the
 * sanitiser is not linear (measured). The text is always there (S13).
 */
export const MAX_SHOWN_HTML_TAGS = 20_000;
const MAX_SHOWN_HTML_CHARS = 1_000_000;

/** Attribute that carries our decision from an element's start tag to its end. It never appears in the result. */
const CUT_MARK = 'data-cut';

const NEVER_SHOWN = ['main', 'nav', 'section'];

const ALLOWED_ATTRIBUTES: Record<string, string[]> = {
  a: ['href', 'title', 'rel', 'target'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  td: ['colspan', 'rowspan', 'align', 'valign'],
  th: ['colspan', 'rowspan', 'align', 'valign', 'scope'],
  '*': ['dir', 'lang'],
};

const OPTIONS: sanitize.IOptions = {
  allowedTags: [
    ...sanitize.defaults.allowedTags.filter((tag) => !NEVER_SHOWN.includes(tag)),
    ...['img', 'font', 'center', 'del', 'ins'],
  ],
  allowedAttributes: ALLOWED_ATTRIBUTES,
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  // Remote pictures are not shown: they would tell the sender who reads the mail.
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [...UNSEEN_ELEMENTS, 'textarea', 'option'],
  nestingLimit: 100,
};

/**
 * The part of a mail's HTML that is shown beside the reply (S13): nothing that runs or loads. The history is left
 * out if every line of the reply stays. Undefined when the HTML is too large to be made safe in bounded time.
 */
export function sanitiseHtml(html: string, reply: string): string | undefined {
  if (html.length > MAX_SHOWN_HTML_CHARS || hasTooManyTags(html)) return undefined;
  const withoutHistory = sanitize(html, cuttingOptions());
  return holdsReply(withoutHistory, reply) ? withoutHistory : sanitize(html, keepingOptions());
}

/** What is left out by our own mark, and remote pictures. */
const isLeftOut = ({ tag, attribs }: sanitize.IFrame): boolean =>
  attribs[CUT_MARK] === '1' || (tag === 'img' && attribs.src?.startsWith('cid:') !== true);

/** Preview texts are hidden by styles, which the result does not have. */
const isUnseen = ({ style, hidden }: sanitize.Attributes): boolean =>
  hidden !== undefined || isHidden(style ?? '');

const linkAttributes = { rel: 'noopener noreferrer nofollow', target: '_blank' };

/** Puts our mark, in place of one that the mail may have, on what is to be left out. */
function mark(tagName: string, attribs: sanitize.Attributes, isCut: boolean): sanitize.Tag {
  const { [CUT_MARK]: _forged, ...own } = attribs;
  const isMarked = isCut || isUnseen(attribs);
  return {
    tagName,
    attribs: {
      ...own,
      ...(tagName === 'a' && linkAttributes),
      ...(isMarked && { [CUT_MARK]: '1' }),
    },
  };
}

const markingOptions = (transform: sanitize.Transformer): sanitize.IOptions => ({
  ...OPTIONS,
  allowedAttributes: { ...ALLOWED_ATTRIBUTES, '*': ['dir', 'lang', CUT_MARK] },
  transformTags: { '*': transform },
  exclusiveFilter: isLeftOut,
});

const keepingOptions = (): sanitize.IOptions =>
  markingOptions((tagName, attribs) => mark(tagName, attribs, false));

/** Leaves out what the client's markup marks as quote or signature, and everything below a mark of history. */
function cuttingOptions(): sanitize.IOptions {
  let isHistory = false;
  const judge = (tagName: string, attribs: sanitize.Attributes): sanitize.Tag => {
    const meaning = meaningOf(tagName, attribs);
    isHistory ||= meaning === 'history';
    return mark(
      tagName,
      attribs,
      isHistory || (meaning !== undefined && meaning !== 'maybe-quote'),
    );
  };
  return { ...markingOptions(judge), textFilter: (text) => (isHistory ? '' : text) };
}

const meaningOf = (name: string, attribs: sanitize.Attributes) =>
  readMeaning({
    name,
    id: attribs.id ?? '',
    className: attribs.class ?? '',
    style: attribs.style ?? '',
    type: attribs.type ?? '',
    nameAttribute: attribs.name ?? '',
    marker:
      attribs['data-marker'] ?? attribs['data-signatureblock'] ?? attribs['data-smartmail'] ?? '',
  });

/** Lines that may stand above the line before them, as in a table that is read by columns. */
const MAX_LOOKS_BACK = 20;

/**
 * Whether all words of the reply are there, because a person's own words are never left out. Lines
 * are searched in their order, so a hostile mail costs one pass instead of one for each line.
 */
function holdsReply(html: string, reply: string): boolean {
  const shown = letters(sanitize(html, { allowedTags: [], allowedAttributes: {} }));
  let from = 0;
  let looksBack = 0;
  return reply.split('\n').every((text) => {
    const line = letters(text.replace(/^- /, ''));
    let at = shown.indexOf(line, from);
    if (at < 0 && looksBack < MAX_LOOKS_BACK) {
      looksBack += 1;
      at = shown.indexOf(line);
    }
    from = at + line.length;
    return at >= 0;
  });
}

/** Letters and digits only: text and HTML write entities, blanks and marks differently. */
const letters = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, '').replace(/[^\p{L}\p{N}]/gu, '');

function hasTooManyTags(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > MAX_SHOWN_HTML_TAGS) return true;
  }
  return false;
}
