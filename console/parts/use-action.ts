import { useRef, useState } from 'preact/hooks';
import { useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';
import { toast } from './toasts.tsx';

const toastProblem = (why: string) => toast(why, 'bad');

/**
 * Something that a person does, once at a time: busy while it runs. A button that is busy is marked so and not disabled, which would take the
 * focus off it.
 *
 * @param onProblem is told why it failed. @default - a toast says it
 */
export function useAction(onProblem: (why: string) => void = toastProblem) {
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
      onProblem(sayProblem(error, language));
      return false;
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };
  return { isBusy, run };
}
