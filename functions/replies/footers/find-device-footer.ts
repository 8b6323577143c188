import { FOOTER_KEY_CHARS, FOOTER_STARTS } from '../languages/vocabulary.ts';
import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import { excuseStart } from './find-excuse.ts';

/** Longest device footer that names no device, in words. */
const MAX_FOOTER_WORDS = 8;
const MAX_ADVERT_WORDS = 16;
const MAX_FOOTER_CHARS = 200;
/** Longest name of a program that is in no list, in words. */
const MAX_NAME_WORDS = 4;
/** Lower-case words that a footer may have beside the device and the small words around its name. */
const MAX_STRANGE_WORDS = 2;
/** Languages that put "sent" at the end. */
const SENT_LAST = foldPattern(
  /(?:^vo[nm] .{3,60}gesendet|^mobil gesendet|gonderildi|から送信(?:されました)?|에서 (?:보냄|발송|보냈습니다|보낸 메일(?:입니다)?)|से भेजा गया|থেকে পাঠানো|^[从從自].{1,40}[发發寄傳]送|kuldve|letoltese)[.!。]?$/,
);
/** Languages that put a colon behind "sent from", or say "use" instead of "sent". */
const OTHER_START = /^(?:발신: |使用 |invio da |[发發]自)/;

/** What an advert offers, and for which system. "Get Outlook for my wife" names none. */
const OFFERED = /outlook|bluemail|^(?:ios|android)용/;
const SYSTEM = /(?<!\p{L})(?:ios|android|windows|mac(?!\p{L}))/u;
/** Where an offer begins with what it offers, the verb is its end. "Outlook for iOS" is somebody's answer. */
const NAME_FIRST = /^(?:outlook|bluemail|ios|android|az) ?/;
const GET_LAST = foldPattern(
  /(?:beziehen|laden|holen|downloaden|ophalen|krijgen|入手(?:する)?|取得(?:する)?|ダウンロード(?:する)?|받기|얻기|다운로드(?:하기)?|가져오기|प्राप्त करें|edinin|indirin|alin)[.!]?$|beszerzese|letoltese/,
);

