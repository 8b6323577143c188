import { describe, expect, it } from 'vitest';
import { describeArrival, describeDeparture } from '../../local/describe-mail.ts';
import { Spinner } from '../../local/spinner.ts';

const mail = { from: 'carla@customer.example', subject: 'My parcel', outcome: 'delivered' };

describe('describeArrival', () => {
  it.each([
    [{ reason: 'new-conversation', conversationId: '1000' }, 'opens conversation 1000'],
    [{ reason: 'reply', conversationId: '1000' }, 'answers conversation 1000'],
    [{ outcome: 'held', reason: 'staff-not-authenticated' }, 'held: staff not authenticated'],
    [{ outcome: 'ignored', reason: 'mailing-list' }, 'ignored: mailing list'],
  ])('%o → %s', (more, words) => {
    expect(describeArrival({ ...mail, ...more })).toBe(
      `mail in  carla@customer.example “My parcel” ${words}`,
    );
  });

  it('shortens a long subject', () => {
    expect(describeArrival({ ...mail, subject: 'x'.repeat(500) }).length).toBeLessThan(150);
  });
});

describe('describeDeparture', () => {
  it('names the recipients', () => {
    expect(describeDeparture(['anna@team.example'])).toBe('mail out to anna@team.example');
  });
});

describe('Spinner', () => {
  const terminal = (isTTY: boolean) => {
    const written: string[] = [];
    return { isTTY, written, write: (text: string) => written.push(text) > 0 };
  };

  it('writes nothing without a terminal', () => {
    const pipe = terminal(false);
    const spinner = new Spinner(pipe);
    spinner.start('starting');
    spinner.beside(() => undefined);
    spinner.stop();
    expect(pipe.written).toEqual([]);
  });

  it('makes room for other output, and leaves no trace', () => {
    const screen = terminal(true);
    const spinner = new Spinner(screen);
    spinner.start('starting');
    spinner.beside(() => screen.write('engines\n'));
    spinner.stop();
    expect(screen.written.map((text) => text.slice(0, 5))).toEqual([
      '\r\u001b[2K',
      '\r\u001b[2K',
      'engin',
      '\r\u001b[2K',
      '\r\u001b[2K',
    ]);
    expect(screen.written.at(-1)).toBe('\r\u001b[2K');
  });
});
