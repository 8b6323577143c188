import { describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../functions/mail/message.ts';
import {
  hasAuthorField,
  hasAuthorLine,
  readBorderFields,
  readTraceFields,
} from '../../../functions/mail/verdicts/trace-fields.ts';
import { withoutSignatures } from '../../../functions/mail/verdicts/without-signatures.ts';

const field = (name: string, value = 'x') => ({ name, value });
const names = (fields: { name: string }[]) => fields.map(({ name }) => name);
const BORDER = field('received', 'from client by mx.example with ESMTPS; Tue');

describe('the fields of receivers (S3)', () => {
  it.each([
    'from',
    'sender',
    'reply-to',
    'to',
    'cc',
    'subject',
    'date',
    'message-id',
    'in-reply-to',
    'references',
    'mime-version',
    'content-type',
  ])("end at %s, which the author's program writes", (name) => {
    const above = field('return-path');
    expect(names(readTraceFields([above, field(name), field('authentication-results')]))).toEqual([
      'return-path',
    ]);
    expect(readBorderFields([above, field(name), BORDER])).toEqual([above]);
    expect(hasAuthorField([above, field(name)])).toBe(true);
    expect(hasAuthorLine(`X-A: b\r\n${name.toUpperCase()} \t: x\r\n`)).toBe(true);
  });

  it('are not taken as the author’s', () => {
    expect(hasAuthorField([field('received'), field('x-from')])).toBe(false);
    expect(hasAuthorLine('X-From: a\r\nReceived: from a\r\n')).toBe(false);
  });

  it('end at the second Received', () => {
    const one = field('received');
    expect(readTraceFields([field('x-a'), one, field('x-b'), one, field('x-c')])).toHaveLength(3);
    expect(readTraceFields([field('x-a'), one, field('x-b')])).toHaveLength(3);
    expect(readTraceFields([one, one])).toHaveLength(1);
    expect(readTraceFields([])).toEqual([]);
  });

  it('end with the Received by which the mail came in from outside, inclusive', () => {
    expect(readBorderFields([BORDER, field('x-forged'), BORDER])).toEqual([BORDER]);
    expect(readBorderFields([field('x-a'), BORDER, field('x-forged')])).toHaveLength(2);
    expect(readBorderFields([field('x-a'), field('x-b')])).toEqual([]);
  });

  it.each([
    'by 2002:a05:6a10 with SMTP id x; Tue',
    'from mx by store (Dovecot) with LMTP id x; Tue',
    'from mx by store with lmtps; Tue',
    'from mx by store with LMTPSA id x; Tue',
    'from mx by store with UTF8LMTPA id x; Tue',
    '(a comment) by store; Tue',
  ])('go on below a hand-over: %s', (value) => {
    expect(readBorderFields([field('received', value), BORDER])).toHaveLength(2);
  });

  it.each([
    'from client by mx with ESMTPS id x; Tue',
    'from client (with LMTP) by mx with ESMTP; Tue',
    'from client (I come with LMTP today) by mx with ESMTP; Tue',
    'from LMTP by mx with ESMTP; Tue',
    'from client by mx with xLMTP; Tue',
    'from client by mx with LMTPX; Tue',
    'from client by mx via LMTP; Tue',
    'from a with LMTP (client [192.0.2.1]) by mx with ESMTP id x; Tue',
    'from a by b with LMTP (client [192.0.2.1]) by mx with ESMTP id x; Tue',
    'from a with LMTP; Tue',
    'from client by mx with',
  ])('end at a Received from outside: %s', (value) => {
    expect(readBorderFields([field('received', value), BORDER])).toHaveLength(1);
  });
});

describe('withoutSignatures (S3)', () => {
  const proved: Verdicts = {
    spf: 'PASS',
    spfDomain: 'a.example',
    dkim: 'PASS',
    dkimDomains: ['a.example'],
    dmarc: 'PASS',
    spam: 'PASS',
    virus: 'FAIL',
  };

  it('removes what rests on a signature, and nothing else', () => {
    expect(withoutSignatures(proved)).toEqual({
      ...proved,
      dkim: 'GRAY',
      dkimDomains: [],
      dmarc: 'GRAY',
    });
  });

  it('keeps a FAIL', () => {
    expect(withoutSignatures({ dkim: 'FAIL', dmarc: 'FAIL' })).toEqual({
      dkim: 'FAIL',
      dkimDomains: [],
      dmarc: 'FAIL',
    });
    expect(withoutSignatures({})).toEqual({ dkimDomains: [] });
  });
});
