import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stationsOf } from '../../bench/scale/deployment.ts';
import { MAX_MESSAGES_PER_WINDOW } from '../../functions/adapters/aws/table/items/window-items.ts';
import {
  MAX_ATTACHMENT_BYTES,
  MAX_METADATA_KEYS,
  MAX_PRESENCE_REPORTS,
  MAX_WEBHOOKS,
  RECENT_DELIVERIES,
} from '../../functions/api/limits.ts';
import { CALLS_PER_WINDOW, RATE_WINDOW_MS } from '../../functions/api/middleware/limit-rate.ts';
import { LANGUAGES } from '../../functions/replies/languages/languages.ts';
import { MAX_MAILBOXES } from '../../functions/settings/mailboxes/mailboxes.ts';
import { WAITS_SECONDS } from '../../functions/steps/feedback/record-feedback.ts';
import { MAX_POLLED_MAIL_BYTES } from '../../functions/steps/polling/judge-mails.ts';
import { ATTEMPT_MS } from '../../functions/steps/sending/ports.ts';
import { retryDelayMs } from '../../functions/steps/sending/retry-delay.ts';
import { MAX_EVENT_ATTACHMENTS_BYTES } from '../../functions/steps/webhooks/event-body.ts';
import { nextDueAt } from '../../functions/steps/webhooks/webhook-schedule.ts';
import { BUILT_IN_TEXTS } from '../../functions/texts/built-in-texts.ts';
import { resourcesOf, synthesize } from '../lib/synthesize.ts';
import { listFiles } from '../support/list-files.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** The numbers in these words of a page; each `#` stands for one. */
function figuresOf(page: string, words: string): number[] {
  const pattern = words
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('#', '([\\d.,]*\\d)')
    .replace(/\s+/g, '\\s+');
  const [, ...found] = new RegExp(pattern).exec(read(page)) ?? [];
  return found.map((figure) => Number(figure.replaceAll(',', '')));
}

/** The shortest and longest pause after the first refusal, in seconds. */
const firstWaitsOf = (kind: Parameters<typeof retryDelayMs>[0]): number[] =>
  [0, 1].map((random) => retryDelayMs(kind, 0, random) / 1000);

describe('figures in the pages are those of the code', () => {
  it.each([
    ['README.md', 'in # languages', [Object.keys(LANGUAGES).length]],
    ['README.it.md', 'in # lingue', [Object.keys(LANGUAGES).length]],
    ['docs/integrate.md', 'takes # people at once', [MAX_PRESENCE_REPORTS]],
    [
      'docs/integrate.md',
      'A token may make # calls in # seconds',
      [CALLS_PER_WINDOW, RATE_WINDOW_MS / 1000],
    ],
    ['docs/integrate.md', '(# MB at most)', [MAX_ATTACHMENT_BYTES / 1024 / 1024]],
    ['docs/integrate.md', '(up to # texts)', [MAX_METADATA_KEYS]],
    ['docs/webhooks.md', 'its last # deliveries', [RECENT_DELIVERIES]],
    ['docs/webhooks.md', 'There may be # webhooks', [MAX_WEBHOOKS]],
    ['docs/webhooks.md', 'of more than # octets is cut too', [MAX_EVENT_ATTACHMENTS_BYTES]],
    ['docs/sending.md', 'A window holds at most # messages', [MAX_MESSAGES_PER_WINDOW]],
    ['docs/sending.md', 'takes its **lease** (# s)', [ATTEMPT_MS.lease / 1000]],
    ['docs/sending.md', 'the lease must last # s more', [ATTEMPT_MS.leaseAtLeast / 1000]],
    ['docs/sending.md', 'at most # s after SQS', [(ATTEMPT_MS.lease + ATTEMPT_MS.skew) / 1000]],
    ['docs/sending.md', 'lost within the # s that a try may take', [ATTEMPT_MS.answer / 1000]],
    ['docs/sending.md', 'comes again after #, #, #, #, #, #, # and # seconds', [...WAITS_SECONDS]],
    ['docs/sending.md', 'a new queue message comes after #–# s', firstWaitsOf('throttled')],
    [
      'docs/sending.md',
      'a new queue message after #–# s, doubling',
      firstWaitsOf('quota-exceeded'),
    ],
    ['docs/sending.md', 'A new queue message after #–# s, doubling', firstWaitsOf('paused')],
    ['docs/mailboxes.md', 'a JSON list of at most #', [MAX_MAILBOXES]],
    ['docs/mailboxes.md', 'A mail over # MB stays', [MAX_POLLED_MAIL_BYTES / 1024 / 1024]],
  ])('%s: %s', (page, words, figures) => {
    expect(figuresOf(page, words)).toEqual(figures);
  });

  it('give the pauses between tries of a webhook (docs/webhooks.md)', () => {
    const pauses: number[] = [];
    for (let due = nextDueAt(1, 0, 0.5); due !== undefined; ) {
      pauses.push(due / 1000);
      due = nextDueAt(pauses.length + 1, 0, 0.5);
    }
    const said = figuresOf(
      'docs/webhooks.md',
      'comes # s after the end of the first, the next ones # s and # s later',
    );
    expect(said).toEqual(pauses.slice(0, 3));
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3600;
    expect(figuresOf('docs/webhooks.md', 'more or less), for # hours')).toEqual([hours]);
  });

  it('give the number of languages of our texts in words (README.md)', () => {
    expect(Object.keys(BUILT_IN_TEXTS)).toHaveLength(8);
    expect(read('README.md')).toContain('eight languages');
  });

  it('give the times of bench/ in docs/scale.md', () => {
    const deployment = { sendsPerSecond: 1000, parseCopies: 10, notifyCopies: 2, streamShards: 1 };
    const perMail = stationsOf(deployment)
      .filter(({ cpuMs, name }) => cpuMs > 0 && !name.startsWith('index'))
      .map(({ cpuMs, waitMs, aloneMs = 0, perCallMs, batch }) =>
        Math.round(cpuMs + aloneMs + (waitMs + perCallMs) / batch),
      );
    const words = '# ms a mail in parse-mail, # ms to decide, # ms to send';
    expect(figuresOf('docs/scale.md', words)).toEqual(perMail);
  });
});

