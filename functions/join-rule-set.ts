/**
 * Trigger: CloudFormation, when the stack's custom resource is created, updated or deleted. In: the custom resource request. Out: an answer
 * to its ResponseURL: where our receipt rule stands, or why it could not be placed. Idempotent: the same request has the same result.
 */
import { openSes } from './adapters/aws/clients.ts';
import { createReceiptRuleSets } from './adapters/aws/email/receipt-rule-sets.ts';
import {
  answerCloudFormation,
  type CustomResourceRequest,
} from './adapters/http/answer-cloudformation.ts';
import { lambda } from './runtime/lambda.ts';
import { logger } from './runtime/logger.ts';
import {
  idOfFailed,
  type JoinedRuleEvent,
  serveJoinedRule,
} from './steps/joining/serve-joined-rule.ts';

const ruleSets = createReceiptRuleSets(openSes());

export const handler = lambda(async (event: JoinedRuleEvent & CustomResourceRequest) => {
  try {
    const answer = await serveJoinedRule(event, ruleSets);
    await answerCloudFormation(event, { status: 'SUCCESS', ...answer });
  } catch (error) {
    logger.error({ error }, 'the receipt rule could not be placed');
    const reason = error instanceof Error ? error.message : String(error);
    await answerCloudFormation(event, { status: 'FAILED', physicalId: idOfFailed(event), reason });
  }
});
