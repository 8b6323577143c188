/** `npm run campaign -- --seed 1 --mails 5000 [--rate 0.004]`: plays a campaign and says what it found (docs/sending.md). */
import { readArguments } from '../../bin/read-arguments.ts';
import { playCampaign } from './play-campaign.ts';

const began = Date.now();
const secondsSince = () => Math.round((Date.now() - began) / 1000);
const say = (line: string) => void process.stdout.write(`${secondsSince()} s: ${line}\n`);
const USAGE = 'usage: npm run campaign [-- --seed WORD --mails NUMBER --rate NUMBER]';
const { values } = readArguments(USAGE, {
  options: {
    seed: { type: 'string', default: '1' },
    mails: { type: 'string', default: '300' },
    rate: { type: 'string', default: '0.004' },
  },
  words: 0,
});
const { problems, figures, faults, faultLines } = await playCampaign({
  seed: values.seed,
  mails: Number(values.mails),
  rate: Number(values.rate),
  say,
});
say(JSON.stringify({ seed: values.seed, seconds: secondsSince(), ...figures, faults }));
if (problems.length > 0) for (const line of faultLines) say(line);
for (const problem of problems) say(problem);
say(problems.length === 0 ? 'nothing lost, nothing twice' : `${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
