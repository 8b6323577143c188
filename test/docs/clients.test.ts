import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../functions/replies/languages/languages.ts';
import { expectGenerated } from '../support/generated-document.ts';

/** Beginnings of file names in the corpus, by program (test/replies/corpus/README.md); the longest match counts. */
const CLIENTS: Record<string, string> = {
  '163': '163.com, NetEase',
  aol: 'AOL Mail',
  'apple-mail': 'Apple Mail',
  aruba: 'Aruba webmail',
  becky: 'Becky!',
  blackberry: 'BlackBerry',
  'em-client': 'eM Client',
  evolution: 'Evolution',
  fastmail: 'Fastmail',
  front: 'Front',
  generic: 'any program that marks nothing',
  gmail: 'Gmail, text only',
  'gmail-android': 'Gmail for Android',
  'gmail-ios': 'Gmail for iOS',
  'gmail-web': 'Gmail on the web',
  gmx: 'GMX',
  hey: 'HEY',
  horde: 'Horde',
  ipad: 'iPad Mail',
  iphone: 'iPhone Mail',
  k9: 'K-9 Mail',
  kmail: 'KMail',
  libero: 'Libero Mail',
  mailru: 'Mail.ru',
  mailspring: 'Mailspring',
  mutt: 'Mutt',
  notes: 'HCL Notes',
  'open-xchange': 'Open-Xchange',
  'outlook-android': 'Outlook for Android',
  'outlook-desktop': 'Outlook for Windows',
  'outlook-html': 'Outlook for Windows',
  'outlook-ios': 'Outlook for iOS',
  'outlook-mac': 'Outlook for Mac',
  'outlook-new': 'new Outlook for Windows',
  'outlook-web': 'Outlook on the web',
  outlook2010: 'Outlook 2010',
  proton: 'Proton Mail',
  qq: 'QQ Mail',
  roundcube: 'Roundcube',
  samsung: 'Samsung Email',
  spark: 'Spark',
  squirrelmail: 'SquirrelMail',
  superhuman: 'Superhuman',
  't-online': 'T-Online',
  thunderbird: 'Thunderbird',
  'thunderbird-android': 'Thunderbird for Android',
  tuta: 'Tuta',
  verse: 'HCL Verse',
  webde: 'WEB.DE',
  yahoo: 'Yahoo Mail',
  'yahoo-android': 'Yahoo Mail for Android',
  'yahoo-iphone': 'Yahoo Mail for iPhone',
  'yahoo-web': 'Yahoo Mail on the web',
  yandex: 'Yandex Mail',
  zoho: 'Zoho Mail',
};

const emls = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith('.eml'))
    .map((name) => name.slice(0, -'.eml'.length))
    .sort();

function clientOf(name: string): string {
  const [prefix] = Object.keys(CLIENTS)
    .filter((each) => name.startsWith(`${each}-`))
    .sort((a, b) => b.length - a.length);
  if (prefix === undefined) throw new Error(`${name}: name its program in CLIENTS`);
  return CLIENTS[prefix] ?? '';
}

const languageOf = (name: string) => name.slice(name.lastIndexOf('-') + 1);
const inEnglish = new Intl.DisplayNames('en', { type: 'language' });
const languageName = (code: string) =>
  inEnglish.of({ ptbr: 'pt-BR', zhtw: 'zh-TW' }[code] ?? code) ?? code;

function groupBy<Item>(items: Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => a.localeCompare(b, 'en'));
}

const REPLIES = emls('../replies/corpus/');

describe('docs/clients.md', () => {
  it('counts the programs of the corpus', () => {
    const rows = groupBy(REPLIES, clientOf).map(([client, names]) => {
      const languages = [...new Set(names.map(languageOf))].sort().join(', ');
      return `| ${client} | ${names.length} | ${languages} |`;
    });
    const head = ['| program | mails | languages |', '|---|---|---|'];
    expectGenerated('docs/clients.md', [...head, ...rows].join('\n'), 'programs');
  });

  it('counts the mails in each language, and says which languages’ words are known', () => {
    const mails = new Map(groupBy(REPLIES, languageOf));
    const codes = [...new Set([...mails.keys(), ...Object.keys(LANGUAGES)])].sort();
    const rows = codes.map(
      (code) =>
        `| ${code} | ${languageName(code)} | ${mails.get(code)?.length ?? '–'} | ${code in LANGUAGES ? 'yes' : '–'} |`,
    );
    const head = ['| code | language | mails | its words are known |', '|---|---|---|---|'];
    expect(mails.size).toBeGreaterThanOrEqual(20);
    expectGenerated('docs/clients.md', [...head, ...rows].join('\n'), 'languages');
  });

  it('lists the damages and oddities that have a mail in test/mail/fixtures', () => {
    const rows = emls('../mail/fixtures/').map((name) => `- ${name.replaceAll('-', ' ')}`);
    expectGenerated('docs/clients.md', rows.join('\n'), 'damages');
  });
});
