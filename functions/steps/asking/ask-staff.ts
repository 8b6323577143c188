import type { Agent } from '../../conversations/people/people.ts';
import { issueAskCode } from '../../conversations/signals/ask-code.ts';
import { composeQuestion } from '../../notifications/compose-question.ts';
import type { Settings } from '../../settings/settings.ts';
import { candidateLocales } from '../../texts/candidate-locales.ts';
import { delimiterFor } from '../../texts/delimiters.ts';
import type { PeopleStore } from '../chatting/ports.ts';
import type { SuppressionStore } from '../feedback/ports.ts';
import type { Machine, SettingsSource, TokenKeySource } from '../ports.ts';
import type { InboundStore, MailRecord } from '../receiving/ports.ts';
import { type ChosenTexts, chooseTexts } from '../sending/choose-texts.ts';
import { leaseKeeper } from '../sending/lease-keeper.ts';
import { plusAddress } from '../sending/mail-names.ts';
import type { MailSender, SendResult, TeamTemplates } from '../sending/ports.ts';
import { refusalDelayMs } from '../sending/retry-delay.ts';
import type { QuestionClaim, QuestionQueue, QuestionStore, StaffQuestion } from './ports.ts';

export interface AskPorts extends Machine {
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
  inbound: Pick<InboundStore, 'find'>;
  people: Pick<PeopleStore, 'ownersOf' | 'findAgent'>;
  suppressions: Pick<SuppressionStore, 'among'>;
  questions: QuestionStore;
  templates: TeamTemplates;
  sender: MailSender;
  queue: QuestionQueue;
  /** 0 ≤ n < 1. */
  random(): number;
}

/**
 * Asks the agent in whose name a mail was held whether they wrote it (S22): at the registered address, once an hour at most, with a code in
 * the reply address. This is the one mail that an inbound mail may cause. A killed function leaves the question to the next try; it can be
 * sent twice only if the function dies between SES's answer and the record of it.
 */
export async function askStaff(
  { mailId, attempt }: { mailId: string; attempt: number },
  ports: AskPorts,
): Promise<void> {
  const settings = await ports.settings.read();
  const record = await ports.inbound.find(mailId);
  if (!settings['ask-staff'] || settings['sender-address'] === '' || !record) return;
  if (record.reason !== 'staff-not-authenticated') return;
  const agent = await agentOf(record, ports);
  if (!agent) return;
  const code = issueAskCode(await ports.tokenKeys.read(), mailId, agent.agentId);
  const replyTo = plusAddress(settings['sender-address'], code);
  if (replyTo === undefined) return;
  const chosen = await chooseTexts(candidateLocales(agent.locale, settings.locale), ports);
  const question = { mailId, agentId: agent.agentId, yes: chosen.texts.askYes };
  const claim = await ports.questions.claim(question, ports.clock.now());
  if (claim.kind === 'in-hand')
    throw new Error(`another function is asking about mail ${mailId}: not now`);
  if (claim.kind === 'used-up') return;
  const mail = { record, agent, code, replyTo, chosen, question };
  const result = await send(mail, claim, settings, ports).catch(async (error) => {
    await ports.questions.giveBack(question, claim.lease);
    throw error;
  });
  await conclude(result, mail, claim, attempt, ports);
}

type Claimed = Extract<QuestionClaim, { kind: 'claimed' }>;

/** The agent who owns the mail's From; undefined also if their address is suppressed, because the mail would bounce (S16). */
async function agentOf(
  { from }: MailRecord,
  { people, suppressions }: AskPorts,
): Promise<Agent | undefined> {
  const [agentId] = (await people.ownersOf(from)).agentIds;
  const agent = agentId === undefined ? undefined : await people.findAgent(agentId);
  // between the two reads the agent may have got another address, or their id another person
  if (!agent || ![agent.email, ...agent.aliases].includes(from)) return undefined;
  return (await suppressions.among([agent.email])).has(agent.email) ? undefined : agent;
}

interface QuestionMail {
  /** Of the held mail. */
  record: MailRecord;
  agent: Agent;
  code: string;
  /** The address with the code. */
  replyTo: string;
  chosen: ChosenTexts;
  question: StaffQuestion;
}

async function send(
  { record, agent, code, replyTo, chosen, question }: QuestionMail,
  { lease }: Claimed,
  settings: Settings,
  { questions, sender, clock }: AskPorts,
): Promise<SendResult> {
  await questions.remember(code, question);
  const raw = await composeQuestion({
    from: settings['sender-address'],
    displayName: settings['sender-name'],
    replyTo,
    to: { name: agent.name, address: agent.email },
    held: { subject: record.subject, receivedAt: record.receivedAt },
    date: new Date(clock.now()).toISOString(),
    ...(settings.delimiter && { delimiter: delimiterFor(chosen.locale) }),
    ...chosen,
    timeZone: agent.timeZone ?? settings['time-zone'],
  });
  return sender.send(
    { from: settings['sender-address'], to: agent.email, raw },
    leaseKeeper(lease, clock, (now) => questions.renew(question, lease, now)),
    ({ sesMessageId }) => {
      const { conversationId } = record;
      const place = conversationId === undefined ? {} : { conversationId };
      const { yes: _yes, ...name } = question;
      return questions.asked({ sesMessageId, recipient: agent.email, question: name, ...place });
    },
  );
}

/** A question that SES does not take now waits as a new message of the queue, as a notification does. */
async function conclude(
  result: SendResult,
  { question }: QuestionMail,
  { lease }: Claimed,
  attempt: number,
  { questions, queue, ...ports }: AskPorts,
): Promise<void> {
  const { log } = ports;
  const { mailId } = question;
  // whoever holds the lease now asks
  if (result.kind === 'overtaken') return;
  if (result.kind === 'sent') return log.info({ mailId }, 'an agent was asked');
  await questions.giveBack(question, lease);
  if (result.kind === 'rejected') {
    return log.warn({ mailId }, 'SES rejected a question to an agent');
  }
  const delayMs = refusalDelayMs(result.kind, attempt, { mailId }, ports);
  await queue.ask(mailId, { delayMs, attempt: attempt + 1 });
}
