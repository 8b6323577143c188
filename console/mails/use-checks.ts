import { facts } from '../data/facts.ts';
import { useSay } from '../texts/language.tsx';

const KEYS = {
  authenticated: 'checks.authenticated',
  unchecked: 'checks.unchecked',
  forged: 'checks.forged',
} as const;

/** The possible results of the sender's checks, in words. */
export function useChecks(): Array<[value: string, text: string]> {
  const say = useSay();
  return (facts.checks ?? []).map((name) => {
    const key = KEYS[name as keyof typeof KEYS];
    return [name, key ? say(key) : name];
  });
}
