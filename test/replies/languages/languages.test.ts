import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { LANGUAGES } from '../../../functions/replies/languages/languages.ts';
import { foldText } from '../../../functions/replies/lines/fold-text.ts';

const NAME = 'Support Board | LC2457-473412';
const BOX = `${NAME} <support+abc@piping.example>`;

/** By language: a client's attribution, labels of a header block, a device footer. */
const SAMPLES: Record<string, [attribution: string, labels: string, footer: string]> = {
  en: [
    `On Tue, Nov 3, 2026 at 10:01 AM ${BOX} wrote:`,
    'From|Sent|To|Subject',
    'Sent from my iPhone',
  ],
  it: [
    `Il giorno mar 3 nov 2026 alle ore 10:01 ${BOX} ha scritto:`,
    'Da|Inviato|A|Oggetto',
    'Inviato da iPhone',
  ],
  de: [
    `Am Di., 3. Nov. 2026 um 10:01 Uhr schrieb ${BOX}:`,
    'Von|Gesendet|An|Betreff',
    'Von meinem iPhone gesendet',
  ],
  fr: [
    `Le mar. 3 nov. 2026 à 10:01, ${BOX} a écrit :`,
    'De |Envoyé |À |Objet ',
    'Envoyé de mon iPhone',
  ],
  es: [
    `El mar, 3 nov 2026 a las 10:01, ${BOX} escribió:`,
    'De|Enviado|Para|Asunto',
    'Enviado desde mi iPhone',
  ],
  pt: [
    `Em ter., 3 de nov. de 2026 às 10:01, ${BOX} escreveu:`,
    'De|Enviado|Para|Assunto',
    'Enviado do meu iPhone',
  ],
  nl: [
    `Op di 3 nov 2026 om 10:01 schreef ${BOX}:`,
    'Van|Verzonden|Aan|Onderwerp',
    'Verstuurd vanaf mijn iPhone',
  ],
  pl: [`wt., 3 lis 2026 o 10:01 ${BOX} napisał(a):`, 'Od|Wysłano|Do|Temat', 'Wysłane z iPhone’a'],
  sv: [
    `Den tis 3 nov. 2026 kl 10:01 skrev ${BOX}:`,
    'Från|Skickat|Till|Ämne',
    'Skickat från min iPhone',
  ],
  da: [
    `Den tirs. 3. nov. 2026 kl. 10.01 skrev ${BOX}:`,
    'Fra|Sendt|Til|Emne',
    'Sendt fra min iPhone',
  ],
  no: [`tir. 3. nov. 2026 kl. 10:01 skrev ${BOX}:`, 'Fra|Sendt|Til|Emne', 'Sendt fra min iPhone'],
  fi: [
    `ti 3. marrask. 2026 klo 10.01 ${BOX} kirjoitti:`,
    'Lähettäjä|Lähetetty|Vastaanottaja|Aihe',
    'Lähetetty iPhonesta',
  ],
  cs: [
    `út 3. 11. 2026 v 10:01 odesílatel ${BOX} napsal:`,
    'Od|Odesláno|Komu|Předmět',
    'Odesláno z iPhonu',
  ],
  sk: [
    `ut 3. 11. 2026 o 10:01 ${BOX} napísal(a):`,
    'Od|Odoslané|Komu|Predmet',
    'Odoslané z iPhonu',
  ],
  hu: [
    `${BOX} ezt írta (időpont: 2026. nov. 3., K, 10:01):`,
    'Feladó|Elküldve|Címzett|Tárgy',
    'Az iPhone-omról küldve',
  ],
  ro: [
    `mar., 3 nov. 2026 la 10:01, ${BOX} a scris:`,
    'De la|Trimis|Către|Subiect',
    'Trimis de pe iPhone-ul meu',
  ],
  hr: [
    `uto, 3. stu 2026. u 10:01 ${BOX} napisao je:`,
    'Šalje|Poslano|Prima|Predmet',
    'Poslano s mog iPhonea',
  ],
  sl: [
    `V V tor., 3. nov. 2026 ob 10:01 je oseba ${BOX} napisala:`,
    'Od|Poslano|Za|Zadeva',
    'Poslano iz mojega iPhona',
  ],
  el: [
    `Στις Τρί 3 Νοε 2026 στις 10:01 π.μ., ο χρήστης ${BOX} έγραψε:`,
    'Από|Στάλθηκε|Προς|Θέμα',
    'Στάλθηκε από το iPhone μου',
  ],
  tr: [
    `${BOX}, 3 Kas 2026 Sal, 10:01 tarihinde şunu yazdı:`,
    'Kimden|Gönderildi|Kime|Konu',
    'iPhone’umdan gönderildi',
  ],
  ru: [`вт, 3 нояб. 2026 г. в 10:01, ${BOX}:`, 'От|Отправлено|Кому|Тема', 'Отправлено с iPhone'],
  uk: [`вт, 3 лист. 2026 р. о 10:01 ${BOX} пише:`, 'Від|Надіслано|Кому|Тема', 'Надіслано з iPhone'],
  bg: [
    `На вт, 3.11.2026 г. в 10:01 ${BOX} написа:`,
    'От|Изпратено|До|Относно',
    'Изпратено от моя iPhone',
  ],
  ca: [
    `Missatge de ${BOX} del dia dt., 3 de nov. 2026 a les 10:01:`,
    'De|Enviat|Per a|Assumpte',
    'Enviat des del meu iPhone',
  ],
  ja: [`2026年11月3日(火) 10:01 ${BOX}:`, '差出人|送信日時|宛先|件名', 'iPhoneから送信'],
  zh: [`${BOX} 于2026年11月3日周二 10:01写道：`, '发件人|发送时间|收件人|主题', '发自我的 iPhone'],
  ko: [
    `2026년 11월 3일 (화) 오전 10:01, ${BOX}님이 작성:`,
    '보낸 사람|보낸 날짜|받는 사람|제목',
    '나의 iPhone에서 보냄',
  ],
  ar: [
    `في الثلاثاء، ٣ نوفمبر ٢٠٢٦ في ١٠:٠١ ص تمت كتابة ما يلي بواسطة ‏‪${BOX}‬‏:`,
    'من|تاريخ الإرسال|إلى|الموضوع',
    'أُرسلت من الـ iPhone',
  ],
  he: [`‫בתאריך יום ג׳, 3 בנוב׳ 2026 ב-10:01 מאת ‪${BOX}‬‏:‬`, 'מאת|נשלח|אל|נושא', 'נשלח מה-iPhone שלי'],
  vi: [
    `Vào Th 3, 3 thg 11, 2026 vào lúc 10:01 ${BOX} đã viết:`,
    'Từ|Đã gửi|Đến|Chủ đề',
    'Đã gửi từ iPhone của tôi',
  ],
  lt: [`2026-11-03, an, 10:01 ${BOX} rašė:`, 'Nuo|Išsiųsta|Kam|Tema', 'Siųsta iš mano iPhone'],
  lv: [
    `otrd., 2026. g. 3. nov., plkst. 10:01 — lietotājs ${BOX} rakstīja:`,
    'No|Nosūtīts|Kam|Tēma',
    'Nosūtīts no mana iPhone',
  ],
  et: [
    `Kontakt ${BOX} kirjutas kuupäeval T, 3. november 2026 kell 10:01:`,
    'Saatja|Saadetud|Adressaat|Teema',
    'Saadetud minu iPhoneist',
  ],
  id: [
    `Pada Sel, 3 Nov 2026 pukul 10.01 ${BOX} menulis:`,
    'Dari|Dikirim|Kepada|Perihal',
    'Dikirim dari iPhone saya',
  ],
  th: [`ในวันที่ อ. 3 พ.ย. 2026 เวลา 10:01 ${BOX} เขียนว่า:`, 'จาก|ส่ง|ถึง|เรื่อง', 'ส่งจาก iPhone ของฉัน'],
  fa: [
    `در تاریخ سه‌شنبه ۳ نوامبر ۲۰۲۶،‏ ۱۰:۰۱ ${BOX} نوشت:`,
    'از|ارسال شده|به|موضوع',
    'ارسال شده از iPhone من',
  ],
  sr: [
    `уто, 3. нов 2026. у 10:01 ${BOX} је написао/ла:`,
    'Шаље|Послато|Прима|Наслов',
    'Послато са iPhone-а',
  ],
  is: [
    `Þann þri., 3. nóv. 2026 kl. 10:01 skrifaði ${BOX}:`,
    'Frá|Sent|Til|Efni',
    'Sent úr iPhone-símanum',
  ],
  gl: [
    `O mar, 3 nov 2026 ás 10:01, ${BOX} escribiu:`,
    'De|Enviado|Para|Asunto',
    'Enviado desde o meu iPhone',
  ],
  eu: [
    `${BOX} erabiltzaileak hau idatzi du (2026(e)ko aza. 3(a), ar. (10:01)):`,
    'Nork|Bidalia|Nori|Gaia',
    'Nire iPhonetik bidalia',
  ],
  hi: [
    `मंगल, 3 नव॰ 2026 को 10:01 am बजे को ${BOX} ने लिखा:`,
    'प्रेषक|भेजा गया|प्रति|विषय',
    'मेरे iPhone से भेजा गया',
  ],
  sq: [
    `Më mar, 3 nën 2026 në 10:01 ${BOX} shkroi:`,
    'Nga|Dërguar|Për|Subjekti',
    'Dërguar nga iPhone im',
  ],
  az: [
    `3 noy 2026, çər.a. tarixində saat 10:01-da ${BOX} yazdı:`,
    'Kimdən|Göndərildi|Kimə|Mövzu',
    'iPhone-umdan göndərildi',
  ],
  hy: [
    `Երք, 3 նոյ 2026 թ., 10:01, ${BOX} գրել է՝`,
    'Ումից|Ուղարկված է|Ում|Թեմա',
    'Ուղարկված է իմ iPhone-ից',
  ],
  ka: [
    `სამ, 3 ნოე. 2026, 10:01 ${BOX} დაწერა:`,
    'გამომგზავნი|გაგზავნილია|ვის|თემა',
    'გაგზავნილია ჩემი iPhone-იდან',
  ],
  kk: [
    `сс, 3 қар. 2026 ж. 10:01 ${BOX} деп жазды:`,
    'Кімнен|Жіберілді|Кімге|Тақырып',
    'iPhone құрылғысынан жіберілді',
  ],
  af: [
    `${BOX} het op Di. 3 Nov. 2026 om 10:01 geskryf:`,
    'Van|Gestuur|Aan|Onderwerp',
    'Gestuur van my iPhone',
  ],
  cy: [
    `Ar Maw, 3 Tach 2026 am 10:01, ysgrifennodd ${BOX}:`,
    'Oddi wrth|Anfonwyd|I|Pwnc',
    'Anfonwyd o fy iPhone',
  ],
  fil: [
    `Noong Mar, Nob 3, 2026 nang 10:01 AM, isinulat ni ${BOX}:`,
    'Mula kay|Ipinadala|Para kay|Paksa',
    'Ipinadala mula sa aking iPhone',
  ],
  bn: [
    `মঙ্গল, ৩ নভে, ২০২৬ তারিখে ১০:০১ AM টায় ${BOX} লিখেছেন:`,
    'প্রেরক|পাঠানো হয়েছে|প্রাপক|বিষয়',
    'আমার iPhone থেকে পাঠানো হয়েছে',
  ],
  ta: [
    `செவ்., 3 நவ., 2026, முற்பகல் 10:01 அன்று, ${BOX} எழுதியது:`,
    'அனுப்புநர்|அனுப்பியது|பெறுநர்|பொருள்',
    'எனது iPhone இலிருந்து அனுப்பப்பட்டது',
  ],
};

