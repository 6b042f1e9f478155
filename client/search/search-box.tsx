import { useEffect, useState } from 'react';
import type { SearchHit } from '#contract/search';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/language.ts';
import { SearchDialog } from './search-dialog.tsx';

/** The field in the top bar; ⌘K or Ctrl-K opens it from anywhere. */
export function SearchBox({ onChoose }: { onChoose: (hit: SearchHit) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const isMac = navigator.platform.startsWith('Mac');
  return (
    <>
      <button type="button" className="search-box" aria-keyshortcuts="Meta+K Control+K" onClick={() => setOpen(true)}>
        <Icon name="search" size={15} />
        <b className="only-heard">{t('shell.searchShort')}</b>
        <span>{t('shell.search')}</span>
        <kbd>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      {open && <SearchDialog onChoose={onChoose} onClose={() => setOpen(false)} />}
    </>
  );
}
