import { useState } from 'preact/hooks';
import { useSay } from '../texts/language.tsx';
import { toast } from './toasts.tsx';

/** Something that a person does: busy while it runs, a toast with the reason where it fails. */
export function useAction() {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      toast(say('state.failed', { why }), 'bad');
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run };
}
