import type { PlaceAt } from '#contract/grids';
import { useWords } from '../ui/language.ts';

/** Who answers for the place, and for what. */
export function OwnerList({ owners }: { owners: PlaceAt['owners'] }) {
  const { t } = useWords();
  if (owners.length === 0) return <p className="quiet">{t('grids.noOwner')}</p>;
  return (
    <ul className="plain owner-list">
      {owners.map(({ duty, unit, phone }) => (
        <li key={`${duty} ${unit}`}>
          <small>{t(`grids.duties.${duty}`)}</small>
          <span>{unit}</span>
          {phone !== null && <small>{phone}</small>}
        </li>
      ))}
    </ul>
  );
}
