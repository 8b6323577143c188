/**
 * Loaded into each function's process before its bundle: makes some of the AWS calls fail, at Node's own HTTP client, below the SDK. Which
 * calls fail follows from the seed, the function's name, the number of its process and the number of the call.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { createRandom } from '../../local/events/seeded-random.ts';
import { isIgnored, serviceOf } from './fault-target.mjs';
import { loseAnswer } from './lose-answer.ts';
import './played-clock.mjs';

const { CAMPAIGN_FOLDER: folder, CAMPAIGN_SEED: seed, CAMPAIGN_RATE: rate } = process.env;
const name = process.env.AWS_LAMBDA_FUNCTION_NAME ?? '';
const faultPort = Number(process.env.CAMPAIGN_FAULT_PORT);
const random = createRandom(`${seed} ${name} ${numberOfProcess()}`);
const FAULTS = ['kill-before', 'kill-after', 'answer-lost', 'throttle', 'timeout'];
/** Number of mails that SES may have and the table does not know yet. */
let openMails = 0;
const RECORDING = ['DynamoDB TransactWriteItems', 'DynamoDB UpdateItem'];

/** Number of earlier processes of this function. */
function numberOfProcess() {
  const file = join(folder, `${name}.processes`);
  const number = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  writeFileSync(file, String(number + 1));
  return number;
}

const isOn = () => existsSync(join(folder, 'faults-on'));

function note(fault, target) {
  const isTaken = target.startsWith('ses') && (fault === 'kill-after' || fault === 'answer-lost');
  const mayDouble = (fault.startsWith('kill') ? openMails : 0) + (isTaken ? 1 : 0);
  const line = JSON.stringify({ name, fault, target, mayDouble });
  appendFileSync(join(folder, 'faults.jsonl'), `${line}\n`);
}

const die = () => process.kill(process.pid, 'SIGKILL');
const realRequest = http.request;

http.request = function request(options, ...more) {
  const target = serviceOf(options);
  if (isIgnored(options, target) || !isOn() || random() >= Number(rate)) {
    return watched(realRequest.call(this, options, ...more), target);
  }
  const fault = FAULTS[Math.floor(random() * FAULTS.length)];
  if (fault === 'kill-after') {
    return realRequest.call(this, options, ...more).prependOnceListener('response', () => {
      // noted only now, as other mails may have been sent while this call waited for its answer
      note(fault, target);
      die();
    });
  }
  note(fault, target);
  if (fault === 'kill-before') die();
  if (fault === 'throttle' || fault === 'timeout') {
    const headers = { ...options.headers, 'x-fault': fault, 'x-fault-service': target };
    return realRequest.call(
      this,
      {
        ...options,
        host: '127.0.0.1',
        hostname: '127.0.0.1',
        port: faultPort,
        headers,
        agent: false,
      },
      ...more,
    );
  }
  return loseAnswer(realRequest.call(this, options, ...more));
};

function watched(call, target) {
  if (target.startsWith('ses')) {
    openMails += 1;
    call.prependOnceListener('response', ({ statusCode }) => {
      if (statusCode !== 200) openMails -= 1;
    });
  }
  if (RECORDING.includes(target)) watchRecord(call);
  return call;
}

/** Recognises the record of a sent mail by its id, and that of a question to an agent by its key. */
function watchRecord(call) {
  const { end } = call;
  call.end = function endWatched(body, ...more) {
    if (body && /"wireMessageId"|"ASKED#/.test(Buffer.from(body).toString())) {
      call.prependOnceListener('response', ({ statusCode }) => {
        if (statusCode === 200) openMails = Math.max(0, openMails - 1);
      });
    }
    return end.call(this, body, ...more);
  };
}

syncBuiltinESMExports();
