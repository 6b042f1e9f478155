// The wall: one map, blocks around it, and nobody at the keyboard.
import { useEffect, useMemo } from 'react';
import type { WallRow } from '#contract/walls';
import { useIncidentsStatus, useOpenIncidents } from '../incidents/use-incidents.ts';
import { useCity } from '../use-city.ts';
import { useWords } from '../ui/language.ts';
import { HappenedBlock } from './blocks/happened-block.tsx';
import { useHappenings } from './blocks/use-happenings.ts';
import { BlockPlace } from './block.tsx';
import { justCome } from './grave.ts';
import { useNightlyReload } from './keeping/use-nightly-reload.ts';
import { useWakeLock } from './keeping/use-wake-lock.ts';
import { WallMap } from './map/wall-map.tsx';
import { useObeyed, useWallRecord } from './remote/use-wall-record.ts';
import { sceneRecords, scenes, type BlockComponent, type Scene } from './scenes.ts';
import type { WallSettings } from './settings.ts';
import { useWallUnit } from './unit.ts';
import { useMinute } from './use-minute.ts';
import { useWallView } from './use-wall-view.ts';
import type { WallView } from './view.ts';
import { WallHeader } from './wall-header.tsx';

/** As many rows as a phone is told of. */
const REMOTE_ROWS = 12;

export function WallPage({ settings }: { settings: WallSettings }) {
  const { t, language } = useWords();
  const { data: city } = useCity();
  const name = city && (language === 'en' ? city.nameEn : city.name);
  const turns = useMemo(
    () => scenes.map((scene) => ({ name: scene.name, seconds: settings.seconds ?? scene.seconds })),
    [settings.seconds],
  );
  const incidents = useOpenIncidents();
  const loaded = useIncidentsStatus() === 'ready';
  const now = useMinute();
  const { view, change, stoppedUntil } = useWallView(turns, settings.scene, incidents, now, loaded);
  const scene = scenes.find((one) => one.name === view.scene) ?? scenes[0]!;
  const wall = useWallRecord(sceneRecords, name ?? '');
  useObeyed(wall, view, change, useRemoteRows());
  useNightlyReload({ reloadHour: settings.reloadHour, news: incidents, stoppedUntil });
  useWakeLock();
  useEffect(() => {
    if (name) document.title = t('wall.title', { city: name });
  }, [name, t]);
  const level = stoppedUntil > now ? justCome(incidents, now).at(-1)?.level : undefined;
  return (
    <div className={useWallUnit().wide ? 'wall is-wide' : 'wall'} data-scene={scene.name}>
      <WallHeader
        city={city}
        scene={scene}
        view={view}
        stoppedBy={level === 1 || level === 2 ? level : undefined}
        wall={wall}
      />
      <main className="wall-middle">
        {city && (
          <BlockPlace name="map">
            <WallMap city={city} scene={scene} focus={view.focus} />
          </BlockPlace>
        )}
        <Left scene={scene} view={view} />
        <div className="wall-right">
          <BlockPlace name="happened">
            <HappenedBlock focus={view.focus} />
          </BlockPlace>
        </div>
      </main>
      <footer className="wall-foot">
        <Blocks of={scene.foot} view={view} />
      </footer>
    </div>
  );
}

function Left({ scene, view }: { scene: Scene; view: WallView }) {
  const { wide } = useWallUnit();
  return (
    <>
      <div className="wall-left">
        <Blocks of={scene.left} view={view} />
      </div>
      {wide && (
        <div className="wall-left is-second">
          <Blocks of={scene.wide} view={view} />
        </div>
      )}
    </>
  );
}

const Blocks = ({ of, view }: { of: readonly BlockComponent[]; view: WallView }) =>
  of.map((Shown, index) => (
    <BlockPlace key={`${index} ${Shown.name}`} name={Shown.name}>
      <Shown yesterday={view.yesterday} />
    </BlockPlace>
  ));

/** The reports of the feed, as a phone may point at them. */
function useRemoteRows(): readonly WallRow[] {
  const happenings = useHappenings();
  const rows = happenings.flatMap((row) =>
    row.what === 'reported' ? [{ id: row.incident.id, mark: row.incident.number, level: row.incident.level }] : [],
  );
  const key = JSON.stringify(rows.slice(0, REMOTE_ROWS));
  return useMemo(() => JSON.parse(key) as WallRow[], [key]);
}
