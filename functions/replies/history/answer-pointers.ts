import { foldPattern } from '../lines/fold-pattern.ts';
import type { Hue } from '../reply-line.ts';

/** Words by which somebody says that the answers stand in the quoted mail below: "see below", "inline", "in red". */
const POINTER = foldPattern(
  new RegExp(
    `(?<!\\p{L})(?:${[
      'below|in-?line|in the (?:text|body)|in (?:the )?(?:colou?r|bold|capitals)|interspersed|between the lines',
      'unten|im text|dazwischen|nachfolgend\\p{L}{0,2}|in fett|fett markiert|farbig|in farbe',
      'sotto|di seguito|nel testo|in calce|tra le righe|in grassetto|a colori',
      'ci-dessous|ci-apres|plus bas|dans le (?:texte|corps)|en gras|en couleur',
      'abajo|debajo|a continuacion|en el texto|en negrita|en color',
      'abaixo|no texto|a seguir|em negrito|a cores',
      'hieronder|onderaan|onderstaande?|zie onder|in de tekst|tussen de regels|vetgedrukt|in kleur',
      'poni[zż]ej|ni[zż]ej|w tek[sś]cie|pogrubion\\p{L}{1,4}|kolorem',
      'ниже|в тексте|внизу|жирным|нижче|у тексті',
      'nedan|nedenfor|i texten|i teksten|v[ií]z n[ií][zž]e|v textu|l[aá]sd lent|mai jos|ks\\.? alla|tekstissa|a[sş]a[gğ][iı]da|παρακατω|κατωθι',
    ].join(
      '|',
    )})(?!\\p{L})|下記|以下|文中|インライン|见下|見下|如下|下面|正文|아래|본문|أدناه|למטה|להלן`,
    'u',
  ),
);

/** What stands before a colour in which something is written: "in red", "in het rood", "na czerwono". */
const IN = '(?<!\\p{L})(?:in|i|en|em|na|med|cu|con|mit) (?:the |het |color |couleur )?';
/** Words for a colour behind `IN`, and words that mean by themselves "written in the colour". */
const hueWords = (words: string, written: string): RegExp =>
  foldPattern(new RegExp(`${IN}(?:${words})(?!\\p{L})|${written}`, 'u'));

const HUES: readonly (readonly [Hue, RegExp])[] = [
  [
    'red',
    hueWords(
      'red|rot|rosso|rouge|rojo|vermelho|rood|czerwono|r[oö]tt|r[oø]dt?|rosu',
      'красным|червоним|cervene|pirossal|punaisella|kirmizi (?:ile|renk)|με κοκκινο|赤字|赤で|红字|紅字|红色|紅色|빨간|بالأحمر|באדום',
    ),
  ],
  [
    'blue',
    hueWords(
      'blue|blau|blu|bleu|azul|blauw|niebiesko|bl[aå]tt?|albastru',
      'синим|синім|modre|kekkel|sinisella|mavi (?:ile|renk)|με μπλε|青字|青で|蓝字|藍字|蓝色|藍色|파란|بالأزرق|בכחול',
    ),
  ],
  [
    'green',
    hueWords(
      'green|grun|verde|vert|groen|zielono|gr[oø]n[nt]?|verde',
      'зеленым|зеленим|zelene|zolddel|vihrealla|yesil (?:ile|renk)|με πρασινο|緑で|绿字|綠字|绿色|綠色|초록|بالأخضر|בירוק',
    ),
  ],
];

/** Where somebody says that their answers are. */
export interface Pointer {
  /** The colour that they name. */
  readonly hue: Hue | undefined;
  /** They say that it is in the quoted mail. "In red" alone may speak of a lamp. */
  readonly isPlace: boolean;
}

/** Whether the folded words say that the answers stand in the quoted mail. */
export function readPointer(folded: string): Pointer | undefined {
  const hue = HUES.find(([, words]) => words.test(folded))?.[0];
  const isPlace = POINTER.test(folded);
  return hue !== undefined || isPlace ? { hue, isPlace } : undefined;
}
