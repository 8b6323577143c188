import type { CampaignMail } from './scenario.ts';
import { agentOf, type Stage, userOf } from './stage.ts';

/** `others` are the mails of which it may be a copy, octet by octet. */
export function rawMail(
  stage: Stage,
  mail: CampaignMail,
  others: CampaignMail[] = [],
): { from: string; raw: string } {
  const { expected, number } = mail;
  const { date, pipeline } = stage;
  const { address } = pipeline;
  if (expected.outcome === 'copy') {
    const original = others[expected.of];
    if (!original) throw new Error(`${mail.mark} is a copy of nothing`);
    return rawMail(stage, original, others);
  }
  if (!('conversation' in expected)) {
    const from = `stranger-${mail.mark}@fremd-${stage.seed}.example`;
    return { from, raw: compose({ from, to: address, mail, date }) };
  }
  if (expected.author === 'guest') {
    const from = `guest${number}@besuch-${stage.seed}.example`;
    const to = stage.replyAddresses.get(expected.conversation) ?? '';
    return { from, raw: compose({ from, to, mail, date }) };
  }
  const person = expected.author === 'agent' ? agentOf : userOf;
  const from = person(stage.seed, expected.conversation).email;
  const to = `"Board | ${stage.tags[expected.conversation]}" <${address}>`;
  return { from, raw: compose({ from, to, mail, date }) };
}

export function compose({
  from,
  to,
  mail,
  date,
}: {
  from: string;
  to: string;
  mail: CampaignMail;
  date: string;
}): string {
  const { mark, fields, hasFile } = mail;
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${mark}`,
    `Date: ${date}`,
    `Message-ID: <${mark}@client.example>`,
    ...fields,
  ];
  if (!hasFile) return [...head, '', `Text of ${mark}.`, ''].join('\r\n');
  const file = Buffer.from(`file of ${mark}`).toString('base64');
  return [
    ...head,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `Text of ${mark}.`,
    '--b',
    'Content-Type: application/pdf; name="a.pdf"',
    'Content-Disposition: attachment; filename="a.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    file,
    '--b--',
    '',
  ].join('\r\n');
}
