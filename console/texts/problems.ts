import { CallError } from '../data/call-error.ts';
import { FIELD_NAMES, type FieldName } from './field-names.ts';

/** Failures that the API does not word. */
const HERE = {
  en: {
    network:
      'The server does not answer. Check the connection, or whether the pipeline still runs.',
    internal: 'Something went wrong on the server. Try again in a moment.',
    busy: 'Too many calls within a short time. Try again in a moment.',
    token: 'The token is no longer accepted. Enter another one.',
    outdated: 'The pipeline was started again with another token. Reload this page.',
    changed:
      'Somebody changed this while it was open here. Save again to put yours in its place, or close it to see theirs.',
    removed:
      'Somebody removed this while it was open here. Save again to create it anew, or close it.',
  },
  it: {
    network:
      'Il server non risponde. Controlla la connessione, o se la pipeline è ancora in funzione.',
    internal: 'Qualcosa è andato storto sul server. Riprova tra poco.',
    busy: 'Troppe richieste in poco tempo. Riprova tra poco.',
    token: 'Il token non è più accettato. Inseriscine un altro.',
    outdated: 'La pipeline è stata riavviata con un altro token. Ricarica questa pagina.',
    changed:
      'Qualcuno l’ha modificato mentre era aperto qui. Salva di nuovo per sostituirlo con il tuo, o chiudi per vedere il suo.',
    removed:
      'Qualcuno l’ha eliminato mentre era aperto qui. Salva di nuovo per ricrearlo, o chiudi.',
  },
} as const;

type Language = keyof typeof HERE;

/** Problems that the page itself finds, by code. */
const CODES_HERE: Readonly<Record<string, keyof (typeof HERE)['en']>> = {
  'page-outdated': 'outdated',
  'changed-elsewhere': 'changed',
  'removed-elsewhere': 'removed',
};

/** Italian for the API's English problems, by code (functions/api/problems/problem-codes.ts). */
const BY_CODE: Readonly<Record<string, string>> = {
  forbidden: 'Questo token non lo permette: serve uno con più diritti.',
  'body-too-large': 'È troppo grande: al massimo 512 kB.',
  'unknown-department': 'Questo reparto non esiste.',
  'unknown-agent': 'Questo agente non esiste.',
  'unknown-user': 'Questo cliente non esiste.',
  'unknown-conversation': 'Questa conversazione non esiste.',
  'unknown-message': 'Questo messaggio non esiste.',
  'unknown-attachment': 'Questo file non esiste più.',
  'unknown-mail': 'Questa e-mail non esiste più.',
  'unknown-webhook': 'Questo webhook non esiste.',
  'unknown-setting': 'Questa impostazione non esiste.',
  'piping-address-is-nobodys': 'È l’indirizzo del piping: nessuno può averlo come proprio.',
  'address-taken': 'Un altro agente ha già questo indirizzo.',
  'attachment-not-uploaded': 'Il file non è arrivato per intero: allegalo di nuovo.',
  'erasure-running': 'Questo cliente è in corso di cancellazione.',
  'not-held': 'Si può sbloccare solo un’e-mail trattenuta.',
  'not-readable': 'Questa e-mail non si può leggere.',
  'already-delivered': 'Questa e-mail è già un messaggio nella chat.',
  'needs-conversation': 'È l’e-mail di un agente e non può aprire una conversazione: scegline una.',
  'needs-author': 'L’e-mail non dice di chi è: scegli l’autore.',
  'too-many-webhooks': 'Ci sono già tutti i webhook possibili.',
  'webhook-target-refused': 'Questo URL non viene mai chiamato: serve un indirizzo https pubblico.',
  'password-needed':
    'La casella accederebbe altrove o con un altro nome: inserisci di nuovo la password.',
  'idempotency-key-in-flight': 'È ancora in corso. Attendi un momento.',
  'rehearsal-failed': 'Il controllo delle caselle non ha dato risposta. Riprova tra poco.',
};

type Translation = [words: RegExp, italian: string];

