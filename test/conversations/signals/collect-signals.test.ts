import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../functions/conversations/people/people.ts';
import {
  collectSignals,
  plusPart,
  type SignalContext,
} from '../../../functions/conversations/signals/collect-signals.ts';
import { findConversation } from '../../../functions/conversations/signals/find-conversation.ts';
import { formatTag } from '../../../functions/conversations/signals/tag.ts';
import { issueToken, recipientMark } from '../../../functions/conversations/signals/token.ts';
import { secretKey } from '../../support/secret-key.ts';

const keys = { current: 'k1', keys: { k1: secretKey(1) } };
const carla: Participant = { kind: 'user', id: 'carla' };
const context: SignalContext = {
  pipingAddress: 'support@piping.example',
  keys,
  tagDigits: 6,
};
const token = issueToken(keys, 'address', '2457', carla);
const reference = `<${issueToken(keys, 'reference', '2457', carla)}@piping.example>`;
const tag = formatTag(keys, { prefix: 'LC', digits: 6 }, '2457');
const replyAddress = `support+${token}@piping.example`;
const empty = { to: [], cc: [], deliveredTo: [], inReplyTo: [], references: [] };
const madeFor = recipientMark(carla);

describe('collectSignals', () => {
  it.each([
    ['the envelope', empty, [replyAddress]],
    ['To', { ...empty, to: [{ name: '', address: replyAddress }] }, []],
    ['Cc', { ...empty, cc: [{ name: '', address: replyAddress }] }, []],
    ['Delivered-To and X-Original-To', { ...empty, deliveredTo: [replyAddress] }, []],
    ['an address in capitals', empty, [replyAddress.toUpperCase()]],
  ])('finds the token in %s (S1)', (_place, message, forwardPaths) => {
    expect(collectSignals(message, forwardPaths, context).found).toEqual([
      { signal: 'token', conversationId: '2457', madeFor },
    ]);
  });

  it.each([['inReplyTo'], ['references']])('finds our signed reference in %s (S1)', (field) => {
    const message = { ...empty, [field]: ['<other@x.example>', reference] };
    expect(collectSignals(message, [], context).found).toEqual([
      { signal: 'reference', conversationId: '2457', madeFor },
    ]);
  });

  it('gives the local part of SES ids from any region (S1)', () => {
    const message = {
      ...empty,
      inReplyTo: ['<0102-a@eu-west-1.amazonses.com>'],
      references: ['<0100-b@email.amazonses.com>', '<0102-c@amazonses.com.evil.example>'],
    };
    expect(collectSignals(message, [], context).sesMessageIds).toEqual(['0102-a', '0100-b']);
  });

  it('finds the tag in the display name of the piping address in To and Cc (S1, R25)', () => {
    const named = [{ name: `Support | ${tag}`, address: 'support@piping.example' }];
    for (const message of [
      { ...empty, to: named },
      { ...empty, cc: named },
    ]) {
      expect(collectSignals(message, [], context).found).toEqual([
        { signal: 'tag', conversationId: '2457' },
      ]);
    }
  });

  it('takes no tag from the name of a foreign address (S1)', () => {
    const to = [{ name: `Support | ${tag}`, address: 'helper@elsewhere.example' }];
    expect(collectSignals({ ...empty, to }, [], context)).toEqual({
      found: [],
      predecessors: [],
      sesMessageIds: [],
      wrongCodes: [],
    });
  });

  it('recognises ids though a program changed the case of their letters (S1, S2)', () => {
    const reference = issueToken(keys, 'reference', '2457', { kind: 'user', id: 'carla' });
    const inReplyTo = [`<${reference}@piping.example>`.toUpperCase()];
    expect(collectSignals({ ...empty, inReplyTo }, [], context).found).toMatchObject([
      { signal: 'reference', conversationId: '2457' },
    ]);
    const references = ['<0102ABC-00@EU-WEST-1.AMAZONSES.COM>'];
    expect(collectSignals({ ...empty, references }, [], context).sesMessageIds).toEqual([
      '0102abc-00',
    ]);
  });

  it('gives no id that is empty or longer than 200 characters, as keys of the table are limited (S1)', () => {
    const [longest, longer] = ['a'.repeat(200), 'a'.repeat(201)];
    const inReplyTo = ['', longer, longest].map((local) => `<${local}@eu-west-1.amazonses.com>`);
    expect(collectSignals({ ...empty, inReplyTo }, [], context).sesMessageIds).toEqual([longest]);
  });

  it('counts a wrong code after any prefix (S2)', () => {
    const wrong = tag.slice(0, -1) + ((Number(tag.at(-1)) + 1) % 10);
    const to = [{ name: wrong.replace('LC', 'XY'), address: 'support@piping.example' }];
    expect(collectSignals({ ...empty, to }, [], context).wrongCodes).toEqual(['2457']);
  });

  it('accepts no right code beside a wrong one for the same conversation (S2)', () => {
    const wrong = tag.slice(0, -1) + ((Number(tag.at(-1)) + 1) % 10);
    const to = [{ name: `${wrong} ${tag}`, address: 'support@piping.example' }];
    const { found, wrongCodes } = collectSignals({ ...empty, to }, [], context);
    expect({ found, wrongCodes }).toEqual({ found: [], wrongCodes: ['2457'] });
  });

  it('accepts no right code beside wrong ones for two other conversations (S2)', () => {
    const name = `LC11-000000 LC12-000000 ${tag}`;
    const to = [{ name, address: 'support@piping.example' }];
    const { found, wrongCodes } = collectSignals({ ...empty, to }, [], context);
    expect({ found, wrongCodes }).toEqual({ found: [], wrongCodes: ['11', '12'] });
  });

  it('accepts a right code beside a single wrong one for another conversation (S2)', () => {
    const to = [{ name: `LC11-000000 ${tag}`, address: 'support@piping.example' }];
    expect(collectSignals({ ...empty, to }, [], context)).toMatchObject({
      found: [{ signal: 'tag', conversationId: '2457' }],
      wrongCodes: ['11'],
    });
  });

  it('gives the ids that the mail answers, nearest first (S1)', () => {
    const message = { ...empty, inReplyTo: ['<c@x>'], references: ['<a@x>', '<b@x>', '<c@x>'] };
    expect(collectSignals(message, [], context).predecessors).toEqual(['<c@x>', '<b@x>', '<a@x>']);
  });

  it('accepts a reference of our own domain only (S1)', () => {
    const inReplyTo = [reference.replace('piping.example', 'elsewhere.example')];
    expect(collectSignals({ ...empty, inReplyTo }, [], context).found).toEqual([]);
  });

  const many = Array.from({ length: 100 }, (_, n) => n);

  it('reads the nearest fifty ids that could be ours, not counting those of other hosts (S1)', () => {
    const signals = (inReplyTo: string[], references: string[]) =>
      collectSignals({ ...empty, inReplyTo, references }, [], context);
    const ids = (host: string) => many.slice(0, 50).map((n) => `<${n}@${host}>`);
    for (const others of [ids('x.example'), ids('piping.example')]) {
      const isFull = others[0] === '<0@piping.example>';
      expect(signals([], [...others, reference]).found).toHaveLength(1);
      expect(signals([], [reference, ...others]).found).toHaveLength(isFull ? 0 : 1);
      expect(signals([...others, reference], []).found).toHaveLength(isFull ? 0 : 1);
    }
    const ses = '<0102@eu-west-1.amazonses.com>';
    expect(signals([], [ses, ...ids('x.example')]).sesMessageIds).toEqual(['0102']);
    const full = signals([], [ses, ...ids('eu-west-1.amazonses.com')]).sesMessageIds;
    expect([full[0], full.length, full.includes('0102')]).toEqual(['49', 50, false]);
  });

  const decoys = many.map(
    (n) =>
      `support+${String(n)
        .replace(/./g, (d) => 'abcdefghij'[Number(d)] ?? '')
        .padStart(36, 'q')}@piping.example`,
  );

  it("reads the first hundred texts of a token's form, those of the envelope first (S1)", () => {
    const find = (to: string[], forwardPaths: string[] = []) =>
      collectSignals(
        { ...empty, to: to.map((address) => ({ name: '', address })) },
        forwardPaths,
        context,
      ).found;
    expect(find([...decoys.slice(0, 99), replyAddress])).toHaveLength(1);
    expect(find([...decoys, replyAddress])).toEqual([]);
    expect(find([replyAddress], decoys)).toEqual([]);
    expect(find(decoys, [replyAddress])).toHaveLength(1);
  });

  it('reads the names of the first fifty recipients that are forms of the piping address (S1)', () => {
    const find = (before: string[]) =>
      collectSignals(
        {
          ...empty,
          to: [
            ...before.map((address) => ({ name: 'x', address })),
            { name: tag, address: 'support@piping.example' },
          ],
        },
        [],
        context,
      ).found;
    const foreign = many.map((n) => `${n}@x.example`);
    const ours = many.map((n) => `support+${n}@piping.example`);
    expect(find([...foreign, ...ours.slice(0, 49)])).toHaveLength(1);
    expect(find(ours.slice(0, 50))).toEqual([]);
  });

  it('names the conversation of a wrong code, but gives no signal (S2)', () => {
    const wrong = tag.slice(0, -1) + ((Number(tag.at(-1)) + 1) % 10);
    const to = [{ name: wrong, address: 'support@piping.example' }];
    const { found, wrongCodes } = collectSignals({ ...empty, to }, [], context);
    expect({ found, wrongCodes }).toEqual({ found: [], wrongCodes: ['2457'] });
  });

  it('matches nothing on empty values (S1)', () => {
    const message = {
      ...empty,
      to: [{ name: '', address: 'support+@piping.example' }],
      inReplyTo: ['<>'],
      references: ['<@>', '< >'],
    };
    expect(collectSignals(message, ['', 'support@piping.example'], context).found).toEqual([]);
  });
});

