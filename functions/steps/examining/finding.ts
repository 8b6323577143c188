/** The result of one check: in order, wrong, or worth a thought. */
export interface Finding {
  state: 'good' | 'bad' | 'hint';
  what: string;
  /** How to mend it. */
  cure?: string;
}

export const good = (what: string): Finding => ({ state: 'good', what });
export const bad = (what: string, cure: string): Finding => ({ state: 'bad', what, cure });
export const hint = (what: string, cure: string): Finding => ({ state: 'hint', what, cure });
