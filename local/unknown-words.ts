import { LocalError } from './local-error.ts';

/** All variables that `npm start` reads, including those for tests. */
const VARIABLES = [
  'PIPING_HTTP_PORT',
  'PIPING_SMTP_PORT',
  'PIPING_DOMAIN',
  'PIPING_ADDRESS',
  'PIPING_OTHER_ADDRESSES',
  'PIPING_WHOLE_DOMAIN',
  'PIPING_API_TOKEN',
  'PIPING_DATA_DIR',
  'PIPING_DNS_SERVER',
  'PIPING_FUNCTION_LOGS',
  'PIPING_FUNCTION_PRELOAD',
  'PIPING_CALLS_FOLDER',
  'PIPING_DISORDER',
];
/** Variables of the project's other programs. */
const OTHERS = ['PIPING_URL', 'PIPING_TOKEN'];

/** `PIPING_…` variables that nothing reads: most likely misspelt. */
export const unknownVariables = (environment: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(environment).filter(
    (name) => name.startsWith('PIPING_') && ![...VARIABLES, ...OTHERS].includes(name),
  );

/** Only variables configure `npm start`; its only argument is `--help`. */
export function refuseArguments(words: readonly string[]): void {
  const [word] = words;
  if (word === undefined) return;
  throw new LocalError(
    `npm start takes no "${word}": it is told by variables, such as PIPING_HTTP_PORT=9000 npm start. npm start -- --help lists them.`,
  );
}
