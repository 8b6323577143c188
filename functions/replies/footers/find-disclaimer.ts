import { LEGAL_WORDS } from '../languages/vocabulary.ts';
import { foldLines } from '../lines/fold-lines.ts';
import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, type Line } from '../reply-line.ts';
import { THIS } from './gateway-words.ts';
import { hasOwnVoice } from './own-voice.ts';

/** Lines of a disclaimer that are read, and their total length in UTF-16 units. */
const MAX_DISCLAIMER_LINES = 12;
const MAX_DISCLAIMER_CHARS = 2_000;
const MIN_DISCLAIMER_CHARS = 100;
/** Shorter text is enough where three topics come together. */
const MIN_CLEAR_CHARS = 60;
/** Chinese, Japanese and Korean say the same in fewer letters. */
const MIN_DENSE_CHARS = 40;
const DENSE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const MIN_LEGAL_WORDS = 3;
const MIN_PRINT_CHARS = 30;
const MAX_PRINT_CHARS = 160;
const MAX_TITLE_CHARS = 40;

const MAIL = foldPattern(
  /mail|message|messaggio|comuni[ck]a|communica|nachricht|mensaje|mensagem|bericht|wiadomosc|meddelan|meddelelse|e-?post|posta|メール|메일|邮件|郵件|ข้อความ|อีเมล/,
);
const MAX_OPENING_CHARS = 60;

/** Topics that only disclaimers combine: confidential | for the addressee only | received by mistake | delete or tell. */
const TOPICS: readonly RegExp[] = [
  /confiden|riservat|vertraulich|vertrouwelijk|poufn|fortrolig|konfidens|konfident|gizli|機密|机密|기밀|luottamuks|duvern|bizalmas|保密|ความลับ/,
  /intended (?:only |solely )?(?:for|recipient)|solely for|addressee|esclusivamente|destinatari|ausschlie(?:ss|ß)lich|destinataire|exclusivamente|geadresseerde|uitsluitend|wylacznie|adresat|udelukkende|modtager|uteslutande|mottagare|yalnizca|alici|受信者|宛先|수신자|仅限|僅供|สำหรับผู้รับ/,
  /(?:in|by) (?:error|mistake)|per errore|irrtumlich|par erreur|por error|por engano|ten onrechte|per vergissing|omylkow|przez pomylke|ved en fejl|fejlagtigt|av misstag|yanlislikla|誤って|잘못|错误地|错收|误收|誤收|โดยไม่ได้ตั้งใจ/,
  /delete|notify|inform the sender|cancellar|distrugger|avvis|losch|vernichten|informieren sie|supprim|avertir|eliminar|borrar|notifi|apagar|verwijder|usunieci|usuna|powiadom|slette|underrette|radera|meddela|silin|bildirin|削除|삭제|删除|刪除|แจ้งผู้ส่ง/,
].map(foldPattern);

/** The titles of disclaimers in our languages: "Confidentiality notice", "AVISO LEGAL:". "Email" alone is somebody's answer. */
const TITLE =
  /^(?:(?:e-?mail|legal|important|confidential|privacy|wichtiger|rechtlicher|nota|informativa|clausola|clausula|clause|mentions?) (?:de |di |sulla )?)?(?:disclaimer|notice|statement|confidentiality|hinweis|haftungsausschluss|vertraulichkeit|datenschutz|avvertenz[ae]|avviso|riservatezza|privacy|aviso|advertencia|confidencialidade?|avis|avertissement|legales?|confidentialite|vertrouwelijkheid|klauzula|zastrzezenie|upozorneni|免责声明|保密声明|免責事項)(?:shinweis|sverklaring)?(?: (?:notice|statement|legale?|di riservatezza|de confiden\p{L}{4,8}|poufnosci))? ?:?$/u;

