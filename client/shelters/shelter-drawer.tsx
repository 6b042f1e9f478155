import type { Shelter } from '#contract/shelters';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { FactList } from '../ui/drawer.tsx';
import { formatAreaM2, formatPersons } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { useProvenanceFacts } from '../ui/provenance.tsx';
import { RegisteredAudience } from '../ui/registered-audience.tsx';
import { RegisteredDrawer } from '../ui/registered-drawer.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';
import { useDetail } from '../ui/use-detail.ts';
import { useWhereFacts } from '../ui/whereabouts.tsx';

export function ShelterDrawer({ id, onClose }: DrawerProps) {
  const { t } = useWords();
  const heading = ({ state, kind, point }: Shelter) => ({
    marker: <ThingMark icon="shelters" size={40} />,
    subtitle: `${t(`shelters.states.${state}`)} · ${t(`shelters.kinds.${kind}`)}`,
    point,
  });
  return (
    <RegisteredDrawer<Shelter>
      capability="shelters"
      id={id}
      zoom={15}
      heading={heading}
      onClose={onClose}
      what={t('shelters.title')}
    >
      {(shelter) => (
        <>
          <Facts shelter={shelter} />
          <RegisteredAudience kind="shelters" thing={shelter} />
        </>
      )}
    </RegisteredDrawer>
  );
}

function Facts({ shelter }: { shelter: Shelter }) {
  const { t, language } = useWords();
  const where = useWhereFacts(shelter);
  const provenance = useProvenanceFacts(shelter);
  const { capacityPersons, areaM2, indoor, manager } = shelter;
  const facts = [
    { name: t('shelters.capacity'), value: formatPersons(capacityPersons, language) },
    { name: t('shelters.area'), value: areaM2 === null ? t('shell.unknown') : formatAreaM2(areaM2, language) },
    { name: t('shelters.where'), value: t(indoor ? 'shelters.indoor' : 'shelters.outdoor') },
    ...where,
    { name: t('shell.fact.manager'), value: manager ?? t('shell.unknown') },
    ...provenance,
  ];
  return <FactList facts={facts} />;
}

export function useShelterThing(id: string): Thing | undefined {
  const { t, language } = useWords();
  const { data } = useDetail<Shelter>('shelters', id);
  if (!data) return undefined;
  const note = `${t(`shelters.states.${data.state}`)} · ${formatPersons(data.capacityPersons, language)}`;
  return { point: data.point, name: data.name, note };
}
