import { describe, expect, it } from 'vitest';
import { findTags, formatTag, isTagValid } from '../../../functions/conversations/signals/tag.ts';
import type { TokenKeys } from '../../../functions/conversations/signals/token.ts';
import { secretKey } from '../../support/secret-key.ts';

const keys: TokenKeys = { current: 'k1', keys: { k1: secretKey(1) } };
const tag = formatTag(keys, { prefix: 'LC', digits: 6 }, '2457');

describe('formatTag', () => {
  it('has the form prefix, number, six digits (R24, S2)', () => {
    expect(tag).toMatch(/^LC2457-\d{6}$/);
  });

  it('has fewer digits by the setting, the first of the same code (S2)', () => {
    expect(formatTag(keys, { prefix: 'LC', digits: 4 }, '2457')).toBe(tag.slice(0, -2));
  });
});

describe('findTags', () => {
  it('finds the tag in a display name (R24)', () => {
    expect(findTags(`Support Board | ${tag}`)).toEqual([
      { conversationId: '2457', digits: tag.slice(-6) },
    ]);
  });

  it.each(['\u2010', '\u2011', '\u2013', '\u2212', '\uff0d', '- ', '\u2060-\u200b'])(
    'finds a tag whose hyphen a program changed to %j (S1)',
    (hyphen) => {
      expect(findTags(`Support | ${tag.replace('-', hyphen)}`)).toEqual([
        { conversationId: '2457', digits: tag.slice(-6) },
      ]);
    },
  );

  it('finds nothing in names without number or code (S1)', () => {
    for (const name of [
      '',
      'Support | -',
      'LC2457',
      'LC2457-',
      'LC-473412',
      'LC2457-12',
      'LC2457-1234567',
    ]) {
      expect(findTags(name)).toEqual([]);
    }
  });

  it('finds a tag with the prefix of a former setting (S18)', () => {
    expect(findTags('Help | SB12-123456')).toHaveLength(1);
  });

  it('stops at ten tags in one name', () => {
    expect(findTags(`${tag} `.repeat(50))).toHaveLength(10);
  });
});

describe('isTagValid', () => {
  const [found] = findTags(tag);

  it('accepts the right code, by the old key too (S2)', () => {
    const rotated = { current: 'k2', keys: { ...keys.keys, k2: secretKey(2) } };
    expect(found && isTagValid(rotated, found, 6)).toBe(true);
  });

  it('refuses a code that is shorter than the setting allows (S2)', () => {
    const short = { conversationId: '2457', digits: tag.slice(-6, -2) };
    expect(isTagValid(keys, short, 6)).toBe(false);
    expect(isTagValid(keys, short, 4)).toBe(true);
  });
});
