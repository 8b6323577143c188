import {
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { AccountSuppressions } from '../../../steps/notifying/ports.ts';

/** The suppression list of the SES account: the API of version 2 alone reaches it. */
export function openAccountSuppressions(): AccountSuppressions {
  const ses = new SESv2Client({});
  return {
    async lift(EmailAddress) {
      try {
        await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
        return true;
      } catch (error) {
        if (error instanceof NotFoundException) return false;
        throw error;
      }
    },
  };
}
