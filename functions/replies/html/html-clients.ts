/**
 * What the markup of each mail program says beyond doubt. Ids and classes are compared in lower case
 * without the `x_` prefixes that Outlook puts before those of re-sent mail.
 *
 * `quote`: the element holds the answered mail. `history`: so does everything below it.
 * `container`: quotes stand in it, and answers may stand between them. `maybe-quote`: as good as a plain
 * `<blockquote>`. `ours`: a label of our own mail.
 */
export type Meaning = 'quote' | 'history' | 'signature' | 'container' | 'maybe-quote' | 'ours';

/** The attributes that are looked at, as written; an absent one is ''. */
export interface ElementFacts {
  readonly name: string;
  readonly id: string;
  readonly className: string;
  readonly style: string;
  readonly type: string;
  readonly nameAttribute: string;
  readonly marker: string;
  readonly hidden?: string;
  /** The first number of an ordered list. */
  readonly start?: string;
}

const CLASSES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['gmail_attr', 'quote'], // Gmail since 2018
  ['gmail_quote', 'container'], // Gmail and the many that write like it: Superhuman, Mailspring, K-9
  ['gmail_quote_attribution', 'quote'], // Mailspring
  ['gmail_signature', 'signature'],
  ['gmail_signature_prefix', 'signature'],
  ['yahoo_quoted', 'quote'], // Yahoo, AOL
  ['moz-cite-prefix', 'quote'], // Thunderbird
  ['moz-signature', 'signature'],
  ['moz-forward-container', 'history'],
  ['protonmail_quote', 'quote'],
  ['protonmail_signature_block', 'signature'],
  ['zmail_extra', 'quote'], // Zoho
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
  ['xm_mail_oringinal_describe', 'history'], // Tencent, their spelling
  ['hey_quote', 'quote'],
  ['quoted-content', 'quote'],
  ['io-ox-signature', 'signature'], // Open-Xchange
  ['replied-text', 'quote'], // BlueMail
  ['mailbird_quote', 'quote'],
  ['mail-quote-collapse', 'quote'], // Mail.ru
  ['mailru-blockquote', 'quote'],
  ['applemailsignature', 'signature'],
  ['ep-muted', 'ours'], // labels of our own mail that its text part does not have
  ['ep-outer', 'maybe-quote'], // our own mail, where a client kept its markup and lost the quote around
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
  ['zwchr', 'history'], // Zimbra
  ['canaryblockquote', 'quote'],
  ['qt', 'quote'], // Fastmail
]);

const NAMES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['quote', 'quote'], // GMX, WEB.DE
  ['quoted-content', 'quote'],
  ['messagereplysection', 'quote'], // Spark
  ['messagesignaturesection', 'signature'],
]);

const MARKERS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['__divider__', 'history'], // Zimbra
  ['__headers__', 'history'],
  ['__quoted_text__', 'quote'],
  ['true', 'signature'], // Windows Mail: data-signatureblock
  ['gmail_signature', 'signature'], // Gmail, its class taken away: data-smartmail
]);

/** The line that Word draws above the header block of the answered mail. */
const WORD_BORDER =
  /border(?:-top)?:[^;]{0,40}(?:#e1e1e1|#b5c4df|rgb\(225,225,225\)|rgb\(181,196,223\))/;

/** What the element says about its text, or undefined for ordinary markup. */
export function readMeaning(facts: ElementFacts): Meaning | undefined {
  if (facts.name === 'blockquote' && facts.type.toLowerCase() === 'cite') return 'quote';
  return (
    readId(facts.id) ??
    readClasses(facts.className) ??
    (facts.name === 'a' ? undefined : NAMES.get(normalizeName(facts.nameAttribute))) ??
    MARKERS.get(facts.marker.toLowerCase()) ??
    readBorder(facts)
  );
}

function readId(id: string): Meaning | undefined {
  if (id === '') return undefined;
  const key = normalizeName(id);
  if (key.startsWith('yahoo_quoted')) return 'quote';
  // Outlook Web App of 2010 and 2013: `divRpF482`
  return /^divrpf\d{1,9}$/.test(key) ? 'history' : (IDS.get(key) ?? readUnknown(key));
}

function readBorder({ name, style }: ElementFacts): Meaning | undefined {
  if (name !== 'div' || style === '') return undefined;
  return WORD_BORDER.test(style.slice(0, 500).toLowerCase().replace(/\s+/g, ''))
    ? 'history'
    : undefined;
}

function readClasses(className: string): Meaning | undefined {
  if (className === '') return undefined;
  for (const name of className.slice(0, 400).split(/\s+/)) {
    const meaning = CLASSES.get(normalizeName(name));
    if (meaning !== undefined) return meaning;
  }
  return readUnknown(className.toLowerCase());
}

/** Programs not in the tables name things alike; what they call a quote is one if the text bears it out. */
function readUnknown(name: string): Meaning | undefined {
  if (name.includes('signature')) return 'signature';
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
