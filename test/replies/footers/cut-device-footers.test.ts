import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const read = (text: string, sent: string[] = []) => extractReply({ text, sent }).reply;

describe('extractReply, around a device footer', () => {
  it('keeps what is typed below a footer at the top (S12)', () => {
    expect(read('Sent from my iPad\n\nThe lamp works again.')).toBe('The lamp works again.');
  });

  it('keeps the answer in the line below a footer at the top (S12)', () => {
    expect(read('Inviato da iPhone\nLa lampada va.')).toBe('La lampada va.');
  });

  it('cuts a footer that is wrapped over two lines', () => {
    const text = 'Agreed.\n\nSent from my mobile device, please excuse\nbrevity and typos.';
    expect(read(text)).toBe('Agreed.');
  });

  it('cuts a footer with a link in brackets and blanks', () => {
    expect(read('Agreed.\n\nSent from Newton ( https://newton.example )')).toBe('Agreed.');
  });

  it('keeps a sentence in the line below the footer (S12)', () => {
    const text = 'Agreed.\nSent from my iPhone\nBy the way, the key is at the neighbour.';
    expect(read(text)).toBe('Agreed.\n\nBy the way, the key is at the neighbour.');
  });

  it('keeps a postscript below the footer (S12)', () => {
    const text = 'Agreed.\n\nSent from my iPhone\n\nPS: bring the key.\n\n> old';
    expect(read(text)).toBe('Agreed.\n\nPS: bring the key.');
  });

  it.each([
    'P.S. Please call me before.',
    'PS: bitte vorher anrufen',
    'P.D.: llame antes, por favor',
  ])('keeps %j below a signature (S12)', (postscript) => {
    const text = `Agreed.\n\n-- \nEve Lamp\nLamps Ltd\n\n${postscript}\n\n> old`;
    expect(read(text)).toBe(`Agreed.\n\n${postscript}`);
  });

  it.each(['Sent via DHL', 'Sent on Monday', 'Gesendet mit WhatsApp', 'Inviato con FedEx Express'])(
    'keeps %j as the last paragraph (S12)',
    (own) => {
      expect(read(`Agreed.\n\n${own}\n\n> old`)).toBe(`Agreed.\n\n${own}`);
    },
  );

  it('cuts a signature with a name of such initials', () => {
    expect(read('Agreed.\n\n-- \nLamps Ltd\n\nP.S. Lamp\n\n> old')).toBe('Agreed.');
  });

  it('cuts a signature below the footer (S12)', () => {
    expect(read('Agreed.\n\nSent from my iPhone\n\n-- \nMax\nAcme')).toBe('Agreed.');
  });

  it('cuts an unmarked text below the footer if our texts are unknown (S12)', () => {
    expect(read('Agreed.\n\nSent from my iPhone\n\nDear Max,\n\nis it well?')).toBe('Agreed.');
  });

  it('keeps a text below the footer that is not ours (S12)', () => {
    const text = 'Agreed.\n\nSent from my iPhone\n\nDear Anna,\n\none more thing.';
    expect(read(text, ['Is the lamp well?'])).toBe('Agreed.\n\nDear Anna,\n\none more thing.');
  });

  it.each([
    'Sent from my former flat it came back.',
    'Inviato da mia sorella il pacco torna indietro.',
    'Gesendet von meinem Bruder',
    'Sent with Nightjar',
  ])('keeps "%s" if nothing else was written (S12)', (text) => {
    expect(read(text)).toBe(text);
  });

  it.each(['Sent from Berlin.', 'Inviato da Milano.', 'Отправлено из Москвы.'])(
    'keeps "%s" as the last paragraph: it is a sentence and names no program (S12)',
    (own) => {
      expect(read(`The parcel is on its way.\n\n${own}`)).toContain(own);
    },
  );

  it.each([
    'Sent with Nightjar',
    'Sent from my mobile. Please excuse typos.',
    '从我的小米手机发送',
  ])('cuts %s as the last paragraph (R29)', (footer) => {
    expect(read(`Agreed.\n\n${footer}`)).toBe('Agreed.');
  });
});

