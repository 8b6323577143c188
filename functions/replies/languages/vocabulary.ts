import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import type { Language } from './language.ts';
import { LANGUAGES } from './languages.ts';

/** A group of words in the entry of a language; all languages' words of a group are joined for the detectors. */
type Group = readonly [field: keyof Language, index: number];

const GROUPS = {
  on: ['said', 0],
  wrote: ['said', 1],
  from: ['head', 0],
  date: ['head', 1],
  to: ['head', 2],
  subject: ['head', 3],
  original: ['mark', 0],
  forward: ['mark', 1],
  footer: ['footer', 0],
  closing: ['end', 0],
  legal: ['end', 1],
} as const satisfies Record<string, Group>;

/** Scripts without blanks between words, so a word has no boundary. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

export const ROLE = { from: 1, date: 2, to: 4, subject: 8 } as const;

function wordsOf(name: keyof typeof GROUPS): string[] {
  const [field, index] = GROUPS[name];
  const words = Object.values(LANGUAGES).flatMap((language) =>
    (language[field].split('|')[index] ?? '').split(';'),
  );
  return [...new Set(words.map((word) => foldText(word).trim()))].filter((word) => word !== '');
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, ' {1,3}');
}

/** Alternatives sorted longest first and grouped by first letter, because at most places in a text none of them begins. */
function alternation(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const byLetter = Map.groupBy(longestFirst, (word) => word.slice(0, 1));
  return [...byLetter]
    .map(([letter, group]) => {
      const rests = group.map((word) => escapePattern(word.slice(1)));
      return `${escapePattern(letter)}(?:${rests.join('|')})`;
    })
    .join('|');
}

/** Behind `=` a word is a value in a line of a log: `status=sent`. */
function wordPattern(words: readonly string[]): string {
  const spaced = words.filter((word) => !UNSPACED.test(word));
  const unspaced = words.filter((word) => UNSPACED.test(word));
  return `(?:(?<![\\p{L}=])(?:${alternation(spaced)})(?!\\p{L})|(?:${alternation(unspaced)}))`;
}

const wrote = wordsOf('wrote');

/** A word for "wrote" anywhere in a folded line. */
export const WROTE = new RegExp(wordPattern(wrote), 'u');
/** Characters that may follow the last word. */
const DECORATION = '- .*_\t';
/** Words by their last characters, so that a line is compared with few of them. */
const WROTE_KEY_CHARS = 2;
const WROTE_BY_END: ReadonlyMap<string, string[]> = Map.groupBy(wrote, (word) =>
  word.slice(-WROTE_KEY_CHARS),
);

/** Longest spelling of these characters in UTF-16 units, combining marks included. */
const WROTE_KEY_UNITS = 6;

/** Cheap pre-check on the unfolded line: nearly no line ends like one of these words. */
export function mayEndWithWrote(text: string): boolean {
  const end = lastLetter(text);
  const key = foldText(text.slice(Math.max(0, end - WROTE_KEY_UNITS), end));
  return WROTE_BY_END.has(key.slice(-WROTE_KEY_CHARS));
}

/** Index behind the last character that is not decoration. */
function lastLetter(text: string): number {
  let length = text.length;
  while (length > 0 && DECORATION.includes(text[length - 1] ?? '')) length--;
  return length;
}

