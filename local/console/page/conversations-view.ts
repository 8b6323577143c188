import { api, settle } from './calls.ts';
import { area, badge, choice, field, form, input, make, time } from './dom.ts';

interface Conversation {
  conversationId: string;
  tag: string;
  userId: string;
  subject?: string;
  status: string;
  lastActivityAt?: string;
}

interface Message {
  messageId: string;
  author: { kind: string; id?: string; name?: string; address?: string };
  channel: string;
  text: string;
  elided?: string;
  attachments: Array<{ filename: string; size: number }>;
  flags: string[];
  createdAt: string;
}

interface Delivery {
  recipient?: string;
  decision: string;
  reason: string;
}

let chosen: string | undefined;

/** Conversations with their messages; one is chosen and shown beside the list. */
export async function showConversations(refresh: () => void): Promise<HTMLElement[]> {
  const { conversations } = await api<{ conversations: Conversation[] }>('GET', '/conversations');
  const shown =
    conversations.find(({ conversationId }) => conversationId === chosen) ?? conversations[0];
  const list = make(
    'ul',
    { class: 'list' },
    ...conversations.map((each) => entry(each, each === shown, refresh)),
  );
  const aside = make('section', {}, list, newConversation(refresh));
  if (!shown) return [aside, make('section', { class: 'empty' }, make('p', {}, EMPTY))];
  return [aside, await detail(shown, refresh)];
}

const EMPTY =
  'No conversation yet. Open one here, or let a mail open one: set convert-all-emails to on and write a mail.';

function entry(conversation: Conversation, isShown: boolean, refresh: () => void): HTMLElement {
  const { conversationId, tag, userId, subject, lastActivityAt } = conversation;
  const open = () => {
    chosen = conversationId;
    refresh();
  };
  return make(
    'li',
    {},
    make(
      'button',
      { class: 'entry', on: { click: open }, attributes: { 'aria-current': String(isShown) } },
      make('strong', {}, subject || userId),
      make('span', { class: 'dim' }, `${tag} · ${userId}`),
      lastActivityAt ? time(lastActivityAt) : undefined,
    ),
  );
}

async function detail(
  { conversationId, tag, userId, subject }: Conversation,
  refresh: () => void,
): Promise<HTMLElement> {
  const { messages } = await api<{ messages: Message[] }>(
    'GET',
    `/conversations/${conversationId}/messages`,
  );
  return make(
    'section',
    {},
    make('h2', {}, subject || userId),
    make('p', { class: 'dim' }, `${tag} · user ${userId}`),
    ...messages.map(showMessage),
    await postForm(conversationId, userId, refresh),
  );
}

function showMessage(message: Message): HTMLElement {
  const { author, channel, text, elided, attachments, flags, createdAt } = message;
  const cut =
    elided && make('details', {}, make('summary', {}, 'What was cut'), make('pre', {}, elided));
  return make(
    'article',
    { class: `message ${author.kind}` },
    make(
      'p',
      { class: 'dim' },
      author.name ?? author.address ?? author.id ?? author.kind,
      ' ',
      badge(author.kind),
      ' ',
      badge(channel),
      ' ',
      ...flags.map((flag) => badge(flag, 'flag')),
      ' ',
      time(createdAt),
    ),
    make('p', { class: 'text' }, text),
    ...attachments.map(({ filename, size }) =>
      make('p', { class: 'dim' }, `📎 ${filename} (${size} bytes)`),
    ),
    cut || undefined,
    deliveries(message.messageId),
  );
}

/** Who was mailed and why, or why not (S11); asked for when someone looks. */
function deliveries(messageId: string): HTMLElement {
  const rows = make('div', { class: 'rows' });
  const load = async () => {
    const list = await api<Delivery[]>('GET', `/messages/${messageId}/deliveries`);
    const lines = list.map(({ recipient, decision, reason }) =>
      make(
        'p',
        {},
        badge(decision),
        ' ',
        reason,
        ' ',
        make('span', { class: 'dim' }, recipient ?? ''),
      ),
    );
    rows.replaceChildren(...(lines.length > 0 ? lines : [make('p', { class: 'dim' }, 'nobody')]));
  };
  const toggle = () => {
    load().catch((error: Error) => rows.replaceChildren(error.message));
  };
  return make('details', { on: { toggle } }, make('summary', {}, 'Who was mailed'), rows);
}

async function postForm(
  conversationId: string,
  userId: string,
  refresh: () => void,
): Promise<HTMLElement> {
  const { agents } = await api<{ agents: Array<{ agentId: string; name: string }> }>(
    'GET',
    '/agents',
  );
  const authors: Array<[string, string]> = [
    ...agents.map(({ agentId, name }): [string, string] => [`agent/${agentId}`, `${name} (agent)`]),
    [`user/${userId}`, `${userId} (user)`],
    ['bot', 'the bot'],
  ];
  return form(
    'Write in the chat',
    [field('As', choice('author', authors)), field('Text', area('text', 'A chat message'))],
    'Send',
    async ({ author = '', text }) => {
      const [kind, id] = author.split('/', 2);
      await api('POST', `/conversations/${conversationId}/messages`, {
        author: { kind, ...(id ? { id } : {}) },
        text,
      });
      await settle();
      refresh();
    },
  );
}

function newConversation(refresh: () => void): HTMLElement {
  const fields = [
    field('Customer', input('user', 'Carla')),
    field('Customer’s address', input('userEmail', 'carla@customer.example', 'email')),
    field('Agent', input('agent', 'Anna')),
    field('Agent’s address', input('agentEmail', 'anna@shop.example', 'email')),
    field('Subject', input('subject', 'My parcel')),
  ];
  const made = form('Open a conversation', fields, 'Open', async (values) => {
    const [userId, agentId] = [idOf(values.user), idOf(values.agent)];
    await api('PUT', `/agents/${agentId}`, { name: values.agent, email: values.agentEmail });
    await api('PUT', `/users/${userId}`, { name: values.user, email: values.userEmail });
    const opened = await api<{ conversationId: string }>('POST', '/conversations', {
      userId,
      agentId,
      subject: values.subject,
    });
    chosen = opened.conversationId;
    refresh();
  });
  return make('details', {}, make('summary', {}, 'Open a conversation'), made);
}

const idOf = (name = '') =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40) || 'someone';
