import { readAskCode } from '../../../conversations/ask-code.ts';
import { plusPart } from '../../../conversations/collect-signals.ts';
import { BUILT_IN_TEXTS } from '../../../texts/built-in-texts.ts';
import type { ReceiveMailPorts } from '../ports.ts';
import { readReply } from '../read-reply.ts';
import type { AgentAnswer, MailContext } from './mail-decision.ts';

type Ports = Pick<ReceiveMailPorts, 'people' | 'questions' | 'conversations' | 'sentMails'>;

/** Recipients of a mail in which the code is looked for. */
const MAX_RECIPIENTS = 20;

/** "Yes" in every language: an agent may answer in another one than they were asked in. */
const YES_WORDS = new Set(Object.values(BUILT_IN_TEXTS).map(({ askYes }) => fold(askYes)));

/**
 * An agent's answer to "Was it you?" (S22): sent to the address that holds the code, from the address that was asked. The code proves that
 * the author reads that mailbox, whatever the verdicts say. Undefined: the mail is no such answer.
 */
export async function decideAgentAnswer(
  context: MailContext,
  ports: Ports,
): Promise<AgentAnswer | undefined> {
  const code = findCode(context);
  const question = code === undefined ? undefined : await ports.questions.find(code);
  if (!question) return undefined;
  const agent = await ports.people.findAgent(question.agentId);
  if (agent?.email !== context.author.address) return undefined;
  const { reply } = await readReply(context.mail, {}, ports);
  const isYes = YES_WORDS.has(fold(leadingWord(reply)));
  return {
    kind: 'agent-answer',
    outcome: { outcome: 'ignored', reason: 'staff-wrote-directly' },
    known: { detail: `${isYes ? 'yes' : 'no'} to ${question.mailId}` },
    question,
    isYes,
  };
}

function findCode({ mail, settings }: MailContext): string | undefined {
  const { message, arrival } = mail;
  const addresses = [...arrival.envelope.forwardPaths, ...message.to.map(({ address }) => address)];
  return addresses
    .slice(0, MAX_RECIPIENTS)
    .map((address) => readAskCode(plusPart(address, settings['sender-address'])))
    .find((code) => code !== undefined);
}

/**
 * The first word of the answer, if it stands by itself. "Si tratta di un falso" and "Ja tego nie pisałem" begin with a word that means yes in
 * some language, but say no.
 */
function leadingWord(reply: string): string {
  const found = /[\p{L}\p{M}]+/u.exec(reply);
  if (!found) return '';
  const [word] = found;
  const behind = reply.slice(found.index + word.length);
  return /^[^\S\n]*(?:$|\n|[^\p{L}\p{N}\s])/u.test(behind) ? word : '';
}

/** Drops accents and case: `Si`, `SÌ` and `sí` are one word. */
function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
