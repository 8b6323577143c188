/**
 * How programs begin the subject of an automatic reply, in the languages of Outlook and Exchange. People answer such a mail with another
 * prefix before it, so that only the very beginning counts.
 */
const BEGINNINGS = [
  'automatic reply',
  'automatic response',
  'auto reply',
  'auto-reply',
  'autoreply',
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
  'otomatik yanıt',
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
  'fuori sede',
  'fuori ufficio',
  'risposta automatica r',
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
  'ofis dışında',
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
];
/** RFC 7489 §7.2.1.1, RFC 8460 §5.3: what DMARC and TLS reports have for a subject, one after the other. */
const DOMAIN_REPORT_WORDS = ['report domain:', 'submitter:', 'report-id'];
/** Characters that may stand before them: `[Preview] `, `DMARC aggregate `. */
const MAX_BEFORE_WORDS = 20;
/** Somebody sent it on. */
const SENT_ON = /^(?:fwd?|wg|tr|rv|i|enc|doorst|pd|vs|re|aw|r|sv|odp):/;

export function isAutomaticReplySubject(subject: string): boolean {
  const text = subject.normalize('NFC').trim().toLowerCase();
  return BEGINNINGS.some((beginning) => {
    const bare = text.replace(/^[[({*]+ ?/, '');
    if (!bare.startsWith(beginning)) return false;
    const rest = bare.slice(beginning.length);
    // `Automatic reply: …`, `[Auto-Reply] …`, `Out of office Re: …`
    return bare === text
      ? /^ ?(?:(?:re|aw|r) ?)?[:：]/.test(rest)
      : /^[\])}*:]{1,2}(?: |$)/.test(rest);
  });
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
