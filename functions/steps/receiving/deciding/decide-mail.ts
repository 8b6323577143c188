import { detectAutomatic } from '../../../mail/reports/detect-automatic.ts';
import { judgeAuthentication } from '../../../mail/verdicts/judge-authentication.ts';
import { nameConversation } from '../name-conversation.ts';
import type { DecideMailPorts } from '../ports.ts';
import { decideAgentAnswer } from './decide-agent-answer.ts';
import { decideAnswer } from './decide-answer.ts';
import { decideFirstMail } from './decide-first-mail.ts';
import { locateConversation } from './locate-conversation.ts';
import {
  type MailContext,
  type MailDecision,
  type ReadMail,
  type SetAside,
  setAside,
} from './mail-decision.ts';

/**
 * Decides where a mail goes and why, in the order of judgement: duplicate, virus, author, automatic mail, signals, author's rights. It only
 * reads, except that it notes wrong codes and staff mail seen. So a preview calls this same function.
 */
export async function decideMail(mail: ReadMail, ports: DecideMailPorts): Promise<MailDecision> {
  const settings = await ports.settings.read();
  const { message, arrival, verdicts, fingerprint } = mail;
  const original = await ports.inbound.findDuplicate(fingerprint, arrival.receivedAt);
  // `original` may be this same mail: it was delivered long ago, and its record has expired since (S15)
  if (original !== undefined) {
    return setAside({ outcome: 'duplicate', reason: 'duplicate' }, { detail: original });
  }
  const setAsideNamed = async (outcome: SetAside['outcome']) =>
    setAside(outcome, await nameConversation(mail, ports));
  if (verdicts.virus === 'FAIL') {
    return setAsideNamed({ outcome: 'held', reason: 'virus' });
  }
  const { author } = message;
  if (!author) {
    return setAsideNamed({ outcome: 'rejected', reason: 'ambiguous-author' });
  }
  const pipingAddress = settings['sender-address'];
  const automatic = detectAutomatic({
    message,
    envelope: arrival.envelope,
    pipingAddress,
    ownListIds: settings['own-list-ids'],
  });
  if (automatic) {
    return setAsideNamed({ outcome: 'ignored', reason: automatic });
  }
  const authentication = judgeAuthentication(author.address, verdicts);
  const context = { mail, author, authentication, settings };
  const answer = await decideAgentAnswer(context, ports);
  return answer ?? decideByConversation(context, ports);
}

async function decideByConversation(
  context: MailContext,
  ports: DecideMailPorts,
): Promise<MailDecision> {
  const located = await locateConversation(context, ports);
  switch (located.kind) {
    case 'none':
      return decideFirstMail(context, ports);
    case 'conflict':
      return setAside(
        { outcome: 'held', reason: 'conflicting-signals' },
        { detail: located.conversationIds.join(' ') },
      );
    case 'found':
      return decideAnswer(context, located, ports);
  }
}
