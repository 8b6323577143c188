import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../local/engines/ports.ts';

const NOBODY_ID = 65_534;
/** All users exist from the start, because Dovecot needs up to a second to notice a new one. */
const USERS = 60;
const READY_WITHIN_MS = 60_000;
const isRoot = process.getuid?.() === 0;

/** Never root: Dovecot's own users need its installed configuration. */
function account(): { user: string; group: string; ids: { uid?: number; gid?: number } } {
  if (isRoot) return { user: 'nobody', group: 'nogroup', ids: { uid: NOBODY_ID, gid: NOBODY_ID } };
  const group = spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim();
  return { user: userInfo().username, group, ids: {} };
}

export interface DovecotPorts {
  imap: number;
  imaps: number;
  pop3: number;
  pop3s: number;
}

/** A mailbox of the test server; `put` writes the octets into its Maildir. */
export interface DovecotUser {
  user: string;
  password: string;
  put(raw: Buffer | string, options?: { arrivedAt?: Date; folder?: string }): void;
  /** File names in the Maildir, with flags. */
  files(folder?: string): string[];
  /** Gives the mailbox another UIDVALIDITY. */
  forgetUids(): void;
}

export interface Dovecot {
  ports: DovecotPorts;
  /** The certificate for 127.0.0.1 and localhost. */
  certificate: string;
  addUser(): DovecotUser;
  stop(): Promise<void>;
}

/** Dovecot asks the introspection endpoint whose an access token is. */
const oauth2Passdb = (dir: string) => `
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${dir}/oauth2.conf
}`;

function configuration(dir: string, ports: DovecotPorts, hasOauth2: boolean): string {
  const { user, group } = account();
  const service = (name: string, plain: number, secured: number) => `
service ${name}-login {
  chroot =
  inet_listener ${name} {
    port = ${plain}
  }
  inet_listener ${name}s {
    port = ${secured}
    ssl = yes
  }
}`;
  return `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/dovecot.log
protocols = imap pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login${hasOauth2 ? ' xoauth2' : ''}
auth_failure_delay = 0
mail_location = maildir:${dir}/mail/%u
mail_max_userip_connections = 50
first_valid_uid = 1
default_internal_user = ${user}
default_login_user = ${user}
default_internal_group = ${group}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
${service('imap', ports.imap, ports.imaps)}
${service('pop3', ports.pop3, ports.pop3s)}
${hasOauth2 ? oauth2Passdb(dir) : ''}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${dir}/users
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${dir}/mail/%u
}
`;
}

function makeCertificate(dir: string): string {
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'cert.pem'), '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  return readFileSync(join(dir, 'cert.pem'), 'utf8');
}

const own = (path: string) => {
  if (isRoot) chownSync(path, NOBODY_ID, NOBODY_ID);
};

function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  own(path);
  for (const part of ['new', 'cur', 'tmp']) {
    mkdirSync(join(path, part), { recursive: true });
    own(join(path, part));
  }
}

const userOf = (number: number) => `box-${number}`;
const passwordOf = (number: number) => `pass-${process.pid}-${number}`;

const listUsers = () =>
  Array.from(
    { length: USERS },
    (_, number) => `${userOf(number)}:{PLAIN}${passwordOf(number)}::::::\n`,
  );

let count = 0;

function openUser(dir: string, number: number): DovecotUser {
  if (number >= USERS) throw new Error(`there are ${USERS} users`);
  const user = userOf(number);
  const password = passwordOf(number);
  const home = join(dir, 'mail', user);
  makeFolder(home);
  const place = (folder?: string) => (folder ? join(home, `.${folder}`) : home);
  return {
    user,
    password,
    put(raw, { arrivedAt, folder } = {}) {
      count += 1;
      if (folder) makeFolder(place(folder));
      const name = `${Math.floor(Date.now() / 1000)}.M${String(count).padStart(7, '0')}P${process.pid}.local`;
      const path = join(place(folder), 'tmp', name);
      writeFileSync(path, raw);
      own(path);
      // Dovecot's INTERNALDATE is the file's mtime
      if (arrivedAt) utimesSync(path, arrivedAt, arrivedAt);
      renameSync(path, join(place(folder), 'new', name));
    },
    files: (folder) =>
      ['new', 'cur'].flatMap((part) =>
        existsSync(join(place(folder), part)) ? readdirSync(join(place(folder), part)) : [],
      ),
    forgetUids() {
      for (const file of readdirSync(home)) {
        if (file.startsWith('dovecot')) rmSync(join(home, file), { recursive: true });
      }
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** The path of the installed Dovecot. */
export const findDovecot = (): string | undefined =>
  ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find(existsSync);

/** Where Dovecot writes: before it has read its configuration, it knows no log. */
const WRITINGS = ['stderr', 'dovecot.log'];

/** Waits until Dovecot takes connections. Throws what it wrote, and how it ended, if it does not. */
async function whenListening(child: ChildProcess, port: number, dir: string): Promise<void> {
  let failed: Error | undefined;
  child.once('error', (error) => {
    failed = error;
  });
  const end = Date.now() + READY_WITHIN_MS;
  while (!(await isListening(port))) {
    const hasEnded = failed !== undefined || child.exitCode !== null || child.signalCode !== null;
    if (hasEnded || Date.now() > end) {
      const paths = WRITINGS.map((name) => join(dir, name)).filter(existsSync);
      const written = paths
        .map((path) => readFileSync(path, 'utf8'))
        .join('')
        .trim();
      const ending = failed?.message ?? `exit code ${child.exitCode}, signal ${child.signalCode}`;
      throw new Error(`Dovecot does not start (${ending}): ${written || 'it wrote nothing'}`);
    }
    await sleep(20);
  }
}

/** Debian's Dovecot as a normal user on free ports, in a folder of its own. Accepts XOAUTH2, too, with an introspection URL. */
export async function startDovecot(
  introspectionUrl?: string,
  binary = findDovecot(),
): Promise<Dovecot> {
  const dir = mkdtempSync(join(tmpdir(), 'dovecot-'));
  const ports = {
    imap: await findFreePort(),
    imaps: await findFreePort(),
    pop3: await findFreePort(),
    pop3s: await findFreePort(),
  };
  for (const part of ['run', 'state', 'mail']) mkdirSync(join(dir, part));
  writeFileSync(join(dir, 'users'), listUsers().join(''));
  writeFileSync(join(dir, 'dovecot.conf'), configuration(dir, ports, Boolean(introspectionUrl)));
  writeFileSync(
    join(dir, 'oauth2.conf'),
    `introspection_mode = get\nintrospection_url = ${introspectionUrl}\nusername_attribute = user\n`,
  );
  const certificate = makeCertificate(dir);
  for (const part of ['', ...readdirSync(dir)]) own(join(dir, part));
  if (!binary)
    throw new Error('Dovecot is not installed: apt-get install dovecot-imapd dovecot-pop3d');
  const stderr = openSync(join(dir, 'stderr'), 'w');
  const child = spawn(binary, ['-F', '-c', join(dir, 'dovecot.conf')], {
    stdio: ['ignore', 'ignore', stderr],
    detached: true,
    ...account().ids,
  });
  closeSync(stderr);
  const { pid } = child;
  const stop = async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      try {
        if (pid !== undefined) process.kill(-pid, signal);
      } catch {
        // gone already
      }
      await sleep(200);
    }
    rmSync(dir, { recursive: true, force: true });
  };
  await whenListening(child, ports.pop3s, dir).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  let users = 0;
  return { ports, certificate, addUser: () => openUser(dir, users++), stop };
}
