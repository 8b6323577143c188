import type { ReceiptRule } from '../resources/machine.ts';

/** The first rule of the template that takes mail for this recipient. */
export function findReceiptRule(
  rules: readonly ReceiptRule[],
  recipient: string,
): ReceiptRule | undefined {
  return rules.find(
    ({ isEnabled, recipients }) =>
      isEnabled &&
      (recipients.length === 0 ||
        recipients.some((condition) => matchesCondition(condition, recipient))),
  );
}

/** `user@example.com` also matches its plus forms, `example.com` every address of the domain, `.example.com` those of its subdomains. */
function matchesCondition(condition: string, recipient: string): boolean {
  const { local, domain } = splitAddress(recipient.toLowerCase());
  if (condition.startsWith('.')) return domain.endsWith(condition);
  if (!condition.includes('@')) return domain === condition;
  const wanted = splitAddress(condition);
  const plus = local.indexOf('+');
  const base = plus < 0 ? local : local.slice(0, plus);
  return domain === wanted.domain && (local === wanted.local || base === wanted.local);
}

function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}
