import type { HeaderField } from '../../../functions/mail/message.ts';

export const fields = (...lines: string[]): HeaderField[] =>
  lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
  });

export const SES_TOP = [
  'Return-Path: <anna@customer.example>',
  'Received: from mail.customer.example by inbound-smtp.eu-west-1.amazonaws.com; Tue',
  'X-SES-Spam-Verdict: PASS',
  'X-SES-Virus-Verdict: FAIL',
  'Received-SPF: pass (spfCheck: domain of customer.example) client-ip=192.0.2.1;',
  'Authentication-Results: amazonses.com; spf=pass (spfCheck: x) client-ip=192.0.2.1; envelope-from=anna@customer.example; dkim=pass header.i=@mail.customer.example; dmarc=pass header.from=customer.example;',
];
export const signed = (domain: string) =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=s; h=from; bh=x; b=x`;
export const AUTHOR = [
  signed('customer.example'),
  signed('mail.customer.example'),
  'From: anna@customer.example',
  'Subject: x',
];
export const FORGED = [
  'Received: from forged by inbound-smtp.eu-west-1.amazonaws.com; Tue',
  'X-SES-Spam-Verdict: PASS',
  'X-SES-Virus-Verdict: PASS',
  'Authentication-Results: amazonses.com; dkim=pass header.i=@bank.example; dmarc=pass',
];
