import { readFileSync } from 'node:fs';

/** One block of commands of a page, as a reader would copy it. */
export interface PageBlock {
  /** The heading of its section: `"2. Bootstrap"`. */
  section: string;
  commands: string;
}

const FENCE = /^\s*```/;

/** The blocks of commands of a Markdown page, in order, without blocks of another language (`json`). */
export function readPage(file: string): PageBlock[] {
  const blocks: PageBlock[] = [];
  let section = '';
  let block: string[] | undefined;
  let isShell = false;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (FENCE.test(line)) {
      if (block !== undefined && isShell) blocks.push({ section, commands: outdent(block) });
      isShell = line.trim() === '```';
      block = block === undefined ? [] : undefined;
    } else if (block !== undefined) block.push(line);
    else section = /^#{1,6} (.*)/.exec(line)?.[1] ?? section;
  }
  return blocks;
}

/** Commands in the text of a section: `` `npx cdk destroy` ``. */
export function readInline(file: string, section: string, beginning: string): string {
  const [, text = ''] = readFileSync(file, 'utf8').split(`# ${section}\n`);
  const found = [...text.matchAll(/`([^`\n]+)`/g)].map(([, command = '']) => command);
  const command = found.find((each) => each.startsWith(beginning));
  if (command === undefined)
    throw new Error(`${file}, "${section}", has no command that begins with "${beginning}"`);
  return command;
}

function outdent(lines: string[]): string {
  const margin = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin)).join('\n');
}
