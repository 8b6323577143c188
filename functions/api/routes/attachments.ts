import { createRoute } from '@hono/zod-openapi';
import { beginUpload } from '../../steps/chatting/begin-upload.ts';
import { openAttachment, openLinkedAttachment } from '../../steps/chatting/open-attachment.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { unknown } from '../problems/problem.ts';
import { answers, bodyOf, publicProblems, readProblems, writeProblems } from '../route-parts.ts';
import { begunUploadSchema, newAttachmentSchema } from '../schemas/attachments.ts';
import { attachmentIdSchema } from '../schemas/ids.ts';
import * as z from '../zod.ts';

const params = z.object({ attachmentId: attachmentIdSchema });
const tags = ['attachments'];
const redirect = { 302: { description: '`Location` is a URL that is valid for a minute' } };

const beginRoute = createRoute({
  method: 'post',
  path: '/v1/attachments',
  operationId: 'beginUpload',
  tags,
  summary: 'Announces a file and returns the URL for its upload',
  description: 'The file is kept once a message names it; its size is checked then.',
  request: bodyOf(newAttachmentSchema),
  responses: { 201: answers(begunUploadSchema, 'Upload the file now'), ...writeProblems },
});
const openRoute = createRoute({
  method: 'get',
  path: '/v1/attachments/{attachmentId}',
  operationId: 'getAttachment',
  tags,
  summary: 'Redirects to a file',
  request: { params },
  responses: { ...redirect, ...readProblems },
});
const linkRoute = createRoute({
  method: 'get',
  path: '/attachments/{attachmentId}',
  operationId: 'openAttachmentLink',
  tags,
  summary: 'Redirects to a file by its link in a mail; the signed key replaces the token',
  security: [],
  request: { params, query: z.object({ key: z.string().max(200).default('') }) },
  responses: { ...redirect, ...publicProblems(404, 422) },
});

/** The link holds a key: it must not leak to the redirect's target, nor be cached. */
const headers = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function addAttachments(api: Api, ports: ApiPorts): void {
  api.openapi(beginRoute, async (c) =>
    c.json(await beginUpload(c.req.valid('json'), c.get('reserve'), ports), 201),
  );
  api.openapi(openRoute, async (c) => {
    const location = await openAttachment(c.req.valid('param').attachmentId, ports);
    if (location === undefined) throw unknown('attachment');
    return c.body(null, 302, { ...headers, location });
  });
  api.openapi(linkRoute, async (c) => {
    const { key } = c.req.valid('query');
    const location = await openLinkedAttachment(c.req.valid('param').attachmentId, key, ports);
    if (location === undefined) throw unknown('attachment');
    return c.body(null, 302, { ...headers, location });
  });
}
