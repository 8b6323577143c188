import type { Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { MailboxError } from '../../../steps/polling/ports.ts';

/** RFC 2449 §4 allows 512 octets; some servers send more. */
const MAX_LINE_BYTES = 4096;
/** How long a server may be silent before an answer. */
const MAX_SILENCE_MS = 30_000;
const SOCKET_EVENTS = ['readable', 'end', 'close', 'secureConnect'];
const NOTHING = Buffer.alloc(0);

/** The server said `-ERR`; `responseText` is the text after it, as in the IMAP client's errors. */
export class Pop3Refusal extends Error {
  readonly responseText: string;

  constructor(responseText: string) {
    super(responseText);
    this.responseText = responseText;
  }
}

/** Reads and writes octets over a socket that can be upgraded to TLS. Reads no faster than its consumer. */
export class Pop3Connection {
  #socket: Socket;
  #rest: Buffer = NOTHING;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  readonly #deadline: NodeJS.Timeout;

  /** The deadline (epoch milliseconds) covers the whole life of the connection. */
  constructor(socket: Socket, deadlineMs: number) {
    this.#socket = socket;
    this.#listen(socket);
    const cut = () =>
      this.destroy(new MailboxError('the poll ran out of time', { code: 'out-of-time' }));
    this.#deadline = setTimeout(cut, Math.max(0, deadlineMs - Date.now()));
    this.#deadline.unref();
  }

  #listen(socket: Socket): void {
    for (const event of SOCKET_EVENTS) socket.on(event, () => this.#wake());
    socket.on('error', (error) => this.destroy(error));
  }

  get isUsable(): boolean {
    return !this.#failure && !this.#socket.destroyed && !this.#socket.readableEnded;
  }

  /** Ends the connection at once; a pending read fails with `reason`. */
  destroy(reason?: Error): void {
    clearTimeout(this.#deadline);
    if (reason) this.#failure ??= reason;
    this.#socket.destroy();
    this.#wake();
  }

  abort(message: string, refusal = (why: string) => new MailboxError(why)): never {
    const failure = refusal(message);
    this.destroy(failure);
    throw failure;
  }

  /** Waits for the next event of the socket. */
  async #news(): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (!this.isUsable)
      throw new MailboxError('the server closed the connection', { code: 'connection-cut' });
    const silence = () =>
      this.destroy(
        new MailboxError(`the server was silent for ${MAX_SILENCE_MS / 1000} s`, {
          code: 'no-answer',
        }),
      );
    const timer = setTimeout(silence, MAX_SILENCE_MS);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    clearTimeout(timer);
  }

  /** The next octets, at least one. */
  async nextChunk(): Promise<Buffer> {
    if (this.#rest.length > 0) {
      const rest = this.#rest;
      this.#rest = NOTHING;
      return rest;
    }
    for (;;) {
      const chunk = this.#failure ? null : (this.#socket.read() as Buffer | null);
      if (chunk) return chunk;
      await this.#news();
    }
  }

  /** Returns octets that were read too far; the next read gets them. */
  pushBack(octets: Buffer): void {
    this.#rest = octets;
  }

  /** Ends the connection over a line without an end: whoever collects it copies all of it with each chunk. */
  limitLine(octets: number): void {
    if (octets > MAX_LINE_BYTES)
      this.abort(`the server sent a line of over ${MAX_LINE_BYTES} octets`);
  }

  /** One line without its line end; each octet becomes one character. */
  async readLine(): Promise<string> {
    let line = NOTHING;
    for (;;) {
      line = Buffer.concat([line, await this.nextChunk()]);
      const end = line.indexOf('\n');
      this.limitLine(end < 0 ? line.length : end);
      if (end < 0) continue;
      this.pushBack(line.subarray(end + 1));
      return line.toString('latin1', 0, end).trimEnd();
    }
  }

  /** Sends one line; returns the server's text after `+OK`. Throws `Pop3Refusal` on `-ERR`. */
  async command(line: string): Promise<string> {
    // A line break would inject a second command.
    if (/[\r\n\0]/.test(line)) throw new MailboxError('user or password holds a line break');
    this.#socket.write(`${line}\r\n`);
    return this.readStatus();
  }

  /** RFC 1939 §3: `+OK` or `-ERR`; RFC 5034 §4 adds `+ ` for a challenge. */
  async readStatus(): Promise<string> {
    const line = await this.readLine();
    if (/^\+(OK\b| |$)/i.test(line)) return line.replace(/^\+(OK)?\s*/i, '');
    if (/^-ERR\b/i.test(line)) throw new Pop3Refusal(line.slice('-ERR'.length).trim());
    return this.abort('this is no POP3 server: check host, port and tls');
  }

  /** Upgrades the connection to TLS (RFC 2595 §4). Octets that came before the handshake were injected by an attacker on the way. */
  async startTls(options: ConnectionOptions): Promise<void> {
    const plain = this.#socket;
    if (this.#rest.length > 0 || plain.read() !== null) {
      this.abort('the server sent octets between STLS and the TLS handshake');
    }
    for (const event of [...SOCKET_EVENTS, 'error']) plain.removeAllListeners(event);
    const secured = connectTls({ ...options, socket: plain });
    let isSecured = false;
    secured.once('secureConnect', () => {
      isSecured = true;
    });
    this.#socket = secured;
    this.#listen(secured);
    while (!isSecured) await this.#news();
  }
}
