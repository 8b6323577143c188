import { useState } from 'preact/hooks';
import { useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';
import { toast } from './toasts.tsx';

const toastProblem = (why: string) => toast(why, 'bad');

/** Something that a person does: busy while it runs; `onProblem` is told why it failed. @default - a toast says it */
export function useAction(onProblem: (why: string) => void = toastProblem) {
  const { language } = useSpeech();
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      onProblem(sayProblem(error, language));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run };
}
