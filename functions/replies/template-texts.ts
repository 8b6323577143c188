/**
 * The lines that stand around the messages in every mail we send, by language (S18). notifications/ holds the
 * same strings; a test keeps the two equal.
 */
export interface TemplateTexts {
  readonly wrote: string;
  readonly earlier: string;
  readonly footerCustomer: string;
  readonly footerStaff: string;
  readonly cut: string;
  readonly unverified: string;
  readonly isGuest: string;
}

export const TEMPLATE_TEXTS: Readonly<Record<string, TemplateTexts>> = {
  en: {
    wrote: '{author} wrote:',
    earlier: 'Earlier in this conversation',
    footerCustomer: 'To answer, just reply to this mail.',
    footerStaff:
      'To answer, just reply to this mail: your text goes to the customer and into the chat.',
    cut: 'The text is longer than a mail can hold. All of it is in the chat.',
    unverified: "The sender's address could not be verified.",
    isGuest: 'Written by a guest, who is not a participant of this conversation.',
  },
  it: {
    wrote: '{author} ha scritto:',
    earlier: 'In precedenza in questa conversazione',
    footerCustomer: 'Per rispondere basta rispondere a questa mail.',
    footerStaff:
      'Per rispondere basta rispondere a questa mail: il testo arriva al cliente e nella chat.',
    cut: 'Il testo è troppo lungo per una mail. Nella chat è completo.',
    unverified: "Non è stato possibile verificare l'indirizzo del mittente.",
    isGuest: 'Scritto da un ospite, che non partecipa a questa conversazione.',
  },
  de: {
    wrote: '{author} schrieb:',
    earlier: 'Bisher in dieser Unterhaltung',
    footerCustomer: 'Zum Antworten einfach auf diese E-Mail antworten.',
    footerStaff:
      'Zum Antworten einfach auf diese E-Mail antworten: Der Text geht an die Kundschaft und in den Chat.',
    cut: 'Der Text ist zu lang für eine E-Mail. Vollständig steht er im Chat.',
    unverified: 'Die Absenderadresse konnte nicht bestätigt werden.',
    isGuest: 'Von einem Gast geschrieben, der nicht an dieser Unterhaltung teilnimmt.',
  },
  fr: {
    wrote: '{author} a écrit :',
    earlier: 'Plus tôt dans cette conversation',
    footerCustomer: 'Pour répondre, répondez simplement à cet e-mail.',
    footerStaff:
      'Pour répondre, répondez simplement à cet e-mail : votre texte parvient au client et au chat.',
    cut: 'Le texte est trop long pour un e-mail. Il est complet dans le chat.',
    unverified: "L'adresse de l'expéditeur n'a pas pu être vérifiée.",
    isGuest: 'Écrit par un invité, qui ne participe pas à cette conversation.',
  },
  es: {
    wrote: '{author} escribió:',
    earlier: 'Antes en esta conversación',
    footerCustomer: 'Para contestar, responda a este correo.',
    footerStaff: 'Para contestar, responda a este correo: su texto llega al cliente y al chat.',
    cut: 'El texto es demasiado largo para un correo. En el chat está completo.',
    unverified: 'No se pudo verificar la dirección del remitente.',
    isGuest: 'Escrito por un invitado, que no participa en esta conversación.',
  },
  nl: {
    wrote: '{author} schreef:',
    earlier: 'Eerder in dit gesprek',
    footerCustomer: 'Antwoorden? Beantwoord gewoon deze e-mail.',
    footerStaff:
      'Antwoorden? Beantwoord gewoon deze e-mail: uw tekst gaat naar de klant en naar de chat.',
    cut: 'De tekst is te lang voor een e-mail. In de chat staat alles.',
    unverified: 'Het adres van de afzender kon niet worden gecontroleerd.',
    isGuest: 'Geschreven door een gast, die niet aan dit gesprek deelneemt.',
  },
  pt: {
    wrote: '{author} escreveu:',
    earlier: 'Anteriormente nesta conversa',
    footerCustomer: 'Para responder, basta responder a este e-mail.',
    footerStaff:
      'Para responder, basta responder a este e-mail: o seu texto chega ao cliente e ao chat.',
    cut: 'O texto é demasiado longo para um e-mail. No chat está completo.',
    unverified: 'Não foi possível verificar o endereço do remetente.',
    isGuest: 'Escrito por um convidado, que não participa nesta conversa.',
  },
  pl: {
    wrote: '{author} pisze:',
    earlier: 'Wcześniej w tej rozmowie',
    footerCustomer: 'Aby odpowiedzieć, wystarczy odpisać na tę wiadomość.',
    footerStaff:
      'Aby odpowiedzieć, wystarczy odpisać na tę wiadomość: tekst trafi do klienta i do czatu.',
    cut: 'Tekst jest za długi na wiadomość e-mail. Całość jest w czacie.',
    unverified: 'Nie udało się zweryfikować adresu nadawcy.',
    isGuest: 'Napisane przez gościa, który nie bierze udziału w tej rozmowie.',
  },
};