describe('a token in an address that a program rewrote (S1)', () => {
  it.each([
    ['a literal %2B', `support%2B${token}@piping.example`],
    ['a literal =2B', `support=2B${token}@piping.example`],
    ['a blank in quotes', `"support ${token}"@piping.example`],
    ['nothing for the plus', `support${token}@piping.example`],
    ['an address of two that a blank made', `${token}@piping.example`],
    ['another separator', `support-${token}@piping.example`],
    ['a tag of the client behind it', `support+${token}+home@piping.example`],
    ['a tag of the client before it', `support+home+${token}@piping.example`],
  ])('is found with %s', (_damage, address) => {
    const { found } = collectSignals({ ...empty, to: [{ name: '', address }] }, [address], context);
    expect(found).toEqual([{ signal: 'token', conversationId: '2457', madeFor }]);
  });

  it.each([
    ['of another domain', `support+${token}@elsewhere.example`],
    ['of a longer domain', `support+${token}@piping.example.evil.example`],
    ['with a token that lost a character', `support%2B${token.slice(1)}@piping.example`],
    ['with a token that got a character', `support%2B${token}a@piping.example`],
  ])('is not found in an address %s', (_what, address) => {
    const { found } = collectSignals({ ...empty, to: [{ name: '', address }] }, [address], context);
    expect(found).toEqual([]);
  });
});