/** Whether a folded line ends with a word for "wrote"; some clients glue it to the address ("<a@b.c>wrote"). */
export function endsWithWrote(folded: string): boolean {
  const length = lastLetter(folded);
  const words = WROTE_BY_END.get(folded.slice(Math.max(0, length - WROTE_KEY_CHARS), length));
  if (words === undefined) return false;
  const end = folded.slice(0, length).replace(/ {2,3}/g, ' ');
  return words.some(
    (word) =>
      end.endsWith(word) &&
      (UNSPACED.test(word) || !/\p{L}$/u.test(end.slice(0, end.length - word.length))),
  );
}
/** The first word of an attribution, followed by a blank. */
export const STARTS_WITH_ON = new RegExp(
  `^[-\\s*"'(]{0,12}(?:${alternation([...wordsOf('on'), 'at'])})(?=[\\s\\d])`,
  'u',
);
/** The person reports what they wrote, what was written to them or what was sent: prose, never an attribution. */
export const FIRST_PERSON = new RegExp(
  `(?<!\\p{L})(?:${[
    '(?:i|we) (?:have |had )?(?:wrote|written|sent|said|posted)|(?:wrote|sent) (?:to )?(?:me|us)|(?:is|are|was|were|been) sent',
    'schrieb(?:en)? (?:ich|wir|mir|uns)|(?:ich|wir) schrieb|(?:hat|haben) (?:mir|uns)|(?:habe|hatte) ich|(?:haben|hatten) wir|ich (?:habe|hatte)|wir (?:haben|hatten)',
    "je .{0,12}ecrit|j'(?:ai|avais) .{0,12}ecrit|nous (?:vous )?(?:avons|avions) .{0,12}ecrit|m'a ecrit|nous a ecrit",
    '(?:mi|ci) (?:ha|hanno) (?:scritto|inviato)|(?:ho|avevo|abbiamo|avevamo) (?:scritto|inviato)',
    '(?:me|nos) (?:escribio|ha escrito|escreveu|enviou|envio)|escribi|escribimos|(?:he|hemos) (?:escrito|enviado)|escrevi|escrevemos|enviei',
    'schreef (?:mij|me|ons|ik|wij|we)|(?:heb|had) ik|(?:hebben|hadden) (?:wij|we)|ik (?:heb|had)',
    '(?:na)?pisa[lł](?:em|am)|(?:na)?pisali[sś]my|jsem|jsme',
    'skrev (?:jag|jeg|vi|mig|meg|oss|os)|(?:jag|jeg|vi) skrev|(?:har|hade|havde|hadde) (?:jag|jeg|vi)',
    'yazd[iı][mk]|我(?:们|們)?[写寫]道?',
    '(?:я|мы|ми) (?:вам |вас )?(?:на)?пис(?:ал|ала|али|ав|ала)',
  ].join('|')})(?!\\p{L})`,
  'u',
);

/** Folded label → the roles it plays in some language, as bits of ROLE. */
export const LABELS: ReadonlyMap<string, number> = collectLabels();

function collectLabels(): Map<string, number> {
  const labels = new Map<string, number>();
  for (const role of ['from', 'date', 'to', 'subject'] as const) {
    for (const word of wordsOf(role)) labels.set(word, (labels.get(word) ?? 0) | ROLE[role]);
  }
  return labels;
}

/** A mark with its dashes, anywhere in a folded line. */
export const DECORATED_MARK = new RegExp(
  `[-_=*~‐]{2,60} ?(?:${alternation([...wordsOf('original'), ...wordsOf('forward')])})[ :]{0,2}[-_=*~‐]{2,60}`,
  'u',
);
export const ORIGINAL_MARKS: ReadonlySet<string> = new Set(wordsOf('original'));
export const FORWARD_MARKS: ReadonlySet<string> = new Set(wordsOf('forward'));
/** Footer beginnings by their first characters, so that a line is compared with few of them. */
export const FOOTER_KEY_CHARS = 3;
export const FOOTER_STARTS: ReadonlyMap<string, string[]> = Map.groupBy(
  // BlueMail's advert says the same as Outlook's
  wordsOf('footer').flatMap((words) => [words, words.replace('outlook', 'bluemail')]),
  (words) => words.slice(0, FOOTER_KEY_CHARS),
);
/** "Hello Anna," on a line of its own. The group holds the words before the name. */
export const SALUTATION = foldPattern(
  /^(hi|hello|hey|dear|hallo|guten tag|liebe|lieber|sehr geehrte[rn]?|ciao|buongiorno|gentile|caro|cara|bonjour|cher|chere|hola|estimad[oa]s?|ola|prezad[oa]s?|beste|czesc|dzien dobry|hej|hei|good (?:morning|afternoon|evening|day)|guten (?:morgen|abend)|moin|buonasera|salve|bonsoir|buen[oa]s (?:dias|tardes|noches)|bom dia|boa (?:tarde|noite)|oi|hoi|geachte|goede(?:morgen|middag|navond|ndag)|witam|szanown[aiy]|здравствуйте|добрый (?:день|вечер)|доброе утро|привет|уважаем(?:ый|ая|ые)|доброго дня|вітаю|merhaba|sayin|dobry den|ahoj|szia|kedves|tisztelt|buna|γεια|καλημερα|שלום|مرحبا|السلام عليكم|(?:你好|您好|こんにちは|お世話になっております|안녕하세요))(?!\p{L})[^.?:]{0,30}[,!]?$/u,
);
export const CLOSINGS: ReadonlySet<string> = new Set(wordsOf('closing'));
/** The single words that closings consist of. */
export const CLOSING_WORDS: ReadonlySet<string> = new Set(
  wordsOf('closing').flatMap((closing) => closing.split(/[ .]+/)),
);
export const LEGAL_WORDS: readonly string[] = wordsOf('legal');
