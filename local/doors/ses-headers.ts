import { randomBytes } from 'node:crypto';
import { HOST, REGION } from '../configuration.ts';
import { resultWord, type Verdicts } from './verdicts.ts';

export interface ReceivedEnvelope {
  /** "" is the null reverse-path. */
  reversePath: string;
  recipients: string[];
  /** The client's EHLO name. */
  helo: string;
}

/** The fields that SES adds on top of a mail, ending with CRLF. */
export function makeSesHeaders(
  sesId: string,
  envelope: ReceivedEnvelope,
  verdicts: Verdicts,
  fromDomain: string,
  at: Date,
): string {
  const { reversePath, helo } = envelope;
  const client = `client-ip=${HOST}; envelope-from=${reversePath || '<>'}; helo=${helo};`;
  const [spf, dkim, dmarc] = [verdicts.spf, verdicts.dkim, verdicts.dmarc].map(resultWord);
  const domain = reversePath.slice(reversePath.lastIndexOf('@') + 1) || helo;
  const check = `(spfCheck: domain of ${domain} ${spf === 'pass' ? 'designates' : 'does not designate'} ${HOST} as permitted sender)`;
  const lines = [
    `Return-Path: <${reversePath}>`,
    `Received: from ${helo} (${helo} [${HOST}])`,
    ` by inbound-smtp.${REGION}.amazonaws.com with SMTP id ${sesId}`,
    ` for ${envelope.recipients[0] ?? ''};`,
    ` ${at.toUTCString().replace('GMT', '+0000 (UTC)')}`,
    `X-SES-Spam-Verdict: ${verdicts.spam}`,
    `X-SES-Virus-Verdict: ${verdicts.virus}`,
    `Received-SPF: ${spf} ${check} ${client}`,
    'Authentication-Results: amazonses.com;',
    ` spf=${spf} ${check} ${client}`,
    ` dkim=${dkim}${verdicts.dkim === 'NONE' ? '' : ` header.i=@${verdicts.dkimDomain}`};`,
    ` dmarc=${dmarc} header.from=${fromDomain};`,
    `X-SES-RECEIPT: ${randomBytes(96).toString('base64')}`,
    `X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=${randomBytes(48).toString('base64')}; c=relaxed/simple;`,
    ` s=local; d=amazonses.com; t=${Math.floor(at.getTime() / 1000)}; v=1;`,
    ` bh=${randomBytes(32).toString('base64')}; h=From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT;`,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
