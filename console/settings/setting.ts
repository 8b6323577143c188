/** A setting as the API describes it; `value` and `default` are texts as they stand in SSM, one blank is "not set". */
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
  /** Why the value is not taken, or what it does not go with. */
  problem?: string;
}
