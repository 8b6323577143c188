import { Readable } from 'node:stream';
import type { Mailbox } from '../../../functions/settings/mailboxes/mailboxes.ts';
import { ImapProgress } from '../../../functions/steps/polling/imap-progress.ts';
import type { MailboxVisit } from '../../../functions/steps/polling/judge-mails.ts';
import { newMailboxState } from '../../../functions/steps/polling/mailbox-state.ts';
import type { PollMailboxPorts } from '../../../functions/steps/polling/poll-mailbox.ts';
import { Pop3Progress } from '../../../functions/steps/polling/pop3-progress.ts';
import {
  type ListedMail,
  MailboxError,
  type MailboxLease,
  type MailboxSession,
  type MailboxState,
  MailboxThrottledError,
  MailTooLargeError,
  type UidlFate,
  type UidlMemory,
} from '../../../functions/steps/polling/ports.ts';

const spool = (sha256: string, text: string) => ({
  sha256,
  spooledBytes: text.length,
  open: () => Readable.from([text]),
});

/** A mailbox in memory. `broken` mails cannot be fetched, `cuts` end the connection, `dates` are the Date fields. */
export class FakeMailbox implements MailboxSession {
  uidScope = '1';
  uidNext: number | undefined;
  renewedSecret: string | undefined;
  mails: ListedMail[];
  readonly broken = new Set<string>();
  readonly cuts = new Set<string>();
  readonly undescribable = new Set<string>();
  /** Listed, but left out when they are described. */
  readonly leftOut = new Set<string>();
  /** Listed and described, but a fetch gives nothing. */
  readonly empty = new Set<string>();
  readonly tooLarge = new Set<string>();
  isThrottled = false;
  isAbandoned = false;
  readonly dates = new Map<string, number>();
  readonly appliedAfter: string[] = [];
  /** What `after` wants of these fails; `cutsAfter` ends the connection, too. */
  readonly refusesAfter = new Set<string>();
  readonly cutsAfter = new Set<string>();
  #isUsable = true;

  constructor(uids: string[], sizeBytes = 10) {
    this.mails = uids.map((uid) => ({ uid, sizeBytes }));
  }

  reconnect(): void {
    this.#isUsable = true;
  }

  async listUids(afterUid: number): Promise<string[]> {
    return this.mails.map(({ uid }) => uid).filter((uid) => !(Number(uid) <= afterUid));
  }

  async describe(uids: string[]): Promise<ListedMail[]> {
    if (uids.some((uid) => this.undescribable.has(uid))) throw new MailboxError('NO');
    const given = this.mails.filter(({ uid }) => !this.leftOut.has(uid));
    return uids.flatMap((uid) => given.filter((mail) => mail.uid === uid));
  }

  async dateOf({ uid, arrivedAtMs }: ListedMail): Promise<number | undefined> {
    return this.dates.get(uid) ?? arrivedAtMs;
  }

  async preview({ uid, sizeBytes }: ListedMail) {
    return { uid, sizeBytes, from: '' };
  }

  async fetch({ uid }: ListedMail) {
    if (this.isThrottled) throw new MailboxThrottledError('[OVERQUOTA]');
    if (this.empty.has(uid)) return undefined;
    if (this.tooLarge.has(uid)) throw new MailTooLargeError(`${uid} is too large`);
    if (this.cuts.has(uid)) this.#isUsable = false;
    if (this.cuts.has(uid) || this.broken.has(uid)) throw new MailboxError(`no ${uid}`);
    return spool(uid, uid);
  }

  async fetchHeader({ uid, sizeBytes }: ListedMail) {
    return { wholeBytes: sizeBytes, ...spool(`header of ${uid}`, uid) };
  }

  async applyAfter({ uid }: ListedMail): Promise<void> {
    if (this.cutsAfter.has(uid)) this.#isUsable = false;
    if (!this.#isUsable || this.refusesAfter.has(uid)) throw new MailboxError(`not ${uid}`);
    this.appliedAfter.push(uid);
  }

  isUsable(): boolean {
    return this.#isUsable;
  }

  async close(): Promise<void> {
    this.#isUsable = false;
  }

  async abandon(): Promise<void> {
    this.isAbandoned = true;
    this.#isUsable = false;
  }
}

/** Keeps the saved state, as the table does. */
export class FakeLease implements MailboxLease {
  state: MailboxState | undefined;
  isLost = false;
  isGivenBack = false;

