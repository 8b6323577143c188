import sanitize from 'sanitize-html';

/** HTML with more tags or more characters than this is not shown: the text is always there (S13). Measured: the library is not linear. */
export const MAX_SHOWN_HTML_TAGS = 20_000;
export const MAX_SHOWN_HTML_CHARS = 1_000_000;

const OPTIONS: sanitize.IOptions = {
  allowedTags: [
    ...sanitize.defaults.allowedTags.filter((tag) => !['main', 'nav', 'section'].includes(tag)),
    'img',
    'font',
    'center',
    'del',
    'ins',
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    td: ['colspan', 'rowspan', 'align', 'valign'],
    th: ['colspan', 'rowspan', 'align', 'valign', 'scope'],
    '*': ['dir', 'lang'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  // No remote content: a picture that is not in the mail would tell the sender who reads it.
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    a: sanitize.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src?.startsWith('cid:'),
  nestingLimit: 100,
};

/** A mail's HTML without anything that runs or loads (S13); undefined where it is too large to be made safe in bounded time. */
export function sanitiseHtml(html: string): string | undefined {
  if (html.length > MAX_SHOWN_HTML_CHARS || hasTooManyTags(html)) return undefined;
  return sanitize(html, OPTIONS);
}

function hasTooManyTags(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > MAX_SHOWN_HTML_TAGS) return true;
  }
  return false;
}
