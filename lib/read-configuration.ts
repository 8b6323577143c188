import { existsSync, readFileSync } from 'node:fs';
import type { Node } from 'constructs';
import { z } from 'zod';
import { type Configuration, configurationSchema } from './configuration.ts';
import { parseJson } from './configuration-values.ts';

const CONFIGURATION_FILE = 'email-piping.config.json';
const EXAMPLE_FILE = 'email-piping.config.example.json';

/** The configuration cannot be used. The message names each bad value and how to mend it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads the configuration from CDK's context (`-c domain=… -c pipingAddress=… -c
 * stage=…`), and else from the file `email-piping.config.json` or the one in `-c configuration=…`.
 */
export function readConfiguration(node: Node, ownFile = CONFIGURATION_FILE): Configuration {
  const named: unknown = node.tryGetContext('configuration');
  const file = typeof named === 'string' ? named : ownFile;
  const given = { ...readFile(file, typeof named === 'string'), ...readContext(node) };
  if (Object.keys(given).length === 0) {
    throw new ConfigurationError(
      `There is no configuration. Copy ${EXAMPLE_FILE} to ${CONFIGURATION_FILE} and fill it in, or give -c domain=… -c pipingAddress=… -c stage=….`,
    );
  }
  return parseConfiguration(given, file);
}

/** @throws ConfigurationError that lists every missing or malformed value. */
export function parseConfiguration(
  given: unknown,
  source: string = CONFIGURATION_FILE,
): Configuration {
  const parsed = configurationSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${describeIssue(issue, given)}`);
  throw new ConfigurationError(
    `The configuration (${source} and -c) cannot be used:\n${problems.join('\n')}\n${EXAMPLE_FILE} is an example, docs/deploy.md lists every value.`,
  );
}

function describeIssue(issue: z.core.$ZodIssue, given: unknown): string {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.map((key) => [...path, key].join('.')).join(', ')}: no such value`;
  }
  const name = path.join('.') || 'the whole';
  if (issue.code === 'invalid_key') return `${name}: its name ${issue.issues[0]?.message}`;
  const value = valueAt(given, path);
  if (value === undefined) return `${name}: is missing`;
  return `${name}: ${issue.message} (given: ${JSON.stringify(value)})`;
}

/** Lists and objects may be given as JSON text (`fromText`). */
function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    const held = typeof value === 'string' ? parseJson(value) : value;
    return typeof held === 'object' && held !== null ? Reflect.get(held, step) : undefined;
  }, given);
}

function readFile(file: string, isRequired: boolean): Record<string, unknown> {
  if (!existsSync(file)) {
    if (isRequired) throw new ConfigurationError(`There is no file ${file} (-c configuration=…).`);
    return {};
  }
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return z.record(z.string(), z.unknown()).parse(content);
  } catch {
    throw new ConfigurationError(`${file} must hold one JSON object; ${EXAMPLE_FILE} is one.`);
  }
}

function readContext(node: Node): Record<string, unknown> {
  const names = Object.keys(configurationSchema.shape);
  const given = names.map((name) => [name, node.tryGetContext(name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
