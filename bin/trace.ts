import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { readArguments } from './read-arguments.ts';

/**
 * `npm run -s trace -- parse-mail < stack.txt`: prints a stack trace from a function's log with places
 * in the sources instead of the bundle. It uses the source maps of the assembly
 * (`cdk.out/source-maps`), so synthesize the deployed commit first. `--assembly` names another folder.
 */
const USAGE = `usage: npm run -s trace -- FUNCTION [--assembly cdk.out] < stack.txt
Reads a log line or a stack trace on standard input and prints it with the places in the sources.`;

const { positionals, values } = readArguments(USAGE, {
  options: { assembly: { type: 'string', default: 'cdk.out' } },
  words: 1,
});
const [name = ''] = positionals;
const maps = join(values.assembly, 'source-maps', name);

/** The folder that the paths in a source map are relative to. */
const MAPPED_FROM = 'functions/bundles/one';
/** Where Lambda's own code is, which also has an `index.mjs`. */
const RUNTIME = '/var/runtime/';
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

/** Lines and columns count from 1 in a stack trace, from 0 in a source map. What AWS's runtime wrote around the bundle stays as it is. */
function translate(place: string, file: string, line: string, column: string): string {
  if (place.includes(RUNTIME)) return place;
  const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry || !('originalSource' in entry)) return place;
  const source = posix.join(MAPPED_FROM, entry.originalSource);
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

if (!existsSync(maps)) {
  console.error(
    `There are no maps in ${maps}: run npm run synth, or name a function of functions/ and its assembly.`,
  );
  process.exit(1);
}
const trace = await text(process.stdin);
// a stack in a JSON log line has escaped line ends
process.stdout.write(trace.replaceAll('\\n', '\n').replace(PLACE, translate));
const missing = [...read].flatMap(([file, map]) => (map ? [] : [file]));
if (missing.length > 0)
  console.error(
    `There is no map of ${missing.join(', ')}: is ${values.assembly} from the deployed commit?`,
  );
