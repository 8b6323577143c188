import type { ConnectionOptions } from 'node:tls';
import { MailboxError } from '../../../steps/polling/ports.ts';
import { capa } from './capa.ts';
import type { Pop3Connection } from './pop3-connection.ts';

/**
 * Switches to TLS before any credentials are sent (RFC 2595 §4). Throws if the server does not offer it, because an attacker may hide the
 * offer.
 */
export async function stls(connection: Pop3Connection, options: ConnectionOptions): Promise<void> {
  if (!(await capa(connection)).has('STLS')) {
    throw new MailboxError(
      'the server does not offer STARTTLS: give "tls": true and its TLS port',
      {
        code: 'no-starttls',
      },
    );
  }
  await connection.command('STLS');
  await connection.startTls(options);
}
