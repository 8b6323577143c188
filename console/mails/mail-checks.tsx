import type { InboundMail } from '../data/types.ts';
import { Badge } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';
import { type ReasonKey, reasonsEn } from '../texts/reasons.ts';

interface Check {
  name: string;
  verdict: string;
  /** The domains that it was made for. */
  domains: string;
}

/** `{spf: 'PASS', spfDomain: 'shop.example'}` is one check. */
function checksOf(verdicts: InboundMail['verdicts']): Check[] {
  return Object.entries(verdicts).flatMap(([name, verdict]) => {
    if (typeof verdict !== 'string' || name.endsWith('Domain')) return [];
    const domains = [verdicts[`${name}Domain`] ?? verdicts[`${name}Domains`] ?? []].flat();
    return [{ name, verdict, domains: domains.join(', ') }];
  });
}

/** What the receiving server found out about the sender, and about spam and viruses. */
export function MailChecks({ verdicts }: { verdicts: InboundMail['verdicts'] }) {
  const say = useSay();
  const checks = checksOf(verdicts);
  const sayOr = (key: string, other: string) => (key in reasonsEn ? say(key as ReasonKey) : other);
  if (checks.length === 0) return null;
  return (
    <>
      <dt>{say('in.verdicts')}</dt>
      <dd class="chips">
        {checks.map(({ name, verdict, domains }) => (
          <Badge key={name} tone={TONES[verdict] ?? 'calm'}>
            {sayOr(`in.check.${name}`, name.toUpperCase())}:{' '}
            {sayOr(`in.verdict.${verdict}`, verdict)}
            {domains && ` · ${domains}`}
          </Badge>
        ))}
      </dd>
    </>
  );
}

const TONES: Record<string, string> = { PASS: 'good', FAIL: 'bad' };
