import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

interface Command<T extends ParseArgsOptionsConfig> {
  options: T;
  /** How many words it takes beside its options. */
  words: number;
  /** By default the process's own. */
  args?: readonly string[];
}

/**
 * The arguments of a command, or in a sentence what is wrong with them. A word too many is refused,
 * because it would be passed over: a second address, say.
 */
export function parseArguments<T extends ParseArgsOptionsConfig>({
  options,
  words,
  args = process.argv.slice(2),
}: Command<T>) {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
    if (positionals.length === words) return { positionals, values };
    return `It takes ${words === 1 ? 'one word' : `${words} words`} beside its options; given: ${positionals.join(' ') || 'none'}.`;
  } catch (error) {
    if (isArgumentError(error)) return error.message;
    throw error;
  }
}

/** The arguments of this process. Where it cannot take them, or is asked for help, it shows its usage and ends. */
export function readArguments<T extends ParseArgsOptionsConfig>(
  usage: string,
  command: Command<T>,
) {
  showUsageIfAsked(usage);
  refuseOptionsLostToNpm(usage, Object.keys(command.options));
  const given = parseArguments(command);
  return typeof given === 'string' ? refuseUsage(usage, given) : given;
}

/** Under which names npm keeps an option, where not under its own: it reads `-c` as its `--call`; `json` may stand in somebody's npmrc. */
const KEPT_AS: Readonly<Record<string, string[]>> = { context: ['context', 'call'], json: [] };

/**
 * Ends the process if npm has kept one of its options: without the `--` in `npm run NAME -- STAGE --retire ID` the command would do
 * something else.
 */
export function refuseOptionsLostToNpm(usage: string, names: string[]): void {
  const isKept = (name: string) => process.env[`npm_config_${name}`] !== undefined;
  const lost = names.find((name) => (KEPT_AS[name] ?? [name]).some(isKept));
  if (lost !== undefined)
    refuseUsage(
      usage,
      `npm took --${lost} for an option of its own: put "--" behind the name of the command.`,
    );
}

/** Ends the process well if its first argument, or its last, asks for help: what stands between may be somebody's value. */
export function showUsageIfAsked(usage: string): void {
  const args = process.argv.slice(2);
  if (![args[0], args.at(-1)].some((word) => word === '--help' || word === '-h')) return;
  console.log(usage);
  process.exit(0);
}

/** Ends the process with 2, what is wrong, and the usage. */
export function refuseUsage(usage: string, problem: string): never {
  console.error(`${problem}\n${usage}`);
  process.exit(2);
}

const isArgumentError = (error: unknown): error is TypeError =>
  error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
