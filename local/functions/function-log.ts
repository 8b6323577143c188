import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { linesOf } from '../lines-of.ts';
import { describeError, reporter } from '../reporter.ts';
import type { FunctionLogs } from './function-logs.ts';

const WARN_LEVEL = 40;
const LEVELS: Record<string, number> = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  critical: 60,
};
const MAX_LINE_LENGTH = 300;

interface LogLine {
  level?: string;
  message?: string;
  error?: { name?: string; message?: string };
}

/**
 * Keeps a function's log and shows its warnings and errors, one line each; the rest
 * would be for CloudWatch. `PIPING_FUNCTION_LOGS=whole` shows every line as it is.
 */
export function followLog(
  name: string,
  { stdout, stderr }: Pick<ChildProcess, 'stdout' | 'stderr'>,
  logs: FunctionLogs,
): void {
  for (const stream of [stdout, stderr]) {
    if (!stream) continue;
    follow(name, stream, logs).catch((error) => reporter.warn(`${name}: ${describeError(error)}`));
  }
}

async function follow(name: string, stream: Readable, logs: FunctionLogs): Promise<void> {
  const isWhole = process.env.PIPING_FUNCTION_LOGS === 'whole';
  for await (const line of linesOf(stream.setEncoding('utf8'))) {
    logs.add(line);
    const shown = isWhole ? undefined : describeLine(line);
    if (isWhole) reporter.error(`${name}: ${line}`);
    if (shown) reporter.warn(`${name}: ${shown}`);
  }
}

/** One line of a function's log as the terminal shows it; undefined when it is not worth showing. */
export function describeLine(line: string): string | undefined {
  const entry = parse(line);
  if (!entry) return line.trim() === '' ? undefined : line.slice(0, MAX_LINE_LENGTH);
  const level = LEVELS[entry.level?.toLowerCase() ?? ''];
  if ((level ?? 0) < WARN_LEVEL) return undefined;
  const problem = entry.error;
  const detail = problem ? [problem.name, problem.message].filter(Boolean).join(': ') : '';
  const shown = [entry.message, detail, fieldsOf(entry)].filter(Boolean).join(' – ');
  return shown.slice(0, MAX_LINE_LENGTH);
}

/** What every line has, beside what is shown anyway. */
const OF_EVERY_LINE = ['level', 'timestamp', 'function', 'requestId', 'message'];

/** What the line is about: `setting: locale, reason: …`. */
const fieldsOf = (entry: LogLine): string =>
  Object.entries(entry)
    .filter(([name, value]) => !OF_EVERY_LINE.includes(name) && typeof value !== 'object')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');

function parse(line: string): LogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
}