describe('extractReply, around rules and disclaimers', () => {
  it('keeps text below a line of underscores (S12)', () => {
    expect(read('One is good.\n\n________\n\nTwo is not.')).toBe(
      'One is good.\n\n________\n\nTwo is not.',
    );
  });

  it.each(['-----', '=======', '***', '__________'])(
    'keeps an answer that %s parts from the quote above it (S12)',
    (rule) => {
      const quote = 'On 3 Nov 2026, at 10:01, Ann <ann@lamps.example> wrote:\n> Which colour?';
      expect(read(`${quote}\n\n${rule}\nThe green one.`)).toBe(`${rule}\nThe green one.`);
      const below = `See below.\n\n${quote}\n\n${rule}\nThe green one.`;
      expect(read(below)).toBe(`See below.\n\n${rule}\nThe green one.`);
    },
  );

  it('cuts the footer of a mailing list below its line of underscores (S12)', () => {
    const text = 'One is good.\n\n________________\nlamps mailing list\nlamps@lists.example.org';
    expect(read(text)).toBe('One is good.');
    expect(read(text.replace('good.', 'good.\n\nSent from my iPhone'))).toBe('One is good.');
  });

  it('cuts the footer of LISTSERV below its line of hashes, and keeps a line that somebody drew (S12)', () => {
    const rule = '#'.repeat(72);
    const footer = 'To unsubscribe from the LAMPS list:\nhttps://lists.example.org/lamps';
    expect(read(`One is good.\n\n${rule}\n\n${footer}`)).toBe('One is good.');
    const own = 'One is good.\n\n######\n\nTwo is not.';
    expect(read(own)).toBe(own);
  });

  it.each([
    'Treść tej wiadomości i jej załączniki są poufne i przeznaczone wyłącznie dla adresata. Jeżeli otrzymali je Państwo przez pomyłkę, prosimy o ich usunięcie.',
    'Táto správa a jej prílohy sú dôverné a určené len adresátovi. Ak ste ich dostali omylom, informujte odosielateľa a správu vymažte.',
    'Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeśli otrzymali ją Państwo przez pomyłkę, prosimy ją usunąć.',
    'Denne meddelelse er fortrolig og udelukkende til modtageren. Er den modtaget ved en fejl, bedes du slette den.',
    'Bu e-posta gizlidir ve yalnızca alıcı içindir; yanlışlıkla aldıysanız lütfen siliniz ve bildiriniz.',
    'このメールは機密であり、受信者のみを対象とします。誤って受け取った場合は、削除してください。',
    'Το παρόν μήνυμα είναι εμπιστευτικό και προορίζεται μόνο για τον παραλήπτη. Εάν το λάβατε από λάθος, ενημερώστε τον αποστολέα και διαγράψτε το.',
    'Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle. Jos sait sen vahingossa, ilmoita siitä lähettäjälle ja poista se.',
    'הודעה זו וקבציה חסויים ומיועדים לנמען בלבד. אם קיבלת אותה בטעות, אנא הודע על כך לשולח ומחק אותה. חל איסור על העתקה או הפצה.',
    'هذه الرسالة ومرفقاتها سرية ومخصصة للمرسل إليه فقط. إذا استلمتها بالخطأ، يرجى إبلاغ المرسل وحذفها فورا من أجهزتكم.',
    '本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人。如果您错收了本邮件，请立即通知发件人并删除。',
    '本メールには機密情報が含まれている場合があります。誤送信の場合は、送信者までご連絡の上、破棄してください。',
    'อีเมลฉบับนี้และเอกสารแนบเป็นความลับสำหรับผู้รับเท่านั้น หากท่านได้รับโดยไม่ได้ตั้งใจ โปรดแจ้งผู้ส่งและลบออกจากระบบทันที ห้ามคัดลอกหรือเผยแพร่โดยไม่ได้รับอนุญาต',
    'این ایمیل و پیوست‌های آن محرمانه و فقط برای گیرنده است. اگر آن را به اشتباه دریافت کرده‌اید، فرستنده را مطلع و آن را حذف کنید.',
    'यह ईमेल गोपनीय है और केवल प्राप्तकर्ता के लिए है। यदि यह आपको गलती से मिला है, तो कृपया प्रेषक को सूचित करें और इसे तुरंत हटा दें। अनधिकृत प्रतिलिपि या वितरण निषिद्ध है और इसकी अनुमति नहीं दी जाती।',
    'Any views or opinions presented are solely those of the author and do not necessarily represent those of the company.',
    'En cumplimiento del RGPD le informamos de que sus datos son tratados con la finalidad de gestionar la relación. Puede ejercer sus derechos por correo.',
    'Please think of the environment before you print this mail.',
    "Prima di stampare, pensa all'ambiente!",
    'Antes de imprimir este mensaje, piense en el medio ambiente.',
    'Antes de imprimir, pense no meio ambiente.',
    'Denk aan het milieu voordat u deze e-mail print.',
    'Zanim wydrukujesz, pomyśl o środowisku.',
    'Before printing, think about the environment',
    "Save a tree. Don't print this e-mail unless it's really necessary.",
    "Rispetta l'ambiente: non stampare questa mail se non è necessario.",
    'Bitte prüfen Sie, ob diese E-Mail wirklich ausgedruckt werden muss!',
    'Antes de imprimir este correo electrónico piense bien si es necesario hacerlo: El medioambiente es cosa de todos.',
    'Le informazioni contenute nella presente comunicazione e i relativi allegati possono essere riservate e sono, comunque, destinate esclusivamente alle persone o alla Società sopraindicati.',
    'Denna e-post kan innehålla konfidentiell information och är endast avsedd för adressaten. Om du har fått den av misstag, vänligen radera den och meddela avsändaren.',
  ])('cuts the disclaimer %s (S12)', (text) => {
    expect(read(`Agreed.\n\n${text}`)).toBe('Agreed.');
  });

  it.each([
    'Disclaimer',
    'CONFIDENTIALITY NOTICE:',
    'Aviso legal',
    'Avviso di riservatezza:',
    'Vertraulichkeitshinweis',
    `${'_'.repeat(32)}\n\nDisclaimer`,
    `${'-'.repeat(32)}`,
  ])('cuts "%s" above a disclaimer with it (S12)', (title) => {
    const disclaimer =
      'The information in this mail is confidential and intended solely for the addressee. If you received it by mistake, please delete it.';
    expect(read(`Agreed.\n\n${title}\n\n${disclaimer}`)).toBe('Agreed.');
    expect(read(`Agreed.\n\n${title}\n\nNone.`)).toBe(`Agreed.\n\n${title}\n\nNone.`);
    expect(read(`Agreed.\n\n${title}\n\n-- \nCarla`)).toBe(`Agreed.\n\n${title}`);
    for (const own of ['Thanks for the notice', 'See our\nDisclaimer'])
      expect(read(`Agreed.\n\n${own}\n\n${disclaimer}`)).toBe(`Agreed.\n\n${own}`);
  });

  it('keeps a short sentence that only mentions secrecy (S12)', () => {
    const text = 'Hello.\n\nThis mail is confidential, my boss must not see it.';
    expect(read(text)).toBe(text);
  });

  it('keeps it where it is the first thing that the person wrote (S12)', () => {
    const own =
      'This email contains the password of the router. Please treat it as confidential and delete it afterwards: lamp42.';
    const quote = 'On 3 Nov 2026, at 10:01, Ann <ann@lamps.example> wrote:\n> Which one?';
    const banner = 'CAUTION: This email originated from outside of the organization.';
    expect(read(`\n${own}\n\n${quote}`)).toBe(own);
    expect(read(`${banner}\n\n${own}\n\n${quote}`)).toBe(own);
  });

  it.each([
    'I hereby request the deletion of all data that you hold about me under the GDPR. Please treat this message as confidential and notify the sender.',
    'Hiermit verlange ich Auskunft nach Art. 15 DSGVO. Bitte behandeln Sie diese E-Mail vertraulich und informieren Sie den Empfänger der Daten.',
    "Ai sensi dell'art. 17 del Regolamento UE 2016/679 (GDPR) chiedo la cancellazione dei miei dati, come scritto nella vostra privacy policy.",
    'Conformément au RGPD, je demande une copie de mes données. Ce message est confidentiel, merci de ne pas le transmettre à un autre destinataire.',
    '我要求贵公司删除所有错收的保密文件，并立即通知收件人。这些文件的附件里有机密信息，请不要转发给任何人，谢谢您的帮助。',
    'Su mensaje dice que la información es confidencial y exclusivamente para el destinatario: ¿debo eliminar el archivo que recibí por error?',
    'Your message contains confidential data of somebody else. It was sent to us in error, so please notify the recipient.',
    'Il messaggio che abbiamo ricevuto ieri per errore contiene dati riservati: vi preghiamo di cancellarlo dal sistema e di avvisare il destinatario.',
    'Das Paket ging irrtümlich an den falschen Empfänger, bitte informieren Sie den Absender und löschen Sie die alte Adresse.',
    'Le colis a été livré par erreur au mauvais destinataire, merci d’avertir l’expéditeur et de supprimer l’ancienne adresse.',
    'El pedido es confidencial y está a nombre del destinatario de siempre, o sea de mi madre, como en los tres pedidos de antes.',
    'In der E-Mail stehen vertrauliche Daten eines anderen Kunden, die uns irrtümlich zugesandt wurden. Bitte informieren Sie den Empfänger.',
  ])('keeps "%s", which somebody wrote for themselves (S12)', (text) => {
    const own = `Hello.\n\n${text}\n\nBest regards\nCarla`;
    expect(read(own)).toBe(own);
  });

  it.each([
    [
      'Dear Sir or Madam,',
      'This message concerns all data that you hold on our company: please treat it as confidential, delete them and notify us by mail.',
    ],
    [
      'Sehr geehrte Damen und Herren,',
      'diese Nachricht ist vertraulich. Bitte löschen Sie alle Daten, die Sie irrtümlich über unsere Firma gespeichert haben.',
    ],
    [
      'Buongiorno,',
      'questo messaggio è riservato: vi preghiamo di cancellare i dati della nostra azienda che avete ricevuto per errore, e di darne avviso.',
    ],
  ])('keeps a paragraph that alone stands below the greeting "%s" (S12)', (greeting, text) => {
    const own = `${greeting}\n\n${text}\n\nLamps Ltd.`;
    expect(read(own)).toBe(own);
    expect(read(`${greeting}\n\nSee you on Friday.\n\n${text}`)).toBe(
      `${greeting}\n\nSee you on Friday.`,
    );
  });

  it.each([
    'We hereby request that you delete all confidential data of our company, and notify the sender of this message of it.',
    'Hiermit verlangen wir, dass Sie alle vertraulichen Daten unserer Firma löschen und den Absender dieser Nachricht informieren.',
    'Con la presente chiediamo di cancellare tutti i dati riservati della nostra azienda, e di dare avviso al mittente del messaggio.',
  ])('keeps "%s", which a company wrote (S12)', (text) => {
    const own = `Hello.\n\nOur number is 12.\n\n${text}\n\nLamps Ltd.`;
    expect(read(own)).toBe(own);
  });

  it("cuts the words below a reaction's emoji, with their link on the next line (R29)", () => {
    const link =
      '<https://www.google.com/gmail/about/?utm_source=gmail-in-product&utm_medium=et&utm_campaign=emojireactionemail#app>';
    expect(extractReply({ text: `👍\n\nCarla reagierte über Gmail\n${link}` }).reply).toBe('👍');
  });
});
