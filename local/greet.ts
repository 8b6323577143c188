import { DEFAULT_API_TOKEN, HOST, type LocalConfiguration } from './configuration.ts';
import { paint, reporter } from './reporter.ts';

/** Prints where everything is, three things to try there, and three commands that work on a fresh start. */
export function greet(configuration: LocalConfiguration): void {
  const { httpPort, smtpPort, address, apiToken } = configuration;
  const url = `http://${HOST}:${httpPort}`;
  // a chosen token is not printed, because the output may be kept
  const token = apiToken === DEFAULT_API_TOKEN ? apiToken : '$PIPING_API_TOKEN';
  const smtp = `smtp://${HOST}:${smtpPort}`;
  // a terminal has 80 columns; a line of a command that ends with `&&`, `|` or `\` goes on
  reporter.say(`
  console     ${paint(['bold', 'cyan'], `${url}/`)}
              1. See the whole loop in three clicks: a mail comes in,
                 you answer, the customer replies
              2. Reply as Outlook, Yahoo or Apple Mail on the right,
                 and look at what was cut
              3. Under Settings, add a mailbox of yours:
                 Test shows what would be taken
  chat API    ${url}/v1, token ${token}
              ${url}/docs shows each call, to try
  mail to     ${address}, SMTP on ${HOST}:${smtpPort}

Or without the console, one after the other:
  1. A customer's mail opens a conversation:
    curl -X PUT ${url}/local/settings/convert-all-emails -d on &&
    printf 'From: carla@customer.example\\nSubject: Parcel\\n\\nWhere is it?\\n' |
    curl ${smtp} --crlf -T - \\
      --mail-from carla@customer.example --mail-rcpt ${address} &&
    curl ${url}/local/idle
  2. Answer in the chat:
    curl ${url}/v1/conversations/1000/messages \\
      -H "Authorization: Bearer ${token}" \\
      -H 'Content-Type: application/json' \\
      -d '{"author":{"kind":"bot"},"text":"It left yesterday."}' &&
    curl ${url}/local/idle
  3. Look at the mail that the customer gets, as in Mail out of the console:
    curl ${url}/local/outbox
`);
  reporter.say(`ready ${url}`);
}