/** Italian for what is wrong with a field, by the API's words; `$1` is replaced. */
const FIELD_WORDS: readonly Translation[] = [
  [/^is missing; must be .+$/, 'manca'],
  [/^has (\d+) characters; at most (\d+) are allowed$/, 'ha $1 caratteri, al massimo $2'],
  [/^has (\d+) entries; at most (\d+) are allowed$/, 'ne ha $1, al massimo $2'],
  [/^is (\d+); at most (\d+) octets are taken$/, 'ha $1 byte; al massimo $2'],
  [/^must not be empty$/, 'non può essere vuoto'],
  [/^must have at most (\d+) characters$/, 'può avere al massimo $1 caratteri'],
  [/^must have at least (\d+) characters$/, 'deve avere almeno $1 caratteri'],
  [/^must have at most (\d+) (?:entries|keys)$/, 'può averne al massimo $1'],
  [/^must have at least (\d+) (?:entries|keys)$/, 'deve averne almeno $1'],
  [/^must be at most (-?\d+)$/, 'può essere al massimo $1'],
  [/^must be at least (-?\d+)$/, 'deve essere almeno $1'],
  [/^must be from (\d+) to (\d+)$/, 'deve essere tra $1 e $2'],
  [/^must be a whole number from (\d+) to (\d+)$/, 'deve essere un numero intero tra $1 e $2'],
  [/^must be a whole number$/, 'deve essere un numero intero'],
  [/^must be one of (.+)$/, 'può essere solo $1'],
  [/^must be on or off$/, 'può essere solo on oppure off'],
  [/^must be one bare address/, 'deve essere un solo indirizzo, come nome@esempio.it'],
  [
    /^must be "whsec_" and the base64/,
    'deve essere whsec_ e il base64 di 16-64 byte, o 16-256 caratteri ASCII visibili',
  ],
  [/^must be a media type/, 'non è un tipo di file, come image/png'],
  [/^must be a (?:bare )?name/, 'non è il nome di un file'],
  [/^shows nothing, /, 'non mostra nulla, e non c’è un file'],
  [/^must be 1 to (\d+) letters$/, 'deve avere da 1 a $1 lettere'],
  [/^must not hold control characters, (.+) or (.+)$/, 'non può contenere $1 o $2'],
  [/^must not hold (?:control|invisible format) characters$/, 'contiene caratteri invisibili'],
  [
    /^must be (?:an IANA time zone|a time zone by its IANA name)/,
    'deve essere un fuso orario, come Europe/Rome',
  ],
  [/^must be a language tag/, 'deve essere il codice di una lingua, come it o pt-BR'],
  [/^must be domains separated by blanks/, 'deve essere un elenco di domini separati da spazi'],
  [
    /^must be list ids separated by blanks/,
    'deve essere un elenco di id di liste separati da spazi, senza < e >',
  ],
  [
    /^must be a host name or an IP address/,
    'deve essere il nome o l’indirizzo IP di un server, senza porta',
  ],
  [
    /^must be one certificate in PEM form/,
    'deve essere un certificato PEM, da BEGIN CERTIFICATE a END CERTIFICATE',
  ],
  [/^must be a day or a time/, 'deve essere un giorno, come 2026-11-01'],
  [/^must be 1 to (\d+) of (.+)$/, 'può avere da 1 a $1 caratteri tra $2'],
  [/^there is no such .+$/, 'non esiste'],
  [/^there is no setting of this name$/, 'non è un’impostazione'],
  [/^is the piping address/, 'è l’indirizzo del piping: nessuno può averlo come proprio'],
  [/^has \d+ octets, and a parameter of SSM holds (\d+)$/, 'è troppo lungo: al massimo $1 byte'],
  [
    /^replies to "(.*)" would not come here: possible are ([^;]+), or any address of ([^;]+);/,
    'le risposte a $1 non arriverebbero qui: sono possibili $2 o un altro indirizzo di $3',
  ],
  [
    /^replies to "(.*)" would not come here: possible are ([^;]+);/,
    'le risposte a $1 non arriverebbero qui: sono possibili $2',
  ],
  [/^"(.+)" has a plus part/, '$1 ha una parte dopo il più, che serve al segreto'],
  [
    /^"(.+)" has more than (\d+) octets before the @/,
    '$1 è troppo lungo: prima della @ ci stanno $2 caratteri',
  ],
  [
    /^mailbox ".+": its address "(.+?)" is not the sender-address "(.+?)"/,
    'la casella riceve a $1, ma l’indirizzo mittente è $2: devono essere lo stesso. Per cambiarli togli prima le caselle con un altro indirizzo, poi imposta l’indirizzo mittente, poi aggiungi la sua casella',
  ],
  [
    /^mailbox ".+": sender-address is not set; give it "(.+)"/,
    'manca l’indirizzo mittente: inserisci $1',
  ],
  [
    /^is false for (.+): without TLS/,
    'senza TLS la password viaggerebbe in chiaro verso $1: scegli TLS o STARTTLS',
  ],
  [
    /^is ".+" for (.+): Microsoft 365 refuses passwords/,
    '$1 non accetta password: serve l’accesso con OAuth',
  ],
  [/^is "pop3": iCloud/, 'iCloud offre solo IMAP'],
  [/^goes with "imap" alone/, 'vale solo con IMAP'],
  [/^is ".+": with POP3/, 'con POP3 un’e-mail può solo restare o essere eliminata'],
  [
    /^".+" is an address of the agent "(.+)"/,
    'è un indirizzo dell’agente $1: l’indirizzo del piping non può essere di nessuno',
  ],
  [/^".+" is the name of another mailbox/, 'è già il nome di un’altra casella'],
];

