import sanitize from 'sanitize-html';
import { CID_SCHEME, cutHtml, isShownPicture, type ShownSource } from './cut-html.ts';
import { isHidden, UNSEEN_ELEMENTS } from './html-elements.ts';

/** HTML with more tags or characters is not shown, because the sanitiser is not linear (measured). The text is always there (S13). */
export const MAX_SHOWN_HTML_TAGS = 20_000;
const MAX_SHOWN_HTML_CHARS = 1_000_000;

/** Attribute that carries our decision from an element's start tag to its end. It never appears in the result. */
const CUT_MARK = 'data-cut';

const NEVER_SHOWN = ['main', 'nav', 'section'];

const ALLOWED_ATTRIBUTES: Record<string, string[]> = {
  a: ['href', 'title', 'rel', 'target'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  ol: ['start', 'type', 'reversed'],
  li: ['value'],
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
 * The part of a mail's HTML that is shown beside the reply (S13): nothing that runs or loads, and of its words only those
 * of the reply. `sources` says where these stand. Undefined when the HTML is too large to be made safe in bounded time.
 */
export function sanitiseHtml(
  html: string,
  sources?: readonly ShownSource[] | undefined,
): string | undefined {
  if (html.length > MAX_SHOWN_HTML_CHARS || hasTooManyTags(html)) return undefined;
  return sanitize(sources === undefined ? html : cutHtml(html, sources), SHOWING_OPTIONS);
}

/** What is left out by our own mark, and remote pictures. */
const isLeftOut = ({ tag, attribs }: sanitize.IFrame): boolean =>
  attribs[CUT_MARK] === '1' || (tag === 'img' && !isShownPicture(attribs.src ?? ''));

/** Preview texts are hidden by styles, which the result does not have. */
const isUnseen = ({ style, hidden }: sanitize.Attributes): boolean =>
  hidden !== undefined || isHidden(style ?? '');

const linkAttributes = { rel: 'noopener noreferrer nofollow', target: '_blank' };

/** Puts our mark, in place of one that the mail may have, on what is to be left out. */
function mark(tagName: string, attribs: sanitize.Attributes): sanitize.Tag {
  const { [CUT_MARK]: _forged, ...own } = attribs;
  return {
    tagName,
    attribs: {
      ...own,
      ...(tagName === 'a' && linkAttributes),
      // whoever shows the message looks for `cid:`
      ...(tagName === 'img' && { src: (own.src ?? '').replace(CID_SCHEME, 'cid:') }),
      ...(isUnseen(attribs) && { [CUT_MARK]: '1' }),
    },
  };
}

const SHOWING_OPTIONS: sanitize.IOptions = {
  ...OPTIONS,
  allowedAttributes: { ...ALLOWED_ATTRIBUTES, '*': ['dir', 'lang', CUT_MARK] },
  transformTags: { '*': mark },
  exclusiveFilter: isLeftOut,
};

function hasTooManyTags(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > MAX_SHOWN_HTML_TAGS) return true;
  }
  return false;
}