const replyOf = (text: string): string => extractReply({ text }).reply;

/** Wraps at 76 columns, as clients do. */
function wrap(line: string): string {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length > 75) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}

describe('LANGUAGES', () => {
  it('has a sample of each language here', () => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual(Object.keys(LANGUAGES).toSorted());
  });

  it('repeats no word, its own or one of the English entry', () => {
    const wordsOf = (group = '') =>
      group
        .split(';')
        .map((word) => foldText(word).trim())
        .filter((word) => word !== '');
    const twice = Object.entries(LANGUAGES).flatMap(([code, language]) =>
      (['said', 'head', 'mark', 'footer', 'end'] as const).flatMap((field) =>
        language[field].split('|').flatMap((group, at) => {
          const known = code === 'en' ? [] : wordsOf(LANGUAGES.en?.[field].split('|')[at]);
          return [...known, ...wordsOf(group)].filter(
            (word, index, all) => all.indexOf(word) < index,
          );
        }),
      ),
    );
    expect(twice).toEqual([]);
  });
});

describe.each(Object.entries(SAMPLES))(
  'extractReply, in %s',
  (_, [attribution, labels, footer]) => {
    it('recognises the attribution above a quote, wrapped or not (R26)', () => {
      expect(replyOf(`Yes.\n\n${attribution}\n\n> Is it?\n`)).toBe('Yes.');
      expect(replyOf(`Yes.\n\n${wrap(attribution)}\n\n> Is it?\n`)).toBe('Yes.');
    });

    it('recognises the attribution above text without quote marks (R26)', () => {
      expect(replyOf(`Yes.\n\n${attribution}\n\nIs it?\n`)).toBe('Yes.');
    });

    it('recognises the header block (R27)', () => {
      const values = [BOX, '3.11.2026 10:01', 'Maria <maria@rossi.example>', 'Re: x'];
      const block = labels.split('|').map((label, index) => `${label}: ${values[index]}`);
      expect(replyOf(`Yes.\n\n${block.join('\n')}\n\nIs it?\n`)).toBe('Yes.');
    });

    it('recognises the header block that names no address (R27)', () => {
      const values = ['Ann Lamp', 'Tuesday, 3.11.2026 10:01', 'Maria', 'Re: x'];
      const block = labels.split('|').map((label, index) => `${label}: ${values[index]}`);
      expect(replyOf(`Yes.\n\n${block.join('\n')}\n\nIs it?\n`)).toBe('Yes.');
    });

    it('recognises the device footer (R29)', () => {
      expect(replyOf(`Yes.\n\n${footer}\n\n${attribution}\n\n> Is it?\n`)).toBe('Yes.');
    });
  },
);
