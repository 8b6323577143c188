import { Search } from 'lucide-preact';
import { useSay } from '../texts/language.tsx';

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch(text: string): void;
}

export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const say = useSay();
  return (
    <div class="search">
      <Search size={16} aria-hidden="true" />
      <input
        type="search"
        placeholder={say('do.search')}
        aria-label={label}
        value={value}
        onInput={({ currentTarget }) => onSearch(currentTarget.value)}
      />
    </div>
  );
}
