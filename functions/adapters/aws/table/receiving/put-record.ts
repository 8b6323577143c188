import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { mailItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, put, type Write } from '../write.ts';

/** A record that is there stays, unless it still has the outcome that is being replaced. */
export const putRecord = (record: MailRecord, replaces: MailRecord['outcome'] | undefined): Write =>
  put(
    mailItem,
    keys.mail(record.mailId),
    record,
    replaces === undefined
      ? IF_NEW
      : { if: 'attribute_not_exists(pk) OR outcome = :replaces', values: { replaces } },
  );
