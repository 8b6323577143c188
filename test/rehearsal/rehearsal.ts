import type { PlayedAccount } from './account/open-account.ts';
import { type Snapshot, takeSnapshot } from './account/snapshot.ts';
import { type PageBlock, readPage } from './read-page.ts';
import type { Ran, Shell } from './shell.ts';
import { tell } from './tell.ts';
import type { Workspace } from './workspace.ts';

/** A walk through the page, and everything that was not as the page says. */
export interface Rehearsal {
  account: PlayedAccount;
  workspace: Workspace;
  /** Runs the commands of a section as written. */
  follow(section: string): Promise<string>;
  /** Runs commands that must succeed. */
  type(commands: string): Promise<string>;
  /** Runs commands that must be refused with a reason that matches `why`. Returns the output. */
  refused(commands: string, why: RegExp): Promise<string>;
  /** Runs commands that may fail, and returns the output. */
  look(commands: string): Promise<string>;
  snapshot(): Promise<Snapshot>;
  /** Records the problems with an expectation. */
  hold(what: string, problems: readonly string[]): void;
  problems: string[];
  notRun: string[];
}

/** Commands of the page that are not run, and why. */
const NOT_RUN: [RegExp, string][] = [
  [/^npm ci$/, 'the packages are there'],
  [/^(call|curl) /, 'the chat API is not on moto; the journeys call it'],
];

export function openRehearsal(
  page: string,
  account: PlayedAccount,
  workspace: Workspace,
  shell: Shell,
): Rehearsal {
  const blocks = readPage(page);
  const [problems, notRun]: [string[], string[]] = [[], []];

  async function run(command: string): Promise<Ran> {
    const startedAt = Date.now();
    const ran = await shell.run(command);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    tell(`$ ${command}\n${indent(ran.output)}\n  = ${ran.status}, ${seconds} s`);
    return ran;
  }

  async function type(command: string): Promise<string> {
    const { status, output } = await run(command);
    if (status !== 0) problems.push(`"${command}" ended with ${status}: ${output.slice(-500)}`);
    return output;
  }

  return {
    account,
    workspace,
    problems,
    notRun,
    type,
    async follow(section) {
      tell(`\n── ${section}`);
      const outputs: string[] = [];
      for (const command of commandsOf(blocks, section)) {
        const reason = NOT_RUN.find(([pattern]) => pattern.test(command))?.[1];
        if (reason) notRun.push(`${command}: ${reason}`);
        else outputs.push(await type(command));
      }
      return outputs.join('\n');
    },
    async refused(command, why) {
      const { status, output } = await run(command);
      if (status === 0) problems.push(`"${command}" was not refused`);
      else if (!why.test(output))
        problems.push(`"${command}" was refused without saying ${why}: ${output.slice(-500)}`);
      return output;
    },
    look: async (command) => (await run(command)).output,
    snapshot: () => takeSnapshot(account),
    hold(what, found) {
      tell(`  ${found.length === 0 ? '✓' : '✗'} ${what}`);
      problems.push(...found.map((problem) => `${what}: ${problem}`));
    },
  };
}

/** Splits into commands; a line that ends in `\` continues. */
function commandsOf(blocks: PageBlock[], section: string): string[] {
  const found = blocks.filter((block) => block.section === section);
  if (found.length === 0) throw new Error(`the page has no commands in the section "${section}"`);
  return found.flatMap(({ commands }) =>
    commands
      .replaceAll(/\\\n/g, '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}

const SHOWN_LINES = 25;

/** The end of the output, where a command prints its result. */
function indent(text: string): string {
  const lines = text.split('\n');
  const left = lines.length - SHOWN_LINES;
  const shown = left > 0 ? [`(${left} lines)`, ...lines.slice(left)] : lines;
  return shown.map((line) => `  | ${line}`).join('\n');
}
