import { flushCompileCache } from 'node:module';
import process from 'node:process';
import { inspect } from 'node:util';
import { refuseReadOnly } from './cache-folder.ts';
import { readConfiguration } from './configuration.ts';
import { greet } from './greet.ts';
import { LocalError } from './local-error.ts';
import { startPipeline } from './pipeline.ts';
import { reporter } from './reporter.ts';
import { Stops } from './stops.ts';
import { readAssembly } from './template/read-assembly.ts';
import { synthesize } from './template/synthesize.ts';
import { refuseArguments, unknownVariables } from './unknown-words.ts';
import { USAGE } from './usage.ts';

/** Runs the whole pipeline on this machine, from the synthesized template, until a signal ends it. */
export async function runLocally(projectDir: string): Promise<void> {
  const stops = new Stops();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stopAndExit(stops, 0));
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // nobody reads on, as behind `head`
    if (error.code !== 'EPIPE') throw error;
    void stopAndExit(stops, 0);
  });
  if (process.argv.some((argument) => argument === '--help' || argument === '-h')) {
    reporter.say(USAGE);
    process.exit(0);
  }
  try {
    await start(projectDir, stops);
    // Node writes the compile cache when a process ends, but this one may be killed
    flushCompileCache();
  } catch (error) {
    reporter.error(error instanceof LocalError ? error.message : inspect(error));
    await stopAndExit(stops, 1);
  }
}

async function start(projectDir: string, stops: Stops): Promise<void> {
  refuseArguments(process.argv.slice(2));
  for (const name of unknownVariables(process.env)) {
    reporter.warn(
      `${name} is no variable of npm start and changes nothing; see npm start -- --help`,
    );
  }
  reporter.say('email piping: starting the pipeline on this machine');
  reporter.depart('starting');
  const configuration = readConfiguration(process.env);
  await refuseReadOnly(projectDir);
  const loadAssembly = async () => {
    reporter.step(`template    synthesizing the app for ${configuration.address}`);
    return readAssembly(await synthesize(projectDir, configuration));
  };
  const machine = await startPipeline(configuration, loadAssembly, stops);
  reporter.arrive();
  greet(configuration);
  if (reporter.isWatched) machine.functions.keepWarm();
}

async function stopAndExit(stops: Stops, code: number): Promise<void> {
  reporter.beQuiet();
  await stops.run();
  process.exit(code);
}
