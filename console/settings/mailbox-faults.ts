import { fill } from '../texts/fill.ts';
import type { MailboxEntry } from './mailbox-entry.ts';
import { hostOf, PORTS } from './presets.ts';
import type { MailboxTrouble } from './settings-api.ts';

const en = {
  'not-sender-address': 'It must receive at the sender address, and {said} is another one.',
  'no-password': 'There is no password for it yet: enter it.',
  'secret-malformed':
    'The secret is not what this sign-in needs: JSON with clientId, clientSecret and refreshToken.',
  'unknown-host': 'There is no server named {host}: check the name.',
  unreachable: 'Nothing answers at {host}:{port}: check server and port.',
  'no-answer': '{host}:{port} does not answer: check server, port and encryption.',
  'connection-cut': '{host} cut the connection. The next look tries again.',
  'certificate-not-trusted':
    'The certificate of {host} is not trusted: check the server’s name. For a server that signs its own, enter its certificate.',
  'no-tls': 'There is no encrypted connection to {host}:{port}: check port and encryption.',
  'no-starttls': '{host} does not offer STARTTLS: choose TLS and its port.',
  'login-refused': '{host} refuses the login of {user}: check user and password.',
  'no-passwords':
    '{host} takes no password on this connection: check encryption and port, or choose sign-in by OAuth.',
  'app-password-needed':
    'Gmail refuses the login of {user}: it takes an app password only, not the password of the account.',
  'oauth-needed': 'Microsoft 365 refuses passwords: choose sign-in by OAuth.',
  'consent-ended':
    'The provider gives no access for {user}: check the secret, or let the user consent again.',
  'turned-away':
    '{host} lets {user} in later only. The mailbox rests for a while; if it stays so, let fewer programs look into it.',
  'no-such-folder': 'There is no such folder in the mailbox: {said}.',
  'out-of-time': 'Time was up before the server was done. The next look goes on.',
  'server-error': '{host} does not do what was asked.',
  said: 'The server says: {said}',
} as const;

type FaultKey = keyof typeof en;

const it: Record<FaultKey, string> = {
  'not-sender-address': 'Deve ricevere all’indirizzo mittente, e {said} è un altro.',
  'no-password': 'La password manca ancora: inseriscila.',
  'secret-malformed':
    'Il segreto non va bene per questo accesso: serve un JSON con clientId, clientSecret e refreshToken.',
  'unknown-host': 'Nessun server si chiama {host}: controlla il nome.',
  unreachable: 'Nessuno risponde su {host}:{port}: controlla server e porta.',
  'no-answer': '{host}:{port} non risponde: controlla server, porta e cifratura.',
  'connection-cut': '{host} ha chiuso la connessione. Al prossimo controllo si riprova.',
  'certificate-not-trusted':
    'Il certificato di {host} non è attendibile: controlla il nome del server. Se il server firma da sé, inserisci il suo certificato.',
  'no-tls': 'La connessione cifrata con {host}:{port} non riesce: controlla porta e cifratura.',
  'no-starttls': '{host} non offre STARTTLS: scegli TLS e la sua porta.',
  'login-refused': '{host} rifiuta l’accesso di {user}: controlla utente e password.',
  'no-passwords':
    '{host} non accetta password su questa connessione: controlla cifratura e porta, o scegli l’accesso con OAuth.',
  'app-password-needed':
    'Gmail rifiuta l’accesso di {user}: accetta solo una password per le app, non quella dell’account.',
  'oauth-needed': 'Microsoft 365 non accetta password: scegli l’accesso con OAuth.',
  'consent-ended':
    'Il provider non dà l’accesso per {user}: controlla il segreto, o chiedi all’utente di rinnovare il consenso.',
  'turned-away':
    '{host} per ora non lascia entrare {user}. La casella resta ferma per un po’; se succede spesso, falla controllare da meno programmi.',
  'no-such-folder': 'Nella casella questa cartella non c’è: {said}.',
  'out-of-time': 'Il server non ha finito in tempo. Si continua al prossimo controllo.',
  'server-error': '{host} non fa quello che gli è stato chiesto.',
  said: 'Il server dice: {said}',
};

/** What is wrong with a mailbox and what to do, by the API's code. */
export const MAILBOX_FAULT_TEXTS = { en, it };

const isKnown = (code: string): code is FaultKey => code in en;

/** The fault in the reader's language, followed by the server's own words. Falls back to `error`, the API's sentence. */
export function sayFault(
  language: keyof typeof MAILBOX_FAULT_TEXTS,
  { code, said }: Partial<MailboxTrouble>,
  error: string,
  entry: MailboxEntry | undefined,
): string {
  if (code === undefined || !isKnown(code) || !entry) return error;
  const texts = MAILBOX_FAULT_TEXTS[language];
  const values = {
    host: entry.host ?? (hostOf(entry.preset, entry.protocol) || entry.name),
    port: entry.port ?? PORTS[entry.protocol ?? 'imap'],
    user: entry.user,
    said: said ?? '',
  };
  const fault = fill(texts[code], values);
  if (!said || texts[code].includes('{said}')) return fault;
  // a connection's error code is not the server's words
  return /^E[A-Z_]+$/.test(said) ? `${fault} (${said})` : `${fault} ${fill(texts.said, values)}`;
}
