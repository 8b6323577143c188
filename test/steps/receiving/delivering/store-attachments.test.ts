import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceiveMailPorts } from '../../../../functions/steps/receiving/ports.ts';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  makeWorld,
  replyAddress,
  type World,
} from '../../../support/fake-receive-ports.ts';

const FILES = 999;
const TO = replyAddress('user', 'carla');

let world: World;
let ports: ReceiveMailPorts;
beforeEach(() => {
  world = makeWorld();
  ports = fakePorts(world);
});

function arriveWithFiles(count: number) {
  const files = Array.from(
    { length: count },
    (_, n) => `--b\r\nContent-Type: application/zip; name=${n}.zip\r\n\r\nfile ${n}\r\n`,
  );
  const headers = { To: TO, 'Content-Type': 'multipart/mixed; boundary=b' };
  return arrive(world, headers, `${files.join('')}--b--`);
}

/** Counts calls and concurrent stores; fails after `failsAt` files. */
function watched(failsAt = Infinity) {
  const { store } = ports.attachments;
  const seen = { most: 0, now: 0, calls: 0 };
  const attachments: ReceiveMailPorts['attachments'] = {
    ...ports.attachments,
    store: async (file, content) => {
      seen.calls += 1;
      if (seen.calls > failsAt) throw new Error('the bucket is away');
      seen.now += 1;
      seen.most = Math.max(seen.most, seen.now);
      for (let turn = 0; turn < 10; turn += 1) await turnOfTheLoop();
      await store(file, content);
      seen.now -= 1;
    },
  };
  return { seen, ports: { ...ports, attachments } };
}

describe('storeAttachments', () => {
  it('stores 999 files, ten at a time (S14)', async () => {
    const watch = watched();
    const record = await receiveMail(arriveWithFiles(FILES), watch.ports);
    expect(record?.outcome).toBe('delivered');
    expect(world.files.size).toBe(FILES);
    expect(watch.seen.most).toBe(10);
  });

  it('stores two equal files of a mail as two, under the same ids in every try (S14, S15)', async () => {
    const file = '--b\r\nContent-Type: application/zip; name=a.zip\r\n\r\nthe same\r\n';
    const headers = { To: TO, 'Content-Type': 'multipart/mixed; boundary=b' };
    const arrival = arrive(world, headers, `${file}${file}--b--`);
    await expect(receiveMail(arrival, watched(1).ports)).rejects.toThrow('the bucket is away');
    await receiveMail(arrival, ports);
    expect(world.messages[0]?.attachments).toHaveLength(2);
    expect(world.files.size).toBe(2);
  });

  it('holds a file of 1 MB in memory, and streams a larger one (S14)', async () => {
    const file = (bytes: number) =>
      `--b\r\nContent-Type: application/zip; name=a.zip\r\n\r\n${'x'.repeat(bytes)}\r\n`;
    const headers = { To: TO, 'Content-Type': 'multipart/mixed; boundary=b' };
    const arrival = arrive(world, headers, `${file(1_000_000)}${file(1_000_001)}--b--`);
    const pieces: number[] = [];
    const store: ReceiveMailPorts['attachments']['store'] = async (_file, content) => {
      pieces.push((await content.toArray()).length);
    };
    await receiveMail(arrival, { ...ports, attachments: { ...ports.attachments, store } });
    expect(pieces.map((count) => count > 1)).toEqual([false, true]);
  });

  it('goes on where a killed try ended (S15)', async () => {
    const arrival = arriveWithFiles(FILES);
    await expect(receiveMail(arrival, watched(600).ports)).rejects.toThrow('the bucket is away');
    const second = watched();
    await receiveMail(arrival, second.ports);
    expect(second.seen.calls).toBe(FILES - 600);
    expect(world.messages[0]?.attachments).toHaveLength(FILES);
    expect(world.files.size).toBe(FILES);
  });

  it('records the files before it stores the first, so that an erasure finds them (S19)', async () => {
    const events: string[] = [];
    const { plan, store } = ports.attachments;
    const attachments: ReceiveMailPorts['attachments'] = {
      ...ports.attachments,
      plan: async (mailId, files) => {
        events.push(`plan ${files.attachmentIds.length}`);
        return plan(mailId, files);
      },
      store: async (...file) => {
        events.push('store');
        return store(...file);
      },
    };
    await receiveMail(arriveWithFiles(1), { ...ports, attachments });
    expect(events).toEqual(['plan 1', 'store']);
  });

  it('deletes what it stored if the mail was erased meanwhile (S19)', async () => {
    const attachments = { ...ports.attachments, isPlanned: async () => false };
    const arrival = arriveWithFiles(3);
    await expect(receiveMail(arrival, { ...ports, attachments })).rejects.toThrow('was erased');
    expect(world.files.size).toBe(0);
    expect(world.messages).toEqual([]);
  });

  it('stores a postacert.eml that is no mail as one file (S14, S21)', async () => {
    const parts =
      '--i\r\nContent-Type: application/pdf; name=contratto.pdf\r\n\r\nx\r\n--i\r\nContent-Type: text/plain\r\n\r\nVia\r\n--i--';
    const headers = {
      From: 'posta-certificata@provider.example',
      'X-Trasporto': 'posta-certificata',
      'Content-Type': 'multipart/mixed; boundary=b',
    };
    const certified = `--b\r\nContent-Type: message/rfc822; name=postacert.eml\r\n\r\n${parts}\r\n--b--`;
    world.settings['convert-all-emails'] = 'on';
    const record = await receiveMail(arrive(world, headers, certified), ports);
    expect(record?.outcome).toBe('delivered');
    expect(world.messages[0]?.attachments.map(({ filename }) => filename)).toEqual([
      'postacert.eml',
    ]);
    expect(world.files.size).toBe(1);
  });
});
