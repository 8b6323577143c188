interface AlertProps {
  why: string | undefined;
  /** For the field that it is about. */
  id?: string;
}

/** Says why something failed, next to the action, until it is tried again. */
export const Alert = ({ why, id }: AlertProps) => (
  <div role="alert" id={id}>
    {why && <p class="error">{why}</p>}
  </div>
);
