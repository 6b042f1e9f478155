// Changes the password, and says while one types what the new one still needs.
import { useState } from 'react';
import { PASSWORD_AT_LEAST, type Session } from '#contract/identity';
import { sendJson } from '../../platform/http.ts';
import { useWords } from '../../ui/language.ts';
import { SecretField, typed } from '../sign-in/fields.tsx';
import { StepForm } from '../sign-in/step-form.tsx';
import { useStep } from '../sign-in/use-step.ts';

interface Props {
  title: string;
  why?: string;
  onDone?: () => void;
}

export function PasswordForm({ title, why, onDone }: Props) {
  const { t } = useWords();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeat, setRepeat] = useState('');
  const step = useStep(async (given: { current: string; next: string }) => {
    const session = await sendJson<Session>('PUT', '/api/identity/password', given);
    onDone?.();
    return session;
  });
  const rules = [
    { text: t('identity.newPassword.length', { n: PASSWORD_AT_LEAST }), met: [...next].length >= PASSWORD_AT_LEAST },
    { text: t('identity.newPassword.other'), met: next !== '' && next !== current },
    { text: t('identity.newPassword.same'), met: next !== '' && next === repeat },
  ];
  return (
    <StepForm
      title={title}
      why={why}
      send={t('identity.newPassword.send')}
      step={step}
      ready={rules.every(({ met }) => met)}
      given={(form) => ({ current: typed(form, 'current'), next: typed(form, 'next') })}
    >
      <SecretField
        name="current"
        label={t('identity.newPassword.current')}
        autoComplete="current-password"
        autoFocus
        onChange={setCurrent}
      />
      <SecretField name="next" label={t('identity.newPassword.next')} autoComplete="new-password" onChange={setNext} />
      <SecretField
        name="repeat"
        label={t('identity.newPassword.repeat')}
        autoComplete="new-password"
        onChange={setRepeat}
      />
      <ul className="rules" aria-label={t('identity.newPassword.rules')} aria-live="polite">
        {rules.map(({ text, met }) => (
          <li key={text} data-met={met}>
            {text}
            <span className="only-heard"> {t(met ? 'identity.newPassword.met' : 'identity.newPassword.unmet')}</span>
          </li>
        ))}
        <li>{t('identity.newPassword.common')}</li>
      </ul>
    </StepForm>
  );
}
