/** The first line of every mail while the setting is on (R19). A team cannot change it, because replies are cut at it (S6). */
export const DELIMITERS: Readonly<Record<string, string>> = {
  en: '### Please type your reply above this line ###',
  it: '### Si prega di inserire la vostra risposta sopra di questa linea ###',
  de: '### Bitte antworten Sie oberhalb dieser Linie ###',
  fr: '### Veuillez saisir votre réponse au-dessus de cette ligne ###',
  es: '### Por favor, escriba su respuesta por encima de esta línea ###',
  pt: '### Por favor, escreva a sua resposta acima desta linha ###',
  nl: '### Typ uw antwoord boven deze regel ###',
  pl: '### Prosimy o wpisanie odpowiedzi powyżej tej linii ###',
};

/** The delimiter in the mail's language; English for a language that only the team has. */
export const delimiterFor = (locale: string): string =>
  DELIMITERS[locale] ?? DELIMITERS[locale.split('-')[0] ?? ''] ?? (DELIMITERS.en as string);
