import type { IncidentEntry } from '#contract/incidents';
import { useWords } from '../ui/language.ts';
import './photos.css';

/** The photos of one line of the story; each opens whole in a tab of its own. */
export function StoryPhotos({ photos }: { photos: IncidentEntry['photos'] }) {
  const { t } = useWords();
  if (photos.length === 0) return null;
  return (
    <span className="photo-row story-photos">
      {photos.map(({ id }, at) => (
        <a key={id} href={`/api/files/photos/${id}`} target="_blank" rel="noreferrer">
          <img
            src={`/api/files/photos/${id}/thumbnail`}
            alt={t('incidents.photos.one', { no: at + 1, total: photos.length })}
            width={72}
            height={72}
            loading="lazy"
          />
        </a>
      ))}
    </span>
  );
}
