import { foldPattern } from '../lines/fold-pattern.ts';

/**
 * What programs add never says "I", "my data", "we hereby" or a question, "Suspicious?" and the like excepted: that is a person, as in a
 * request under the GDPR. Nor does it say "your message", "yesterday", "another customer" or "the parcel", as somebody does who received
 * another one's data or goods. Words that another of these languages has with another meaning count only with the next one: `je` is "is"
 * in Czech.
 */
const OWN_VOICE = foldPattern(
  /(?<!(?:suspicious|questions|doubt|unsure|spam|sender|verdachtig|fragen|absender|sospett[ao]|mittente|suspect|expediteur|remitente|remetente|afzender) ?)[?？](?:\s|$)|我(?!司)|荷物|包裹|(?<![\p{L}./])(?:i(?:'m|'ve|'d|'ll| (?:am|have|had|was|hereby|received|request|ask|got|wish|demand|want|would|do|did|will|need|can|can't|cannot|could|forward|forwarded|sent|opened|clicked|see|saw))|sent me|haben mir|mi avete|m'avez|my|mine|ich|uber mich|mein(?:e[mnrs]?)?|je (?:vous|me|n[e']|demande|souhaite|soussigne|desire|veux|voudrais|suis)|j'(?:ai|exerce)|mes donnees|io|mi(?:o|ei|e) dati|mio consenso|chiedo|richiedo|yo|mis datos|solicito|pido|meus dados|ik|mijn|moje|moich|mojego|jag|mina|mitt|jeg|я (?:прошу|требую|хочу|не)|мои|моих|(?:we|nous|wij) (?:hereby|par la presente|hierbij)|(?:hiermit|hierbij) \p{L}{4,12} (?:wir|wij)|(?:con|par|por) la presente,? (?:nous )?\p{L}{4,12}(?:iamo|ons|mos)|niniejszym \p{L}{4,12}my|yesterday|today|ieri|oggi|gestern|heute|d'hier|aujourd'hui|ayer|hoy|ontem|hoje|gisteren|vandaag|wczoraj|dzisiaj|your (?:e-?mail|mail|message|communication)(?! (?:system|account|server|program|client|administrator))|(?:la|il) vostr[ao] (?:e-?mail|mail|messaggio|comunicazione)|(?:nell[ao]|nel|dell[ao]|del) vostr[ao] (?:e-?mail|mail|messaggio)|ihrer? (?:e-?mail|mail|nachricht)(?!-)|votre (?:e-?mail|mail|message|courriel)|su mensaje|sua mensagem|uw (?:e-?mail|bericht)(?!-)|parcel|package|pa[ck]?ket\p{L}{0,3}|pacc(?:o|hetto)|colis|paquete|pacote|paczk\p{L}{1,3}|посылк\p{L}{1,3}|pak(?:je|ke[nr]?)|csomag\p{L}{0,4}|заказ(?:[ауеы]|о[мв]|ам)?|(?:an)?other (?:customer|client)|anderen kunden|altro cliente|autre client|otro cliente|outro cliente|andere klant)(?!\p{L})/u,
);

/** "Mail" and "attachment" in Slavic languages, in which `ich` is "their", and `i` is "and". */
const SLAVIC = /wiadomosc|za[lł]acznik|sprav[auy]|priloh|poruk|sporocil/;
const SLAVIC_WORDS = /(?<!\p{L})(?:ich|i (?:do|was))(?!\p{L})/gu;

/** Whether a folded text is a person's and none that a program added. */
export const hasOwnVoice = (text: string): boolean =>
  OWN_VOICE.test(SLAVIC.test(text) ? text.replace(SLAVIC_WORDS, '') : text);
