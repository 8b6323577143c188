/**
 * The line at the top of every mail we send, by language (R19, S18). notifications/ holds the same
 * strings; a test keeps the two equal.
 */
export const DELIMITERS = {
  en: '### Please type your reply above this line ###',
  it: '### Si prega di inserire la vostra risposta sopra di questa linea ###',
  de: '### Bitte antworten Sie oberhalb dieser Linie ###',
  fr: '### Veuillez saisir votre réponse au-dessus de cette ligne ###',
  es: '### Por favor, escriba su respuesta por encima de esta línea ###',
  nl: '### Typ uw antwoord boven deze regel ###',
  pt: '### Por favor, escreva a sua resposta acima desta linha ###',
  pl: '### Prosimy o wpisanie odpowiedzi powyżej tej linii ###',
} as const;
