import { expect, it } from 'vitest';
import { makeMailList } from '../../../local/console/list-mails.ts';
import { openOutbox } from '../../../local/engines/outbox.ts';
import { openState } from '../../../local/engines/state.ts';

const state = openState(undefined);
const outbox = openOutbox(state.space('outbox'), state.space('sent'));

function send(conversation: number, more = ''): void {
  const raw = `From: "Support | LC${conversation}-473412" <support@piping.example>\r\nTo: ann@customer.example\r\nSubject: Lamps\r\nMessage-ID: <${conversation}-01M8HV2KTQ.user@piping.example>\r\n${more}\r\nHello\r\n`;
  const form = { 'RawMessage.Data': Buffer.from(raw).toString('base64') };
  outbox.service.SendRawEmail?.(new URLSearchParams(form));
}

it('lists the mails of a conversation, however many others went out since', async () => {
  send(1000);
  for (let count = 0; count < 201; count += 1)
    send(10001, 'References: <1000-01M8HV2KTQ.user@piping.example>\r\n');
  const list = makeMailList(outbox);
  const ofConversation = (id: string) =>
    list(id).then((mails) => mails.map((mail) => mail.conversationId));
  expect(await ofConversation('1000')).toEqual(['1000']);
  expect(await ofConversation('100')).toEqual([]);
  expect(await list()).toHaveLength(200);
});
