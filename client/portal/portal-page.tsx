// The page of the public: what is in force, what to do, what is near. The list says everything that the map says.
import { useEffect, useMemo, useState } from 'react';
import { recall, remember } from '../platform/remembered.ts';
import { PORTAL_WORDS } from '../ui/words/portal.ts';
import { ChoiceStatus } from './choice-status.tsx';
import { CitySection } from './city-section.tsx';
import { ELDER_RADIUS_M, ElderView } from './elder-view.tsx';
import { Freshness, isStale, useSlowNow } from './freshness.tsx';
import { ActCard, NowCard } from './in-force.tsx';
import { MapSection } from './map-section.tsx';
import { NearSection } from './near-section.tsx';
import { nearbyOf, type RadiusM } from './nearby.ts';
import { PlaceSection } from './place-section.tsx';
import { TopBar } from './top-bar.tsx';
import { useChoiceFocus } from './use-choice-focus.ts';
import { usePlace } from './use-place.ts';
import { usePublished } from './use-published.ts';
import { SpokenContext, type PortalLanguage } from './words.ts';

/** A choice kept on this device. */
function useKept<Value>(name: string, first: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => recall(`portal.${name}`, first));
  const keep = (next: Value) => {
    remember(`portal.${name}`, next);
    setValue(next);
  };
  return [value, keep];
}

const askedLanguage = (): PortalLanguage => (new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh');
const wantsToSave = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

export function PortalPage() {
  const { reload, ...state } = usePublished();
  const choice = usePlace();
  const { found, search } = useChoiceFocus(choice.place);
  const now = useSlowNow();
  const [language, setLanguage] = useKept<PortalLanguage>('language', askedLanguage());
  const [elder, setElder] = useKept('elder', false);
  const [lite, setLite] = useKept('lite', wantsToSave());
  const [radiusM, setRadiusM] = useKept<RadiusM>('radius', 1000);
  const spoken = useMemo(() => ({ words: PORTAL_WORDS[language], language }), [language]);
  const { words } = spoken;
  const { set, saidAt } = state;
  const { place } = choice;
  const within = elder ? ELDER_RADIUS_M : radiusM;
  // Measured once for all that tell of it: an old phone takes its time over thousands of things.
  const nearby = useMemo(() => set && place && nearbyOf(set, place.point, within), [set, place, within]);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = words.title;
  }, [language, words]);
  const stale = set !== undefined && isStale(state, now);
  return (
    <SpokenContext.Provider value={spoken}>
      <div
        className={['page', elder && 'is-elder', !elder && !lite && 'has-map', stale && 'is-old']
          .filter(Boolean)
          .join(' ')}
      >
        <TopBar
          set={set}
          elder={elder}
          onElder={setElder}
          onLanguage={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        />
        <main id="list" tabIndex={-1}>
          <h1>{words.title}</h1>
          <ChoiceStatus nearby={nearby} radiusM={within} />
          <Freshness state={state} spoken={elder} reload={reload} />
          {set && <NowCard set={set} />}
          {set && elder && (
            <ElderView set={set} nearby={nearby} saidAt={saidAt} choice={choice} heading={found} search={search} />
          )}
          {set && !elder && (
            <>
              <ActCard set={set} nearby={nearby} />
              <PlaceSection set={set} choice={choice} search={search} />
              {nearby && (
                <NearSection set={set} nearby={nearby} radiusM={radiusM} onRadius={setRadiusM} heading={found} />
              )}
              {!lite && <MapSection set={set} place={place} />}
              <CitySection set={set} chosen={place !== undefined} />
              <p className="lite">
                <button type="button" className="secondary" aria-pressed={lite} onClick={() => setLite(!lite)}>
                  {lite ? words.lite.on : words.lite.off}
                </button>
                <span className="note">{words.lite.why}</span>
              </p>
            </>
          )}
          {elder && <ActCard set={undefined} nearby={undefined} />}
        </main>
      </div>
    </SpokenContext.Provider>
  );
}
