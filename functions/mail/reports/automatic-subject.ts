/**
 * Beginnings of automatic replies' subjects, in the languages of Outlook and Exchange. Only
 * the very beginning counts, because people answer such a mail with a reply prefix before it.
 */
const BEGINNINGS = [
  'automatic reply',
  'automatic response',
  'auto reply',
  'auto-reply',
  'auto response',
  'out of office autoreply',
  'out of office reply',
  'automatische antwort',
  'abwesenheitsnotiz',
  'risposta automatica',
  'réponse automatique',
  'respuesta automática',
  'resposta automática',
  'automatisch antwoord',
  'odpowiedź automatyczna',
  'automatiskt svar',
  'automatisk svar',
  'automaattinen vastaus',
  'automatická odpověď',
  'automatická odpoveď',
  'automatikus válasz',
  'răspuns automat',
  'otomatik yanit',
  'автоматический ответ',
  'автоматична відповідь',
  'αυτόματη απάντηση',
  'samodejni odgovor',
  'automatski odgovor',
  'automatinis atsakymas',
  '自動応答',
  '自动答复',
  '自動回覆',
  '자동 회신',
  'out of office',
  'out-of-office',
  'out of the office',
  'vacation reply',
  'automatische abwesenheitsnotiz',
  'abwesenheitsassistent',
  'abwesenheitsnachricht',
  'fuori ufficio',
  'absence du bureau',
  "message d'absence",
  'message d’absence',
  'fuera de la oficina',
  'fuera de oficina',
  'ausência do escritório',
  'ausência temporária',
  'afwezigheidsbericht',
  'automatisch afwezigheidsbericht',
  'nieobecność w biurze',
  'poza biurem',
  'autosvar',
  'automatiskt meddelande',
  'automaattivastaus',
  'mimo kancelář',
  'házon kívül',
  'ofis dişinda',
  'автоответ',
  'автоответчик',
  'нет на месте',
  'נמצא מחוץ למשרד',
  'תשובה אוטומטית',
  'رد تلقائي',
  'trả lời tự động',
  'ตอบกลับอัตโนมัติ',
  'balasan otomatis',
  '自動返信',
  '不在通知',
  '自动回复',
  '自動回復',
  '자동 응답',
  '자동응답',
  '자동회신',
  '부재중',
  "assenza dall'ufficio",
  'autoodpowiedź',
  'autoreply',
  'frånvaromeddelande',
  'fraværsmelding',
  'fraværsassistent',
  'poissaoloviesti',
  'automaatvastus',
  'automātiskā atbilde',
  'автоматичен отговор',
  'resposta automàtica',
  'การตอบกลับอัตโนมัติ',
  'vacation autoreply',
  'vacation response',
  'מענה אוטומטי',
  'erantzun automatikoa',
  'аутоматски одговор',
  'автоматски одговор',
  'स्वचालित उत्तर',
  'स्वचालित प्रत्युत्तर',
  'پاسخ خودکار',
  'خودکار جواب',
  'автоматты жауап',
  'аўтаматычны адказ',
  'balasan automatik',
  'sjálfvirkt svar',
  'ateb awtomatig',
  'përgjigje automatike',
  'avtomatik cavab',
  'ავტომატური პასუხი',
  'ավտոմատ պատասխան',
  'স্বয়ংক্রিয় উত্তর',
  'தானியங்கு பதில்',
  'automatyczna odpowiedź',
  'autorisposta',
  'auto-risposta',
  'autorespuesta',
  'autoresposta',
  'automatische rückantwort',
  'autoantwort',
  'automatische reactie',
  'otomatik cevap',
  'автовідповідь',
  'الرد التلقائي',
  'auto-response',
  'autoresponse',
  'automated reply',
  'automated response',
].map(normalise);
/** Words that people's subjects also begin with. They count only directly before a reply prefix. */
const WEAK_BEGINNINGS = [
  'auto',
  'vacation',
  'away',
  'on holiday',
  'on leave',
  'abwesend',
  'abwesenheit',
  'absent(e)',
  'absent',
  'absence',
  'assente',
  'fuori sede',
  'ausente',
  'afwezig',
  'frånvaro',
  'fravær',
  'fraværende',
  'poissa',
  'nieobecność',
  'urlop',
  'urlaub',
  'im urlaub',
  'ferie',
  'in ferie',
  'ferias',
  'en vacances',
  'de vacaciones',
  'vakantie',
  'semester',
  'отпуск',
  'в отпуске',
].map(normalise);
/** HCL Notes: `AUTO: Ann Lamp is out of the office (returning 10.11.2026)`, in any language. */
const NOTES_ABSENCE = /^auto: .{1,120}\(\p{L}[\p{L}' ]{1,30} \d{1,4}[./-]\d{1,2}[./-]\d{2,4}\)$/u;
const ANSWER_PREFIX = /^ ?[:：-] ?(?:re|aw|r|rif|sv|vs|antw|odp|ynt|回复|答复) ?[:：]/;
/** Words in the subject of DMARC and TLS reports, in this order (RFC 7489 §7.2.1.1, RFC 8460 §5.3). */
const DOMAIN_REPORT_WORDS = ['report domain:', 'submitter:', 'report-id'];
/** Characters that may precede them: `[Preview] `, `DMARC aggregate `. */
const MAX_BEFORE_WORDS = 20;
/** A reply or forward prefix: a person sent the report on. */
const SENT_ON = /^(?:fwd?|wg|tr|rv|i|enc|doorst|pd|vs|re|aw|r|sv|odp):/;

/** The tag that a list or a gateway puts before a subject: `[EXTERN] `, `[Support team] `. */
const TAG = /^\[\p{L}[\p{L}\d ]{1,30}\]:? /u;

export function isAutomaticReplySubject(subject: string): boolean {
  const text = normalise(subject.trim());
  return saysAutomatic(text) || saysAutomatic(text.replace(TAG, ''));
}

function saysAutomatic(text: string): boolean {
  const bare = text.replace(/^[[({*【]+ ?/, '');
  return (
    NOTES_ABSENCE.test(text) ||
    BEGINNINGS.some((beginning) => isBegun(bare, beginning, bare !== text)) ||
    WEAK_BEGINNINGS.some(
      (beginning) => text.startsWith(beginning) && ANSWER_PREFIX.test(text.slice(beginning.length)),
    )
  );
}

/**
 * In lower case, without accents, which many programs leave out. Turkish also has a dotless i, which counts as i, and French a no-break
 * space before a colon.
 */
function normalise(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.toLowerCase().replaceAll('ı', 'i').replace(/\s/g, ' ');
}

/** `Automatic reply: …`, `[Auto-Reply] …`, `Out of office Re: …`, `Autoreply - Re: …`, or the beginning alone. */
function isBegun(subject: string, beginning: string, isFramed: boolean): boolean {
  if (!subject.startsWith(beginning)) return false;
  const rest = subject.slice(beginning.length);
  if (isFramed) return /^(?:[\])}*:]{1,2}(?: |$)|】)/.test(rest);
  return /^[.!]?$|^ ?(?:(?:re|aw|r) ?)?[:：]/.test(rest) || ANSWER_PREFIX.test(rest.trimStart());
}

export function isDomainReportSubject(subject: string): boolean {
  const text = subject.trim().toLowerCase();
  if (SENT_ON.test(text)) return false;
  const places = DOMAIN_REPORT_WORDS.map((word) => text.indexOf(word));
  const [first = -1] = places;
  return (
    first >= 0 &&
    first <= MAX_BEFORE_WORDS &&
    places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0))
  );
}
