import type { ReceiveMailPorts } from '../ports.ts';
import type { MailQuestion } from './ports.ts';

/** Answers another function's question about a stored mail. The reader is loaded on first use, because such questions are rare. */
export async function answerMailQuestion(
  question: MailQuestion,
  ports: ReceiveMailPorts,
): Promise<unknown> {
  const { createMailReader } = await import('./create-mail-reader.ts');
  const reader = createMailReader(ports);
  if (question.ask === 'release') return reader.release(question.mailId, question.order);
  return reader[question.ask](question.mailId);
}