describe('docs/operations.md', () => {
  it('names every alarm', () => {
    const section = read('docs/operations.md')
      .split('\n## ')
      .find((one) => one.startsWith('Alarms'));
    const named = [...(section ?? '').matchAll(/`(…?)(\w+)`(?=[^|]*\|[^|]*\|[^|]*\|\n)/g)];
    const alarms = resourcesOf(synthesize({ canary: true }), 'AWS::CloudWatch::Alarm').map(
      ({ id }) => id.replace(/^Observability/, '').replace(/[0-9A-F]{8}$/, ''),
    );
    const isNamed = (alarm: string) =>
      named.some(([, rest, name = '']) => (rest ? alarm.endsWith(name) : alarm === name));
    expect(alarms.filter((alarm) => !isNamed(alarm))).toEqual([]);
    expect(alarms.length).toBeGreaterThan(23);
  });

  it('says what to do about every error line that a function may log', () => {
    const section = read('docs/operations.md')
      .split('\n## ')
      .find((one) => one.startsWith('Errors in a log'));
    const lines = listFiles('functions')
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...read(file).matchAll(/\blog(?:ger)?\.error\(([\s\S]*?)\);/g)])
      .map(
        ([, given = '']) => /['"`](?:\$\{\w+\} )?([^'"`]+)['"`],?\s*$/.exec(given)?.[1] ?? given,
      );
    expect(lines.filter((line) => !section?.includes(`${line}\``))).toEqual([]);
    expect(lines.length).toBeGreaterThan(20);
  });
});

describe('docs/deploy.md', () => {
  it('has a row for every value of the configuration', () => {
    const [, values = ''] = read('lib/configuration.ts').split('.strictObject({\n    domain,');
    const [schema = ''] = values.split('\n  })\n');
    const names = [...schema.matchAll(/^ {4}(\w+)[,:]/gm)].map(([, name]) => name);
    const rows = [...read('docs/deploy.md').matchAll(/^\| (`.*?) \|/gm)].map(
      ([, cell = '']) => cell,
    );
    const missing = ['domain', ...names].filter(
      (name) => name !== 'allowLoopbackCalls' && !rows.some((row) => row.includes(`\`${name}\``)),
    );
    expect(missing).toEqual([]);
    expect(names.length).toBeGreaterThan(25);
  });
});

describe.each(['docs/administrators.md', 'docs/it/amministratori.md'])('%s', (page) => {
  it('uses the labels of the console', () => {
    const console = listFiles('console')
      .filter((file) => /\.tsx?$/.test(file))
      .map(read)
      .join('\n');
    const labels = [...read(page).matchAll(/(?<!\*)\*([^*\n]+)\*(?!\*)/g)]
      .map(([, label = '']) => label)
      .filter((label) => label.length > 3);
    expect(labels.filter((label) => !console.includes(label))).toEqual([]);
    expect(labels.length).toBeGreaterThan(10);
  });
});
