import type { Agent } from '../../conversations/people/people.ts';
import { issueAskCode } from '../../conversations/signals/ask-code.ts';
import { composeQuestion } from '../../notifications/compose-question.ts';
import type { Settings } from '../../settings/settings.ts';
import { candidateLocales } from '../../texts/candidate-locales.ts';
import { delimiterFor } from '../../texts/delimiters.ts';
import type { PeopleStore } from '../chatting/ports.ts';
import type { SuppressionStore } from '../feedback/ports.ts';
import type { Clock, Log, SettingsSource, TokenKeySource } from '../ports.ts';
import type { InboundStore, MailRecord } from '../receiving/ports.ts';
import { type ChosenTexts, chooseTexts } from '../sending/choose-texts.ts';
import { plusAddress } from '../sending/mail-names.ts';
import type { MailSender, SendResult, TeamTemplates } from '../sending/ports.ts';
import type { QuestionStore } from './ports.ts';

export interface AskPorts {
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
  inbound: Pick<InboundStore, 'find'>;
  people: Pick<PeopleStore, 'ownersOf' | 'findAgent'>;
  suppressions: Pick<SuppressionStore, 'among'>;
  questions: QuestionStore;
  templates: TeamTemplates;
  sender: MailSender;
  clock: Clock;
  log: Log;
}

/**
 * Asks the agent in whose name a mail was held whether they wrote it (S22): at the registered address, once an hour at most, with a code in
 * the reply address. This is the one mail that an inbound mail may cause. A killed function leaves the question to the next try; it can be
 * sent twice only if the function dies between SES's answer and the record of it.
 */
export async function askStaff(mailId: string, ports: AskPorts): Promise<void> {
  const settings = await ports.settings.read();
  const record = await ports.inbound.find(mailId);
  if (!settings['ask-staff'] || settings['sender-address'] === '' || !record) return;
  if (record.reason !== 'staff-not-authenticated') return;
  const agent = await agentOf(record, ports);
  if (!agent) return;
  const question = { mailId, agentId: agent.agentId };
  const replyTo = plusAddress(
    settings['sender-address'],
    issueAskCode(await ports.tokenKeys.read(), mailId, agent.agentId),
  );
  if (replyTo === undefined) return;
  const chosen = await chooseTexts(candidateLocales(agent.locale, settings.locale), ports);
  const claim = await ports.questions.claim(question, ports.clock.now());
  if (claim === 'in-hand')
    throw new Error(`another function is asking about mail ${mailId}: not now`);
  if (claim === 'used-up') return;
  await ports.questions.remember(codeOf(replyTo), { ...question, yes: chosen.texts.askYes });
  const mail = { record, agent, replyTo, chosen };
  const result = await send(mail, settings, ports).catch(async (error) => {
    await ports.questions.release(question);
    throw error;
  });
  if (result.kind === 'sent') {
    await ports.questions.asked(question);
    return ports.log.info({ mailId }, 'an agent was asked');
  }
  await ports.questions.release(question);
  if (result.kind !== 'rejected') throw new Error(`the question was not sent: ${result.kind}`);
  ports.log.warn({ mailId }, 'SES rejected a question to an agent');
}

const codeOf = (address: string) =>
  address.slice(address.indexOf('+') + 1, address.lastIndexOf('@'));

/** The agent who owns the mail's From; undefined also if their address is suppressed, because the mail would bounce (S16). */
async function agentOf(
  { from }: MailRecord,
  { people, suppressions }: AskPorts,
): Promise<Agent | undefined> {
  const [agentId] = (await people.ownersOf(from)).agentIds;
  const agent = agentId === undefined ? undefined : await people.findAgent(agentId);
  if (!agent) return undefined;
  return (await suppressions.among([agent.email])).has(agent.email) ? undefined : agent;
}

interface QuestionMail {
  /** Of the held mail. */
  record: MailRecord;
  agent: Agent;
  replyTo: string;
  chosen: ChosenTexts;
}

async function send(
  { record, agent, replyTo, chosen }: QuestionMail,
  settings: Settings,
  ports: AskPorts,
): Promise<SendResult> {
  const raw = await composeQuestion({
    from: { name: settings['sender-name'], address: settings['sender-address'] },
    replyTo,
    to: { name: agent.name, address: agent.email },
    held: { subject: record.subject, receivedAt: record.receivedAt },
    at: new Date(ports.clock.now()).toISOString(),
    ...(settings.delimiter && { delimiter: delimiterFor(chosen.locale) }),
    ...chosen,
    timeZone: agent.timeZone ?? settings['time-zone'],
  });
  const mail = { from: settings['sender-address'], to: agent.email, raw };
  return ports.sender.send(mail, async () => true);
}
