import { listMessages, openConversation, postMessage, putUser } from './generated/orval';

const options = { headers: { authorization: `Bearer ${process.env.PIPING_TOKEN}` } };

await putUser('orval', { name: 'Carla' }, options);
const opened = await openConversation({ userId: 'orval' }, options);
if (opened.status !== 201) throw new Error(opened.data.code);
const { conversationId } = opened.data;
const message = { author: { kind: 'user' }, text: 'Where is my parcel?' } as const;
await postMessage(conversationId, message, options);
const listed = await listMessages(conversationId, { limit: 10 }, options);
if (listed.status !== 200) throw new Error(listed.data.code);
process.stdout.write(listed.data.messages.map(({ text }) => text).join());
