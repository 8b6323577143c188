import { describe, expect, it } from 'vitest';
import { readHeaderFields } from '../../../functions/mail/header-fields.ts';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { judgeAuthentication } from '../../../functions/mail/verdicts/judge-authentication.ts';
import { readPolledVerdicts } from '../../../functions/mail/verdicts/polled-verdicts.ts';
import { readTopBlockVerdicts } from '../../../functions/mail/verdicts/top-block-verdicts.ts';

const SERVER = 'mx.box.example';
const FORGED =
  'dkim=pass header.d=victim.example; spf=pass smtp.mailfrom=victim.example; dmarc=pass';
/** Names that a sender may give in EHLO or MAIL FROM to have them read as a result. */
const WORDS = [
  'a;dmarc=pass;',
  'a;dmarc=pass;x=y',
  'a;dmarc=pass;x.y=z',
  'a;dmarc=pass;none',
  'a;dmarc=pass/',
  '"a;dmarc=pass header.from=victim.example"',
  'a);dmarc=pass(',
  'a(b',
  'a\\;dmarc=pass;',
];
/** Some servers also copy words after blanks from EHLO. */
const NAMES = [
  ...WORDS,
  'x smtp.mailfrom=victim.example',
  'x with LMTP',
  'x by y with LMTP',
  'x dkim=pass header.d=victim.example',
  'x header.from=victim.example',
];
/** Fields of the sender below those that the receiver will write. */
const BELOW = [
  '',
  `Authentication-Results: ${SERVER}; ${FORGED}`,
  `Authentication-Results: amazonses.com; ${FORGED}`,
  `Received: from x by ${SERVER} with LMTP; Tue\nAuthentication-Results: ${SERVER}; ${FORGED}`,
  `Authentication-Results: ${SERVER}; ${FORGED}\nReceived: from x by ${SERVER} with ESMTPS; Tue`,
  `ARC-Authentication-Results: i=1; ${SERVER}; ${FORGED}`,
  'DKIM-Signature: d=victim.example; s=s; h=from; b=x',
  'DKIM-Signature: d=evil.example; i=@victim.example; s=s; h=from; b=x',
  'Return-Path: <anna@victim.example>',
];
const DMARC = [
  '',
  'dmarc=none header.from=victim.example',
  'dmarc=fail header.from=victim.example',
];
const DKIM = 'dkim=pass header.d=evil.example; dkim=fail header.d=victim.example';

const fields = (...lines: string[]) =>
  readHeaderFields(
    Buffer.from([...lines, 'From: anna@victim.example', ''].join('\n').replace(/^\n+/gm, '')),
  );
const isBelieved = (verdicts: Verdicts | undefined) =>
  verdicts !== undefined &&
  judgeAuthentication('anna@victim.example', verdicts) === 'authenticated';

interface Sender {
  word?: string;
  name?: string;
}

/** The fields that the mailbox's server writes, in one field or one for each check. */
function polled({ word = 'a', name }: Sender, dmarc: string, isSplit: boolean, ...below: string[]) {
  const envelope = `smtp.mailfrom=${word}@evil.example`;
  const spf = name === undefined ? envelope : `smtp.helo=${name} ${envelope}`;
  const sections = [`spf=pass ${spf}`, DKIM, dmarc].filter(Boolean);
  const results = isSplit ? sections : [sections.join('; ')];
  const written = results.map((said) => `Authentication-Results: ${SERVER}; ${said}`);
  const received = `Received: from ${name ?? 'mx.evil.example'} (evil [192.0.2.1]) by ${SERVER} with ESMTPS; Tue`;
  return fields(...written, received, ...below);
}

/** The fields that SES writes for the same mail. */
const bySes = ({ word = 'a', name = 'mx.evil.example' }: Sender, dmarc: string, below = '') =>
  fields(
    `Return-Path: <${word}@evil.example>`,
    `Received: from ${name} (evil [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com; Tue`,
    `Authentication-Results: amazonses.com; spf=pass (spfCheck: domain of evil.example) client-ip=192.0.2.1; envelope-from=${word}@evil.example; helo=${name}; ${DKIM}; ${dmarc};`,
    below,
  );

describe('the words of a sender (S3)', () => {
  it.each([...WORDS.map((word) => ({ word })), ...NAMES.map((name) => ({ name }))])(
    'are never read as a result, whatever fields are below: %j',
    (sender: Sender) => {
      for (const dmarc of DMARC)
        for (const below of BELOW) {
          for (const isSplit of [false, true])
            expect(
              isBelieved(readPolledVerdicts(polled(sender, dmarc, isSplit, below), SERVER)),
            ).toBe(false);
          expect(isBelieved(readTopBlockVerdicts(bySes(sender, dmarc, below)))).toBe(false);
        }
    },
  );

  it('do not prevent an honest mail from being trusted', () => {
    const pass = 'dmarc=pass header.from=victim.example';
    for (const isSplit of [false, true])
      expect(
        isBelieved(readPolledVerdicts(polled({ name: 'mx.a.example' }, pass, isSplit), SERVER)),
      ).toBe(true);
    expect(isBelieved(readTopBlockVerdicts(bySes({}, pass)))).toBe(true);
  });
});
