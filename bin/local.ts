import { join } from 'node:path';
import process from 'node:process';
import { readConfiguration } from '../local/configuration.ts';
import { greet } from '../local/greet.ts';
import { LocalError } from '../local/local-error.ts';
import { startPipeline } from '../local/pipeline.ts';
import { reporter } from '../local/reporter.ts';
import { Stops } from '../local/stops.ts';
import { readAssembly } from '../local/template/read-assembly.ts';
import { synthesize } from '../local/template/synthesize.ts';
import { refuseArguments, unknownVariables } from '../local/unknown-words.ts';
import { USAGE } from '../local/usage.ts';

/** `npm start`: the whole pipeline on this machine, from the synthesized template. */
const projectDir = join(import.meta.dirname, '..');
const stops = new Stops();

async function stopAndExit(code: number): Promise<void> {
  reporter.beQuiet();
  await stops.run();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stopAndExit(0));
}

if (process.argv.some((argument) => argument === '--help' || argument === '-h')) {
  reporter.say(USAGE);
  process.exit(0);
}

try {
  refuseArguments(process.argv.slice(2));
  for (const name of unknownVariables(process.env)) {
    reporter.warn(
      `${name} is no variable of npm start and changes nothing; see npm start -- --help`,
    );
  }
  reporter.say('email piping: starting the pipeline on this machine');
  reporter.depart('starting');
  const configuration = readConfiguration(process.env);
  const loadAssembly = async () => {
    reporter.step(`template    synthesizing the app for ${configuration.address}`);
    return readAssembly(await synthesize(projectDir, configuration));
  };
  const machine = await startPipeline(configuration, loadAssembly, stops);
  reporter.arrive();
  greet(configuration);
  if (reporter.isWatched) machine.functions.keepWarm();
} catch (error) {
  if (error instanceof LocalError) reporter.error(error.message);
  else console.error(error);
  await stopAndExit(1);
}
