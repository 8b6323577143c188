/**
 * Beginnings of automatic replies' subjects, in the languages of Outlook and Exchange. Only the very beginning counts, because people
 * answer such a mail with a reply prefix before it.
 */
const BEGINNINGS = wordsOf({
  en: 'automatic reply; automatic response; automated reply; automated response; auto reply; auto-reply; autoreply; auto response; auto-response; autoresponse; out of office; out-of-office; out of the office; out of office reply; out of office autoreply; vacation reply; vacation autoreply; vacation response',
  de: 'automatische antwort; automatische rückantwort; autoantwort; abwesenheitsnotiz; automatische abwesenheitsnotiz; abwesenheitsassistent; abwesenheitsnachricht',
  it: "risposta automatica; autorisposta; auto-risposta; fuori ufficio; assenza dall'ufficio",
  fr: "réponse automatique; absence du bureau; message d'absence; message d’absence",
  es: 'respuesta automática; autorespuesta; fuera de la oficina; fuera de oficina',
  pt: 'resposta automática; autoresposta; ausência do escritório; ausência temporária',
  nl: 'automatisch antwoord; automatische reactie; afwezigheidsbericht; automatisch afwezigheidsbericht',
  pl: 'odpowiedź automatyczna; automatyczna odpowiedź; autoodpowiedź; nieobecność w biurze; poza biurem',
  sv: 'automatiskt svar; autosvar; automatiskt meddelande; frånvaromeddelande',
  da: 'automatisk svar; fraværsassistent',
  nb: 'automatisk svar; fraværsmelding',
  is: 'sjálfvirkt svar',
  fi: 'automaattinen vastaus; automaattivastaus; poissaoloviesti',
  et: 'automaatvastus',
  lv: 'automātiskā atbilde',
  lt: 'automatinis atsakymas',
  cs: 'automatická odpověď; mimo kancelář',
  sk: 'automatická odpoveď',
  sl: 'samodejni odgovor',
  hr: 'automatski odgovor',
  hu: 'automatikus válasz; házon kívül',
  ro: 'răspuns automat',
  sq: 'përgjigje automatike',
  tr: 'otomatik yanit; otomatik cevap; ofis dişinda',
  az: 'avtomatik cavab',
  ru: 'автоматический ответ; автоответ; автоответчик; нет на месте',
  uk: 'автоматична відповідь; автовідповідь',
  be: 'аўтаматычны адказ',
  bg: 'автоматичен отговор',
  sr: 'аутоматски одговор',
  mk: 'автоматски одговор',
  kk: 'автоматты жауап',
  el: 'αυτόματη απάντηση',
  hy: 'ավտոմատ պատասխան',
  ka: 'ავტომატური პასუხი',
  ca: 'resposta automàtica',
  eu: 'erantzun automatikoa',
  cy: 'ateb awtomatig',
  he: 'נמצא מחוץ למשרד; תשובה אוטומטית; מענה אוטומטי',
  ar: 'رد تلقائي; الرد التلقائي',
  fa: 'پاسخ خودکار',
  ur: 'خودکار جواب',
  hi: 'स्वचालित उत्तर; स्वचालित प्रत्युत्तर',
  bn: 'স্বয়ংক্রিয় উত্তর',
  ta: 'தானியங்கு பதில்',
  th: 'ตอบกลับอัตโนมัติ; การตอบกลับอัตโนมัติ',
  vi: 'trả lời tự động',
  id: 'balasan otomatis',
  ms: 'balasan automatik',
  ja: '自動応答; 自動返信; 不在通知',
  zh: '自动答复; 自動回覆; 自动回复; 自動回復',
  ko: '자동 회신; 자동회신; 자동 응답; 자동응답; 부재중',
});
/** Words that people's subjects also begin with. They count only directly before a reply prefix. */
const WEAK_BEGINNINGS = wordsOf({
  en: 'auto; vacation; away; on holiday; on leave; absent',
  de: 'abwesend; abwesenheit; urlaub; im urlaub',
  fr: 'absent; absent(e); absence; en vacances',
  it: 'assente; fuori sede; ferie; in ferie',
  es: 'ausente; de vacaciones',
  pt: 'ausente; ferias',
  nl: 'afwezig; vakantie',
  sv: 'frånvaro; semester',
  da: 'fravær; fraværende',
  fi: 'poissa',
  pl: 'nieobecność; urlop',
  ru: 'отпуск; в отпуске',
});
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

/** Semicolons separate the words of a language. */
function wordsOf(byLanguage: Record<string, string>): string[] {
  return Object.values(byLanguage).flatMap((words) => words.split('; ').map(normalise));
}

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
