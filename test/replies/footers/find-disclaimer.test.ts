import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const OWN = 'Via Roma 1, second floor.';
const read = (paragraph: string) => extractReply({ text: `${OWN}\n\n${paragraph}` }).reply;

describe('extractReply, above a disclaimer', () => {
  it.each([
    'Ta wiadomość jest przeznaczona wyłącznie dla adresata. Jeśli otrzymałeś ją przez pomyłkę, usuń ją i powiadom nadawcę.',
    'Obsah této zprávy je určen výlučně uvedeným příjemcům a může obsahovat důvěrné informace. Pokud nejste příjemcem, zprávu vymažte.',
    'Ova poruka je poverljiva i namenjena je isključivo primaocu. Ako ste je primili greškom, molimo vas da obrišete poruku.',
    '本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人或群组。如果您错收了本邮件，请您立即通知发件人并删除本邮件！',
    'Diese Nachricht ist vertraulich. Sollten Sie nicht der vorgesehene Empfänger sein, so bitten wir um einen kurzen Hinweis und Löschung.',
    'De informatie in dit e-mailbericht is bestemd voor de geadresseerde. Gebruik van deze informatie door anderen is verboden.',
    'Denne e-posten kan inneholde konfidensiell informasjon og er ment for adressaten. Har du mottatt den ved en feiltakelse, vennligst slett den.',
    'Данное сообщение и все приложения к нему конфиденциальны и предназначены для адресата. Если оно получено Вами ошибочно, удалите его.',
    'Ez az üzenet bizalmas, és kizárólag a címzettnek szól. Amennyiben tévesen kapta meg, kérjük, értesítse a feladót, és törölje az üzenetet.',
    'هذه الرسالة وأي مرفقات بها سرية ومخصصة للجهة الموجهة إليها. إذا وصلتك عن طريق الخطأ، يرجى إخطار صاحبها وحذفها من نظامك فوراً.',
    'ข้อความในอีเมลนี้เป็นความลับและมีไว้สำหรับผู้รับเท่านั้น หากท่านได้รับอีเมลนี้โดยไม่ได้ตั้งใจ กรุณาแจ้งผู้ส่งและลบอีเมลนี้',
  ])('ends at %j (S12)', (paragraph) => {
    expect(read(paragraph)).toBe(OWN);
  });

  it.each([
    'Tu zprávu smažte, prosím: obsahuje důvěrné informace o jiném zákazníkovi, které se ke mně dostaly omylem.',
    'Poruka je stigla greškom, obrišite je molim vas, jer je u njoj adresa drugog kupca i broj njegovog računa.',
    'Отправитель ошибочно указал моего соседа, а получатель я. Прошу исправить адрес получателя в вашей системе.',
    'A csomagot tévesen adta fel a feladó, a címzett nem is lakik már ott, ezért visszaküldték. Kérem a cseréjét.',
    'Beløpet ble ved en feiltakelse sendt to ganger, og mottaker har ikke svart. Vennligst betal det ene tilbake til kontoen.',
    'Pakken ble levert ved en feiltakelse til naboen. Adressaten er Kari Nordmann, og mottaker har ikke fått noe.',
    'Thanks for the call. The file holds the confidential figures that Ann asked for; please delete the older one.',
  ])('keeps %j, which somebody typed (S12)', (paragraph) => {
    expect(read(paragraph)).toBe(`${OWN}\n\n${paragraph}`);
  });

  it.each(['table><tr><td', 'pre', 'div', 'p'])(
    'ends at one in <%s> directly below the quote (S12)',
    (open) => {
      const quote = '<div class="gmail_quote"><blockquote>Where to?</blockquote></div>';
      const html = `<div>${OWN}</div>${quote}<${open}>This message is confidential. If you received it by mistake, notify the sender and delete it at once.`;
      expect(extractReply({ html }).reply).toBe(OWN);
    },
  );

  it.each([
    ['a table', '<div>Thanks.</div><br><div>I got your mail</div>', '<table><tr><td>'],
    [
      'its author’s card',
      '<p>Thanks.</p><table><tr><td>I got your mail</table>',
      '<table><tr><td>',
    ],
    ['a ruler', 'Thanks.<br><br>I got your mail', '<hr>'],
    [
      'a paragraph of Word',
      '<p>Thanks.</p><div>I got your mail</div>',
      '<div><b>Disclaimer</b></div>',
    ],
  ])('keeps the line directly above one in or below %s (S12)', (_, above, open) => {
    const html = `${above}${open}This message is confidential.<br>If you received it by mistake, notify the sender and delete it at once.`;
    expect(extractReply({ html }).reply).toBe('Thanks.\n\nI got your mail');
  });

  it('keeps the sentence directly above one in plain text (S12)', () => {
    const note =
      'This message is confidential. If you received it by mistake, notify the sender\nand delete it at once.';
    expect(read(`Ring twice.\n${note}`)).toBe(`${OWN}\n\nRing twice.`);
  });

  it('keeps the whole card of its author, directly above one (S12)', () => {
    const card = 'Carla Bianchi<br>Lamps Ltd<br>+39 02 1234567';
    const html = `<p>Thanks.</p><p>${card}</p><table><tr><td>This message is confidential.<br>If you received it by mistake, notify the sender and delete it at once.`;
    expect(extractReply({ html: html.replace('</p><table>', '<table>') }).reply).toBe(
      `Thanks.\n\n${card.replaceAll('<br>', '\n')}`,
    );
  });

  it('keeps as many lines above one as are read of one (S12)', () => {
    const list = Array.from({ length: 10 }, (_, n) => `A${n}`).join('\n');
    const note =
      'This message is confidential. If you received it by mistake, notify the sender and delete it.';
    expect(read(`${list}\n${note}`)).toBe(`${OWN}\n\n${list}`);
  });

  it.each(['Please delete the order', 'The contract is confidential.', 'No, delete it'])(
    'keeps %j between the person’s other words and one (S12)',
    (own) => {
      const above = `Hello Ann,\n\nthe lamp is broken.\n${own}`;
      const note =
        'This message is confidential. If you received it by mistake, notify the sender and delete it.';
      expect(extractReply({ text: `${above}\n${note}` }).reply).toContain(above);
    },
  );

  it('keeps a line directly below another one that speaks of another mail (S12)', () => {
    const text =
      'Good question.\nThe message came by mistake, is confidential and is intended for Ann only. Please delete it.';
    expect(extractReply({ text }).reply).toBe(text);
  });
});
