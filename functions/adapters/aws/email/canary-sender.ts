import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { CanaryPorts } from '../../../steps/operating/ports.ts';

/** Without a configuration set: what becomes of a canary is no feedback on a mail of ours. */
export const createCanarySender = (ses: SESClient): CanaryPorts['sender'] => ({
  async send({ from, to, raw }) {
    await ses.send(
      new SendRawEmailCommand({ Source: from, Destinations: [to], RawMessage: { Data: raw } }),
    );
  },
});
