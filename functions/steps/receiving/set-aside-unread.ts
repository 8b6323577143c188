import { type SetAside, setAside } from './deciding/mail-decision.ts';
import type { Reading } from './reading/read-mail.ts';

/** The outcome of octets that cannot be read completely (S11, S14). */
export const setAsideUnread = (reading: Exclude<Reading, { kind: 'read' }>): SetAside =>
  reading.kind === 'over-limit'
    ? setAside({ outcome: 'held', reason: 'over-limit' }, { detail: reading.bound })
    : setAside({ outcome: 'rejected', reason: 'unreadable' }, { detail: reading.why });
