interface FilterChipsProps<Value extends string> {
  label: string;
  choices: Array<{ value: Value; name: string }>;
  chosen: Value;
  onChoose(value: Value): void;
}

/** Which part of a list is shown. */
export function FilterChips<Value extends string>({
  label,
  choices,
  chosen,
  onChoose,
}: FilterChipsProps<Value>) {
  return (
    <fieldset class="filters" aria-label={label}>
      {choices.map(({ value, name }) => (
        <button
          key={value}
          type="button"
          class="chip"
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
