import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/**
 * The arguments of a command (`args`, by default the process's own), or undefined where it takes no such option, or where these are not as many `words` as it
 * takes: then the usage is to be shown. A word too many is refused, because it would be passed over: a second address, say.
 */
export function readArguments<T extends ParseArgsOptionsConfig>(
  options: T,
  { words, args }: { words: number; args?: string[] },
) {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
    return positionals.length === words ? { positionals, values } : undefined;
  } catch (error) {
    if (isArgumentError(error)) return undefined;
    throw error;
  }
}

const isArgumentError = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
