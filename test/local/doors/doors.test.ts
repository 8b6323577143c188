import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Recorded, runSmall, type SmallPipeline } from '../fixtures/run-small.ts';

let small: SmallPipeline;

beforeAll(async () => {
  small = await runSmall();
});
afterAll(() => small.stop());

async function send(
  raw: string | Buffer,
  to = 'support@piping.example',
  from = 'carla@kunde.example',
  name?: string,
) {
  const { smtpPort: port } = small;
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name });
  await transport.sendMail({ envelope: { from, to }, raw });
  await small.idle();
  const last = small.recorded('work').at(-1) as Recorded;
  const notification = JSON.parse(last.event.Records.at(-1).body);
  const { bucketName, objectKey } = notification.receipt.action;
  const stored = await small.machine.s3.send(
    new GetObjectCommand({ Bucket: bucketName, Key: objectKey }),
  );
  const text = Buffer.from((await stored.Body?.transformToByteArray()) ?? []).toString('latin1');
  return { notification, text, objectKey };
}

/** More than any batch holds, over several connections. */
const BURST = 100;

const refusal = (sending: Promise<unknown>) =>
  sending.then(
    () => 250,
    (error) => error.responseCode,
  );

describe('SMTP door', () => {
  it('stores the mail with the headers of SES on top, and the octets of the sender below, unchanged', async () => {
    const raw =
      'From: Carla <carla@kunde.example>\r\nSubject: =?utf-8?Q?=C3=A8?=\r\n\r\n.dot\r\n\xe9\r\n';
    const { text, objectKey } = await send(Buffer.from(raw, 'latin1'));
    expect(objectKey).toMatch(/^inbound\/[0-9a-z]{40}$/);
    expect(text).toMatch(/^Return-Path: <carla@kunde\.example>\r\nReceived: from /);
    expect(text).toContain('\r\nAuthentication-Results: amazonses.com;\r\n spf=pass');
    expect(text).toContain(' dkim=pass header.i=@kunde.example;');
    expect(text.endsWith(raw)).toBe(true);
  });

  it('publishes the notification of the S3 action', async () => {
    const { notification } = await send(
      'From: carla@kunde.example\r\nTo: x\r\n\r\nHello\r\n',
      'support+abc@piping.example',
    );
    expect(notification).toMatchObject({
      notificationType: 'Received',
      mail: {
        source: 'carla@kunde.example',
        destination: ['support+abc@piping.example'],
        headersTruncated: false,
      },
      receipt: {
        recipients: ['support+abc@piping.example'],
        spamVerdict: { status: 'PASS' },
        virusVerdict: { status: 'PASS' },
        spfVerdict: { status: 'PASS' },
        dkimVerdict: { status: 'PASS' },
        dmarcVerdict: { status: 'PASS' },
        action: { type: 'S3', bucketName: 'small-bucket' },
      },
    });
  });

  it('sets the verdicts of X-Local-Verdicts in notification and headers, and removes the header', async () => {
    const { notification, text } = await send(
      'From: a@b.example\r\nX-Local-Verdicts: spf=NONE dkim=PASS\r\n dmarc=FAIL virus=PROCESSING_FAILED dkim-domain=other.example\r\nTo: x\r\n\r\nHello\r\n',
    );
    expect(text.toLowerCase()).not.toContain('x-local-verdicts');
    expect(text).toContain('\r\nTo: x\r\n\r\nHello');
    expect(text).toContain(' spf=none ');
    expect(text).toContain(
      ' dkim=pass header.i=@other.example;\r\n dmarc=fail header.from=b.example;',
    );
    expect(text).toContain('X-SES-Virus-Verdict: PROCESSING_FAILED');
    const { spfVerdict, dmarcVerdict, virusVerdict, spamVerdict } = notification.receipt;
    expect(
      [spfVerdict, dmarcVerdict, virusVerdict, spamVerdict].map(({ status }) => status),
    ).toEqual(['NONE', 'FAIL', 'PROCESSING_FAILED', 'PASS']);
  });

  it('puts a signature into a mail that passes, below SES’s fields and above the sender’s (S4)', async () => {
    const { text } = await send('From: a@b.example\r\nTo: x\r\n\r\nHello\r\n');
    const [, added = '', ...others] = text.split('\r\nDKIM-Signature: ');
    expect(others).toEqual([]);
    expect(added).toContain('d=b.example;');
    expect(added).toContain('h=From:To:Cc:Subject:Date:Reply-To:In-Reply-To:References;');
    expect(added).toContain('\r\nFrom: a@b.example\r\n');
  });

  it('writes the client’s EHLO as SES does, whatever it looks like (S3)', async () => {
    const helo = 'x;dkim=pass(a)header.d=shop.example';
    const { text } = await send('From: a@b.example\r\n\r\nx\r\n', undefined, undefined, helo);
    expect(text).toContain(`\r\nReceived: from ${helo} (${helo} [127.0.0.1])\r\n`);
    expect(text.split(` helo=${helo};`)).toHaveLength(3);
  });

  it('accepts the null reverse-path', async () => {
    const { notification, text } = await send(
      'From: a@b.example\r\n\r\nHello\r\n',
      'support@piping.example',
      '',
    );
    expect(notification.mail.source).toBe('');
    expect(text).toMatch(/^Return-Path: <>\r\n/);
  });

  it('refuses other domains and other addresses of the domain with 550', async () => {
    expect(await refusal(send('\r\n', 'support@elsewhere.example'))).toBe(550);
    expect(await refusal(send('\r\n', 'somebody@piping.example'))).toBe(550);
  });

  it('refuses more than 40 MB with 552', async () => {
    const line = `${'long line of text '.repeat(40)}\r\n`;
    const mail = Buffer.from(`From: a@b.example\r\n\r\n${line.repeat(60_000)}`);
    expect(mail.length).toBeGreaterThan(40 * 1024 * 1024);
    expect(await refusal(send(mail))).toBe(552);
  });

  it('delivers each mail of a burst once', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: small.smtpPort,
      ignoreTLS: true,
      pool: true,
      maxConnections: 10,
      maxMessages: 1000,
    });
    const before = small.recorded('work').flatMap(({ event }) => event.Records).length;
    await Promise.all(
      Array.from({ length: BURST }, (_, number) =>
        transport.sendMail({
          envelope: { from: 'a@b.example', to: 'support@piping.example' },
          raw: `From: a@b.example\r\nSubject: burst-${number}\r\n\r\nx\r\n`,
        }),
      ),
    );
    transport.close();
    await small.idle();
    const records = small
      .recorded('work')
      .flatMap(({ event }) => event.Records)
      .slice(before);
    const subjects = records.map(({ body }) => JSON.parse(body).mail.commonHeaders.subject);
    expect(new Set(subjects).size).toBe(BURST);
    expect(subjects).toHaveLength(BURST);
  });
});

