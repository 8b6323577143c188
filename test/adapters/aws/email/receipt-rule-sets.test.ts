import { expect, it, onTestFinished, vi } from 'vitest';
import { openReceiptSes } from '../../../../functions/adapters/aws/clients.ts';
import { createReceiptRuleSets } from '../../../../functions/adapters/aws/email/receipt-rule-sets.ts';
import { joinRuleSet } from '../../../../functions/steps/joining/join-rule-set.ts';
import { openRuleSets } from '../../../../local/engines/receipt-rule-sets.ts';
import { ServiceError } from '../../../../local/engines/service-error.ts';
import { type QueryService, startServices } from '../../../../local/engines/services-server.ts';

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** "You can execute this operation no more than once per second" (SES's API reference, each operation on receipt rules). */
function onceEachSecond(service: QueryService): QueryService {
  const freeAt = new Map<string, number>();
  return Object.fromEntries(
    Object.entries(service).map(([name, action]) => [
      name,
      (form) => {
        const now = Date.now();
        if (now < (freeAt.get(name) ?? 0)) throw new ServiceError('Throttling', 'Rate exceeded');
        freeAt.set(name, now + 1000);
        return action(form);
      },
    ]),
  );
}

it('joins though SES takes each call about receipt rules only once a second', async () => {
  const played = openRuleSets();
  const actions = onceEachSecond(played.service);
  const aws = await startServices({ json: {}, query: { namespace: NAMESPACE, actions } });
  onTestFinished(() => aws.stop());
  vi.stubEnv('AWS_ENDPOINT_URL', aws.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  // the SDK's pauses are random: the shortest ones must do, too
  vi.spyOn(Math, 'random').mockReturnValue(0.2);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const bucketName = 'mail';
  const rule = { name: 'piping', recipients: [], bucketName, topicArn: 'arn', stops: false };
  const joined = await joinRuleSet(
    { rule, ownRuleSetName: 'piping' },
    createReceiptRuleSets(openReceiptSes()),
  );
  expect(joined).toEqual({ ruleSetName: 'piping', ruleName: 'piping' });
  expect([played.active(), played.ruleNames()]).toEqual(['piping', { piping: ['piping'] }]);
});