/** "Consider the environment before printing this mail", as a whole sentence. */
const PRINT =
  /^(?:p )?(?:(?:please )?(?:consider|think of|think about) (?:the|our) environment before (?:you )?print|before printing,? (?:think|please)|save (?:a tree|trees|paper)[^?]{1,20}print|(?:please )?(?:don't|do not) print this (?:e-?mail|message) unless|(?:bitte )?prufen sie,? ob (?:sie )?diese e-?mail .{0,20}(?:aus)?druck|rispett(?:a|ate|iamo) l'ambiente.{1,20}stampa|(?:bitte )?(?:denken sie|denk(?:t)?|prufen sie)(?: bitte)? (?:an|der) (?:die |unsere )?umwelt,? (?:bevor|ehe) sie .{1,40}(?:aus)?druck|prima di stampare.{1,60}pens(?:a|ate|i) all'ambiente|pensa(?:te)? all'ambiente,? prima di stampare|pensez a l'environnement,? avant d'imprimer|avant d'imprimer.{1,40}pensez a l'environnement|(?:piense|piensa|pense) .{1,20}ambiente,? antes de imprimir|antes de imprimir.{1,40}(?:piense|piensa|pense) .{1,50}ambiente|denk aan het milieu,? (?:voordat|voor|alvorens) .{1,40}(?:print|afdrukt|te printen)|zanim wydrukujesz.{1,40}srodowisk)/;

/** Whether the paragraph whose first line is `at` is a legal disclaimer or a print warning. */
export function isDisclaimerText(lines: readonly Line[], at: number): boolean {
  const paragraph: string[] = [];
  for (const line of lines.slice(at, at + MAX_DISCLAIMER_LINES)) {
    if (line.body === '') break;
    paragraph.push(line.body);
  }
  const written = paragraph.join(' ').slice(0, MAX_DISCLAIMER_CHARS);
  if (written.length < MIN_PRINT_CHARS) return false;
  const text = foldText(written);
  if (text.length <= MAX_PRINT_CHARS && PRINT.test(text.replace(/^[^\p{L}]+/u, ''))) return true;
  const isLong = text.length >= (DENSE.test(text) ? MIN_DENSE_CHARS : MIN_DISCLAIMER_CHARS);
  if ((!isLong && text.length < MIN_CLEAR_CHARS) || hasOwnVoice(text)) return false;
  if (isLong && countLegalWords(text) >= MIN_LEGAL_WORDS) return true;
  const topics = TOPICS.filter((topic) => topic.test(text)).length;
  return isAboutMail(text) && topics >= (isLong ? 2 : 3);
}

/** In plain text, a longer line may be wrapped, in UTF-16 units. */
const MAX_UNWRAPPED_CHARS = 50;
/** How much of a disclaimer is searched for "this message", in UTF-16 units. */
const MAX_THIS_CHARS = 120;
/** Its title and the lines over which that may be wrapped. */
const MAX_OPENING_LINES = 3;

/**
 * Whether the line is somebody's own above a disclaimer of this mail, as where a gateway leaves no blank line: it and the
 * lines between say nothing that a disclaimer says, and no sentence runs on into the next line.
 */
export function isAboveDisclaimer(lines: readonly Line[], at: number): boolean {
  const below = lines.slice(at + 1, at + 1 + MAX_DISCLAIMER_LINES).findIndex(mayOpenDisclaimer);
  if (below < 0) return false;
  const opening = at + 1 + below;
  const own = lines.slice(at, opening);
  if (!own.every((line, index) => isOwnLine(line, lines[at + index + 1]))) return false;
  const head = foldLines(lines, opening, opening + MAX_OPENING_LINES - 1, MAX_THIS_CHARS);
  return THIS.test(head) && isDisclaimerText(lines, opening);
}

const isOwnLine = (line: Line, below: Line | undefined): boolean =>
  line.body !== '' &&
  !endsWithColon(line.body) &&
  !mayRunOn(line) &&
  !/^\p{Ll}/u.test(below?.body ?? '') &&
  !mayBeOfDisclaimer(foldText(line.body));

/** A short line is wrapped by nobody, nor is one of HTML. */
const mayRunOn = ({ body, isHtml }: Line): boolean =>
  !isHtml && body.length > MAX_UNWRAPPED_CHARS && !/[.!?…。！？]$/.test(body);

function mayOpenDisclaimer(line: Line): boolean {
  const text = foldText(line.body.slice(0, MAX_THIS_CHARS));
  return mayRunOn(line) || TITLE.test(text) || THIS.test(text);
}

/** "I got your mail.", "The contract is confidential." and "Please delete the order" are the person's. */
function mayBeOfDisclaimer(text: string): boolean {
  if (TITLE.test(text)) return true;
  if (hasOwnVoice(text)) return false;
  const isTitle =
    !/[.!?。！？]$/.test(text) && TOPICS.slice(0, -1).some((topic) => topic.test(text));
  return isTitle || MAIL.test(text) || TOPICS.filter((topic) => topic.test(text)).length > 1;
}

/** Where one language's word stands in another's, as `confidencia` in `confidencial`, only the longer one counts. */
function countLegalWords(text: string): number {
  const found = LEGAL_WORDS.filter((word) => text.includes(word));
  return found.filter((word) => found.every((each) => each === word || !each.includes(word)))
    .length;
}

export const isDisclaimerTitle = (body: string): boolean =>
  body.length <= MAX_TITLE_CHARS && TITLE.test(foldText(body));

/** "This message": a disclaimer speaks of the mail itself in its first words. */
const isAboutMail = (text: string): boolean => MAIL.test(text.slice(0, MAX_OPENING_CHARS));
