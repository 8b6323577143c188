/** Says why something failed, next to the action: screen readers hear nothing outside an open dialog. */
export const Alert = ({ why }: { why: string | undefined }) => (
  <div role="alert">{why && <p class="error">{why}</p>}</div>
);
