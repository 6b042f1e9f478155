// In which system the positions are: the guess with its reason, every other one with how far it would move them.
import type { CheckOrder, ImportMapping, Inspection } from '#contract/imports';
import { Choice } from './import-file.tsx';
import { useSentences } from './sentences.ts';

/** What is offered besides what was weighed: the usual ones of east China. */
const USUAL = [
  'wgs84',
  'cgcs2000',
  'gcj02',
  'bd09',
  'EPSG:4549',
  'EPSG:4528',
  'EPSG:4550',
  'EPSG:4529',
  'EPSG:32651',
  'EPSG:3857',
];

interface Props {
  inspection: Inspection;
  mapping: ImportMapping;
  crs: string;
  onChange: (part: Partial<CheckOrder>) => void;
}

export function CrsChoice({ inspection, mapping, crs, onChange }: Props) {
  const { t, system } = useSentences();
  const { crs: guess, statedCrs } = inspection;
  const weighed = (guess?.candidates ?? []).map(({ name }) => name);
  const names = [crs, guess?.name, statedCrs, ...weighed, ...USUAL].filter(isText);
  const offered = names.filter((name, at) => names.findIndex((other) => isSame(other, name)) === at);
  const onMapping = (next: ImportMapping) => onChange({ mapping: next });
  return (
    <>
      <Places inspection={inspection} mapping={mapping} onMapping={onMapping} />
      <Choice label={t('imports.crs')} value={crs} onChange={(name) => onChange({ crs: name })}>
        {offered.map((name) => (
          <option key={name} value={name}>
            {system(name)}
          </option>
        ))}
      </Choice>
      <Reason inspection={inspection} mapping={mapping} crs={crs} onChange={onChange} />
      <label className="import-check">
        <input
          type="checkbox"
          checked={mapping.swapped}
          onChange={({ target }) => onMapping({ ...mapping, swapped: target.checked })}
        />
        {t('imports.swapped')}
      </label>
      {guess?.swapped && <p className="import-note">{t('imports.swappedFound')}</p>}
    </>
  );
}

const isText = (name: string | null | undefined): name is string => typeof name === 'string';
const isSame = (name: string, other: string) => name.toLowerCase() === other.toLowerCase();

function Reason({ inspection, mapping, crs, onChange }: Props) {
  const { t, coded, system } = useSentences();
  const { crs: guess, statedCrs } = inspection;
  if (!guess) return null;
  const other = guess.candidates.find((one) => isSame(one.name, crs) && one.swapped === mapping.swapped);
  const guessed = guess.name !== null && isSame(guess.name, crs) && guess.swapped === mapping.swapped;
  const take = (name: string) => onChange({ crs: name, mapping: { ...mapping, swapped: guess.swapped } });
  return (
    <div className={guess.certain ? 'import-note' : 'import-note is-unsure'} role="status">
      {guess.name && (
        <strong>{t(guess.certain ? 'imports.looksLike' : 'imports.mayBe', { name: system(guess.name) })}</strong>
      )}{' '}
      {coded('reasons', guess.reason)}
      {!guessed && other?.reason.values.shiftM !== undefined && (
        <p>{t('imports.shift', { name: system(guess.name ?? crs), metres: other.reason.values.shiftM })}</p>
      )}
      {!guessed && guess.name && (
        <button type="button" className="link-button" onClick={() => take(guess.name!)}>
          {t('imports.takeGuess', { name: system(guess.name) })}
        </button>
      )}
      {statedCrs && <p>{t('imports.stated', { name: system(statedCrs) })}</p>}
    </div>
  );
}

interface PlacesProps extends Pick<Props, 'inspection' | 'mapping'> {
  onMapping: (mapping: ImportMapping) => void;
}

/** Which columns hold the place, where the rows have no geometry of their own. */
function Places({ inspection, mapping, onMapping }: PlacesProps) {
  const { t } = useSentences();
  const { place } = mapping;
  if (inspection.hasGeometry) return null;
  const kind = place?.kind ?? 'none';
  const names = inspection.columns.map(({ name }) => name);
  const first = names[0] ?? '';
  const choose = (next: string) => {
    if (next === 'lon-lat') onMapping({ ...mapping, place: { kind: 'lon-lat', lon: first, lat: names[1] ?? first } });
    else onMapping({ ...mapping, place: next === 'wkt' ? { kind: 'wkt', column: first } : null });
  };
  const options = names.map((name) => (
    <option key={name} value={name}>
      {name}
    </option>
  ));
  return (
    <>
      <Choice label={t('imports.placeFrom')} value={kind} onChange={choose}>
        {(['lon-lat', 'wkt', 'none'] as const).map((one) => (
          <option key={one} value={one}>
            {t(`imports.placeKinds.${one}`)}
          </option>
        ))}
      </Choice>
      {place?.kind === 'lon-lat' && (
        <>
          <Choice
            label={t('imports.lon')}
            value={place.lon}
            onChange={(lon) => onMapping({ ...mapping, place: { ...place, lon } })}
          >
            {options}
          </Choice>
          <Choice
            label={t('imports.lat')}
            value={place.lat}
            onChange={(lat) => onMapping({ ...mapping, place: { ...place, lat } })}
          >
            {options}
          </Choice>
        </>
      )}
      {place?.kind === 'wkt' && (
        <Choice
          label={t('imports.wkt')}
          value={place.column}
          onChange={(column) => onMapping({ ...mapping, place: { kind: 'wkt', column } })}
        >
          {options}
        </Choice>
      )}
    </>
  );
}
