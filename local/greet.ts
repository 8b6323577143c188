import { HOST, type LocalConfiguration } from './configuration.ts';
import { reporter } from './reporter.ts';

/** Says where everything is and what to try first. */
export function greet(configuration: LocalConfiguration): void {
  const { httpPort, smtpPort, address, apiToken } = configuration;
  const url = `http://${HOST}:${httpPort}`;
  reporter.say(`
  console     ${url}/
  chat API    ${url}/v1 (described in ${url}/openapi.json), token ${apiToken}
  mail to     ${address}, SMTP on ${HOST}:${smtpPort}
`);
  reporter.say(`ready ${url}`);
}
