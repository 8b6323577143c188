/**
 * Trigger: CloudFormation, when the stack's custom resource is created, updated or deleted. In: the custom resource request. Out: an answer
 * to its ResponseURL: where our receipt rule stands, or why it could not be placed. Retry: only if that answer could not be given.
 * Idempotent: the same request has the same result.
 */
import { openReceiptSes } from './adapters/aws/clients.ts';
import { createReceiptRuleSets } from './adapters/aws/email/receipt-rule-sets.ts';
import {
  answerCloudFormation,
  type CustomResourceRequest,
  type CustomResourceResult,
} from './adapters/http/answer-cloudformation.ts';
import { lambda } from './runtime/lambda.ts';
import { logger } from './runtime/logger.ts';
import {
  idOfFailed,
  type JoinedRuleEvent,
  serveJoinedRule,
} from './steps/joining/serve-joined-rule.ts';

const ruleSets = createReceiptRuleSets(openReceiptSes());

async function placeRule(event: JoinedRuleEvent): Promise<CustomResourceResult> {
  try {
    return { status: 'SUCCESS', ...(await serveJoinedRule(event, ruleSets)) };
  } catch (error) {
    logger.error({ error }, 'the receipt rule could not be placed');
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 'FAILED', physicalId: idOfFailed(event), reason };
  }
}

export const handler = lambda(async (event: JoinedRuleEvent & CustomResourceRequest) => {
  // If CloudFormation cannot be told, Lambda calls again: a failure told instead could overwrite a success that arrived.
  await answerCloudFormation(event, await placeRule(event));
});
