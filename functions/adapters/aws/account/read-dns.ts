import type { Resolver } from 'node:dns/promises';

export type Dns = Pick<Resolver, 'resolveMx' | 'resolveTxt' | 'resolveCname'> & {
  resolve4(name: string): Promise<string[]>;
};

/** What the name servers answer for a name that does not exist, or has no record of that type. */
const NOTHING = ['ENOTFOUND', 'ENODATA'];

/** Empty: there are none. Undefined: the name servers gave no answer, as in a network that lets no such questions out. */
export async function recordsOf<Record>(asked: Promise<Record[]>): Promise<Record[] | undefined> {
  try {
    return await asked;
  } catch (error) {
    const isNothing =
      error instanceof Error && 'code' in error && NOTHING.includes(String(error.code));
    return isNothing ? [] : undefined;
  }
}

/** The parts of the configuration for which `hostedZone` writes records. */
export interface AskedRecords {
  domain: string;
  mailFromDomain?: string | undefined;
  apiDomain?: { name: string } | undefined;
  /** Of the domain's identity, in the names of its DKIM records. */
  dkimTokens: readonly string[];
}

/** A DNS record that exists. */
export interface FoundRecord {
  type: string;
  name: string;
}

/** Which of the records that `hostedZone` would write exist. Undefined: the name servers gave no answer. */
export async function findRecords(
  dns: Dns,
  asked: AskedRecords,
): Promise<FoundRecord[] | undefined> {
  const { domain, mailFromDomain, apiDomain, dkimTokens } = asked;
  const questions: [type: string, name: string, answer: Promise<unknown[]>][] = [
    ['MX', domain, dns.resolveMx(domain)],
    ['TXT', `_dmarc.${domain}`, dns.resolveTxt(`_dmarc.${domain}`)],
  ];
  for (const token of dkimTokens) {
    const name = `${token}._domainkey.${domain}`;
    questions.push(['CNAME', name, dns.resolveCname(name)]);
  }
  if (mailFromDomain !== undefined) {
    questions.push(['MX', mailFromDomain, dns.resolveMx(mailFromDomain)]);
    questions.push(['TXT', mailFromDomain, dns.resolveTxt(mailFromDomain)]);
  }
  // an A record can stand neither beside another nor beside a CNAME, and both lead to addresses
  if (apiDomain !== undefined) {
    questions.push(['A', apiDomain.name, dns.resolve4(apiDomain.name)]);
  }
  const answers = await Promise.all(questions.map(([, , answer]) => recordsOf(answer)));
  if (answers.includes(undefined)) return undefined;
  return questions.flatMap(([type, name], index) =>
    (answers[index] ?? []).length > 0 ? [{ type, name }] : [],
  );
}
