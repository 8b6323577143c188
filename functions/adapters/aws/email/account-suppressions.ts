import type { AccountSuppressions } from '../../../steps/notifying/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { boundedCalls } from '../bounded-calls.ts';

/** The suppression list of the SES account: the API of version 2 alone reaches it. Its client is loaded at the first call, which is rare. */
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