describe('HTTP door', () => {
  it('passes a request to the function as payload 2.0, and its answer to the client', async () => {
    const answer = await fetch(`${small.url}/v1/users/a%20b?x=1&x=2`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'one=1; two=2', 'x-own': 'yes' },
      body: '{"è":1}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-from')).toBe('recorder');
    expect(answer.headers.getSetCookie()).toEqual(['a=1']);
    expect(await answer.json()).toEqual({ path: '/v1/users/a b' });
    expect(small.recorded('serve').at(-1)?.event).toMatchObject({
      version: '2.0',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      cookies: ['one=1', 'two=2'],
      headers: { 'x-own': 'yes' },
      body: '{"è":1}',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', path: '/v1/users/a b' } },
    });
  });

  it('passes a binary body as base64', async () => {
    const body = Buffer.from([0, 255, 13, 10]);
    await fetch(`${small.url}/v1/x`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });
    const { event } = small.recorded('serve').at(-1) as Recorded;
    expect([event.body, event.isBase64Encoded]).toEqual([body.toString('base64'), true]);
  });

  it('answers 413 to a body larger than API Gateway’s limit', async () => {
    const answer = await fetch(`${small.url}/v1/x`, {
      method: 'POST',
      body: Buffer.alloc(11 * 1024 * 1024),
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      413,
      { code: 'body-too-large', detail: 'The body is larger than 10485760 bytes.' },
    ]);
  });
});

