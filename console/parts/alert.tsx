/** Why something failed, beside what was done: inside a dialog nothing else is heard. */
export const Alert = ({ why }: { why: string | undefined }) => (
  <div role="alert">{why && <p class="error">{why}</p>}</div>
);
