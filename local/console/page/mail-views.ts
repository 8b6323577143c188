import { api, facts, local, settle } from './calls.ts';
import { area, badge, choice, field, form, input, make, time } from './dom.ts';

interface InboundMail {
  mailId: string;
  receivedAt: string;
  from?: string;
  subject?: string;
  outcome: string;
  reason: string;
  signal?: string;
  conversationId?: string;
}

interface OutboxMail {
  sesMessageId: string;
  to: string[];
  at: string;
}

interface ReadMail {
  subject: string;
  from: string;
  to: string;
  attachments: Array<{ filename: string; size: number }>;
}

const options = (texts: string[]) => texts.map((text): [string, string] => [text, text]);
let chosen: string | undefined;

/** Mail that came in: what became of each, and why. */
export async function showInbound(refresh: () => void): Promise<HTMLElement[]> {
  const { mails } = await api<{ mails: InboundMail[] }>('GET', '/inbound');
  const rows = mails.map(({ receivedAt, from, subject, outcome, reason, signal, conversationId }) =>
    make(
      'tr',
      {},
      make('td', {}, time(receivedAt)),
      make('td', {}, badge(outcome), ' ', reason),
      make(
        'td',
        {},
        make('strong', {}, subject || '(no subject)'),
        make('br'),
        make('span', { class: 'dim' }, from ?? ''),
      ),
      make(
        'td',
        {},
        conversationId ? `conversation ${conversationId}` : '',
        signal ? ` by ${signal}` : '',
      ),
    ),
  );
  const write = form(
    `Write to ${facts.address}`,
    [
      field('From', input('from', 'carla@customer.example', 'email')),
      field('Subject', input('subject', 'A question')),
      field('Text', area('text', 'What the customer writes')),
      field('Sender is', choice('checks', options(facts.checks))),
    ],
    'Send the mail',
    async (values) => {
      await local('POST', '/console/mails', values);
      await settle();
      refresh();
    },
  );
  const table = make('table', {}, make('tbody', {}, ...rows));
  const list = mails.length > 0 ? table : make('p', { class: 'empty' }, 'No mail has come in yet.');
  return [make('section', {}, write), make('section', {}, list)];
}

/** Mail that SES would have sent, rendered without anything that runs; it can be answered as its recipient. */
export async function showOutbox(refresh: () => void): Promise<HTMLElement[]> {
  const mails = (await local<OutboxMail[]>('GET', '/outbox')).reverse();
  const shown = mails.find(({ sesMessageId }) => sesMessageId === chosen) ?? mails[0];
  const list = make(
    'ul',
    { class: 'list' },
    ...mails.map((mail) => entry(mail, mail === shown, refresh)),
  );
  if (!shown)
    return [make('section', { class: 'empty' }, make('p', {}, 'No mail has been sent yet.'))];
  return [make('section', {}, list), await detail(shown, refresh)];
}

function entry(
  { sesMessageId, to, at }: OutboxMail,
  isShown: boolean,
  refresh: () => void,
): HTMLElement {
  const open = () => {
    chosen = sesMessageId;
    refresh();
  };
  return make(
    'li',
    {},
    make(
      'button',
      { class: 'entry', on: { click: open }, attributes: { 'aria-current': String(isShown) } },
      make('strong', {}, to.join(', ')),
      time(at),
    ),
  );
}

async function detail({ sesMessageId, to }: OutboxMail, refresh: () => void): Promise<HTMLElement> {
  const mail = await local<ReadMail>('GET', `/console/mails/${encodeURIComponent(sesMessageId)}`);
  const frame = make('iframe', {
    attributes: {
      sandbox: '',
      title: 'The mail as it is shown',
      src: `/console/mails/${encodeURIComponent(sesMessageId)}`,
    },
  });
  const answer = form(
    `Answer as ${to.join(', ')}`,
    [
      field('With', choice('client', options(facts.clients))),
      field('Sender is', choice('checks', options(facts.checks))),
      field('Text', area('text', 'The answer')),
    ],
    'Send the answer',
    async (values) => {
      await local('POST', `/console/answers/${encodeURIComponent(sesMessageId)}`, values);
      await settle();
      refresh();
    },
  );
  return make(
    'section',
    {},
    make('h2', {}, mail.subject),
    make('p', { class: 'dim' }, `${mail.from} → ${mail.to}`),
    ...mail.attachments.map(({ filename, size }) =>
      make('p', { class: 'dim' }, `📎 ${filename} (${size} bytes)`),
    ),
    frame,
    answer,
  );
}
