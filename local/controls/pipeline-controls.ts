import { readApiTokens, readTokenKeys } from '../../functions/settings/secret-forms.ts';
import { type LocalConfiguration, STAGE } from '../configuration.ts';
import { type Outbox, SENDING_FAILURES, type SendingFailure } from '../engines/outbox.ts';
import { MAX_SECRET_BYTES } from '../engines/secret-limits.ts';
import { type WatchedWork, waitUntilIdle } from '../events/idle.ts';
import { describeError } from '../reporter.ts';
import type { Machine } from '../resources/machine.ts';
import { type Control, ControlError, JsonText } from './controls.ts';
import { sendFeedback } from './send-feedback.ts';
import {
  checkSetting,
  receivingAddressesOf,
  SETTINGS_PATH,
  storedSettings,
} from './settings-control.ts';

const DEFAULT_IDLE_TIMEOUT_MS = 30_000;
const MAX_IDLE_TIMEOUT_MS = 600_000;
const MAX_FAILING_SENDS = 1_000_000;
const POLLING_FUNCTION = 'poll-mailboxes';
const SECRETS_PREFIX = `email-piping/${STAGE}/`;

/** Everything below `/local`. */
export function pipelineControls(
  configuration: LocalConfiguration,
  machine: Machine,
  outbox: Outbox,
  work: WatchedWork,
): Readonly<Record<string, Control>> {
  const { parameters, secrets, functions, schedules, happenings } = machine;
  const receiving = receivingAddressesOf(configuration);
  return {
    'GET /local/outbox': () => new JsonText(outbox.listAsJson()),
    'DELETE /local/outbox': () => outbox.clear(),
    'GET /local/settings': () => storedSettings(parameterTexts(parameters), receiving),
    'PUT /local/settings/': ({ name, text }) => {
      const value = checkSetting(name, text, parameterTexts(parameters), receiving);
      parameters.put(SETTINGS_PATH + name, value);
      functions.markStale();
      schedules.restart();
      happenings.tell({ topic: 'settings' });
      return { name, value };
    },
    'PUT /local/secrets/': ({ name, text }) => {
      const full = fullSecretName(name, machine);
      refuseForm(full, text);
      if (text === '' || Buffer.byteLength(text) > MAX_SECRET_BYTES) {
        throw new ControlError(
          422,
          `The value of the secret ${name} must have 1 to ${MAX_SECRET_BYTES} bytes.`,
        );
      }
      secrets.put(full, text);
      functions.markStale();
      return { name: full };
    },
    'POST /local/poll': ({ fields }) =>
      pollNow(machine, fields('rehearse', 'mailboxes', 'secrets')),
    'POST /local/ses': ({ fields }) => failSending(outbox, fields('fail', 'times')),
    'POST /local/feedback': ({ fields }) =>
      sendFeedback(machine, outbox, fields('type', 'sesMessageId', 'recipient')),
    'GET /local/functions': () => functions.all().map(({ facts }) => facts),
    'GET /local/functions/': ({ name }) => {
      const wanted = name.replace(/\/log$/, '');
      const found = functions.byName(wanted);
      if (found) return found.logs.all();
      const names = functions.all().map(({ facts }) => facts.name);
      throw new ControlError(
        404,
        `There is no function "${wanted}". There are: ${names.join(', ')}.`,
      );
    },
    'GET /local/idle?timeoutMs': async ({ query }) => {
      const timeoutMs = readTimeout(query.get('timeoutMs'));
      if (await waitUntilIdle(work, timeoutMs, outbox.isPaused)) return { idle: true };
      throw new ControlError(408, `The pipeline is still at work after ${timeoutMs} ms.`);
    },
  };
}

/** The stored parameters, by short name. */
function parameterTexts({ listBelow }: Machine['parameters']): Record<string, string> {
  return Object.fromEntries(
    listBelow(SETTINGS_PATH).map(([name, value]) => [name.slice(SETTINGS_PATH.length), value]),
  );
}

/** A short name means a mailbox's secret, unless it is the name of one of the stack's own secrets. */
function fullSecretName(name: string, { secrets }: Machine): string {
  const short = name.startsWith(SECRETS_PREFIX) ? name.slice(SECRETS_PREFIX.length) : name;
  if (!/^[A-Za-z0-9/_+=.@-]{1,300}$/.test(short)) {
    throw new ControlError(
      422,
      `"${name}" is no name of a secret: letters, digits and /_+=.@- are.`,
    );
  }
  const isOwn = short.includes('/') || secrets.has(SECRETS_PREFIX + short);
  return SECRETS_PREFIX + (isOwn ? short : `mailboxes/${short}`);
}

/** Parsers of the stack's own secrets: a value that the functions could not read is refused (S20). */
const SECRET_FORMS: Record<string, (text: string) => unknown> = {
  [`${SECRETS_PREFIX}api-tokens`]: readApiTokens,
  [`${SECRETS_PREFIX}token-keys`]: readTokenKeys,
};

function refuseForm(secret: string, text: string): void {
  try {
    SECRET_FORMS[secret]?.(text);
  } catch (error) {
    throw new ControlError(422, describeError(error));
  }
}

async function pollNow(
  { functions, activity, schedules }: Machine,
  { rehearse, mailboxes, secrets }: Record<string, unknown>,
): Promise<unknown> {
  if (rehearse !== undefined && typeof rehearse !== 'boolean') {
    throw new ControlError(422, '"rehearse" must be true or false.');
  }
  const poller = functions.byName(POLLING_FUNCTION);
  if (!poller) throw new ControlError(501, `The template has no function ${POLLING_FUNCTION}.`);
  schedules.restart();
  const result = await activity.during(() =>
    poller.invoke(rehearse === true ? { rehearse, mailboxes, secrets } : {}),
  );
  if (result.isOk) return result.value;
  throw new ControlError(500, `${POLLING_FUNCTION} failed: ${result.error}: ${result.message}`);
}

function failSending(outbox: Outbox, { fail, times }: Record<string, unknown>): object {
  const count = times === undefined ? 1 : Number(times);
  if (!Number.isInteger(count) || count < 0 || count > MAX_FAILING_SENDS) {
    throw new ControlError(422, `"times" must be a whole number from 0 to ${MAX_FAILING_SENDS}.`);
  }
  const failure = SENDING_FAILURES.find((each) => each === fail);
  if (!failure && count > 0) {
    throw new ControlError(422, `"fail" must be one of ${SENDING_FAILURES.join(', ')}.`);
  }
  outbox.failNext(failure ?? ('Throttling' satisfies SendingFailure), count);
  return { fail: failure, times: count };
}

function readTimeout(text: string | null): number {
  if (text === null || text === '') return DEFAULT_IDLE_TIMEOUT_MS;
  const timeoutMs = Number(text);
  if (Number.isInteger(timeoutMs) && timeoutMs >= 0 && timeoutMs <= MAX_IDLE_TIMEOUT_MS)
    return timeoutMs;
  throw new ControlError(
    422,
    `"timeoutMs" must be a whole number from 0 to ${MAX_IDLE_TIMEOUT_MS}.`,
  );
}