/** Characters that may precede a footer's first letter. */
const DECORATION = /^[\s*_[("'<-]+/;
/** UTF-16 units looked at on each end to rule out nearly every line cheaply. */
const MAX_EDGE_CHARS = 16;
/** How footers and adverts begin that `FOOTER_STARTS` does not list. */
const OTHER_HEAD =
  /^(?:ᐧ|\{#hs|thread:|ref:|cid:|www\.|virus|avg\.|this e|yahoo|sender n|powered by |messaggio in|vo[nm] |mobil|[从從自使发發발來来由]|签名由|invio)/;
/** The first characters of `OTHER_HEAD`. */
const OTHER_STARTS = 'ᐧ{trcwvaymips从從自使发發발來来由签';
const OTHER_TAIL = foldPattern(
  /(?:gonderildi|送信|ました|보냄|발송|보냈습니다|메일|메일입니다|गया|পাঠানো|kuldve|letoltese)[.!。]?$/,
);

/** The last characters of `OTHER_TAIL` as written, and the marks that may follow them. */
const OTHER_ENDS = 'iIİeE信た냄송일다ाো.!。';

/** Names that occur in footers and hardly elsewhere. */
const BRANDS =
  /iphon|ipad|ipod|icloud|xperia|카카오메일|la poste mail|\bios\b|android|samsung|galaxy|blackberry|\bsiri\b|apple watch|laposte|ukr\.net|outlook|windows|huawei|xiaomi|小米|华为|nokia|\bhtc\b|pixel|yahoo|gmail|proton|tuta|superhuman|mailspring|bluemail|mailbird|thunderbird|k-9|fairemail|typeapp|mailbox for|zoho|\bgmx\b|\baol\b|web\.de|airmail|aquamail|canary|sparrow|acompli|\bspark\b|\bhey\b|skiff|edison|\bnine\b|\bboxer\b|missive|shortwave|polymail|mymail|em client|fastmail|notion mail|\bvivo|\boppo\b|яндекс|mail[- ]app|邮箱|갤럭시|네이버|메일 ?앱|メール/;
/** Words that occur in sentences, too, so `SENT_BY` rules the line out ("sent by phone"). */
const GENERIC = foldPattern(
  /mobil|mobiel|mobiil|mobitel|handy|tablet|telefon|telefoon|телефон|смартфон|мобил|моб[иі]льн|планшет|phone|cellulare|movil|telemovel|celular|portable|komorki|puhelim|κινητο|手机|手機|电子邮件|スマホ|スマートフォン|휴대폰|스마트폰|dien thoai|ponsel|unterwegs|device|aplikac|aplicaci|приложени|l'appli|kannykasta|viedtalr|모바일|(?:هاتفي|جوالي|موبايلي)(?: (?:المحمول|الذكي))?$|(?:האייפון|הנייד|הטלפון|הסלולרי)(?: שלי)?$|(?<=ส่งจาก)โทรศัพท์(?:ของฉัน)?$|(?<!\p{L})hp saya$/u,
);
/** The mail programs that are called "Mail". */
const MAIL_PROGRAM = /(?:^|\s)Mail(?:[\s.]|$)/;
/** "Sent by courier" speaks of a parcel, not of the mail. */
const SENT_BY =
  /^\S+ (?:via|with|using|by|on|con|tramite|per|mit|uber|avec|par|por|com|met|med|przez|pres|prin|putem|prek|με|через)\s/;
/**
 * Lines that are adverts in any language: tracking marks, virus scanners,
 * and the references by which ServiceNow and Salesforce recognise an answer.
 */
const ADVERT =
  /^(?:ᐧ|\{#hs:[\d-]{3,40}#\}$|ref:msg\w{4,60}$|\[? ?(?:thread::|ref:)\S{4,100}::?(?:ref)? ?\]?$|\[?cid:\S|virus[- ]?free[.!]?(?: ?[<[(]?(?:https?:|www\.)\S+){0,2}$|avg\.com|.{0,40}www\.(?:avast|avg)\.com\S*(?: \S*https?:\S+)?$|this email has been checked for viruses by av(?:ast|g)|yahoo mail ?[:–-] (?:\p{L}{3,20}, ){2}(?:conqu|erober|domin)\p{L}{1,9}$|sent from yahoo mail\. get the app$|[來来]自 yahoo.{0,40}$|[來来]自 ?(?:outlook(?: for (?:ios|android|mac|windows))?|[网網]易.{1,12}|qq ?邮箱|foxmail)$|由 ?outlook ?[发發]送$|sender notified by mailtrack.{0,20}$|gesendet mit (?:der )?telekom mail - .{1,50}$|inviat[oa] dalla mail di libero$|messaggio inviato dal mio (?:blackberry|iphone|smartphone|tablet).{0,30}$|powered by (?:\S{1,30} )?blackberry.{0,50}$|[发發]自 ?[网網]易.{1,12}$|签名由 ?[网網]易.{1,12}定制$|this email is a service from .{1,80} delivered by zendesk\.?$|powered by jira service management$|.{0,60}outlook.{0,40}https:\/\/aka\.ms\/|[^:]{1,100} [<(]https:\S{1,120}=emojireactionemail)/u;
/** Pieces of links that stand in adverts of any language. Gmail's is that of a reaction: `👍` / `Ann reacted via Gmail`. */
const LINKS_OF_ADVERTS = ['www.av', 'aka.ms/', 'emojireactionemail'];
/** "my" in the footers' languages: "Sent from my Wiko" needs no device that we know. */
const POSSESSIVE = foldPattern(
  /(?<!\p{L})(?:my|mio|mia|meinem|meiner|mon|ma|mi|meu|minha|mijn|mojego|mojej|min|mitt|meho|mojho|moje|mog|moj|моего|моей|мого|моєї|моя|minun)(?!\p{L})|我的|나의|내 |私の/u,
);
/** What people send things with, and the preposition of days: "Sent via DHL", "Sent on Monday". */
const NO_PROGRAM =
  /^(?:on|am|il|le|el|em|op) |(?<!\p{L})(?:dhl|ups|gls|dpd|tnt|fedex|hermes|postnl|inpost|chronopost|correos|poste|post|brt|sda|usps|paypal|whatsapp|wetransfer|dropbox|telegram|signal|fax|amazon|ebay|etsy|vinted|zalando|seur|mrw|nacex|colissimo|postnord|posten|posti|bring|schenker|ppl|zasilkovna|packeta|evri|yodel|correios|ctt)(?!\p{L})/u;
/** That something does not work, or when it was: a sentence about a program says so, a footer never. */
const REMARK = foldPattern(
  /(?<!\p{L})(?:not|but|which|yesterday|nicht|aber|klappt|gestern|non|ieri|pas|no (?:se|me|llega|funciona|aparece)|pero|ayer|nao|ontem|niet|maar|gisteren|nie|ale|wczoraj|inte|ikke|men|не|но|вчера|ama|degil|dun)(?!\p{L})|ません|が、|失败|不/u,
);
/** Small words around a name: "Sent from the all new AOL app for Android". */
const SMALL_WORDS = new Set(
  foldText(
    'a all and the new app for from in of on my via with using by wireless network phone 5g 4g lte tablet device mail e-mail email da dal del di il la lo mio mia per su con von vom aus der dem die das mit meinem meiner fur und app de du d mon ma pour avec le les desde mi el en para do da meu minha no na van mijn voor met het een op z ze dla mojego min mitt fra fran till til free pro account enjoy secure tu cua toi fil terminal sur reseau za pomoca urzadzenia przez przy uzyciu correo electronico seguro dispositivo com o meho moji mojho zarizeni zariadenia pomoci pomocou az keszulekemrol segitsegevel dispozitivul meu mojeg uredaja pomocu cihazimdan ile моего моей с со на из помощью почты устройства мого моєї з за допомогою пристрою моето устройство создано в са мог уређаја помоћу mojega iz moje naprave thong minh dien thoai thiet bi bang τη συσκευη μου με από mano irenginio naudojant manas ierices ar seadmest perangkat saya dengan dari cu',
  ).split(' '),
);

/** What the place of a line says about whether it is a footer. */
export interface FooterPlace {
  /** A paragraph of one line, with text above it and nothing but footers below. */
  readonly isLastParagraph: boolean;
}

/**
 * Judges "Sent from my iPhone" in any language, on a line of its own. `closed`: it names a device or a program
 * and hardly more. `open`: it may mean something else ("Get Outlook for me please"), so it is kept when nothing else is left (S12).
 */
export function judgeDeviceFooter(
  line: string,
  place: FooterPlace = { isLastParagraph: false },
): 'closed' | 'open' | undefined {
  if (!mayBeFooter(line)) return undefined;
  // Yahoo's links alone are longer than a footer
  const body = line.length > MAX_FOOTER_CHARS ? withoutLinks(line) : line;
  if (body.length > MAX_FOOTER_CHARS) return undefined;
  const folded = foldText(body).replace(DECORATION, '');
  if (ADVERT.test(folded)) return 'closed';
  const plain = withoutLinks(folded.slice(0, excuseStart(folded))).trim();
  if (!opensFooter(plain)) return undefined;
  if (!isWholeOffer(folded, plain)) return undefined;
  const words = plain.split(' ').filter(Boolean);
  if (words.length > MAX_ADVERT_WORDS || /[?]|[.!] \S/.test(plain) || REMARK.test(plain))
    return undefined;
  const shown = body.trim().split(' ').slice(0, words.length);
  const strange = countStrange(shown);
  if (strange > MAX_STRANGE_WORDS) return undefined;
  if (BRANDS.test(words.slice(0, MAX_FOOTER_WORDS).join(' ')))
    return strange === MAX_STRANGE_WORDS ? 'open' : 'closed';
  if (words.length > MAX_FOOTER_WORDS || /[,;]/.test(plain)) return undefined;
  const isNamed = place.isLastParagraph && isNameLast(shown);
  return judgeUnbranded(plain, shown, strange, isNamed);
}

const withoutLinks = (text: string): string =>
  text.replace(/[<[(]? ?(?:https?:|www\.)\S+(?: ?[)\]>])?/g, '').trimEnd();

function judgeUnbranded(
  plain: string,
  shown: readonly string[],
  strange: number,
  isNamed: boolean,
): 'closed' | 'open' | undefined {
  if (isNamed) return 'open';
  if (SENT_BY.test(plain)) return undefined;
  if (GENERIC.test(plain) || MAIL_PROGRAM.test(shown.join(' '))) return 'closed';
  return POSSESSIVE.test(plain) && strange === 0 ? 'open' : undefined;
}

export const isDeviceFooter = (body: string, place?: FooterPlace): boolean =>
  judgeDeviceFooter(body, place) !== undefined;

function mayBeFooter(body: string): boolean {
  const head = foldText(body.slice(0, MAX_EDGE_CHARS)).replace(DECORATION, '');
  const key = head.slice(0, FOOTER_KEY_CHARS);
  if (FOOTER_STARTS.has(key)) return true;
  if (OTHER_STARTS.includes(head[0] ?? ' ') && OTHER_HEAD.test(head)) return true;
  const isTail =
    OTHER_ENDS.includes(body.at(-1) ?? ' ') &&
    OTHER_TAIL.test(foldText(body.slice(-MAX_EDGE_CHARS)));
  return isTail || LINKS_OF_ADVERTS.some((link) => body.includes(link));
}

const opensFooter = (folded: string): boolean =>
  footerStart(folded) !== undefined || SENT_LAST.test(folded) || OTHER_START.test(folded);

const footerStart = (folded: string): string | undefined =>
  FOOTER_STARTS.get(folded.slice(0, FOOTER_KEY_CHARS))?.find((words) => folded.startsWith(words));

/** Whether an offer says all that one has. Other footers are none, so they pass. */
function isWholeOffer(folded: string, plain: string): boolean {
  if (!OFFERED.test(footerStart(folded) ?? '')) return true;
  if (!NAME_FIRST.test(folded)) return SYSTEM.test(plain);
  return SYSTEM.test(plain) && [GET_LAST, SENT_LAST].some((last) => last.test(plain));
}

/** Counts lower-case words, after the first two ("Sent from"), that no footer has: they make a sentence. */
function countStrange(words: readonly string[]): number {
  return words.slice(2).filter((word) => {
    if (!/^\p{Ll}[\p{Ll}']*[.!]?$/u.test(word)) return false;
    const folded = foldText(word).replace(/[.!]$/, '');
    return !SMALL_WORDS.has(folded) && !BRANDS.test(folded) && !GENERIC.test(folded);
  }).length;
}

/** "Sent with Shortwave": behind verb and preposition only one to four capitalised names. "Sent from Berlin." is a sentence. */
function isNameLast(shown: readonly string[]): boolean {
  if (NO_PROGRAM.test(foldText(shown.slice(1).join(' ')))) return false;
  const names = shown.slice(2);
  if (names.length === 0 || names.length > MAX_NAME_WORDS) return false;
  return (
    names.every((name) => /^\p{Lu}[\p{L}\p{N}.-]*$/u.test(name)) && !names.at(-1)?.endsWith('.')
  );
}
