// One's own passkeys: add one with a name, remove one.
import { useId, useState, type FormEvent } from 'react';
import type { SecondFactors } from '#contract/identity';
import { serverNow } from '../../platform/clock.ts';
import { formatMoment } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { showToast } from '../../ui/toasts.tsx';
import { refusalText } from '../sign-in/refusal.tsx';
import { useAddPasskey, useRemovePasskey } from './use-own.ts';

type Passkey = SecondFactors['passkeys'][number];

export function PasskeyList({ passkeys }: { passkeys: readonly Passkey[] }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t('identity.factors.passkeys')}</h2>
      {passkeys.length === 0 && <p className="step-why">{t('identity.factors.passkeysNone')}</p>}
      <ul className="own-list">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      <AddForm />
    </section>
  );
}

function PasskeyRow({ passkey: { id, name, createdAt, usedAt } }: { passkey: Passkey }) {
  const { t, language } = useWords();
  const [asked, setAsked] = useState(false);
  const remove = useRemovePasskey();
  const at = (time: string) => formatMoment(time, serverNow(), language);
  const used =
    usedAt === null ? t('identity.factors.passkeyUnused') : t('identity.factors.passkeyUsed', { time: at(usedAt) });
  const press = () => {
    if (!asked) return setAsked(true);
    remove.mutate(id, {
      onSuccess: () => showToast({ text: t('identity.factors.passkeyRemoved', { name }) }),
      onError: (error) => showToast({ text: refusalText(error, t) }),
    });
  };
  const label = t(asked ? 'identity.factors.passkeyRemoveAsk' : 'identity.factors.passkeyRemove');
  return (
    <li>
      <span>
        <b>{name}</b>
        <small>
          {t('identity.factors.passkeyCreated', { time: at(createdAt) })} · {used}
        </small>
      </span>
      <button
        type="button"
        className="button"
        aria-label={`${label} ${name}`}
        disabled={remove.isPending}
        onBlur={() => setAsked(false)}
        onClick={press}
      >
        {label}
      </button>
    </li>
  );
}

function AddForm() {
  const { t } = useWords();
  const field = useId();
  const [name, setName] = useState('');
  const add = useAddPasskey();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = name.trim();
    add.mutate(said, {
      onSuccess: () => {
        setName('');
        showToast({ text: t('identity.factors.passkeyAdded', { name: said }) });
      },
    });
  };
  return (
    <form className="add-passkey" onSubmit={send}>
      <label htmlFor={field}>{t('identity.factors.passkeyName')}</label>
      <input
        id={field}
        type="text"
        maxLength={60}
        autoComplete="off"
        placeholder={t('identity.factors.passkeyPlaceholder')}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      {add.error && (
        <p className="field-error" role="alert">
          {refusalText(add.error, t)}
        </p>
      )}
      <button type="submit" className="button" disabled={add.isPending || name.trim() === ''}>
        {t('identity.factors.passkeyAdd')}
      </button>
    </form>
  );
}
