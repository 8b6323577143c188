import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAILBOX_FAULT_TEXTS, sayFault } from '../../../console/settings/mailbox-faults.ts';
import { GROUPS } from '../../../console/settings/setting-groups.ts';
import { SETTINGS_TEXTS } from '../../../console/settings/texts/settings-texts.ts';
import { en } from '../../../console/texts/en.ts';
import { fill } from '../../../console/texts/fill.ts';
import { mailsEn } from '../../../console/texts/mails.ts';
import { reasonsEn, reasonsIt } from '../../../console/texts/reasons.ts';
import { MESSAGE_FLAGS } from '../../../functions/conversations/conversation.ts';
import { DELIVERY_REASONS } from '../../../functions/conversations/recipients/delivery.ts';
import { SETTING_NAMES } from '../../../functions/settings/settings.ts';
import { MAILBOX_FAULTS } from '../../../functions/steps/polling/ports.ts';

/** The reasons in the tables of docs/outcomes.md, which test/docs/outcomes.test.ts checks against the code. */
const inboundReasons = [
  ...readFileSync('docs/outcomes.md', 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm),
].map(([, reason = '']) => reason);

describe.each(['en', 'it'] as const)('the page in %s', (language) => {
  it('has a text for every setting', () => {
    const named = SETTING_NAMES.filter((name) => name !== 'mailboxes');
    const texts: Record<string, string> = SETTINGS_TEXTS[language];
    const missing = named.flatMap((name) =>
      [`name.${name}`, `meaning.${name}`].filter((key) => !texts[key]),
    );
    expect(missing).toEqual([]);
  });

  it('has a text for every fault of a mailbox', () => {
    const texts: Record<string, string> = MAILBOX_FAULT_TEXTS[language];
    expect(MAILBOX_FAULTS.filter((fault) => !texts[fault])).toEqual([]);
    const entry = { name: 'b', host: 'imap.x.example', user: 'ann', secret: 's', address: 'a@x' };
    const shown = sayFault(language, { code: 'login-refused', said: 'NO' }, 'in English', entry);
    expect(shown).toMatch(/imap\.x\.example .*ann.*NO$/);
    expect(sayFault(language, {}, 'in English', entry)).toBe('in English');
  });

  it('has a text for every reason of an incoming mail', () => {
    const reasons: Record<string, string> = language === 'en' ? reasonsEn : reasonsIt;
    expect(inboundReasons.length).toBeGreaterThan(20);
    expect(inboundReasons.filter((reason) => !reasons[`in.reason.${reason}`])).toEqual([]);
  });

  it('has a text for every reason of a delivery', () => {
    const reasons: Record<string, string> = language === 'en' ? reasonsEn : reasonsIt;
    const all = Object.values(DELIVERY_REASONS).flat();
    expect(all.filter((reason) => !reasons[`out.reason.${reason}`])).toEqual([]);
  });

  it('has a text for every flag of a message', () => {
    const reasons: Record<string, string> = language === 'en' ? reasonsEn : reasonsIt;
    expect(MESSAGE_FLAGS.filter((flag) => !reasons[`flag.${flag}`])).toEqual([]);
  });
});

describe('the texts of the page', () => {
  it('are all used', () => {
    const files = readdirSync('console', { recursive: true, encoding: 'utf8' });
    const source = files
      .filter((file) => /\.tsx?$/.test(file) && !/texts\/(?:en|it|mails)\.ts$/.test(file))
      .map((file) => readFileSync(`console/${file}`, 'utf8'))
      .join('\n');
    const isUsed = (key: string) =>
      source.includes(`'${key}'`) ||
      source.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`);
    expect(Object.keys({ ...en, ...mailsEn }).filter((key) => !isUsed(key))).toEqual([]);
  });
});

describe('fill', () => {
  it.each([
    ['signs that a replacement could mean', { name: "A$$AP $& $' $1" }, "Erase A$$AP $& $' $1 (2)"],
    ['the place of another value', { name: '{count}' }, 'Erase {count} (2)'],
    ['no value', {}, 'Erase {name} (2)'],
  ])('writes %s as it is', (_what, values, filled) => {
    expect(fill('Erase {name} ({count})', { ...values, count: 2 })).toBe(filled);
  });
});

describe('the groups of settings', () => {
  it('have every setting once', () => {
    const grouped = GROUPS.flatMap(({ settings }) => settings);
    expect(SETTING_NAMES.filter((name) => !grouped.includes(name))).toEqual([]);
    expect(new Set(grouped).size).toBe(grouped.length);
  });
});
