import { writeFields } from '../../../local/engines/query-fields.ts';
import type { Answer } from './open-account.ts';
import type { PlayedFunctions } from './played-functions.ts';

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;
/** The quotas of a new account, and of one outside the sandbox. */
const QUOTAS = {
  sandbox: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 },
  production: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
};

/** SES's view of the account; production access is granted at once. */
export interface SesAccount {
  state: keyof typeof QUOTAS;
}

/** The quota in SES's first API, the same as in its second. */
export const sendQuota = ({ state }: SesAccount): string =>
  writeFields(
    Object.fromEntries(Object.entries(QUOTAS[state]).map(([name, value]) => [name, String(value)])),
  );

const describeAccount = ({ state }: SesAccount) => ({
  ProductionAccessEnabled: state === 'production',
  SendingEnabled: true,
  SendQuota: QUOTAS[state],
});

const SETTINGS_OF_LAMBDA = {
  AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 },
  AccountUsage: { FunctionCount: 0, TotalCodeSize: 0 },
};

/** Answers calls by path that moto does not know, by the API references of Lambda and SES; undefined: another call. */
export async function playRest(
  { method, path, body }: { method: string; path: string; body: Buffer },
  functions: PlayedFunctions,
  ses: SesAccount,
): Promise<Answer | undefined> {
  const [place = ''] = path.split('?');
  const invoked = INVOCATIONS.exec(place)?.[1];
  if (invoked) {
    const event = JSON.parse(body.toString() || '{}') as unknown;
    const { value, error } = await functions.invoke(decodeURIComponent(invoked), event);
    return json(error ? { errorType: error.name, errorMessage: error.message } : value);
  }
  if (/^\/2016-08-19\/account-settings\/?$/.test(place)) return json(SETTINGS_OF_LAMBDA);
  if (place === '/v2/email/account') return json(describeAccount(ses));
  if (place === '/v2/email/account/details' && method === 'POST') {
    ses.state = 'production';
    return json({});
  }
  return undefined;
}

const json = (value: unknown): Answer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value ?? null),
});