const NOT_THIS = 'non va bene';

/** The field that a path is about: `aliases` for `/aliases/0`, `port` for `mailboxes/0/port`. */
const fieldOf = (path: string): FieldName | undefined =>
  path.split(/[/.]/).findLast((part): part is FieldName => part in FIELD_NAMES.en);

/** One thing that is wrong. */
export interface ProblemPart {
  /** The API's name of the field that it is about. */
  field: FieldName | undefined;
  said: string;
  /** The same, beginning with the field's name. */
  named: string;
}

function partOf(path: string, words: string, language: Language): ProblemPart {
  const field = fieldOf(path);
  const said = language === 'en' ? words : inItalian(words);
  const name = field && FIELD_NAMES[language][field];
  return { field, said: capital(said), named: name ? `${name}: ${said}` : capital(said) };
}

/** Parts of a reason from the API. `0.port: must be …` names a field of an entry. */
function partsOf(path: string, reason: string, language: Language): ProblemPart[] {
  return reason.split(/; (?=\d+\.)/).map((each) => {
    const [, entry = path, words = each] = /^(\d+(?:\.\w+)+): (.+)$/s.exec(each) ?? [];
    return partOf(entry, words, language);
  });
}

/** A reason from the API, such as why a setting is refused, in the reader's language. */
export const sayReason = (reason: string, language: Language): string =>
  partsOf('', reason, language)
    .map(({ named }) => named)
    .join('; ');

/** Capitalises a sentence; an address stays as it is. */
const capital = (text: string): string =>
  /^\p{Ll}+(?:\s|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

/** Some reasons contain a semicolon; elsewhere it separates reasons. */
const inItalian = (words: string): string =>
  translate(words) ??
  words
    .split('; ')
    .map((each) => translate(each) ?? NOT_THIS)
    .join('; ');

function translate(words: string): string | undefined {
  const [pattern, italian] = FIELD_WORDS.find(([each]) => each.test(words)) ?? [];
  const found = pattern?.exec(words);
  return found ? italian?.replace(/\$(\d)/g, (_, group) => found[Number(group)] ?? '') : undefined;
}

/** Why something failed, in the reader's language. */
export const sayProblem = (error: unknown, language: Language): string =>
  problemParts(error, language)
    .map(({ named }) => named)
    .join('. ');

/** The same in parts, for a form to show at its fields. */
export function problemParts(error: unknown, language: Language): ProblemPart[] {
  const fields = error instanceof CallError ? error.fields : [];
  const whole = sayWhole(error, language);
  if (whole === undefined)
    return fields.flatMap(({ path, message }) => partsOf(path, message, language));
  const field = fields.length === 1 ? fieldOf(fields[0]?.path ?? '') : undefined;
  return [{ field, said: whole, named: whole }];
}

/** One sentence for everything that is wrong; undefined: the error's fields say it. */
function sayWhole(error: unknown, language: Language): string | undefined {
  if (!(error instanceof CallError)) {
    // fetch rejects with a TypeError when nobody answers
    if (error instanceof TypeError) return HERE[language].network;
    return error instanceof Error ? error.message : String(error);
  }
  const { code = '', fields, status } = error;
  if (status >= 500 && code !== 'rehearsal-failed') return HERE[language].internal;
  // API Gateway, in front of the API, answers 429 without a code
  if (status === 429) return HERE[language].busy;
  const here = CODES_HERE[code];
  if (here) return HERE[language][here];
  if (status === 401) return HERE[language].token;
  const known = language === 'it' ? BY_CODE[code] : undefined;
  return known ?? (fields.length === 0 ? error.message : undefined);
}
