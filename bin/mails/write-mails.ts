import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BUILT_IN_TEXTS } from '../../functions/texts/built-in-texts.ts';
import { readMail } from '../../local/console/read-mail.ts';
import { makeFolder } from '../../local/make-folder.ts';
import { type GalleryMail, galleryPage } from './gallery-page.ts';
import { composeKinds, type SampleMail } from './kinds.ts';
import { SAMPLES } from './samples.ts';

const ZONES: Readonly<Record<string, string>> = { en: 'Europe/London', pt: 'Europe/Lisbon' };
const USUAL_ZONE = 'Europe/Rome';

/** Writes a page for each language into a new or empty folder; one that holds something is refused, because it may be somebody's. Returns the page to open first. */
export async function writeMails(folder: string): Promise<string> {
  const locales = Object.keys(BUILT_IN_TEXTS);
  makeFolder(resolve(folder));
  if (readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: give a new or an empty folder`);
  for (const [locale, texts] of Object.entries(BUILT_IN_TEXTS)) {
    const sample = SAMPLES[locale];
    if (!sample) throw new Error(`bin/mails/samples.ts has no words in "${locale}": write some.`);
    const timeZone = ZONES[locale] ?? USUAL_ZONE;
    const mails = await composeKinds({ locale, texts, sample, timeZone });
    const shown = await Promise.all(mails.map((mail) => keep(folder, locale, mail)));
    writeFileSync(join(folder, `${locale}.html`), galleryPage(locale, locales, shown));
  }
  return join(folder, 'en.html');
}

/** Writes the mail, and reads it back as a client would. */
async function keep(folder: string, locale: string, mail: SampleMail): Promise<GalleryMail> {
  const { kind, raw } = mail;
  const words = kind.toLowerCase().match(/[a-z]+/g) ?? [];
  const file = `${locale}-${words.join('-')}.eml`;
  writeFileSync(join(folder, file), raw);
  const { from, subject, text, html } = await readMail(raw.toString('latin1'));
  return { kind, file, from, subject, text, html };
}
