import process from 'node:process';
import { styleText } from 'node:util';
import { Spinner } from './spinner.ts';

const MAX_LINE_LENGTH = 500;
let isQuiet = false;

const spinner = new Spinner(process.stdout);

const write = (stream: NodeJS.WriteStream, text: string) =>
  spinner.beside(() => stream.write(`${text}\n`));

/** Coloured text, where the terminal shows colours and `NO_COLOR` is not set. */
export const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
  styleText(style, text, { stream: process.stdout });

/** The only place where the local pipeline writes to the terminal. */
export const reporter = {
  /** Somebody is watching, so progress and a line for each mail are shown. */
  isWatched: process.stdout.isTTY === true,
  say: (text: string): void => void write(process.stdout, text),
  /** Shows what is in progress until `arrive`. */
  depart: (text: string): void => spinner.start(text),
  arrive: (): void => spinner.stop(),
  step: (text: string): void => {
    if (!isQuiet) write(process.stdout, `  ${paintStep(text)}`);
  },
  /** A mail came in or went out. */
  mail: (text: string): void => {
    if (!isQuiet) write(process.stdout, `  ${text.slice(0, MAX_LINE_LENGTH)}`);
  },
  /** Something failed while the pipeline runs. Silent during the stop, when broken connections are expected. */
  warn: (text: string): void => {
    if (!isQuiet) write(process.stderr, paint('yellow', `! ${text.slice(0, MAX_LINE_LENGTH)}`));
  },
  error: (text: string): void => void write(process.stderr, text),
  beQuiet: (): void => {
    isQuiet = true;
    spinner.stop();
  },
};

/** The first word says what the line is about. */
function paintStep(text: string): string {
  const end = text.search(/\s/);
  return end <= 0 ? paint('dim', text) : paint('green', text.slice(0, end)) + text.slice(end);
}

/** An error in one line. Of an answer that the SDK cannot read, as a full disk makes the storage give it, it tells what stands there. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, MAX_LINE_LENGTH);
  const name = error.name === 'Error' ? '' : `${error.name}: `;
  const { $responseBodyText } = error as { $responseBodyText?: string };
  return `${name}${$responseBodyText || error.message}`
    .split('\n', 1)
    .join('')
    .slice(0, MAX_LINE_LENGTH);
}
