import createClient from 'openapi-fetch';
import type { paths } from './generated/openapi-typescript.d.ts';

const { PIPING_URL, PIPING_TOKEN } = process.env as Record<string, string>;
const api = createClient<paths>({
  baseUrl: PIPING_URL,
  headers: { authorization: `Bearer ${PIPING_TOKEN}` },
});

await api.PUT('/v1/users/{userId}', {
  params: { path: { userId: 'openapi-typescript' } },
  body: { name: 'Carla' },
});
const opened = await api.POST('/v1/conversations', { body: { userId: 'openapi-typescript' } });
if (!opened.data) throw new Error(opened.error.code);
const path = { conversationId: opened.data.conversationId };
await api.POST('/v1/conversations/{conversationId}/messages', {
  params: { path },
  body: { author: { kind: 'user' }, text: 'Where is my parcel?' },
});
const listed = await api.GET('/v1/conversations/{conversationId}/messages', {
  params: { path, query: { limit: 10 } },
});
if (!listed.data) throw new Error(listed.error.code);
process.stdout.write(listed.data.messages.map(({ text }) => text).join());
