// One's own phone for being reached on duty: written, never shown again.
import { useId, useState, type FormEvent } from 'react';
import { useWords } from '../../ui/language.ts';
import { problemText } from '../../ui/problem-text.ts';
import { FailureNote, RowOutlines } from '../../ui/states.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useKeepPhone, useOwnPhone } from './use-own-phone.ts';

export function PhoneSection() {
  const { t } = useWords();
  const field = useId();
  const [phone, setPhone] = useState('');
  const { data, error, refetch } = useOwnPhone();
  const keep = useKeepPhone((kept) => {
    setPhone('');
    showToast({ text: t(kept ? 'sealed.own.saved' : 'sealed.own.removed') });
  });
  if (error && !data) return <FailureNote error={error} what={t('sealed.own.what')} onRetry={() => void refetch()} />;
  if (!data) return <RowOutlines count={1} />;
  const held = data.holds.length > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate(phone.trim());
  };
  return (
    <form className="dialog-form" onSubmit={send}>
      <p>{t(held ? 'sealed.own.held' : 'sealed.own.none')}</p>
      <p className="hint">{t('sealed.own.why')}</p>
      <label htmlFor={field}>{t('sealed.own.phone')}</label>
      <input
        id={field}
        type="text"
        inputMode="tel"
        autoComplete="off"
        required
        maxLength={25}
        value={phone}
        onChange={({ target }) => setPhone(target.value)}
      />
      {keep.error && (
        <p className="field-error" role="alert">
          {problemText(keep.error, t)}
        </p>
      )}
      <div className="dialog-acts">
        {held && (
          <button type="button" className="button" disabled={keep.isPending} onClick={() => keep.mutate(undefined)}>
            {t('sealed.own.remove')}
          </button>
        )}
        <button type="submit" className="button is-primary" disabled={keep.isPending || phone.trim() === ''}>
          {t('sealed.own.save')}
        </button>
      </div>
    </form>
  );
}
