type Language = 'en' | 'it';

const UNKNOWN = { en: 'there is no server of this name', it: 'non c’è un server con questo nome' };
const SILENT = { en: 'the network does not lead there', it: 'la rete non ci arriva' };
const UNTRUSTED = { en: 'its certificate is not trusted', it: 'il certificato non è valido' };

/** What Node's codes of failed calls mean. */
const WORDS: Readonly<Record<string, Record<Language, string>>> = {
  ENOTFOUND: UNKNOWN,
  EAI_AGAIN: UNKNOWN,
  ECONNREFUSED: { en: 'nothing listens there', it: 'lì non risponde nessun programma' },
  ECONNRESET: { en: 'it cut the connection', it: 'ha chiuso la connessione' },
  EHOSTUNREACH: SILENT,
  ENETUNREACH: SILENT,
  ETIMEDOUT: SILENT,
  CERT_HAS_EXPIRED: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: UNTRUSTED,
  EPROTO: { en: 'it does not speak TLS', it: 'non usa TLS' },
};

/** Why a webhook's receiver was not reached: the code that its logs may name, and what it means. */
export function sayReceiverError(error: string, language: Language): string {
  const words = WORDS[error]?.[language];
  return words ? `${error} (${words})` : error;
}
