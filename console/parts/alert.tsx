interface AlertProps {
  why: string | undefined;
  /** For the field that it is about. */
  id?: string;
}

/** Says why something failed, next to the action: screen readers hear nothing outside an open dialog. */
export const Alert = ({ why, id }: AlertProps) => (
  <div role="alert" id={id}>
    {why && <p class="error">{why}</p>}
  </div>
);
