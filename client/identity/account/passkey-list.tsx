// One's own passkeys, and the ways to add one and to remove one.
import { serverNow } from '../../platform/clock.ts';
import { formatMoment } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import type { Doing, Passkey } from './factor-work.tsx';

interface Props {
  passkeys: readonly Passkey[];
  onDo: (doing: Doing) => void;
}

export function PasskeyList({ passkeys, onDo }: Props) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t('identity.factors.passkeys')}</h2>
      {passkeys.length === 0 && <p className="step-why">{t('identity.factors.passkeysNone')}</p>}
      <ul className="own-list">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => onDo({ what: 'remove-passkey', passkey })} />
        ))}
      </ul>
      <div className="acts">
        <button type="button" className="button" onClick={() => onDo({ what: 'add-passkey' })}>
          {t('identity.factors.passkeyAdd')}
        </button>
      </div>
    </section>
  );
}

interface RowProps {
  passkey: Passkey;
  onRemove: () => void;
}

function PasskeyRow({ passkey: { name, createdAt, usedAt }, onRemove }: RowProps) {
  const { t, language } = useWords();
  const at = (time: string) => formatMoment(time, serverNow(), language);
  const used =
    usedAt === null ? t('identity.factors.passkeyUnused') : t('identity.factors.passkeyUsed', { time: at(usedAt) });
  const label = t('identity.factors.passkeyRemove');
  return (
    <li>
      <span>
        <b>{name}</b>
        <small>
          {t('identity.factors.passkeyCreated', { time: at(createdAt) })} · {used}
        </small>
      </span>
      <button type="button" className="button" aria-label={`${label} ${name}`} onClick={onRemove}>
        {label}
      </button>
    </li>
  );
}
