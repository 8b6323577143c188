import { client } from './generated/hey-api/client.gen';
import { listMessages, openConversation, postMessage, putUser } from './generated/hey-api/sdk.gen';

const { PIPING_URL, PIPING_TOKEN } = process.env as Record<string, string>;
client.setConfig({ baseUrl: PIPING_URL, auth: () => PIPING_TOKEN });

await putUser({ path: { userId: 'hey-api' }, body: { name: 'Carla' }, throwOnError: true });
const { data: opened } = await openConversation({
  body: { userId: 'hey-api' },
  throwOnError: true,
});
const path = { conversationId: opened.conversationId };
await postMessage({
  path,
  body: { author: { kind: 'user' }, text: 'Where is my parcel?' },
  throwOnError: true,
});
const { data } = await listMessages({ path, query: { limit: 10 }, throwOnError: true });
process.stdout.write(data.messages.map(({ text }) => text).join());
