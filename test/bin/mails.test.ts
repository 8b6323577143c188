import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, it } from 'vitest';
import { galleryPage } from '../../bin/mails/gallery-page.ts';
import { composeKinds } from '../../bin/mails/kinds.ts';
import { SAMPLES } from '../../bin/mails/samples.ts';
import { writeMails } from '../../bin/mails/write-mails.ts';
import { BUILT_IN_TEXTS } from '../../functions/texts/built-in-texts.ts';

const LOCALES = Object.keys(BUILT_IN_TEXTS);
const timeZone = 'Europe/Rome';

async function read(locale: string) {
  const [texts, sample] = [BUILT_IN_TEXTS[locale], SAMPLES[locale]];
  if (!texts || !sample) throw new Error(`no words in ${locale}`);
  const mails = await composeKinds({ locale, texts, sample, timeZone });
  return Promise.all(
    mails.map(async ({ kind, raw }) => ({ kind, ...(await PostalMime.parse(raw)) })),
  );
}

describe('npm run mails', () => {
  it('has samples in every language that we send mail in (S18)', () => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual(LOCALES.toSorted());
  });

  it.each(LOCALES)('composes every kind of mail in %s, in both parts', async (locale) => {
    for (const { kind, html = '', text = '' } of await read(locale)) {
      expect([kind, html.includes(`<html lang="${locale}" dir="ltr">`)]).toEqual([kind, true]);
      expect([kind, text.trim().length > 0]).toEqual([kind, true]);
      expect([kind, /\{[a-zA-Z]+\}|undefined|\[object/.exec(html + text)]).toEqual([kind, null]);
    }
  });

  describe('into a folder that is given', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mails-'));
    const file = join(folder, 'letter.txt');
    afterAll(() => rmSync(folder, { recursive: true }));

    it('removes nothing that is there', async () => {
      writeFileSync(file, 'mine');
      await expect(writeMails(folder)).rejects.toThrow('is not empty');
      await expect(writeMails(file)).rejects.toThrow('file already exists');
      expect(readdirSync(folder)).toEqual(['letter.txt']);
      expect(readFileSync(file, 'utf8')).toBe('mine');
    });
  });

  it('shows a mail in light and dark, whatever the system’s setting', async () => {
    const [mail] = await read('en');
    const { kind = '', html = '', subject = '' } = mail ?? {};
    const page = galleryPage('en', LOCALES, [
      { kind, html, subject, text: '', from: '', file: 'a.eml' },
    ]);
    expect(page).not.toContain('prefers-color-scheme');
    expect(page.match(/<iframe /g)).toHaveLength(4);
    for (const locale of LOCALES) expect(page).toContain(`href="${locale}.html"`);
  });
});
