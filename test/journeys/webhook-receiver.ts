import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultsOfEvent } from '../support/documented.ts';

export interface WebhookCall {
  headers: Record<string, string>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: journeys read events of every type.
  body: any;
}

/** A chat backend that receives webhooks on this machine. */
export interface WebhookReceiver {
  url: string;
  port: number;
  calls: WebhookCall[];
  /** The next answers, then 204. */
  answers: { status: number; headers?: Record<string, string> }[];
  /** Throws if an event was not as docs/openapi.json describes it. */
  close(): Promise<void>;
}

export async function openReceiver(port = 0): Promise<WebhookReceiver> {
  const calls: WebhookCall[] = [];
  const answers: WebhookReceiver['answers'] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const headers = request.headers as Record<string, string>;
    calls.push({ headers, text, body: JSON.parse(text) });
    const answer = answers.shift() ?? { status: 204 };
    response.writeHead(answer.status, answer.headers ?? {}).end();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}/hook`,
    port: bound,
    calls,
    answers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      const faults = calls.flatMap(({ text, body }) =>
        faultsOfEvent(body).map((fault) => `${fault}: ${text.slice(0, 1_000)}`),
      );
      if (faults.length > 0) throw new Error(`not as docs/openapi.json has it: ${faults[0]}`);
    },
  };
}
