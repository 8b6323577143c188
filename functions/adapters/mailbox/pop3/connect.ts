import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Mailbox } from '../../../settings/mailboxes/mailboxes.ts';
import { Pop3Connection } from './pop3-connection.ts';

/** Time limit for connection, handshake and greeting together. */
const MAX_CONNECT_MS = 15_000;

/** The certificate must be trusted and name the host. `ca` is trusted instead of the system's authorities. */
export function tlsOptions(host: string, ca?: string): ConnectionOptions {
  return {
    host,
    minVersion: 'TLSv1.2',
    ...(isIP(host) ? {} : { servername: host }),
    ...(ca && { ca }),
  };
}

/** Connects and reads the greeting (RFC 1939 §4), with implicit TLS if `tls` is true. */
export async function connect(
  { host, port, tls }: Pick<Mailbox, 'host' | 'port' | 'tls'>,
  deadlineMs: number,
  ca?: string,
): Promise<Pop3Connection> {
  const socket: Socket =
    tls === true
      ? connectTls({ ...tlsOptions(host, ca), port })
      : connectTcp({ host, port, noDelay: true });
  const connection = new Pop3Connection(socket, deadlineMs);
  const timer = setTimeout(
    () => connection.destroy(Object.assign(new Error('no greeting'), { code: 'ETIMEDOUT' })),
    MAX_CONNECT_MS,
  );
  try {
    await connection.readStatus();
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
