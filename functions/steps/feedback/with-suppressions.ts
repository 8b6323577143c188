import type { SuppressionStore } from './ports.ts';

type Suppressions = Pick<SuppressionStore, 'among'>;

/** The people as the API and events show them: with the suppression of the address that mail goes to, while it lasts (S16). */
export async function withSuppressions<Person extends { email?: string }>(
  people: Person[],
  suppressions: Suppressions,
) {
  const addresses = people.flatMap(({ email }) => (email === undefined ? [] : [email]));
  const suppressed = await suppressions.among(addresses);
  return people.map((person) => {
    const found = suppressed.get(person.email ?? '');
    return { ...person, ...(found && { suppressed: { reason: found.reason, at: found.at } }) };
  });
}

/** The same for one person. */
export async function withSuppression<Person extends { email?: string }>(
  person: Person,
  suppressions: Suppressions,
) {
  const [shown] = await withSuppressions([person], suppressions);
  return shown ?? person;
}
