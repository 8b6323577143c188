import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import { trimDecoration } from '../lines/trim-decoration.ts';

/** Longest line that can be a delimiter, in UTF-16 units; for an undecorated one also in words. */
const MAX_FOREIGN_CHARS = 240;
const MAX_PLAIN_WORDS = 13;
const MAX_PLAIN_CHARS = 120;
const DECORATION = '-#=_*~+<>«»[](){}|—–─━✂.: \t';
/** A ruler before an order, as Jira writes it. One dash before it makes an item of a list. */
const MIN_RULER_CHARS = 5;
const RULER_BEFORE = /^[^\p{L}]{5,60}/u;
/** Decoration needed on each side. One bracket or dash on each side is enough. */
const MIN_DECORATION_CHARS = 2;

/** Folded stems of "above", "line" and "reply" or "write" in the delimiters of helpdesks. */
const ABOVE = foldPattern(
  /above|oberhalb|ueber dies|uber dies|sopra|au-dessus|par-dessus|encima|arriba de|acima|boven|powyzej|nad (?:ta|to|tento|tuto|tim|tym)|ovanfor|ovanpa|over (?:den|linj|streg)|ylapuolel|fole|felett|deasupra|iznad|πανω απο|ustun|uzerine|выше|над|вище|damunt|sobre aquesta|より上|の上|上方|以上|之上|위에|위쪽|فوق|أعلى|اعلى|מעל|phia tren|ben tren/,
);
const LINE = foldPattern(
  /(?<!\p{L})line(?!\p{L})|linea|riga|zeile|linie|strich|ligne|linha|regel|lijn|lini[ij]|wiersz|(?<!\p{L})rad(?:en)?(?!\p{L})|linj|streg|rivi|viiva|ri?ad(?:ek|ku|ok|kem|kom)|caru|(?<!\p{L})sor(?!\p{L})|vonal|rand(?!\p{L})|liniei|redak|retk|crt|vrstic|γραμμη|satir|cizgi|строк|лини|рядк|(?<!\p{L})ред(?!\p{L})|linia|行|線|线|줄|선 |السطر|الخط|שורה|הקו|dong/u,
);
const ANSWER = foldPattern(
  /repl|respon|answer|write|type|enter|antwort|schreib|rispo|scriv|inseri|repon|saisi|ecri|respuest|escrib|respost|escrev|digit|antwoord|typ|odpow|pisz|svar|skriv|vasta|kirjoita|odpov|pis|valasz|raspuns|scrie|odgovor|pisite|απαντησ|γραψ|yanit|yaz|ответ|пиш|відпов|отговор|rispond|返信|回答|回复|回覆|回復|답장|회신|답변|الرد|ردك|اكتب|תשוב|תגוב|השב|כתוב|להקליד|tra loi/,
);
const DELIMITER_WORDS = [ABOVE, LINE, ANSWER];
/** "Do not write below this line" asks for the same. It counts only between decoration. */
const NOT_BELOW =
  /^(?:please )?(?:do not|don't) (?:write|type|reply|edit|enter text) below (?:this|the) line$/;
/** An undecorated delimiter begins with an order. These are the languages of the helpdesks that write it so. */
const ORDER =
  /^(?:please |(?:to (?:respond|reply|answer|comment|post a comment|add a comment)(?: to (?:this|the) \p{L}{2,12})?|when replying),? (?:please )?|add a comment by |bitte |si prega di |veuillez |por favor,? |merci de )?(?:reply|write|type|respond|answer|enter|antworten|schreiben|rispond|scriv|inseri|repon|saisi|ecri|escrib|escrev|digit|antwoord)/iu;

/**
 * "This line" in a delimiter without such decoration. In the languages of `ORDER` nothing stands behind it but what an answer is
 * for: "Type the code above the dotted line" is an answer.
 */
const THIS_LINE = foldPattern(
  new RegExp(
    [
      '(?:this line|diese[rsmn]? (?:zeile|(?:trenn)?linie|strich\\p{L}{0,2})|quest[ao] (?:riga|linea)|cette ligne|d?es[ts]a lin(?:ea|ha)|deze (?:regel|lijn))(?:$| ?[#<]|,? (?:to|um|per|pour|para|om) )',
      '(?:den har|denna) rad|denne (?:linj|streg)|taman (?:rivin|viivan)|te[jn] (?:lini|wiersz)|t(?:ento|uto|[iy]mto|outo) (?:ri?ad|caru|carou)|e(?:zen)? (?:sor|vonal)|acest(?:ei|a)? (?:lini|rand)|ov(?:og|e|aj|u) (?:ret|red|lini|crt)|t[oe] vrstic|bu (?:satir|cizgi)',
      'эт(?:ой|у) (?:строк|лини)|ц(?:им|ей|ією|ю) (?:рядк|лін)|този ред|тази лини|αυτη (?:τη )?γραμμη|この(?:行|線)|[此本这這该該](?:行|线|線)|이 ?(?:줄|선)|هذا (?:السطر|الخط)|(?:שורה|קו) זו|dong nay|aquesta linia',
    ].join('|'),
    'u',
  ),
);

/** "My answer is above this line": between brackets, somebody speaks of their own. A helpdesk says "your". */
const OWN_ANSWER = foldPattern(
  /(?<!\p{L})(?:my|i (?:have|wrote|answered|replied|put)|i've|meine?|ich|la mia|ho (?:scritto|risposto)|ma reponse|j'ai|mi respuesta|he (?:escrito|respondido)|(?:a )?minha|mijn|ik|mitt|moj[ae]|minun|мой|мій|я)(?!\p{L})|私の|我的|我在|제 |내 /u,
);

/** How many of "above", "line" and "reply" a folded text says, in any of our languages. */
export const countDelimiterWords = (folded: string): number =>
  DELIMITER_WORDS.filter((words) => words.test(folded)).length;

/**
 * Whether the line is another helpdesk's delimiter: it says "reply", "above" and "line" and is decorated on both sides (`##- Please type
 * your reply above this line -##`), or begins with an order to reply ("Reply above this line").
 */
export function isForeignDelimiter(body: string): boolean {
  if (body.length < 8 || body.length > MAX_FOREIGN_CHARS || !mayBeDelimiter(body)) return false;
  const { start, end } = trimDecoration(body, DECORATION);
  const inner = foldText(body.slice(start, end));
  // several sentences, or a question: somebody speaks of a delimiter
  if (/[?!.] \S|\?$/.test(inner)) return false;
  if (countDelimiterWords(inner) < DELIMITER_WORDS.length)
    return NOT_BELOW.test(inner) && isDecorated(body, start, end);
  if (isDecorated(body, start, end)) return true;
  if (!THIS_LINE.test(inner)) return false;
  if (isBracketed(body, start, end)) return !OWN_ANSWER.test(inner);
  if (!ORDER.test(inner) || inner.split(' ').length > MAX_PLAIN_WORDS) return false;
  return start === 0 || start >= MIN_RULER_CHARS || body[0] === body.at(-1);
}

/** Cheap pre-check that nearly every line fails: decorated on both sides, or begins with an order. */
function mayBeDelimiter(body: string): boolean {
  if (isDecoration(body[0]) && isDecoration(body.at(-1))) return true;
  return body.length <= MAX_PLAIN_CHARS && ORDER.test(body.replace(RULER_BEFORE, ''));
}

const isDecoration = (character: string | undefined): boolean =>
  character !== undefined && DECORATION.includes(character);

const isDecorated = (body: string, start: number, end: number): boolean =>
  edges(body, start, end).every((edge) => edge.length >= MIN_DECORATION_CHARS);

function isBracketed(body: string, start: number, end: number): boolean {
  const [before = '', behind = ''] = edges(body, start, end);
  return /^[[{(<«—–─━]/.test(before) && /[\]})>»—–─━]$/.test(behind);
}

const edges = (body: string, start: number, end: number): string[] =>
  [body.slice(0, start), body.slice(end)].map((edge) => edge.replace(/\s/g, ''));
