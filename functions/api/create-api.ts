import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { allowedMethods } from './allowed-methods.ts';
import type { Api, ApiContext } from './api-context.ts';
import type { ApiPorts } from './api-ports.ts';
import { describeEvents } from './document/describe-events.ts';
import { answerOpenApi } from './document/openapi-document.ts';
import { authenticate } from './middleware/authenticate.ts';
import { checkBody } from './middleware/check-body.ts';
import { refuseRepeated, refuseUnknown } from './middleware/check-query.ts';
import { keepIdempotency } from './middleware/keep-idempotency.ts';
import { keepPrivate } from './middleware/keep-private.ts';
import { limitRate } from './middleware/limit-rate.ts';
import { logCalls } from './middleware/log-calls.ts';
import { describeIssues } from './problems/describe-issues.ts';
import { answerProblem, type FieldError, Problem, type ProblemFields } from './problems/problem.ts';
import { addAgents } from './routes/agents.ts';
import { addAttachments } from './routes/attachments.ts';
import { addConversations } from './routes/conversations.ts';
import { addDeliveries } from './routes/deliveries.ts';
import { addDepartments } from './routes/departments.ts';
import { addErasures } from './routes/erasures.ts';
import { addInbound } from './routes/inbound.ts';
import { addMailboxes } from './routes/mailboxes.ts';
import { addMessages } from './routes/messages.ts';
import { servePage } from './routes/pages.ts';
import { addPresence } from './routes/presence.ts';
import { addReplay } from './routes/replay.ts';
import { addSettings } from './routes/settings.ts';
import { addSuppressions } from './routes/suppressions.ts';
import { addUsers } from './routes/users.ts';
import { addWebhookDeliveries } from './routes/webhook-deliveries.ts';
import { addWebhooks } from './routes/webhooks.ts';
import { shownMail } from './shown-mail.ts';

/** The chat API (docs/openapi.json): the middleware of every call, and the routes. */
export function createApi(ports: ApiPorts): Api {
  const api = createBareApi();
  api.onError((error, c) => {
    const fields = problemOf(error, c.req.query('cursor') !== undefined);
    if (fields.status >= 500) {
      ports.log.error({ error, method: c.req.method, route: routePath(c, -1) }, 'a call failed');
    }
    return answerProblem(c, fields);
  });
  api.use(logCalls(ports.log, ports.clock));
  answerOpenApi(api);
  if (ports.consoleFiles) servePage(api, 'console', ports.consoleFiles, ports.uploads.origin);
  if (ports.referenceFiles) servePage(api, 'docs', ports.referenceFiles);
  api.use('/attachments/*', refuseRepeated);
  api.use(
    '/v1/*',
    keepPrivate,
    authenticate(ports.apiTokens),
    limitRate(ports.rates, ports.clock),
    refuseRepeated,
    refuseUnknown(api),
    checkBody,
    keepIdempotency(ports.idempotency, ports.clock, async (mailId) => {
      const mail = await ports.inbound.find(mailId);
      return mail && shownMail(mail);
    }),
  );
  addRoutes(api, ports);
  describeEvents(api);
  return api;
}

const PLACES: Partial<Record<string, FieldError['in']>> = {
  json: 'body',
  query: 'query',
  param: 'path',
  header: 'header',
};

function createBareApi(): Api {
  const api = new OpenAPIHono<ApiContext>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = describeIssues(result.error.issues, PLACES[result.target] ?? 'body');
      // A path with a malformed id names nothing that could exist.
      if (result.target === 'param' && c.req.method !== 'PUT') {
        throw new Problem({ status: 404, code: 'not-found', errors });
      }
      throw new Problem({ status: 422, code: 'invalid', errors });
    },
  });
  api.notFound((c) => {
    const allow = allowedMethods(api, c.req.path);
    return answerProblem(c, allow.length === 0 ? NO_SUCH_PATH : noSuchMethod(allow));
  });
  return api;
}

const NO_SUCH_PATH: ProblemFields = {
  status: 404,
  code: 'not-found',
  detail: 'There is no such path: GET /openapi.json lists all of them.',
};

const noSuchMethod = (allow: string[]): ProblemFields => ({
  status: 405,
  code: 'method-not-allowed',
  detail: `This path takes ${allow.join(', ')} alone.`,
  allow,
});

/** Adds every route. */
function addRoutes(api: Api, ports: ApiPorts): void {
  addDepartments(api, ports);
  addAgents(api, ports);
  addUsers(api, ports);
  addPresence(api, ports);
  addConversations(api, ports);
  addMessages(api, ports);
  addDeliveries(api, ports);
  addAttachments(api, ports);
  addInbound(api, ports);
  addReplay(api, ports);
  addWebhooks(api, ports);
  addWebhookDeliveries(api, ports);
  addErasures(api, ports);
  addSuppressions(api, ports);
  addSettings(api, ports);
  addMailboxes(api, ports);
}

/** Names of the errors that stores throw for a forged cursor: ours, and DynamoDB's. */
const CURSOR_ERRORS = new Set(['InvalidCursorError', 'ValidationException']);

function problemOf(error: Error, hasCursor: boolean): ProblemFields {
  if (error instanceof Problem) return error.fields;
  if (hasCursor && CURSOR_ERRORS.has(error.name)) {
    const message = 'is not a cursor that this API gave: leave it out to start at the first page';
    const errors = [{ in: 'query' as const, pointer: '/cursor', message }];
    return { status: 422, code: 'invalid-cursor', errors };
  }
  if (error instanceof HTTPException && error.status === 400) {
    return { status: 400, code: 'unreadable-json', detail: 'The body is not JSON.' };
  }
  return { status: 500, code: 'internal' };
}
