/** A setting as the API describes it. `value` and `default` are the texts in SSM; one blank means "not set". */
export interface Setting {
  name: string;
  value: string;
  default?: string;
  meaning?: string;
  type?: 'switch' | 'number' | 'choice' | 'text' | 'address' | 'mailboxes';
  choices?: string[];
  minimum?: number;
  maximum?: number;
  unit?: string;
  /** Why the value is not accepted, or what it does not go with. */
  problem?: string;
}
