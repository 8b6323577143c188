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
];
/** RFC 7489 §7.2.1.1, RFC 8460 §5.3: what DMARC and TLS reports have for a subject. */
const DOMAIN_REPORT = /^report domain: *\S+ +submitter: *\S+ +report-id:/i;

export function isAutomaticReplySubject(subject: string): boolean {
  const text = subject.normalize('NFC').trim().toLowerCase();
  return BEGINNINGS.some(
    (beginning) => text.startsWith(beginning) && /^ ?[:：]/.test(text.slice(beginning.length)),
  );
}

export const isDomainReportSubject = (subject: string) => DOMAIN_REPORT.test(subject);
