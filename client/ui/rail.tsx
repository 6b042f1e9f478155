// One icon a capability: at the left on a desk, as tabs at the foot of a phone.
import type { Capability } from './capability.ts';
import { Icon } from './icons.tsx';
import { useWords } from './language.ts';

interface Props {
  capabilities: readonly Capability[];
  panel: string | undefined;
  onOpen: (name: string) => void;
  onClose: () => void;
}

/** The open one closes at a second press. */
export function Rail({ capabilities, panel, onOpen, onClose }: Props) {
  const { t } = useWords();
  return (
    <nav className="rail" aria-label={t('shell.landmarks.rail')}>
      {capabilities.map(({ name, icon, Panel }) =>
        Panel && name !== 'point' ? (
          <button
            key={name}
            type="button"
            aria-pressed={name === panel}
            onClick={() => (name === panel ? onClose() : onOpen(name))}
          >
            <Icon name={icon} size={20} />
            {t(`${name}.name`)}
          </button>
        ) : null,
      )}
    </nav>
  );
}
