// Rings around what has just come, and tags that say what is red. Steady: nothing flashes.
import { useEffect, useState, type CSSProperties } from 'react';
import type { Incident } from '#contract/incidents';
import { sizeOf } from '../../map/camera.ts';
import { useMap } from '../../map/map-context.tsx';
import { usePlaced } from '../../map/use-placed.ts';
import { formatAge } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';
import { isLit } from '../grave.ts';
import { useMinute } from '../use-minute.ts';
import { useWallUnit } from '../unit.ts';
import { tagged } from './incident-pins.ts';
import { placeTags, type Rect, type TagPlace } from './place-tags.ts';

/** Pixels of the design. */
const TAG = { width: 660, height: 116 } as const;
const GAP = 104;

interface Props {
  incidents: readonly Incident[];
  focus: string | null;
  /** Parts of the map that something covers, CSS pixels. */
  avoid: readonly Rect[];
}

export function Tags({ incidents, focus, avoid }: Props) {
  const now = useMinute();
  const shown = tagged(incidents, now, focus);
  const places = useTagPlaces(shown, incidents, avoid);
  return shown.map((incident) => (
    <Tag
      key={incident.id}
      incident={incident}
      ringed={incident.id === focus || isLit(incident.receivedAt, now)}
      place={places.find(({ id }) => id === incident.id)}
      now={now}
    />
  ));
}

/** Anew whenever the map has moved or what is tagged has changed. */
function useTagPlaces(shown: readonly Incident[], all: readonly Incident[], avoid: readonly Rect[]): TagPlace[] {
  const { map } = useMap();
  const { unit } = useWallUnit();
  const [places, setPlaces] = useState<TagPlace[]>([]);
  const key = JSON.stringify([shown.map(({ id, point }) => [id, point]), avoid, all.map(({ point }) => point)]);
  useEffect(() => {
    const [anchors, covered, points] = JSON.parse(key) as [[string, [number, number]][], Rect[], [number, number][]];
    const place = () => {
      const tag = { width: TAG.width * unit, height: TAG.height * unit };
      const room = {
        ...sizeOf(map),
        tag,
        gap: GAP * unit,
        avoid: covered,
        pins: points.map((point) => map.project(point)),
      };
      setPlaces(
        placeTags(
          anchors.map(([id, point]) => ({ id, ...map.project(point) })),
          room,
        ),
      );
    };
    place();
    const subscriptions = [map.on('moveend', place), map.on('resize', place)];
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, [map, unit, key]);
  return places;
}

/** A tag is no wider than its words: it touches its place where the pin is. */
function besidePin({ dx: left, dy: top }: TagPlace, width: number): CSSProperties {
  if (left >= 0) return { left, top };
  return left + width <= 0 ? { right: -left - width, top } : { left: 0, top, translate: '-50%' };
}

interface TagProps {
  incident: Incident;
  ringed: boolean;
  place: TagPlace | undefined;
  now: number;
}

function Tag({ incident, ringed, place, now }: TagProps) {
  const { t, language } = useWords();
  const { unit } = useWallUnit();
  const ref = usePlaced<HTMLDivElement>(incident.point);
  const { level, title, county, town, occurredAt } = incident;
  const age = formatAge(now - Date.parse(occurredAt), language);
  return (
    <div className="wall-tag-place" ref={ref} data-ringed={ringed} data-incident={incident.number}>
      {ringed && <i className="wall-ring" />}
      {place && (
        <div className="wall-tag" data-level={level ?? 0} style={besidePin(place, TAG.width * unit)}>
          <LevelBadge level={level} size={64 * unit} decorative />
          <p>
            <b>{title}</b>
            <span>{t('wall.tagAge', { where: town ?? county ?? '', age })}</span>
          </p>
        </div>
      )}
    </div>
  );
}
