import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const OWN = 'Via Roma 1, second floor.';
const QUOTE = 'On 3 Nov 2026, at 10:01, Lamps <help@lamps.example> wrote:\n\n> Where do you live?';
const asHtml = (text: string) => text.replaceAll('\n', '<br>');

/** What companies' programs write above or below a mail about who may read it. */
const LABELS = [
  '[AMD Official Use Only - General]',
  '[Public]',
  'Classification: Internal',
  'Klassifizierung: Vertraulich',
  'Classified as Internal',
  'Internal Use - Confidential',
  'Juniper Business Use Only',
  'TLP:AMBER',
];

/** Banners of gateways, one in each language. */
const BANNERS = [
  'CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender.',
  "ATTENZIONE: Questa e-mail proviene dall'esterno dell'organizzazione. Non cliccare sui link e non aprire gli allegati.",
  'ACHTUNG: Diese E-Mail stammt von außerhalb der Organisation. Öffnen Sie keine Anhänge.',
  "ATTENTION : Cet e-mail provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens.",
  'PRECAUCIÓN: Este correo electrónico se originó fuera de la organización. No haga clic en enlaces.',
  'CUIDADO: Este e-mail foi originado fora da organização. Não clique em links nem abra anexos.',
  'LET OP: Deze e-mail is afkomstig van buiten de organisatie. Klik niet op links.',
  'UWAGA: Ta wiadomość pochodzi spoza organizacji. Nie otwieraj załączników.',
  'VARNING: Detta meddelande kommer från en avsändare utanför organisationen. Klicka inte på länkar.',
  'VAROITUS: Tämä sähköposti on tullut organisaation ulkopuolelta. Älä avaa liitteitä.',
  'ВНИМАНИЕ: Это письмо пришло из-за пределов организации. Не открывайте вложения.',
  '注意：このメールは組織外から送信されました。リンクをクリックしないでください。',
  '注意：此邮件来自组织外部。请勿点击链接或打开附件。',
  'تحذير: هذه الرسالة من خارج المؤسسة. لا تنقر على الروابط.',
  'OBS! Detta mejl kommer utanför organisationen. Klicka inte på länkar.',
  'Atenção: este e-mail tem origem externa à organização. Não clique em links.',
  'Pozor: Tento e-mail pochádza od externého odosielateľa.',
  'Внимание: Това съобщение е изпратено от външен подател.',
  'Upozorenje: Ova poruka dolazi od vanjskog pošiljatelja.',
  'Pozor: To sporočilo je poslal zunanji pošiljatelj.',
  'Dikkat: Bu e-posta kurum dışından gönderilmiştir. Bağlantılara tıklamayın.',
  '주의: 이 메일은 외부에서 발송되었습니다.',
  'Peringatan: Email ini berasal dari luar organisasi. Jangan klik tautan.',
  'คำเตือน: อีเมลนี้ส่งมาจากภายนอกองค์กร อย่าคลิกลิงก์',
  'Tähelepanu: see kiri on saadetud väljastpoolt organisatsiooni. Ärge klõpsake linke.',
  'Uzmanību: šis e-pasts ir nosūtīts no ārpuses. Neklikšķiniet uz saitēm.',
  'Dėmesio: šis laiškas atsiųstas iš išorinio siuntėjo.',
  'Einige Personen, die diese Nachricht erhalten haben, erhalten häufig keine E-Mails von carla@k.example. Erfahren Sie, warum dies wichtig ist',
  'Certaines personnes qui ont reçu ce message ne reçoivent pas souvent de courrier de carla@k.example. Découvrez pourquoi cela est important',
  'Algunas personas que recibieron este mensaje no suelen recibir correo electrónico de carla@k.example. Descubra por qué esto es importante',
  'Spesso non si ricevono messaggi di posta elettronica da carla@k.example. Informazioni sul perché è importante',
  'Não obtém com frequência e-mails de carla@k.example. Saiba por que é que isto é importante',
  'Sommige mensen die dit bericht hebben ontvangen, ontvangen niet vaak e-mail van carla@k.example. Ontdek waarom dit belangrijk is',
  'Du får inte e-post ofta från carla@k.example. Lär dig varför detta är viktigt',
  'Nezískáváte často e-maily od carla@k.example. Zjistěte, proč je to důležité',
  'Nu primiți frecvent e-mailuri de la carla@k.example. Aflați de ce este important acest lucru',
  'Ne prejemate pogosto e-pošte od carla@k.example. Zakaj je to pomembno',
  'carla@k.example adresinden genellikle e-posta almıyorsunuz. Bunun neden önemli olduğunu öğrenin',
  'لا تحصل غالباً على بريد إلكتروني من carla@k.example. معرفة سبب أهمية هذا',
  'carla@k.example からのメールを受け取る頻度は高くありません。これが重要な理由を説明します',
  '您不经常收到来自 carla@k.example 的电子邮件。了解为何这很重要',
  'Bạn thường không nhận được email từ carla@k.example. Tìm hiểu lý do vì sao điều này quan trọng',
  'คุณไม่ได้รับอีเมลจาก carla@k.example บ่อยนัก เรียนรู้ว่าเหตุใดสิ่งนี้จึงสำคัญ',
  'Anda tidak sering menerima email dari carla@k.example. Pelajari mengapa hal ini penting',
  '[EXTERNAL]',
  '[External Email - Use Caution]',
  '*** E-MAIL EXTERNE ***',
  '【外部メール】',
  'External email: Use caution with links and attachments',
  'EXTERNAL: Do not click links or open attachments if you do not recognize the sender.',
  'This email has been received from an external source. Think before you click.',
  'This Message Is From an External Sender\nThis message came from outside your organization.',
  'This Message Is From an Untrusted Sender\nYou have not previously corresponded with this sender.',
  "You don't often get email from carla@k.example. Learn why this is important",
  '[Learn why this is important at https://aka.ms/LearnAboutSenderIdentification ]',
  'Non si ricevono spesso messaggi di posta elettronica da carla@k.example. Scopri perché è importante',
  "Vous n'obtenez pas souvent d'e-mail à partir de carla@k.example. Découvrez pourquoi",
  'ZjQcmQRYFpfptBannerStart\nThis Message Is From an Untrusted Sender\nReport Suspicious\n\nZjQcmQRYFpfptBannerEnd',
  '-----------------\nCAUTION: External sender. Do not open attachments or click links.\n-----------------',
  'Security Alert: This email came from outside the organization. Never click links from unknown senders.',
  'The sender of this email is outside your organization. Be careful with links.',
  'Be careful with this message.\nThe sender is outside of your organization.',
  'External sender: this message came from outside our company.',
  '[WARNING: external sender, verify the request by phone before you act]',
  'Externe E-Mail! Anhänge und Links nur öffnen, wenn der Absender bekannt ist.',
  'Messaggio esterno: prestare attenzione a link e allegati.',
  'Courriel externe : soyez prudent avec les liens et les pièces jointes.',
  'Este mensaje proviene de un remitente externo. Tenga cuidado con los enlaces y adjuntos.',
  'Externe mail: wees alert op links en bijlagen.',
  'ADVARSEL: Denne e-mail kommer fra en ekstern afsender. Klik ikke på links.',
  'VAROITUS: Ulkopuolinen lähettäjä. Ole varovainen linkkien ja liitteiden kanssa.',
  'Внешнее письмо: будьте осторожны со ссылками и вложениями.',
  'DİKKAT: Harici e-posta. Bağlantılara ve eklere dikkat edin.',
  'このメールは社外から送信されています。添付ファイルやURLを開く際はご注意ください。',
  '외부 메일입니다. 링크나 첨부파일에 주의하세요.',
  'CAUTION: This email originated from outside of the organization. Suspicious? Forward it to phishing@acme.example.',
  'CAUTION: This email originated from outside your organization. Questions? Contact the help desk before you click.',
  'External sender. Do you recognize the sender? Do not click links or open attachments if not.',
  'EXTERNE NACHRICHT: Seien Sie vorsichtig mit Links und Anhängen. Kennen Sie den Absender? Wenn nicht, fragen Sie die IT.',
  'This is an external email. Be vigilant with links and attachments.',
  "Questo messaggio proviene dall'esterno dell'azienda. Presta attenzione prima di cliccare su un link o aprire un allegato.",
  '[MAIL ESTERNA] Fare attenzione ad allegati e link.',
  "Courriel externe : êtes-vous sûr de l'expéditeur ? Ne cliquez pas sur les liens.",
  'MESSAGE EXTERNE : Méfiez-vous des liens et des pièces jointes.',
  'ADVERTENCIA: Mensaje externo. Evite abrir archivos adjuntos o enlaces de remitentes desconocidos.',
  'Este e-mail é de um remetente externo. Evite clicar em links ou abrir anexos.',
  'WAARSCHUWING: Externe afzender. Open bijlagen en links alleen als u de afzender vertrouwt.',
  'Wiadomość z zewnątrz - prosimy o ostrożność przy otwieraniu załączników.',
  'UWAGA: Ta wiadomość pochodzi spoza organizacji. Nie otwieraj załączników, jeśli nie znasz ich nadawcy.',
  'This email has reached us from an external source.\nPlease take care with links and attachments.',
  'This email came from outside our network.\nPlease consider the risk before opening any attachment or link.',
  "Ce message vient d'un expéditeur externe.\nVérifiez l'expéditeur avant d'ouvrir les pièces jointes.",
  'Mittente esterno:\nnon fare clic sui collegamenti.',
  'Nadawca zewnętrzny.\nZachowaj ostrożność otwierając załączniki i linki.',
  'UPOZORNENIE: Táto správa prišla mimo organizácie. Prílohy neotvárajte, ak ich neočakávate.',
  'OPREZ: Ova poruka dolazi izvan organizacije. Nemojte klikati na poveznice i do daljnjega ne otvarajte privitke.',
  'Figyelem! Külső feladótól érkezett levél. Csak megbízható mellékleteket nyisson meg!',
  '此邮件来自外部，请注意附件安全。',
];

