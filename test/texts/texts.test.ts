import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../functions/settings/locales.ts';
import { BUILT_IN_TEXTS, TEXT_NAMES } from '../../functions/texts/built-in-texts.ts';
import { candidateLocales } from '../../functions/texts/candidate-locales.ts';
import { DELIMITERS, delimiterFor } from '../../functions/texts/delimiters.ts';
import { fillText } from '../../functions/texts/fill-text.ts';
import { mergeTexts } from '../../functions/texts/merge-texts.ts';

const placeholders = (text: string) => (text.match(/\{[a-z]+\}/g) ?? []).sort();

describe('texts', () => {
  it('exist in every language (S18)', () => {
    expect(Object.keys(BUILT_IN_TEXTS).sort()).toEqual([...LOCALES].sort());
    expect(Object.keys(DELIMITERS).sort()).toEqual([...LOCALES].sort());
  });

  it.each([...LOCALES])(
    'are complete in %s, with the placeholders of the English ones (S18)',
    (locale) => {
      const texts = BUILT_IN_TEXTS[locale];
      expect(Object.keys(texts ?? {})).toEqual(TEXT_NAMES);
      for (const name of TEXT_NAMES) {
        expect(placeholders(texts?.[name] ?? '')).toEqual(
          placeholders(BUILT_IN_TEXTS.en?.[name] ?? ''),
        );
      }
    },
  );
});

describe('mergeTexts', () => {
  it("replaces our texts by the team's and keeps the rest", () => {
    const { texts, problems } = mergeTexts('it', { wrote: '{author} dice:' });
    expect(texts).toMatchObject({ wrote: '{author} dice:', earlier: BUILT_IN_TEXTS.it?.earlier });
    expect(problems).toEqual([]);
  });

  it('falls back to English for a language of the team alone, and reports each missing text', () => {
    const { texts, problems } = mergeTexts('sv', { wrote: '{author} skrev:' });
    expect(texts).toMatchObject({ wrote: '{author} skrev:', earlier: BUILT_IN_TEXTS.en?.earlier });
    expect(problems.length).toBe(TEXT_NAMES.length - 1);
    expect(problems).toContainEqual({
      key: 'earlier',
      reason: 'missing: the English text is used',
    });
  });

  it('refuses values that are no text and reports unknown keys', () => {
    const { texts, problems } = mergeTexts('en', {
      wrote: 7,
      earlier: 'x'.repeat(3_000),
      wrtoe: 'y',
    });
    expect(texts).toEqual(BUILT_IN_TEXTS.en);
    expect(problems.map(({ key }) => key).sort()).toEqual(['earlier', 'wrote', 'wrtoe']);
  });
});

describe('fillText', () => {
  it('fills known placeholders once, and leaves the rest', () => {
    expect(fillText('{author} and {other}', { author: '{other}', other: 'b' })).toBe(
      '{other} and b',
    );
    expect(fillText('{unknown}', {})).toBe('{unknown}');
  });
});

describe('candidateLocales', () => {
  it.each([
    ['pt-BR', ['pt-br', 'pt', 'en']],
    ['de_AT', ['de-at', 'de', 'en']],
    [undefined, ['en']],
    ['../../x', ['en']],
    ['en-12', ['en']],
  ])('reads %s as %j', (locale, expected) => {
    expect(candidateLocales(locale, 'en')).toEqual(expected);
  });
});

describe('delimiterFor', () => {
  it('uses the language of a regional locale, and English for a language without a delimiter (R19)', () => {
    expect(delimiterFor('pt-br')).toBe(DELIMITERS.pt);
    expect(delimiterFor('sv')).toBe(DELIMITERS.en);
  });
});
