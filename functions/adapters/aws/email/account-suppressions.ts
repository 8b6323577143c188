import type { AccountSuppressions } from '../../../steps/feedback/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { boundedCalls } from '../bounded-calls.ts';

/** The suppression list of the SES account. Only version 2 of SES's API has it; its client is loaded on first use, which is rare. */
export function openAccountSuppressions(): AccountSuppressions {
  return {
    async lift(EmailAddress) {
      const { DeleteSuppressedDestinationCommand, SESv2Client } = await import(
        '@aws-sdk/client-sesv2'
      );
      const ses = new SESv2Client(boundedCalls());
      const lifted = ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
      return (await answerUnless(['NotFoundException'], lifted)) !== undefined;
    },
  };
}