describe('a token in a display name (S1)', () => {
  const piping = 'support@piping.example';
  const other = issueToken(keys, 'address', '11', carla);
  const find = (...to: { name: string; address: string }[]) =>
    collectSignals({ ...empty, to }, [], context).found;

  it.each([
    [replyAddress, piping],
    [`Carla support+${token}`, piping],
    [`'support%2B${token}@piping.example'`, piping],
    [`support+${token.slice(0, 9)}`, `${token.slice(9)}@piping.example`],
  ])('counts as a right tag: %s <%s>', (name, address) => {
    expect(find({ name, address })).toEqual([{ signal: 'tag', conversationId: '2457' }]);
  });

  it('adds nothing to the token of its own conversation in an address', () => {
    expect(find({ name: replyAddress, address: replyAddress })).toHaveLength(1);
  });

  it('stands behind the token of another conversation in an address', () => {
    const name = `support+${other}@piping.example`;
    expect(findConversation(find({ name, address: replyAddress }))).toMatchObject({
      conversationId: '2457',
      signal: 'token',
      passedOver: [{ signal: 'tag', conversationId: '11' }],
    });
  });

  it('is not found in the name of an address elsewhere', () => {
    expect(find({ name: replyAddress, address: 'helper@elsewhere.example' })).toEqual([]);
  });
});

describe('plusPart', () => {
  it.each([
    ['support@piping.example', ''],
    ['Support+Abc@Piping.Example', 'abc'],
    ['support+a+b@piping.example', 'a+b'],
    ['supporter@piping.example', undefined],
    ['support@other.example', undefined],
    ['support+abc@piping.example.evil.example', undefined],
    ['', undefined],
  ])('of %s is %s (R13)', (address, plus) => {
    expect(plusPart(address, 'support@piping.example')).toBe(plus);
  });
});
