import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';

const MAX_EXCUSE_CHARS = 140;

/** "Please excuse": how an apology begins. */
const START =
  /(?:please |kindly |bitte |(?:vi |la |si )?preg\S* di |vogliate |veuillez |merci (?:de |d'|pour )|je vous prie d'|por favor,? |gelieve |prosze |var vanlig |venligst |пожалуйста,? |прошу |будь ласка,? |prosim,? |va rog (?:sa )?|lutfen |моля,? |παρακαλω |ludzu,? |אנא |أرجو )?(?:do )?(?:excus|forgiv|pardon|apolog|sorry|scus|perdon|entschuldig|verzeih|disculp|desculp|wybacz|przepras|ursakta|undskyld|unnskyld|beklager|pahoittel|anteeksi|omlouv|omluv|promin|prepac|ospravedl|elnez|scuza|oprost|ispric|izvin|συγγνωμη|συγχωρ|kusur|kisaligim|atsipras|atvain|vaband|maaf|المعذرة|סלח|간결함|hatalar|извин|прост|вибач|перепрош|извинявам|乱文|誤字|ご容赦|请原谅|請見諒|原谅|양해|양해를|عذرا|סליחה|xin thu loi|tippfehler (?:sind |bitte (?:ich )?(?:zu )?)?(?:nicht ausgeschlossen|entschuldigen|moglich|vorbehalten))/
    .source;
const EXCUSE = foldPattern(new RegExp(`^${START}`));
/** The same behind a footer's first words. */
const EXCUSE_BEHIND = foldPattern(new RegExp(`[.,;!-]{0,2} (?:so )?(?=${START})`));
/** What the apology is for. */
const FAULT = foldPattern(
  /brev|brief|briev|typ[oe]|short|terse|spell|autocorrect|mistake|grammar|refus|battitura|kurze|tippf|schreibf|rechtschreib|fehler|faute|frappe|coquille|erro|beknopt|kort|faord|vahasan|spelf|zwiez|liter[oó]w|b[lł]ed|stavfel|skrivfel|stavefejl|tastefejl|skrivefeil|kirjoitusvirh|lyhyy|preklep|strucn|chyb|gepel|greseli|concizia|tipfel|greske|λαθη|συντομια|kisa|yazim|опечатк|кратк|kratk|sazet|scurt|glaust|isum|luhid|singkat|ngan gon|إيجاز|קיצור|간결|ошибк|помилк|стисл|лаконичн|лаконічн|rovidseg|грешк|ください|容赦|错别字|錯字|简短|오타|أخطاء|שגיאות|qua loa|loi chinh ta/,
);

/** A number or a question is somebody's: "Sorry for the mistake, it is order 4712." */
const isForFault = (folded: string): boolean =>
  folded.length <= MAX_EXCUSE_CHARS && FAULT.test(folded) && !/[\d?？]/.test(folded);

/** "Please excuse my brevity" on a line of its own. */
export const isExcuse = (body: string): boolean => {
  if (body.length > MAX_EXCUSE_CHARS) return false;
  const folded = foldText(body);
  return EXCUSE.test(folded) && isForFault(folded);
};

/** Where an apology begins behind a footer's first words; undefined when there is none. */
export function excuseStart(folded: string): number | undefined {
  const at = folded.search(EXCUSE_BEHIND);
  return at >= 0 && isForFault(folded.slice(at)) ? at : undefined;
}
