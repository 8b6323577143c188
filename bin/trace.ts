import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, posix } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * `npm run -s trace -- parse-mail < stack.txt`: a stack trace of a function's log with the places in the sources instead of those in the bundle. The
 * maps are those of the assembly (`cdk.out/source-maps`), so synthesize the commit that is deployed first; `--assembly` names another folder.
 */
const USAGE = `npm run -s trace -- <function> [--assembly cdk.out] < stack.txt
Reads a log line or a stack trace on standard input and prints it with the places in the sources.`;

const [name, option, folder = 'cdk.out'] = process.argv.slice(2);
const isUnderstood = option === undefined || option === '--assembly';
const maps = join(folder, 'source-maps', name ?? '');

/** Where a map thinks that the bundle is. */
const MAPPED_FROM = 'functions/bundles/one';
/** `/var/task/index.mjs:1:2345` */
const PLACE = /(?:file:\/\/)?\/[^\s():]*?([\w-]+\.mjs):(\d+):(\d+)/g;

const read = new Map<string, SourceMap | undefined>();
function mapOf(file: string): SourceMap | undefined {
  const path = join(maps, `${file}.map`);
  if (!read.has(file)) {
    read.set(
      file,
      existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined,
    );
  }
  return read.get(file);
}

/** Lines and columns of a stack count from 1, those of a map from 0. */
function translate(place: string, file: string, line: string, column: string): string {
  const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry || !('originalSource' in entry)) return place;
  const source = posix.join(MAPPED_FROM, entry.originalSource);
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

if (name === undefined || !isUnderstood || !existsSync(maps)) {
  console.error(
    name === undefined || !isUnderstood
      ? USAGE
      : `There are no maps in ${maps}: run npm run synth, or name a function of functions/ and its assembly.`,
  );
  process.exit(1);
}
const trace = await text(process.stdin);
// a stack in a JSON log line has its line ends escaped
process.stdout.write(trace.replaceAll('\\n', '\n').replace(PLACE, translate));
