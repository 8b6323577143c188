import { createSocket, type Socket } from 'node:dgram';

/** A name server on loopback with TXT records only. It never answers for the record `''`. */
export async function startDnsServer(records: Record<string, string>) {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    const { name, end } = readName(query);
    asked.push(name);
    const record = records[name.toLowerCase()];
    if (record !== '')
      socket.send(answer(query.subarray(0, end + 4), record), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { server: `127.0.0.1:${portOf(socket)}`, asked, stop: () => socket.close() };
}

function portOf(socket: Socket): number {
  return socket.address().port;
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

/** RFC 1035 §4.1: header, repeated question, and one TXT record or NXDOMAIN. */
function answer(question: Buffer, record: string | undefined): Buffer {
  const reply = Buffer.from(question);
  reply.writeUInt16BE(record === undefined ? 0x8183 : 0x8180, 2);
  reply.writeUInt16BE(record === undefined ? 0 : 1, 6);
  reply.writeUInt16BE(0, 8);
  reply.writeUInt16BE(0, 10);
  if (record === undefined) return reply;
  const pieces = record.match(/.{1,255}/gs) ?? [''];
  const data = Buffer.concat(
    pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])),
  );
  const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([reply, head, data]);
}
