// A new application password: what it is for, and then itself, once.
import { useState } from 'react';
import type { MadeApplicationPassword } from '#contract/identity';
import { useWords } from '../ui/language.ts';
import { TextField, typed } from './sign-in/fields.tsx';
import { StepForm } from './sign-in/step-form.tsx';
import { useMakeApplicationPassword } from './use-application-passwords.ts';

const DAYS = ['30', '90', '365'] as const;

export function NewPassword({ onMade }: { onMade: (made: MadeApplicationPassword) => void }) {
  const { t } = useWords();
  const make = useMakeApplicationPassword();
  const [days, setDays] = useState<(typeof DAYS)[number]>('90');
  return (
    <StepForm
      title={t('machines.passwords.make')}
      send={t('machines.passwords.make')}
      step={make}
      given={(form) => ({ name: typed(form, 'name').trim(), days: Number(days) })}
      onDone={onMade}
    >
      <TextField
        name="name"
        label={t('machines.passwords.name')}
        autoComplete="off"
        hint={t('machines.passwords.nameHint')}
      />
      <div className="ways" role="group" aria-label={t('machines.passwords.days')}>
        {DAYS.map((one) => (
          <button key={one} type="button" className="chip" aria-pressed={one === days} onClick={() => setDays(one)}>
            {t(`machines.passwords.daysChoice.${one}`)}
          </button>
        ))}
      </div>
    </StepForm>
  );
}

interface MadeProps {
  made: MadeApplicationPassword;
  onDone: () => void;
}

export function MadePassword({ made: { login, password }, onDone }: MadeProps) {
  const { t } = useWords();
  const [told, setTold] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(password).then(
      () => setTold(t('machines.passwords.copied')),
      () => setTold(t('identity.codes.copyFailed')),
    );
  const facts = [
    [t('machines.passwords.madeAddress'), `${location.origin}/ogc`],
    [t('machines.passwords.madeLogin'), login],
    [t('machines.passwords.madePassword'), password],
  ] as const;
  return (
    <section className="step">
      <h2>{t('machines.passwords.made')}</h2>
      {facts.map(([name, text]) => (
        <p key={name} className="step-why">
          {name}
          <code className="totp-secret">{text}</code>
        </p>
      ))}
      <p className="hint" role="status">
        {told}
      </p>
      <div className="acts">
        <button type="button" className="button" onClick={() => void copy()}>
          {t('machines.passwords.copy')}
        </button>
        <button type="button" className="button is-primary" onClick={onDone}>
          {t('machines.passwords.done')}
        </button>
      </div>
    </section>
  );
}
