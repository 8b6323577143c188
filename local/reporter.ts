import process from 'node:process';

const MAX_LINE_LENGTH = 500;
let isQuiet = false;

const write = (stream: NodeJS.WriteStream, text: string) => {
  stream.write(`${text}\n`);
};

/** The one place where the local pipeline speaks to the terminal. */
export const reporter = {
  say: (text: string): void => write(process.stdout, text),
  step: (text: string): void => {
    if (!isQuiet) write(process.stdout, `  ${text}`);
  },
  /** Something failed while the pipeline runs. Silent while it stops: broken connections are expected then. */
  warn: (text: string): void => {
    if (!isQuiet) write(process.stderr, `! ${text.slice(0, MAX_LINE_LENGTH)}`);
  },
  error: (text: string): void => write(process.stderr, text),
  beQuiet: (): void => {
    isQuiet = true;
  },
};

/** What went wrong, in one line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, MAX_LINE_LENGTH);
  const name = error.name === 'Error' ? '' : `${error.name}: `;
  return `${name}${error.message}`.split('\n', 1).join('').slice(0, MAX_LINE_LENGTH);
}
