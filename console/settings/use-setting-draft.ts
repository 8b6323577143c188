import { useEffect, useRef, useState } from 'preact/hooks';
import { sayProblem } from '../texts/problems.ts';
import { putSetting, type Setting } from './settings-api.ts';
import { useSettingsTexts } from './use-settings-texts.ts';

export type SettingState =
  | { kind: 'still' | 'saving' }
  | { kind: 'saved'; value: string }
  | { kind: 'refused'; why: string };

/** What is typed for a setting, beside the value in force. A change made elsewhere is shown, unless a draft would be lost for it. */
export function useSettingDraft(setting: Setting) {
  const { language } = useSettingsTexts();
  const inForce = setting.value.trim();
  const [draft, setDraft] = useState(inForce);
  const [state, setState] = useState<SettingState>({ kind: 'still' });
  const shown = useRef(inForce);
  useEffect(() => {
    setDraft((current) => (current === shown.current ? inForce : current));
    shown.current = inForce;
  }, [inForce]);
  const save = async (value: string) => {
    setState({ kind: 'saving' });
    try {
      await putSetting(setting.name, value);
      setState({ kind: 'saved', value: value.trim() });
      // as it is stored; what was typed meanwhile stays
      setDraft((current) => (current === value ? value.trim() : current));
    } catch (error) {
      setState({ kind: 'refused', why: sayProblem(error, language) });
    }
  };
  const undo = () => {
    setDraft(inForce);
    setState({ kind: 'still' });
  };
  // a saved value is in force a moment before the page hears of it
  const isEdited = draft !== inForce && !(state.kind === 'saved' && state.value === draft);
  return { inForce, draft, setDraft, state, save, undo, isEdited };
}
