/**
 * What the markup of each mail program says for certain. Ids and classes are compared in lower
 * case, without the `x_` prefixes that Outlook adds to those of forwarded or answered mail.
 *
 * - `quote`: the element holds the answered mail.
 * - `history`: the element and everything below it are history.
 * - `container`: the element holds quotes, and answers may stand between them.
 * - `quote-container`: the same; without a `<blockquote>` in it, all of it is the answered mail.
 * - `maybe-quote`: worth as much as a plain `<blockquote>`.
 * - `ours`: a label of our own mail.
 * - `editor`: the element in which the program's user types. Gateways add their footers outside of it.
 * - `signature-rule`: the ruler above a signature; the next element holds that.
 */
export type Meaning =
  | 'quote'
  | 'history'
  | 'signature'
  | 'container'
  | 'quote-container'
  | 'maybe-quote'
  | 'ours'
  | 'editor'
  | 'signature-rule';

/** Of a start tag: its name and the attributes that are read, both in lower case. */
export interface StartTag {
  readonly name: string;
  readonly attributes: Attributes;
}

/** The attributes that are read, by name. Of a value, the first `MAX_ATTRIBUTE_CHARS` are read. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** The rest of a longer attribute is not read, in UTF-16 units. */
export const MAX_ATTRIBUTE_CHARS = 1_000;

const CLASSES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['gmail_attr', 'quote'], // Gmail since 2018
  ['gmail_quote', 'container'], // Gmail, and programs that copy its markup: Superhuman, Mailspring, K-9
  ['gmail_quote_attribution', 'quote'], // Mailspring
  ['gmail_signature', 'signature'],
  ['gmail_signature_prefix', 'signature'],
  ['yahoo_quoted', 'quote'], // Yahoo, AOL
  ['moz-cite-prefix', 'quote'], // Thunderbird
  ['moz-signature', 'signature'],
  ['moz-forward-container', 'history'],
  ['protonmail_quote', 'quote-container'],
  ['protonmail_signature_block', 'signature'],
  ['zmail_extra', 'quote-container'], // Zoho
  ['zmail_extra_hr', 'quote'],
  ['tutanota_quote', 'quote'],
  ['nylas-quote', 'quote'],
  ['mailspring-quote', 'quote'],
  ['ms-outlook-mobile-reference-message', 'history'],
  ['ms-outlook-mobile-signature', 'signature'],
  ['sh-quoted-content', 'quote'], // Superhuman
  ['sh-signature', 'signature'],
  ['spark_quote', 'quote'],
  ['airmail_ext_on', 'quote'],
  ['bloop_original_html', 'quote'],
  ['bloop_sign', 'signature'],
  ['front-blockquote', 'quote'],
  ['missive_quote', 'quote'],
  ['ntes-mailmaster-quote', 'quote'], // NetEase
  ['isreplycontent', 'quote'],
  ['foxmail_quote', 'quote'],
  ['qmail_quote', 'quote'],
  ['xm_mail_oringinal_describe', 'history'], // Tencent; the misspelling is theirs
  ['hey_quote', 'quote'],
  ['forwardcontentmessage', 'history'], // Infomaniak
  ['quoted-content', 'quote'],
  ['io-ox-signature', 'signature'], // Open-Xchange
  ['replied-text', 'quote'], // BlueMail
  ['mailbird_quote', 'quote'],
  ['mb_sig', 'signature'], // Mailbird
  ['mail-quote-collapse', 'quote'], // Mail.ru
  ['mailru-blockquote', 'quote'],
  ['applemailsignature', 'signature'],
  ['xm_write_card', 'signature'], // QQ Mail's card of the author
  ['ep-muted', 'ours'], // labels in the HTML of our own mail that its text part does not have
  ['ep-outer', 'maybe-quote'], // our own mail, when a client kept its markup but lost the quote around it
]);

const IDS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['divrplyfwdmsg', 'history'], // Outlook on the web
  ['appendonsend', 'history'],
  ['stopspelling', 'history'], // Hotmail
  ['olk_src_body_section', 'quote'], // Outlook for Mac
  ['mail-editor-reference-message-container', 'history'], // Outlook mobile, new Outlook
  ['ms-outlook-mobile-reference-message', 'history'],
  ['ms-outlook-mobile-signature', 'signature'],
  ['signature', 'signature'], // Outlook on the web
  ['composer_signature', 'signature'], // Samsung
  ['zm-_id_-sgn', 'signature'], // Zoho
  ['applemailsignature', 'signature'],
  ['reply-intro', 'quote'], // Roundcube
  ['reply-intro1', 'quote'],
  ['isreplycontent', 'quote'], // NetEase 163
  ['isforwardcontent', 'quote'],
  ['original-content', 'quote'],
  ['divneteasemailcard', 'signature'], // NetEase 163
  ['zwchr', 'history'], // Zimbra
  ['canaryblockquote', 'quote'],
  ['geary-quote', 'container'],
  ['aqm-original', 'container'], // AquaMail
  ['replysplit', 'history'], // 139 Mail
  ['reply139content', 'quote'],
  ['qt', 'quote'], // Fastmail
]);

