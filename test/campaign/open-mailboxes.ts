import { type Dovecot, findDovecot, startDovecot } from '../mailboxes/start-dovecot.ts';
import type { TestPipeline } from '../support/pipeline.ts';
import type { Mailboxes } from './stage.ts';

/** Two mailboxes on a server of their own, which the pipeline polls; none without Dovecot, when their mail comes over SMTP. */
export async function openMailboxes(
  pipeline: TestPipeline,
): Promise<{ dovecot?: Dovecot; mailboxes?: Mailboxes }> {
  if (!findDovecot()) return {};
  const dovecot = await startDovecot();
  const mailboxes = { imap: dovecot.addUser(), pop3: dovecot.addUser() };
  const entries = (['imap', 'pop3'] as const).map((protocol) => ({
    name: protocol,
    protocol,
    host: '127.0.0.1',
    port: dovecot.ports[protocol],
    tls: false,
    user: mailboxes[protocol].user,
    secret: protocol,
    address: pipeline.address,
  }));
  for (const { secret } of entries) {
    await pipeline.local('PUT', `/secrets/${secret}`, mailboxes[secret].password);
  }
  const { status, text } = await pipeline.local(
    'PUT',
    '/settings/mailboxes',
    JSON.stringify(entries),
  );
  if (status !== 200) throw new Error(`the mailboxes were not taken: ${text}`);
  return { dovecot, mailboxes };
}
