import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_TEXTS } from '../functions/texts/built-in-texts.ts';
import { readMail } from '../local/console/read-mail.ts';
import { type GalleryMail, galleryPage } from './mails/gallery-page.ts';
import { composeKinds, type SampleMail } from './mails/kinds.ts';
import { SAMPLES } from './mails/samples.ts';

/** `npm run mails [folder]`: a page of every kind of mail in every language, wide and narrow, light and dark, for people to look at. */
const folder = process.argv[2] ?? join(import.meta.dirname, '../node_modules/.cache/mails');
const ZONES: Readonly<Record<string, string>> = { en: 'Europe/London', pt: 'Europe/Lisbon' };
const locales = Object.keys(BUILT_IN_TEXTS);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [locale, texts] of Object.entries(BUILT_IN_TEXTS)) {
  const sample = SAMPLES[locale];
  if (!sample) throw new Error(`bin/mails/samples.ts has no words in "${locale}": write some.`);
  const timeZone = ZONES[locale] ?? 'Europe/Rome';
  const mails = await composeKinds({ locale, texts, sample, timeZone });
  const shown = await Promise.all(mails.map((mail) => keep(mail, locale)));
  writeFileSync(join(folder, `${locale}.html`), galleryPage(locale, locales, shown));
}
console.log(`Open file://${join(folder, 'en.html')}`);

/** Writes the mail itself, and reads it back as a client would. */
async function keep({ kind, raw }: SampleMail, locale: string): Promise<GalleryMail> {
  const file = `${locale}-${kind.toLowerCase().replace(/[^a-z]+/g, '-')}.eml`;
  writeFileSync(join(folder, file), raw);
  const { from, subject, text, html } = await readMail(raw.toString('latin1'));
  return { kind, file, from, subject, text, html };
}
