import type { ServerResponse } from 'node:http';
import type { LocalConfiguration } from '../configuration.ts';
import { type Control, ControlError } from '../controls/controls.ts';
import type { Outbox, OutboxMail } from '../engines/outbox.ts';
import { type BuiltPage, buildPage } from './console-page.ts';
import { readMail } from './read-mail.ts';
import { REPLY_SHAPES } from './reply-shapes.ts';
import { answerMail, CHECKS, sendMail } from './send-mail.ts';

/** The page at `/`, and the mails of the outbox as a frame of it shows them. */
export interface Console {
  /** Answers the path, if it is one of the console's. */
  answer(path: string, response: ServerResponse): Promise<boolean>;
}

const MAIL_PATH = '/console/mails/';

/** A mail is a stranger's page: nothing in it runs, nothing is fetched, and it may not reach this console. */
const MAIL_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export function makeConsole(configuration: LocalConfiguration, outbox: Outbox): Console {
  let page: Promise<BuiltPage> | undefined;
  const { address, apiToken, smtpPort } = configuration;
  const facts = {
    address,
    apiToken,
    smtpPort,
    clients: Object.keys(REPLY_SHAPES),
    checks: Object.keys(CHECKS),
  };
  return {
    answer: async (path, response) => {
      if (path === '/') {
        page ??= buildPage(facts);
        const { html, policy } = await page;
        write(response, html, policy);
        return true;
      }
      if (!path.startsWith(MAIL_PATH)) return false;
      const mail = outbox.read(path.slice(MAIL_PATH.length));
      const { html, text } = await readMail(mail?.raw ?? '');
      write(response, html || `<!doctype html><pre>${escapeHtml(text)}</pre>`, MAIL_POLICY);
      return true;
    },
  };
}

/** What the page does beside the chat API and the other controls. */
export function consoleControls(
  { smtpPort, address }: LocalConfiguration,
  outbox: Outbox,
): Readonly<Record<string, Control>> {
  return {
    'GET /local/console/mails/': async ({ name }) => {
      const { html: _html, ...mail } = await readMail(requireMail(outbox, name).raw);
      return mail;
    },
    'POST /local/console/answers/': ({ name, json }) => {
      const { text, client, checks } = textsOf(json());
      return answerMail(smtpPort, requireMail(outbox, name), { text, client, checks });
    },
    'POST /local/console/mails': ({ json }) => {
      const { from, subject, text, checks } = textsOf(json());
      return sendMail(smtpPort, { from, to: address, subject, text, checks });
    },
  };
}

function textsOf(
  body: Record<string, unknown>,
): Record<'from' | 'subject' | 'text' | 'client' | 'checks', string> {
  const read = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  return {
    from: read('from'),
    subject: read('subject'),
    text: read('text'),
    client: read('client'),
    checks: read('checks'),
  };
}

function requireMail(outbox: Outbox, sesMessageId: string): OutboxMail {
  const mail = outbox.read(sesMessageId);
  if (mail) return mail;
  throw new ControlError(404, `There is no mail ${sesMessageId} in the outbox.`);
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

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
