import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/**
 * The arguments of a command (`args`, by default the process's own), or undefined where it takes no such option, or its first ones are missing: then the usage
 * is to be shown.
 */
export function readArguments<T extends ParseArgsOptionsConfig>(
  options: T,
  { atLeast, args }: { atLeast: number; args?: string[] },
) {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
    return positionals.length < atLeast ? undefined : { positionals, values };
  } catch (error) {
    if (isArgumentError(error)) return undefined;
    throw error;
  }
}

const isArgumentError = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
