// A tool's card beside the map's buttons.
import { useId, type ReactNode } from 'react';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/language.ts';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function ToolCard({ title, onClose, children }: Props) {
  const { t } = useWords();
  const titleId = useId();
  return (
    <section className="tool-card" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button" aria-label={t('shell.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </section>
  );
}
