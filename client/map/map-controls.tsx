// The map's own furniture at its lower right: zoom, where the data comes from, and the scale.
import { useEffect, useId, useState, type ReactNode } from 'react';
import { formatDistance } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { metresPerPixel, scaleBar } from '../../geodata/space/scale-bar.ts';
import { useMap, type Padding } from './map-context.tsx';

/** Longest scale bar, CSS pixels at desk scale. */
const SCALE_PX = 92;

interface Props {
  padding: Padding;
  sources: readonly string[];
  /** Furniture above the zoom buttons. */
  tools?: ReactNode;
  /** Furniture left of the scale. */
  readings?: ReactNode;
  /** Both given where an online basemap may be switched on. */
  online?: boolean;
  onOnline?: (on: boolean) => void;
}

export function MapControls({ padding, sources, tools, readings, online, onOnline }: Props) {
  const { t } = useWords();
  const { map } = useMap();
  const [open, setOpen] = useState(false);
  const sourcesId = useId();
  const place = { right: padding.right + 8, bottom: padding.bottom + 8 };
  return (
    <div className="map-furniture" style={place}>
      {open && (
        <div className="map-sources" id={sourcesId}>
          <b>{t('map.sources')}</b>
          <ul>
            {sources.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
          {onOnline && (
            <label>
              <input type="checkbox" checked={online ?? false} onChange={({ target }) => onOnline(target.checked)} />
              {t('map.online')}
            </label>
          )}
        </div>
      )}
      {readings}
      <Scale />
      <div className="map-column">
        {tools}
        <div className="map-controls">
          <Control name={t('map.zoomIn')} path="M5 12h14M12 5v14" onClick={() => map.zoomIn()} />
          <Control name={t('map.zoomOut')} path="M5 12h14" onClick={() => map.zoomOut()} />
          <Control
            name={t('map.sources')}
            path="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16v-5M12 8h.01"
            expanded={open}
            controls={sourcesId}
            onClick={() => setOpen(!open)}
          />
        </div>
      </div>
    </div>
  );
}

interface ControlProps {
  name: string;
  path: string;
  expanded?: boolean;
  controls?: string;
  onClick: () => void;
}

function Control({ name, path, expanded, controls, onClick }: ControlProps) {
  const state = expanded === undefined ? {} : { 'aria-expanded': expanded, 'aria-controls': controls };
  return (
    <button type="button" aria-label={name} title={name} onClick={onClick} {...state}>
      <svg width="16" height="16" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    </button>
  );
}

/** Measured at the middle of the map, where the eye is. */
function Scale() {
  const { t, language } = useWords();
  const { map, scale } = useMap();
  const [perPx, setPerPx] = useState(() => metresPerPixel(map.getCenter().lat, map.getZoom()));
  useEffect(() => {
    const measure = () => setPerPx(metresPerPixel(map.getCenter().lat, map.getZoom()));
    const subscription = map.on('move', measure);
    return () => subscription.unsubscribe();
  }, [map]);
  const { lengthM, widthPx } = scaleBar(perPx, SCALE_PX * scale);
  const length = formatDistance(lengthM, language);
  return (
    <div className="map-scale" style={{ width: widthPx }} role="img" aria-label={t('map.scaleBar', { length })}>
      {length}
    </div>
  );
}
