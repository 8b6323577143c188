import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { readMail } from '../../../local/console/read-mail.ts';
import { openOutbox } from '../../../local/engines/outbox.ts';
import { startServices } from '../../../local/engines/services-server.ts';
import { openState } from '../../../local/engines/state.ts';

describe('outbox', () => {
  it('keeps the octets sent to SES, and fails the next sends on demand', async () => {
    const state = openState(undefined);
    const outbox = openOutbox(state.space('outbox'), state.space('sent'));
    const services = await startServices({
      json: {},
      query: { namespace: 'x', actions: outbox.service },
    });
    const ses = new SESClient({
      endpoint: services.endpoint,
      region: 'eu-west-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const raw = Buffer.from(
      'From: "Support | LC1-2" <support@piping.example>\r\nTo: a@b.example\r\nSubject: x\r\n\r\n\xe9\r\n',
      'latin1',
    );
    const send = () =>
      ses.send(
        new SendRawEmailCommand({
          RawMessage: { Data: raw },
          Destinations: ['Carla <carla@customer.example>'],
        }),
      );
    const { MessageId: sesMessageId } = await send();
    const [mail] = JSON.parse(outbox.listAsJson());
    expect(mail).toMatchObject({
      sesMessageId,
      from: 'support@piping.example',
      to: ['carla@customer.example'],
      raw: raw.toString('latin1'),
    });
    expect((await readMail(mail.raw)).replyTo).toEqual({
      name: 'Support | LC1-2',
      address: 'support@piping.example',
    });
    outbox.failNext('AccountSendingPaused', 1);
    await expect(send()).rejects.toMatchObject({ name: 'AccountSendingPausedException' });
    outbox.failNext('MessageRejected', 1);
    await expect(send()).rejects.toMatchObject({ name: 'MessageRejected' });
    await send();
    expect(JSON.parse(outbox.listAsJson())).toHaveLength(2);
    outbox.clear();
    expect([outbox.listAsJson(), outbox.find(sesMessageId ?? '')?.to]).toEqual([
      '[]',
      ['carla@customer.example'],
    ]);
    await services.stop();
  });
});
