// Choosing photos for a note: small pictures of what has arrived, and why something has not.
import { useId } from 'react';
import { MOST_PHOTOS } from '#contract/incidents';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import type { ChosenPhoto, Photos } from './use-photos.ts';
import './photos.css';

const KINDS = 'image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif';

export function PhotoChoice({ photos }: { photos: Photos }) {
  const { t } = useWords();
  const field = useId();
  return (
    <div className="photo-choice">
      {photos.chosen.length > 0 && (
        <ul className="photo-row">
          {photos.chosen.map((one) => (
            <Chosen key={one.no} one={one} onRemove={() => photos.remove(one.no)} />
          ))}
        </ul>
      )}
      <div className="photo-add">
        <input
          id={field}
          type="file"
          accept={KINDS}
          multiple
          disabled={photos.isFull}
          onChange={({ target }) => {
            photos.add([...(target.files ?? [])]);
            target.value = '';
          }}
        />
        <label htmlFor={field} className={photos.isFull ? 'button is-disabled' : 'button'}>
          {t('incidents.photos.add')}
        </label>
        <small>{t(photos.isFull ? 'incidents.photos.full' : 'incidents.photos.what', { most: MOST_PHOTOS })}</small>
      </div>
    </div>
  );
}

function Chosen({ one, onRemove }: { one: ChosenPhoto; onRemove: () => void }) {
  const { t } = useWords();
  const { name, share, photo, error } = one;
  return (
    <li className={error ? 'is-failed' : undefined}>
      {photo && <img src={`/api/files/photos/${photo.id}/thumbnail`} alt={name} width={64} height={64} />}
      {!photo && !error && <progress value={share} aria-label={t('incidents.photos.sending', { name })} />}
      {error && (
        <p role="alert">
          <b>{name}</b> {problemText(error, t)}
        </p>
      )}
      <button type="button" aria-label={t('incidents.photos.remove', { name })} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}
