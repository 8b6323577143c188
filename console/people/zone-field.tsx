import { SelectField } from '../parts/field.tsx';
import { useSay } from '../texts/language.tsx';

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Time zone for the mails to somebody; empty means the team's. */
export function ZoneField({ value, onChange }: { value: string; onChange(zone: string): void }) {
  const say = useSay();
  return (
    <SelectField
      label={say('people.zone')}
      field="timeZone"
      value={value}
      onChange={onChange}
      none={say('people.zoneOfTeam')}
      options={ZONES.map((zone) => [zone, zone.replaceAll('_', ' ')])}
    />
  );
}
