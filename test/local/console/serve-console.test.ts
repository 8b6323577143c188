import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runSmall, type SmallPipeline } from '../fixtures/run-small.ts';

let small: SmallPipeline;

beforeAll(async () => {
  small = await runSmall();
});
afterAll(() => small.stop());

/** The status of a request with headers that fetch would not send. */
function statusOf(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number | undefined> {
  const { port } = new URL(small.url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('console', () => {
  it('is one page that may run its own script and nothing else', async () => {
    const answer = await fetch(small.url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    const page = await answer.text();
    expect(page).toContain('<title>Email piping');
    const places = [...page.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)];
    expect(
      places.map(([, place = '']) => place.replace(/^(\/console\/assets|data:).*/, '$1')),
    ).toEqual(expect.not.arrayContaining([expect.stringMatching(/^http/)]));
    for (const [, place = ''] of places.filter(([, each]) => each?.startsWith('/'))) {
      expect((await fetch(new URL(place, small.url))).status, place).toBe(200);
    }
  });

  it('keeps the page within 150 KB, compressed', async () => {
    const page = await (await fetch(small.url)).text();
    const places = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, place = '']) => place);
    const files = await Promise.all(
      places.map(async (place) =>
        Buffer.from(await (await fetch(new URL(place, small.url))).arrayBuffer()),
      ),
    );
    const sizes = files.map((file) => gzipSync(file).length);
    expect(sizes.reduce((sum, size) => sum + size, gzipSync(page).length)).toBeLessThan(150_000);
  });

  it('gives no file from elsewhere', async () => {
    const path = '/console/assets/..%2f..%2fpackage.json';
    expect((await fetch(small.url + path)).status).toBe(404);
    expect((await fetch(`${small.url}/console/assets/none.js`)).status).toBe(404);
  });

  it('keeps the functions warm while a page is connected', async () => {
    const keepWarm = vi.spyOn(small.machine.functions, 'keepWarm');
    await fetch(small.url);
    expect(keepWarm).not.toHaveBeenCalled();
    const { body } = await fetch(`${small.url}/local/events`);
    expect(keepWarm).toHaveBeenCalledOnce();
    await body?.cancel();
  });

  it('streams what happens to the page', async () => {
    const answer = await fetch(`${small.url}/local/events`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body?.getReader();
    await reader?.read();
    small.machine.happenings.tell({ topic: 'message', conversationId: '1000' });
    small.machine.happenings.tell({ topic: 'message', conversationId: '1000' });
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toBe(
      'data: [{"topic":"message","conversationId":"1000"}]\n\n',
    );
    await reader?.cancel();
  });

  it('shows a mail in a frame where nothing runs', async () => {
    const answer = await fetch(`${small.url}/console/mails/none`);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^sandbox; default-src 'none'; style-src 'unsafe-inline'/,
    );
  });

  it('refuses requests of other web pages and by other host names', async () => {
    const { host } = new URL(small.url);
    expect(await statusOf('/local/outbox', { host })).toBe(200);
    expect(await statusOf('/local/outbox', { host, origin: 'https://elsewhere.example' })).toBe(
      403,
    );
    expect(
      await statusOf('/local/outbox', { host, origin: 'https://elsewhere.example' }, 'DELETE'),
    ).toBe(403);
    expect(await statusOf('/', { host: 'rebound.example:8080' })).toBe(403);
  });

  it('sends a mail through the SMTP door', async () => {
    const mail = {
      from: 'carla@customer.example',
      subject: 'Hello',
      text: 'Where is it?',
      checks: 'forged',
    };
    const answer = await fetch(`${small.url}/local/console/mails`, {
      method: 'POST',
      body: JSON.stringify(mail),
    });
    expect(answer.status).toBe(200);
    await small.idle();
    const notification = JSON.parse(small.recorded('work').at(-1)?.event.Records[0].body);
    expect(notification.receipt.dmarcVerdict.status).toBe('FAIL');
    expect(notification.mail.commonHeaders.subject).toBe('Hello');
  });

  it('names the mail that cannot be answered', async () => {
    const answer = await fetch(`${small.url}/local/console/answers/none`, {
      method: 'POST',
      body: '{}',
    });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('none')]);
  });
});
