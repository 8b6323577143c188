import type { Socket } from 'node:net';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createMailSender,
  openMailSender,
  readRefusal,
} from '../../../../functions/adapters/aws/email/mail-sender.ts';
import { isUnsent } from '../../../../functions/adapters/aws/email/ses-connections.ts';
import { serviceOfFile } from '../../../support/service-of-file.ts';

const ANSWER =
  '<SendRawEmailResponse><SendRawEmailResult><MessageId>id-1</MessageId></SendRawEmailResult></SendRawEmailResponse>';
let sockets: Socket[];
let taken: number;
const ses = await serviceOfFile((request, response) => {
  request.resume().on('end', () => {
    taken += 1;
    response.setHeader('content-type', 'text/xml').end(ANSWER);
  });
});
ses.on('connection', (socket) => sockets.push(socket));

const unverified = (identities: string) =>
  `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${identities}`;
const refusal = (name: string, message = '') => Object.assign(new Error(message), { name });

describe('readRefusal', () => {
  it.each([
    ['Throttling', 'Maximum sending rate exceeded.', 'throttled'],
    ['ThrottlingException', 'Rate exceeded', 'throttled'],
    ['Throttling', 'Daily message quota exceeded.', 'quota-exceeded'],
    ['AccountSendingPausedException', 'Sending is paused for this account.', 'paused'],
    ['ConfigurationSetSendingPausedException', '', 'paused'],
    ['MessageRejected', 'Sending suspended for this account. For more information, …', 'paused'],
    ['MessageRejected', 'Sending paused for this account. For more information, …', 'paused'],
    ['MessageRejected', 'Email address is not verified.', 'rejected'],
    ['MessageRejected', unverified('ann@example.org'), 'rejected'],
    ['MessageRejected', 'The mail of support@piping.example has a bad header', 'rejected'],
    ['InvalidParameterValue', 'Local address contains control or whitespace', 'rejected'],
  ])('reads %s "%s" as %s', (name, message, kind) => {
    expect(readRefusal(refusal(name, message), 'support@piping.example').kind).toBe(kind);
  });

  it('throws errors that may pass, or are the deployment’s', () => {
    for (const name of ['TimeoutError', 'MailFromDomainNotVerifiedException', 'AccessDenied']) {
      expect(() => readRefusal(refusal(name), 'support@piping.example')).toThrow();
    }
    // nobody's mail leaves until the domain is verified again
    const domainLost = refusal(
      'MessageRejected',
      unverified('Support@piping.example, ann@b.example'),
    );
    expect(() => readRefusal(domainLost, 'support@piping.example')).toThrow('not verified');
  });
});

describe('createMailSender', () => {
  const mail = { from: 'support@piping.example', to: 'a@b.example', raw: Buffer.from('x') };
  beforeEach(() => {
    sockets = [];
    taken = 0;
  });

  it('reuses a fresh connection, and none that was idle while the function was frozen', async () => {
    let now = 0;
    const sender = createMailSender('set', () => now);
    await sender.send(mail, async () => true);
    await sender.send(mail, async () => true);
    expect(sockets).toHaveLength(1);
    now += 60_000;
    expect(await sender.send(mail, async () => true)).toMatchObject({ kind: 'sent' });
    expect(sockets).toHaveLength(2);
  });

  it('repeats at once a request that was never sent', async () => {
    const sender = createMailSender('set', () => 0);
    await sender.send(mail, async () => true);
    for (const socket of sockets) socket.resetAndDestroy();
    expect(await sender.send(mail, async () => true)).toMatchObject({ kind: 'sent' });
    expect(taken).toBe(2);
  });

  it('begins no mail before the one that SES took is recorded, so a kill leaves one in doubt (S15)', async () => {
    const sender = openMailSender('set', 500);
    const recording = Promise.withResolvers<void>();
    const inDoubt: number[] = [];
    const record = async () => {
      inDoubt.push(taken);
      await recording.promise;
    };
    const first = sender.send(mail, async () => true, record);
    const second = sender.send(mail, async () => true, record);
    await vi.waitFor(() => expect(inDoubt).toHaveLength(1));
    // a second mail on the wire would have arrived by then
    await new Promise((resolve) => setTimeout(resolve, 30));
    recording.resolve();
    await Promise.all([first, second]);
    expect(inDoubt).toEqual([1, 2]);
  });

  it('goes on with the next mail when one fails', async () => {
    const sender = openMailSender('set', 500);
    const refused = async () => Promise.reject(new Error('the table does not answer'));
    const first = sender.send(mail, async () => true, refused);
    const second = sender.send(
      mail,
      async () => true,
      async () => {},
    );
    await expect(first).rejects.toThrow('the table does not answer');
    expect(await second).toMatchObject({ kind: 'sent' });
  });
});

describe('isUnsent', () => {
  it('is true for a request that failed on its way, never for a lost answer', () => {
    const failed = (syscall?: string) => Object.assign(new Error('ECONNRESET'), { syscall });
    expect(['connect', 'write', 'getaddrinfo'].map((call) => isUnsent(failed(call)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isUnsent(failed('read'))).toBe(false);
    expect(isUnsent(failed())).toBe(false);
  });
});
