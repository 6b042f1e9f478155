// Recovery codes, shown once: they are taken along on paper or in a file, and only then it goes on.
import { useState } from 'react';
import { useWords } from '../../ui/language.ts';

interface Props {
  codes: readonly string[];
  onDone: () => void;
}

export function RecoveryCodes({ codes, onDone }: Props) {
  const { t } = useWords();
  const [kept, setKept] = useState(false);
  const [told, setTold] = useState('');
  const text = [t('identity.codes.fileHead'), '', ...codes, ''].join('\r\n');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setTold(t('identity.codes.copied')),
      () => setTold(t('identity.codes.copyFailed')),
    );
  return (
    <section className="step recovery-codes" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes">{t('identity.codes.title')}</h2>
      <p className="step-why">{t('identity.codes.why')}</p>
      <ol aria-label={t('identity.codes.list')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="acts">
        <button type="button" className="button" onClick={() => void copy()}>
          {t('identity.codes.copy')}
        </button>
        <button type="button" className="button" onClick={() => download(text, t('identity.codes.fileName'))}>
          {t('identity.codes.download')}
        </button>
        <button type="button" className="button" onClick={() => print()}>
          {t('identity.codes.print')}
        </button>
      </div>
      <p className="hint" role="status">
        {told}
      </p>
      <label className="kept">
        <input type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} />
        {t('identity.codes.kept')}
      </label>
      <button type="button" className="button is-primary" disabled={!kept} onClick={onDone}>
        {t('identity.codes.done')}
      </button>
    </section>
  );
}

function download(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
