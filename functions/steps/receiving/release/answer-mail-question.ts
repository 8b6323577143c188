import type { ReceiveMailPorts } from '../ports.ts';
import type { MailQuestion } from './ports.ts';

/** What another function asked; the reader is loaded when first needed, since people ask seldom. */
export async function answerMailQuestion(
  question: MailQuestion,
  ports: ReceiveMailPorts,
): Promise<unknown> {
  const { createMailReader } = await import('./create-mail-reader.ts');
  const reader = createMailReader(ports);
  if (question.ask === 'release') return reader.release(question.mailId, question.order);
  return reader[question.ask](question.mailId);
}
