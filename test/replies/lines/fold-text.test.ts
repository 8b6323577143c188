import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { foldText } from '../../../functions/replies/lines/fold-text.ts';

describe('foldText (S12)', () => {
  it.each([
    ['ASCII', 'Sent From', 'sent from'],
    ['accents of their own', 'Odesla\u0301no', 'odeslano'],
    ['accents in the letter', 'Wysyłka Überhaupt Čtvrtek', 'wysylka uberhaupt ctvrtek'],
    ['strokes through the letter', 'Łódź Đã gửi Ærø', 'lodz da gui æro'],
    ['a capital dotted I', 'İleti', 'ileti'],
    ['a dotless i', 'Kapısı', 'kapisi'],
    ['a sigma at the end', 'ΑΠΟΣΤΟΛΕΑΣ Αποστολέας', 'αποστολεασ αποστολεασ'],
    ['blanks of every kind', 'a\u00a0b\u2009c\td', 'a b c d'],
    ['invisible characters', '\u200fב\u200b\u00adג', 'בג'],
    ['digits of other scripts', '٢٠٢٦ ۲۰۲۶ ２０２６', '2026 2026 2026'],
    ['digits of India and its neighbours', '২০২৬ २०२६ ௨௦௨௬ ๒๐๒๖ ၂၀၂၆', '2026 2026 2026 2026 2026'],
    ['apostrophes', '\u2019 \u2018 \u00b4 `', "' ' ' '"],
    ['a wide colon', '发件人：', '发件人:'],
    ['the colons of Armenian and Amharic', 'գրել է՝ ጽፏል፦', 'գրել է: ጽፏል:'],
    ['letters of two units', '𝐀 Ñ 😀', '𝐀 n 😀'],
    ['old Korean letters that join', '\u1112\u1161\u11ab', '한'],
    ['new Korean letters', '보낸 사람', '보낸 사람'],
  ])('folds %s', (_what, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('folds a text of any length as its parts', () => {
    const part = 'Příští středa, 4. listopadu ';
    expect(foldText(part.repeat(2_000))).toBe(foldText(part).repeat(2_000));
  });

  it('leaves folded text unchanged', () => {
    for (let unit = 0; unit < 0x1_0000; unit++) {
      const once = foldText(`é${String.fromCharCode(unit)}`);
      if (foldText(once) !== once) expect.fail(`U+${unit.toString(16)}: ${foldText(once)}`);
    }
  });
});

describe('extractReply, characters that nobody sees', () => {
  it('reads a line of them alone as a blank line (S12)', () => {
    const text =
      'one\n\u200b\ntwo\u200d\n\u200b\u200e\n\nOn 3 Nov 2026, Ann <ann@lamps.example> wrote:\n> Is it?';
    expect(extractReply({ text }).reply).toBe('one\n\ntwo\u200d');
  });

  it.each(['  ', '\t', ' '.repeat(300)])(
    'finds a head whose blanks are %j (RFC 6376 §3.4.4)',
    (blanks) => {
      for (const head of [
        'Missatge de Support Board | LC4952-849566 <support@piping.example> del dia dt., 3 de nov. 2026 a les 10:00:',
        'Ann Lamp - 03/11/2026 10:01',
        '>>> Ann Lamp <ann@lamps.example> 03.11.2026 10:01 >>>',
        '-----Original Message-----From: Ann <ann@lamps.example>Sent: 3.11.2026 10:01To: Carla <carla@k.example>Subject: Lamps',
      ]) {
        const mark = head.startsWith('>') ? '' : '> ';
        const text = `one\n\n${head.replaceAll(' ', blanks)}\n\n${mark}Is it?`;
        expect(extractReply({ text }).reply, head).toBe('one');
      }
    },
  );

  it('keeps the blanks of a table and of a program (S12)', () => {
    const text = `name${' '.repeat(60)}| n\n\n          <Button\n            flat\n          >\n\nThanks`;
    expect(extractReply({ text }).reply).toBe(text);
  });
});
