import { api, local } from '../data/call.ts';
import { CallError } from '../data/call-error.ts';
import { nextHappening } from '../data/live.ts';
import type { InboundMail, Message, SentMail } from '../data/types.ts';

/** How far the guided tour is. */
export interface Loop {
  step: number;
  conversationId?: string;
  sesMessageId?: string;
}

const CUSTOMER = 'carla@customer.example';
/** What the people in the tour write, in the language of the page. */
const WORDS = {
  en: {
    subject: 'Where is my parcel? Order',
    question:
      'Hello,\n\nI ordered a lamp on Monday and have heard nothing since. Where is my parcel?\n\nThank you\nCarla',
    answer:
      'Hello Carla,\n\nit left yesterday and should reach you tomorrow. Shall we leave it with a neighbour if you are out?',
    reply: 'Yes please, with Mr Rossi on the first floor.\nThanks for the quick answer!',
  },
  it: {
    subject: 'Dov’è il mio pacco? Ordine',
    question:
      'Buongiorno,\n\nlunedì ho ordinato una lampada e non ho più saputo nulla. Dov’è il mio pacco?\n\nGrazie\nCarla',
    answer:
      'Buongiorno Carla,\n\nè partito ieri e dovrebbe arrivare domani. Se non è in casa, possiamo lasciarlo a un vicino?',
    reply: 'Sì, grazie: al signor Rossi, al primo piano.\nGrazie per la risposta veloce!',
  },
} as const;
type Language = keyof typeof WORDS;

const AGENT = { id: 'anna', body: { name: 'Anna', email: 'anna@team.example' } };
const WITHIN_MS = 60_000;
/** Interval of looking when the live updates are broken. */
const LOOK_AGAIN_MS = 1000;

/** Looks at each change of the topic until `look` finds something. */
async function until<Found>(topic: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const end = Date.now() + WITHIN_MS;
  for (;;) {
    // listen before looking, so that no change in between is missed
    const news = nextHappening(topic, LOOK_AGAIN_MS);
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`nothing came within ${WITHIN_MS / 1000} s`);
    await news;
  }
}

/** A changed setting restarts the functions, so it is only written if it differs. */
async function convertAll(): Promise<void> {
  const settings = await local<Record<string, string>>('GET', '/settings');
  const name = 'convert-all-emails';
  if (settings[name] !== 'on') await local('PUT', `/settings/${name}`, 'on');
}

/** A customer's mail opens a conversation. */
export async function writeFirstMail(_: Loop, language: Language): Promise<Loop> {
  const order = 1000 + (Math.floor(Date.now() / 1000) % 9000);
  const subject = `${WORDS[language].subject} ${order}`;
  await convertAll();
  await local('POST', '/console/mails', {
    from: `"Carla Bianchi" <${CUSTOMER}>`,
    subject,
    text: WORDS[language].question,
    checks: 'authenticated',
  });
  const conversationId = await until('mail', async () => {
    const { mails } = await api<{ mails: InboundMail[] }>('GET', '/inbound?limit=10');
    const mail = mails.find((each) => each.subject === subject);
    if (mail && mail.outcome !== 'delivered') throw new Error(`${mail.outcome}: ${mail.reason}`);
    return mail?.conversationId;
  });
  return { step: 1, conversationId };
}

/** An agent answers in the chat, and the customer gets a mail. */
export async function answerInTheChat(loop: Loop, language: Language): Promise<Loop> {
  const { conversationId } = loop;
  const agentId = await findAgent();
  await api('POST', `/conversations/${conversationId}/messages`, {
    author: { kind: 'agent', id: agentId },
    text: WORDS[language].answer,
  });
  const sesMessageId = await until('outbox', async () => {
    const mails = await local<SentMail[]>('GET', `/console/mails?conversationId=${conversationId}`);
    return mails.find(({ to }) => to.includes(CUSTOMER))?.sesMessageId;
  });
  return { ...loop, sesMessageId };
}

/** The first agent, or Anna, who is created only if there is no agent. */
async function findAgent(): Promise<string> {
  const { agents } = await api<{ agents: Array<{ agentId: string }> }>('GET', '/agents?limit=1');
  if (agents[0]) return agents[0].agentId;
  try {
    await api('GET', `/agents/${AGENT.id}`);
  } catch (error) {
    if (!(error instanceof CallError) || error.status !== 404) throw error;
    await api('PUT', `/agents/${AGENT.id}`, AGENT.body);
  }
  return AGENT.id;
}

/** The customer replies to the mail, and only her words appear in the chat. */
export async function replyByMail(loop: Loop, language: Language): Promise<Loop> {
  const { conversationId, sesMessageId } = loop;
  const path = `/conversations/${conversationId}/messages?limit=50`;
  const read = () => api<{ messages: Message[] }>('GET', path);
  const before = (await read()).messages.length;
  await local('POST', `/console/answers/${sesMessageId}`, {
    client: 'Gmail',
    text: WORDS[language].reply,
    language,
    checks: 'authenticated',
  });
  await until('message', async () => {
    const { messages } = await read();
    return messages.length > before ? messages : undefined;
  });
  return loop;
}