describe('extractReply, below a banner that a gateway put on top', () => {
  it.each([...LABELS, ...BANNERS])('keeps what the person wrote below %j (S12)', (banner) => {
    expect(extractReply({ text: `${banner}\n\n${OWN}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${banner}\n\n${OWN}\n\n${QUOTE}` }).reply).toBe(OWN);
    const table = `<table><tr><td>${asHtml(banner)}</td></tr></table>`;
    expect(extractReply({ html: `${table}<div>${OWN}</div>` }).reply).toBe(OWN);
  });

  it('gives nothing for only a banner, as with a file alone (S12)', () => {
    for (const banner of BANNERS) expect(extractReply({ text: banner }).reply).toBe('');
  });

  it('keeps a label that is all there is, which may be an answer (S12)', () => {
    for (const label of LABELS) {
      expect(extractReply({ text: label }).reply).toBe(label);
      expect(extractReply({ text: `${label}\n\n${QUOTE}` }).reply).toBe(label);
    }
  });

  it('keeps a sentence about external mail, whatever the next line says (S12)', () => {
    const own = 'Achtung, die externe Mail mit dem Anhang war leer.';
    const below = '### Please type your reply above this line ###';
    expect(extractReply({ text: `${own}\n${below}` }).reply).toBe(own);
    const more = `${own}\nBitte antworten Sie nicht auf diese, sondern auf die von gestern.`;
    expect(extractReply({ text: `${more}\n\n${OWN}` }).reply).toBe(`${more}\n\n${OWN}`);
  });

  it('keeps the line above a banner that somebody shows us (S12)', () => {
    const text = `Your external mails look like this:\n${BANNERS[0]}\nCan you change that?`;
    expect(extractReply({ text }).reply).toBe(text);
  });

  it.each([
    "You don't often get email from carla@k.example. Learn why this is important<https://aka.ms/LearnAboutSenderIdentification>",
    "You don't often get email from carla@k.example. Learn why this is important",
    'CAUTION: This email is from an external sender, do not click links',
  ])('keeps the text right below %j, without a blank line between (S12)', (banner) => {
    expect(extractReply({ text: `${banner}\n${OWN}` }).reply).toBe(OWN);
  });

  it.each([
    'Nu primiți frecvent e-mailuri de la ana@x.example?',
    'Anda jarang menerima email dari saya, ana@x.example.',
    '您好，我不经常收到你们 a@x.example 的邮件。',
  ])('keeps %j, which somebody typed (S12)', (line) => {
    expect(extractReply({ text: `${line}\n\n${OWN}` }).reply).toBe(`${line}\n\n${OWN}`);
  });

  it('cuts only the ruler right below a banner with it', () => {
    const text = `[EXTERNAL]\n________________________________\n${OWN}\n\n${QUOTE}`;
    expect(extractReply({ text }).reply).toBe(OWN);
  });

  it.each(LABELS)('cuts %j as the last paragraph, too (S12)', (label) => {
    expect(extractReply({ text: `${OWN}\n\n${label}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${OWN}\n\n${label}\n\n${QUOTE}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${OWN}\n\n${QUOTE}\n\n${label}` }).reply).toBe(OWN);
    const inside = `${OWN}\n\n${label}\n\nOr to 2.`;
    expect(extractReply({ text: inside }).reply).toBe(inside);
  });

  it('puts the banner into the cut text, and says so', () => {
    const { elided, why } = extractReply({ text: `[EXTERNAL]\n\n${OWN}\n\n${QUOTE}` });
    expect(elided).toBe(`[EXTERNAL]\n\n${QUOTE}`);
    expect(why.map(({ kind }) => kind)).toEqual(['took-text', 'gateway', 'attribution', 'quote']);
  });

  it.each([
    'CAUTION: the dog bites. Please ring the bell.',
    'Attention: please send the attachments again, I cannot open the links.',
    'External power supply: do I need one?',
    'I do not often get email from you.',
    'External sender? I do not know what that means.',
    'External emails do not reach me since Monday.',
    'Warning: external sender marks appear on your mails.',
    'Attention please, the external mail server is down again.',
    'Achtung, die externe Mail von Herrn Klein kam nicht an.',
    'Please think before you click.',
    'I will use caution with links and attachments.',
    '[External monitor]',
    'For internal use only',
    "It's internal use only",
    'Strictly business use only',
    'Classification: B',
    'Classification: general question',
    "I don't often get email from help@lamps.example.",
    'Non ricevo spesso mail da help@lamps.example.',
    'Warning: your email went to an external address outside our company.',
    'Confidential',
    'You do not often get email from us, so please read it.',
    'Sie erhalten nicht oft E-Mails von uns, also bitte lesen.',
    'The external mail arrived with its attachments.',
    'La mail esterna è arrivata con gli allegati.',
    'Die externe Mail kam mit den Anhängen an.',
    'Externe Mails mit Anhängen kommen bei uns nicht an.',
    'External emails with links or attachments get blocked here.',
    'Le mail externe est arrivé avec les pièces jointes.',
    'El correo externo llegó con los archivos adjuntos.',
    'De externe mail kwam aan met de bijlagen.',
    'Zewnętrzny mail przyszedł z załącznikami.',
    'Внешнее письмо пришло с вложениями.',
    '外部邮件和附件都收到了。',
    'Before you click on send, check the external mail.',
    'Avant de cliquer sur envoyer, vérifiez le mail externe.',
    'Klicken Sie in der externen Mail auf den Link, dann sehen Sie den Fehler.',
    "Attenzione: l'allegato della mail esterna non si apre.",
    'Vorsicht mit dem Anhang der externen Mail, er ist groß.',
    "Don't click on the link in the external mail, I sent the wrong one.",
    'This email comes from an external supplier of ours, so please answer him directly.',
    'Warning: this mail came from outside the company, from my private account.',
    'Please do not open attachments from external senders, says our IT.',
    'Please take care with the attachments of the external mail: they are originals.',
    'Avoid opening the external mail, it is the wrong one.',
    'Externe E-Mail-Adresse: bob@x.example, bitte keine Links.',
    'Bitte keine Links in externen Mails, unsere IT löscht sie.',
    'Die externe Mail öffnen Sie bitte nicht, sie ist falsch.',
    'La mail esterna non aprire, per favore: allegati sbagliati.',
    "Le mail externe, n'ouvrez pas les pièces jointes avant lundi.",
    'El correo externo, no abra los adjuntos hasta el lunes.',
    'Evite abrir el correo externo, por favor.',
    '外部の方からのメールは開かないようにしています。',
  ])('keeps %j, which somebody typed (S12)', (text) => {
    expect(extractReply({ text: `${text}\n\n${OWN}` }).reply).toBe(`${text}\n\n${OWN}`);
  });
});
