import { findAskCodes } from '../../../conversations/signals/ask-code.ts';
import { localPartHere } from '../../../conversations/signals/collect-signals.ts';
import { BUILT_IN_TEXTS } from '../../../texts/built-in-texts.ts';
import type { DecideMailPorts } from '../ports.ts';
import { readReply } from '../reading/read-reply.ts';
import type { AgentAnswer, MailContext } from './mail-decision.ts';

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
  ports: DecideMailPorts,
): Promise<AgentAnswer | undefined> {
  const code = findCode(context);
  const question = code === undefined ? undefined : await ports.questions.find(code);
  if (!question) return undefined;
  const agent = await ports.people.findAgent(question.agentId);
  if (agent?.email !== context.author.address) return undefined;
  const { reply } = await readReply(context.mail, { answersUs: true }, ports.sentMails);
  const isYes = saysYes(reply, question.yes);
  return {
    kind: 'agent-answer',
    outcome: { outcome: 'ignored', reason: 'staff-wrote-directly' },
    known: { detail: `${isYes ? 'yes' : 'no'} to ${question.mailId}` },
    question,
    isYes,
  };
}

/** The code that the mail is addressed to. Undefined in an answer to a conversation, because the end of a token looks like a code. */
function findCode({ mail, settings }: MailContext): string | undefined {
  const { message, arrival, signals } = mail;
  if (signals.found.some(({ signal }) => signal === 'token')) return undefined;
  return [...arrival.envelope.forwardPaths, ...message.to.map(({ address }) => address)]
    .slice(0, MAX_RECIPIENTS)
    .flatMap((address) => findAskCodes(localPartHere(address, settings['sender-address']) ?? ''))
    .at(0);
}

/**
 * Whether the answer begins with the word that the question asked for, or with "yes". The words of other languages count only if they stand
 * by themselves: "Si tratta di un falso" and "Ja tego nie pisałem" begin with such a word, but say no.
 */
function saysYes(reply: string, asked: string): boolean {
  const answer = plain(reply.slice(Math.max(0, reply.search(/\p{L}/u))));
  const words = [asked, BUILT_IN_TEXTS.en?.askYes ?? ''].map(plain);
  const isAsked = words.some((word) => !AMBIGUOUS.has(word) && beginsWith(answer, word));
  return isAsked || YES_WORDS.has(fold(leadingWord(answer)));
}

/** In its own language, too, a denial may begin with it: "Tak naprawdę to nie ja" ("Actually it was not me"). */
const AMBIGUOUS = new Set(['', 'tak']);

const plain = (text: string) => text.trim().normalize('NFC').toLowerCase();

const beginsWith = (text: string, word: string) =>
  text.startsWith(word) && !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(word.length));

/** The first word, if the line ends behind it or a punctuation mark follows; else `''`. */
function leadingWord(answer: string): string {
  const [word = ''] = /^[\p{L}\p{M}]+/u.exec(answer) ?? [];
  return /^[^\S\n]*(?:$|\n|[^\p{L}\p{N}\s])/u.test(answer.slice(word.length)) ? word : '';
}

/** Drops accents and case: `Si`, `SÌ` and `sí` are one word. */
function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
