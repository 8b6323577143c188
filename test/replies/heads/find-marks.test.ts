import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

describe('extractReply, the mark that a program writes above a forwarded mail', () => {
  it.each([
    ['下面是被转发的邮件：', '发件人|日期|收件人|主题'],
    ['開始轉寄訊息：', '寄件人|日期|收件人|主旨'],
    ['بدء الرسالة المُعاد توجيهها:', 'من|التاريخ|إلى|الموضوع'],
    ['Mulai pesan yang diteruskan:', 'Dari|Tanggal|Kepada|Subjek'],
    ['Bắt đầu thư chuyển tiếp:', 'Từ|Ngày|Đến|Chủ đề'],
    ['İletilen ileti başlangıcı:', 'Kimden|Tarih|Kime|Konu'],
    ['Začiatok preposielanej správy:', 'Od|Dátum|Komu|Predmet'],
    ['Початок пересланого повідомлення:', 'Від|Дата|Кому|Тема'],
    ['Beginn der weitergeleiteten Nachricht:', 'Datum|Von|An|Betreff'],
    ['Začátek předané zprávy:', 'Datum|Od|Komu|Předmět'],
    ['Inicio del mensaje redirigido:', 'Fecha|Desde|Para|Asunto'],
    ['Start av vidarebefordrat meddelande:', 'Datum|Från|Till|Ämne'],
    ['開始轉寄郵件：', '日期|寄件者|收件者|主旨'],
  ])('"%s" is cut with what is below (R27)', (mark, labels) => {
    const values = [
      '3.11.2026 10:01',
      'Ann <ann@lamps.example>',
      'Eve <eve@mail.example>',
      'Parcel',
    ];
    const head = labels.split('|').map((label, at) => `${label}: ${values[at]}`);
    const text = `See below.\n\n${mark}\n\n${head.join('\n')}\n\nIs it there?`;
    expect(extractReply({ text }).reply).toBe('See below.');
  });
});

describe('extractReply, a forwarded mail that its program closes by a mark', () => {
  const head =
    'From: Ann <ann@lamps.example>\nDate: 3.11.2026 10:01\nTo: Eve <eve@mail.example>\nSubject: Parcel';

  it.each([
    [
      'Horde',
      '----- Weitergeleitete Nachricht von Ann <ann@lamps.example> -----',
      '----- Ende der weitergeleiteten Nachricht -----',
    ],
    [
      'Mutt',
      '----- Forwarded message from Ann <ann@lamps.example> -----',
      '----- End forwarded message -----',
    ],
    [
      'Gnus',
      '-------------------- Start of forwarded message --------------------',
      '-------------------- End of forwarded message --------------------',
    ],
    [
      'Yandex Mail',
      '-------- Пересылаемое сообщение --------',
      '-------- Конец пересылаемого сообщения --------',
    ],
  ])("%s: what is typed below the mark is the person's (S12)", (_, mark, end) => {
    const forwarded = `${mark}\n${head}\n\nIt is here.\n\n----- Opening hours -----\n\n9 to 5.\n\n${end}`;
    expect(extractReply({ text: `${forwarded}\n\nWho opens?` }).reply).toBe('Who opens?');
    expect(extractReply({ text: `See below.\n\n${forwarded}\n\nWho opens?` }).reply).toBe(
      'See below.\n\nWho opens?',
    );
    expect(extractReply({ text: `See below.\n\n${forwarded}` }).reply).toBe('See below.');
    expect(extractReply({ text: forwarded }).reply).toBe(
      'It is here.\n\n----- Opening hours -----\n\n9 to 5.',
    );
  });

  it('does not end with the last line of a certificate (R27)', () => {
    const key = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    const forwarded = `-----Forwarded Message-----\n${head}\n\n${key}`;
    expect(extractReply({ text: forwarded }).reply).toBe(key);
    expect(extractReply({ text: `See below.\n\n${forwarded}\n\nAnn` }).reply).toBe('See below.');
  });

  it('is whole below the last mark of several, as in a mail forwarded twice (R27)', () => {
    const [mark, end] = [
      '----- Forwarded message from Ann <ann@lamps.example> -----',
      '----- End forwarded message -----',
    ];
    const text = `${mark}\n${head}\n\n${mark}\n${head}\n\nIt is here.\n\n${end}\n\nSee above.\n\n${end}\n\nWho opens?`;
    expect(extractReply({ text }).reply).toBe('Who opens?');
  });
});

describe('extractReply, the words of The Bat! above a forwarded mail', () => {
  it('are cut with what is below (R27)', () => {
    const head =
      'From: Ann <ann@lamps.example>\nTo: Eve <eve@mail.example>\nDate: Tuesday, November 3, 2026, 10:01:09 AM\nSubject: Parcel';
    const rule = '===8<==============Original message text===============';
    const text = `See below.\n\nThis is a forwarded message\n${head}\n\n${rule}\nIs it there?`;
    expect(extractReply({ text }).reply).toBe('See below.');
  });
});

describe('extractReply, the boxes that HCL Notes draws in plain text', () => {
  const box = '|------------>\n| Von:       |\n|------------>';
  const value = '  >--------------|\n  |Ann@lamps.example|\n  >--------------|';

  it('are cut with what is below (R29)', () => {
    const text = `See below.\n\n${box}\n${value}\n\n\nIs it there?`;
    expect(extractReply({ text }).reply).toBe('See below.');
  });

  it('are none around words without a colon (S12)', () => {
    const text = `So:\n\n${box.replace(':', ' ')}\n\nIs it there?`;
    expect(extractReply({ text }).reply).toBe(text);
  });
});
