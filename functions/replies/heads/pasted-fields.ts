import type { Line } from '../reply-line.ts';

/** Longest label of these fields, in UTF-16 units. */
const MAX_LABEL_CHARS = 30;

/** Fields of contact forms in our languages, which stand among sender, date and subject there. Folded. */
const FORM_LABEL =
  /^(?:(?:your |ihre? |votre |tu |su |uw )?(?:e-?mail(?:[- ]?(?:address|adresse|adres))?|mail|indirizzo (?:e-?)?mail|courriel|adresse (?:e-?)?mail|correo(?: electronico)?|endereco de e-?mail|adres e-?mail|e-?mailadres)|(?:tele)?phone(?: number)?|tel|telefono|telephone|telefone|telefoon(?:nummer)?|telefon(?:nummer)?|nr telefonu|mobile?|cell(?:ulare)?|celular|movil|portable|handy|fax|name|nome|nom|nombre|naam|imie(?: i nazwisko)?|surname|cognome|vorname|nachname|prenom|apellidos?|company|firma|azienda|societa|societe|empresa|bedrijf|телефон|имя|почта|电话|電話|邮箱)$/;
/** Fields that only the raw head of a mail has. */
const RAW_LABEL =
  /^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature|authentication-results|content-type|x-[a-z-]{1,26})$/;

/** `Phone: 02 123`: no mail program writes it into a header block, so somebody pasted a contact form. Takes a folded label. */
export const isFormLabel = (label: string): boolean =>
  label.length <= MAX_LABEL_CHARS && FORM_LABEL.test(label);

/** `Received: from …`: somebody pasted the head of a mail. */
const isRawLabel = (label: string): boolean =>
  label.length <= MAX_LABEL_CHARS && RAW_LABEL.test(label);

/** Takes out the labels of paragraphs that begin like the raw head of a mail: somebody pasted it to show it to us. */
export function withoutRawHeads(lines: readonly Line[], labels: (string | undefined)[]): void {
  let isRaw = false;
  for (const [at, { body }] of lines.entries()) {
    isRaw = body !== '' && (isRaw || isRawLabel(labels[at] ?? ''));
    if (isRaw) labels[at] = undefined;
  }
}
