import { useRef, useState } from 'preact/hooks';
import { isTokenAskedFor } from '../data/token-refused.ts';
import { useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';
import { toast } from './toasts.tsx';

const toastProblem = (why: string) => toast(why, 'bad');

/**
 * Runs an action of a person, one at a time. A busy button is marked busy but not
 * disabled, because disabling would take the focus off it.
 *
 * @param onProblem is called with the reason of a failure and the error, unless a dialog says it. @default - shows a toast
 */
export function useAction(onProblem: (why: string, error: unknown) => void = toastProblem) {
  const { language } = useSpeech();
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isUnderWay.current) return false;
    isUnderWay.current = true;
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      if (!isTokenAskedFor(error)) onProblem(sayProblem(error, language), error);
      return false;
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };
  return { isBusy, run };
}
