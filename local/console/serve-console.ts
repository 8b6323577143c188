import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { HOST, type LocalConfiguration } from '../configuration.ts';
import type { Outbox } from '../engines/outbox.ts';
import type { Happenings } from '../events/happenings.ts';
import { builtPage } from './built-page.ts';
import { MAIL_PROGRAMS } from './clients/mail-programs.ts';
import { escapeHtml } from './clients/quoted-mail.ts';
import { streamHappenings } from './live-updates.ts';
import { readMail } from './read-mail.ts';
import { CHECKS } from './send-mail.ts';

/** Serves the page at `/`, its files below `/console/`, live updates, and the mails of the outbox for frames. */
export interface Console {
  /** Answers the request if the path is one of the console's; else returns false. */
  answer(path: string, response: ServerResponse): Promise<boolean>;
}

const MAIL_PATH = '/console/mails/';
const FILE_PATH = '/console/assets/';
/** Links to attachments have a path of their own, because a link of the page cannot carry the token. */
const ATTACHMENT_PATH = '/local/console/files/';

/** Allows only the page's own files and answers of this machine. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  // the file of a message comes from the embedded S3, which has a port of its own
  `img-src 'self' data: http://${HOST}:*`,
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A mail is a stranger's page: nothing in it may run, load, or reach this console. */
const MAIL_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const FILE_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/** `onWatched` is called when a page begins to watch. */
export function makeConsole(
  configuration: LocalConfiguration,
  outbox: Outbox,
  happenings: Happenings,
  onWatched: () => void,
): Console {
  let building: Promise<string> | undefined;
  // After a failed build, the next request builds the page again.
  const folder = () =>
    (building ??= builtPage().catch((error) => {
      building = undefined;
      throw error;
    }));
  folder().catch(() => undefined);
  const facts = JSON.stringify(factsOf(configuration)).replaceAll('<', '\\u003c');
  return {
    answer: async (path, response) => {
      if (path === '/' || path === '/console/' || path === '/console') {
        const page = await readFile(join(await folder(), 'index.html'), 'utf8');
        write(
          response,
          page.replace('id="facts">{}', () => `id="facts">${facts}`),
          PAGE_POLICY,
        );
      } else if (path === '/local/events') {
        onWatched();
        streamHappenings(happenings, response);
      } else if (path.startsWith(FILE_PATH)) await writeFile(await folder(), path, response);
      else if (path.startsWith(MAIL_PATH)) await writeMail(outbox, path, response);
      else if (path.startsWith(ATTACHMENT_PATH)) await sendToFile(configuration, path, response);
      else return false;
      return true;
    },
  };
}

/** Facts about this run for the page. */
function factsOf({ address, apiToken }: LocalConfiguration) {
  return {
    address,
    apiToken,
    clients: Object.keys(MAIL_PROGRAMS),
    checks: Object.keys(CHECKS),
  };
}

/** Names of built files contain a hash of their content, so they never change. */
async function writeFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const name = normalize(path.slice('/console/'.length));
  const type = FILE_TYPES[extname(name)];
  const octets =
    type && !name.includes('..') && (await readFile(join(folder, name)).catch(() => undefined));
  if (!type || !octets) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('There is no such file.');
    return;
  }
  response.writeHead(200, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  response.end(octets);
}

/** Redirects to the short-lived link that the chat API gives for a file of a message. */
async function sendToFile(
  { httpPort, apiToken }: LocalConfiguration,
  path: string,
  response: ServerResponse,
): Promise<void> {
  const answer = await fetch(
    `http://${HOST}:${httpPort}/v1/attachments/${path.slice(ATTACHMENT_PATH.length)}`,
    { redirect: 'manual', headers: { authorization: `Bearer ${apiToken}` } },
  );
  const location = answer.headers.get('location');
  await answer.body?.cancel();
  response.writeHead(location ? 302 : answer.status, location ? { location } : {});
  response.end();
}

async function writeMail(outbox: Outbox, path: string, response: ServerResponse): Promise<void> {
  const mail = outbox.read(path.slice(MAIL_PATH.length));
  const { html, text } = await readMail(mail?.raw ?? '');
  write(response, html || `<!doctype html><pre dir="auto">${escapeHtml(text)}</pre>`, MAIL_POLICY);
}

function write(response: ServerResponse, html: string, policy: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(html);
}