describe('local controls', () => {
  const control = (method: string, path: string, body?: string) =>
    fetch(`${small.url}/local${path}`, { method, ...(body === undefined ? {} : { body }) });

  it('sets a setting for the next invocation, in a fresh process', async () => {
    await fetch(`${small.url}/v1/x`);
    const before = small.recorded('serve').at(-1)?.pid;
    expect((await control('PUT', '/settings/tag-prefix', 'AB')).status).toBe(200);
    expect(await (await control('GET', '/settings')).json()).toMatchObject({ 'tag-prefix': 'AB' });
    await fetch(`${small.url}/v1/x`);
    expect(small.recorded('serve').at(-1)?.pid).not.toBe(before);
  });

  it.each([
    'garbage',
    '{}',
    '{"current":"b","keys":{}}',
    '{"current":"a","keys":{"a":"c2hvcnQ="}}',
  ])(
    'refuses token keys that no function could read, naming the secret (S20): %s',
    async (text) => {
      const answer = await control('PUT', '/secrets/token-keys', text);
      expect([answer.status, await answer.text()]).toEqual([
        422,
        expect.stringContaining('token-keys'),
      ]);
    },
  );

  it('refuses a poll whose `rehearse` is no boolean', async () => {
    const answer = await control('POST', '/poll', '{"rehearse": "true"}');
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('rehearse'),
    ]);
  });

  it.each([
    ['/poll', { rehears: true }, 'rehearse'],
    ['/ses', { fails: 'Throttling' }, 'fail'],
    ['/feedback', { type: 'Bounce', id: 'x' }, 'sesMessageId'],
  ])(
    'refuses a misspelt field of POST %s %j, naming those that there are',
    async (path, body, field) => {
      const answer = await control('POST', path, JSON.stringify(body));
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(field)]);
    },
  );

  it.each([
    ['/idle?timeout=5', '"timeout". There is: timeoutMs.'],
    ['/outbox?limit=1', '"limit". This control takes none.'],
  ])('refuses an unknown query parameter: GET %s', async (path, reason) => {
    const answer = await control('GET', path);
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining(JSON.stringify(reason).slice(1, -1)),
    ]);
  });

  it('refuses an unknown setting and a bad value, naming the parameter and the reason (S20)', async () => {
    const unknown = await control('PUT', '/settings/tag-prefiks', 'AB');
    expect([unknown.status, await unknown.text()]).toEqual([
      404,
      expect.stringContaining('tag-prefiks'),
    ]);
    const bad = await control('PUT', '/settings/grouping-seconds', '901');
    expect([bad.status, await bad.text()]).toEqual([
      422,
      expect.stringMatching(/grouping-seconds: .*900/),
    ]);
  });

  it('keeps a mailbox secret under its full name', async () => {
    expect(await (await control('PUT', '/secrets/shop', 'pass word')).json()).toEqual({
      name: 'email-piping/local/mailboxes/shop',
    });
    const keys = JSON.stringify({ generated: 'x'.repeat(64) });
    expect(await (await control('PUT', '/secrets/token-keys', keys)).json()).toEqual({
      name: 'email-piping/local/token-keys',
    });
  });

  it('answers 404 to feedback on a mail that was never sent, and to an unknown control', async () => {
    const feedback = await control(
      'POST',
      '/feedback',
      '{"type":"Bounce","sesMessageId":"no","recipient":"a@b.example"}',
    );
    expect(feedback.status).toBe(404);
    expect((await control('GET', '/nothing')).status).toBe(404);
  });

  it('lists the functions with their processes', async () => {
    const list = (await (await control('GET', '/functions')).json()) as Array<{
      name: string;
      pid: number | null;
    }>;
    expect(list.map(({ name }) => name)).toEqual(['work', 'follow', 'serve', 'check', 'once']);
    expect(list.find(({ name }) => name === 'serve')?.pid).toBeGreaterThan(0);
  });
});