  async save(state: MailboxState): Promise<boolean> {
    if (!this.isLost) this.state = state;
    return !this.isLost;
  }

  async giveBack(): Promise<void> {
    this.isGivenBack = true;
  }
}

export class FakeUidls implements UidlMemory {
  readonly fates = new Map<string, UidlFate>();

  fateOf(uidl: string): UidlFate | undefined {
    return this.fates.get(uidl);
  }

  async add(uidls: string[], fate: UidlFate): Promise<void> {
    for (const uidl of uidls) this.fates.set(uidl, fate);
  }

  async sawListing(listed: ReadonlySet<string>): Promise<void> {
    for (const [uidl, fate] of this.fates) {
      if (fate === 'deleting' && !listed.has(uidl)) this.fates.delete(uidl);
    }
  }
}

export const FAKE_MAILBOX: Mailbox = {
  name: 'box',
  protocol: 'imap',
  host: '127.0.0.1',
  port: 143,
  tls: false,
  user: 'support',
  secret: 'box',
  address: 'support@piping.example',
};

export const GUARDED_MS = 730 * 24 * 3_600_000;
export const NOW = Date.UTC(2026, 10, 3, 10);

/** A visit that continues from the state in the lease. */
export function visitFake(
  session: FakeMailbox,
  lease: FakeLease,
  { known, mailbox = FAKE_MAILBOX, now = () => NOW }: VisitOptions = {},
): MailboxVisit {
  const state = lease.state ?? newMailboxState('id', NOW, undefined);
  const progress = known
    ? new Pop3Progress(lease, state, session, { known, deletes: mailbox.after === 'delete' })
    : new ImapProgress(lease, state, session);
  return { mailbox, session, progress, clock: { now }, guardedMs: GUARDED_MS };
}

interface VisitOptions {
  /** Makes the visit one over POP3. */
  known?: FakeUidls;
  mailbox?: Mailbox;
  now?: () => number;
}

/** One mailbox and everything that a poll of it uses. */
export interface PollWorld {
  now: number;
  session: FakeMailbox;
  lease: FakeLease;
  known: FakeUidls;
  /** How often the mailbox was opened. */
  opened: number;
  /** Set: the server refuses the login so. */
  refusal: Error | undefined;
  password: string | undefined;
  /** When the password was stored. */
  passwordAtMs: number;
  /** Names of the mails that were stored and queued. */
  queued: string[];
  /** Texts of the log lines that raise the alarm. */
  alarms: string[];
}

export const makePollWorld = (session = new FakeMailbox([])): PollWorld => ({
  now: NOW,
  session,
  lease: new FakeLease(),
  known: new FakeUidls(),
  opened: 0,
  refusal: undefined,
  password: 'password',
  passwordAtMs: NOW,
  queued: [],
  alarms: [],
});

export const pollPorts = (world: PollWorld): PollMailboxPorts => ({
  cursors: {
    lease: async () => world.lease,
    find: async () => world.lease.state,
    knownUidls: async () => world.known,
  },
  opener: {
    open: async () => {
      world.opened += 1;
      if (world.refusal) throw world.refusal;
      world.session.reconnect();
      return world.session;
    },
  },
  secrets: {
    read: async () => {
      const { password: text, passwordAtMs: writtenAtMs } = world;
      return text === undefined ? undefined : { text, version: text, writtenAtMs };
    },
    replace: async (_secret, _read, text) => {
      world.password = text;
    },
  },
  history: { versionsOfMailboxes: async () => [] },
  clock: { now: () => world.now },
  guardedMs: GUARDED_MS,
  mails: { put: async (id) => `polled/${id}` },
  queue: { enqueue: async ({ key }) => void world.queued.push(key) },
  log: { info: () => {}, warn: () => {}, error: (_fields, text) => world.alarms.push(text) },
});
