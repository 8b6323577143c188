/** What lines of our template said before: mails with them are still answered (S18). Only ever add. */
export const FORMER_TEXTS = {
  footer: [
    'To answer, just reply to this mail.',
    'To answer, just reply to this mail: your text goes to the customer and into the chat.',
    'Per rispondere basta rispondere a questa mail.',
    'Per rispondere basta rispondere a questa mail: il testo arriva al cliente e nella chat.',
    'Zum Antworten einfach auf diese E-Mail antworten.',
    'Zum Antworten einfach auf diese E-Mail antworten: Der Text geht an die Kundschaft und in den Chat.',
    'Pour répondre, répondez simplement à cet e-mail.',
    'Pour répondre, répondez simplement à cet e-mail : votre texte parvient au client et au chat.',
    'Para contestar, responda a este correo.',
    'Para contestar, responda a este correo: su texto llega al cliente y al chat.',
    'Para responder, basta responder a este e-mail.',
    'Para responder, basta responder a este e-mail: o seu texto chega ao cliente e ao chat.',
    'Antwoorden? Beantwoord gewoon deze e-mail.',
    'Antwoorden? Beantwoord gewoon deze e-mail: uw tekst gaat naar de klant en naar de chat.',
    'Aby odpowiedzieć, wystarczy odpisać na tę wiadomość.',
    'Aby odpowiedzieć, wystarczy odpisać na tę wiadomość: tekst trafi do klienta i do czatu.',
  ],
  cut: [
    'The text is longer than a mail can hold. All of it is in the chat.',
    'Il testo è troppo lungo per una mail. Nella chat è completo.',
    'Le texte est trop long pour un e-mail. Il est complet dans le chat.',
  ],
} as const;