const NAMES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['quote', 'quote'], // GMX, WEB.DE
  ['quoted-content', 'quote'],
  ['messagereplysection', 'quote'], // Spark
  ['messagesignaturesection', 'signature'],
]);

/** Elements that are not HTML's: Mailspring's and QQ Mail's. */
const SIGNATURE_ELEMENTS: ReadonlySet<string> = new Set(['signature', 'sign']);

const MARKERS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['__divider__', 'history'], // Zimbra
  ['__headers__', 'history'],
  ['__quoted_text__', 'quote'],
  ['__sig_pre__', 'signature'],
  ['__sig_post__', 'signature'],
  ['true', 'signature'], // Windows Mail: data-signatureblock
  ['gmail_signature', 'signature'], // Gmail's signature without its class: data-smartmail
  ['container', 'signature'], // Mail.ru: data-signature-widget
]);
export const MARKER_ATTRIBUTES = [
  'data-marker',
  'data-signatureblock',
  'data-smartmail',
  'data-signature-widget',
];

/** The border that Word draws above the header block of the answered mail. */
const WORD_BORDER =
  /border(?:-top)?:[^;]{0,40}(?:#e1e1e1|#b5c4df|rgb\(225,225,225\)|rgb\(181,196,223\))/;

/** What the element says about its text; undefined for ordinary markup. */
export function readMeaning({ name, attributes }: StartTag): Meaning | undefined {
  const { id = '', class: className = '', style = '', type = '', name: named = '' } = attributes;
  if (name === 'blockquote' && type.toLowerCase() === 'cite') return 'quote';
  if (SIGNATURE_ELEMENTS.has(name)) return 'signature';
  return (
    readId(id) ??
    readClasses(className) ??
    (name === 'a' ? undefined : NAMES.get(normalizeName(named))) ??
    readMarkers(attributes) ??
    readBorder(name, style) ??
    readEditor(name, className, style)
  );
}

function readMarkers(attributes: Attributes): Meaning | undefined {
  const marker = MARKER_ATTRIBUTES.map((each) => attributes[each] ?? '').join('');
  return MARKERS.get(marker.toLowerCase());
}

function readId(id: string): Meaning | undefined {
  if (id === '') return undefined;
  const key = normalizeName(id);
  if (key.startsWith('yahoo_quoted')) return 'quote';
  // Outlook Web App 2010 and 2013: `divRpF482`
  return /^divrpf\d{1,9}$/.test(key) ? 'history' : (IDS.get(key) ?? readUnknown(key));
}

function readBorder(name: string, style: string): Meaning | undefined {
  if (name !== 'div' || style === '') return undefined;
  return WORD_BORDER.test(style.slice(0, 500).toLowerCase().replace(/\s+/g, ''))
    ? 'history'
    : undefined;
}

/** In Word the whole mail, in Outlook on the web each paragraph. With `x_` before it, the class is that of a quoted mail. */
const EDITOR = /(?:^|\s)(?:wordsection1|elementtoproof)(?:\s|$)/i;
/** Foxmail's ruler. */
const SIGNATURE_RULE = 'width:210px;height:1px;';

function readEditor(name: string, className: string, style: string): Meaning | undefined {
  if (name === 'hr')
    return style.replace(/\s/g, '') === SIGNATURE_RULE ? 'signature-rule' : undefined;
  return (name === 'div' || name === 'p') && EDITOR.test(className) ? 'editor' : undefined;
}

function readClasses(className: string): Meaning | undefined {
  if (className === '') return undefined;
  for (const name of className.slice(0, 400).split(/\s+/)) {
    const meaning = CLASSES.get(normalizeName(name));
    if (meaning !== undefined) return meaning;
  }
  return readUnknown(className.slice(0, MAX_ATTRIBUTE_CHARS).toLowerCase());
}

/** Outlook's label of who may read the mail, in the words of its author's company: `msipfooterd6682aa3`. */
const LABEL = /msip(?:header|footer)[\da-f]/;

/** Programs that are in no table use similar names. Their quotes count only if the text confirms them. */
function readUnknown(name: string): Meaning | undefined {
  if (name.includes('signature') || LABEL.test(name)) return 'signature';
  return /(?:^|[-_ ])(?:block)?quoted?(?:$|[-_ ])|reply[-_]?quote|quoted[-_]?text/.test(name)
    ? 'maybe-quote'
    : undefined;
}

function normalizeName(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/^(?:x_){1,10}/, '');
}
