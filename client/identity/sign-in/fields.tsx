// Fields of a sign-in: a line of text, a secret that can be shown, six digits.
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useWords } from '../../ui/language.ts';
import { Icon } from '../../ui/icons.tsx';

interface FieldProps {
  name: string;
  label: string;
  autoComplete: string;
  hint?: string | undefined;
  autoFocus?: boolean;
  maxLength?: number;
  onChange?: (value: string) => void;
}

/** What is typed is read from the form when it is sent: a password manager fills it in its own way. */
export function TextField({ name, label, autoComplete, hint, autoFocus = false, maxLength, onChange }: FieldProps) {
  return (
    <Labelled label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          name={name}
          type="text"
          required
          autoComplete={autoComplete}
          maxLength={maxLength}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus={autoFocus}
          onChange={({ target }) => onChange?.(target.value)}
        />
      )}
    </Labelled>
  );
}

/** Six digits of an authenticator; a phone offers its number keys. */
export function CodeField({ label, hint, autoFocus = true }: { label: string; hint?: string; autoFocus?: boolean }) {
  return (
    <Labelled label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          data-again
          className="code-field"
          name="code"
          type="text"
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          maxLength={7}
          autoFocus={autoFocus}
        />
      )}
    </Labelled>
  );
}

/** One of the two ways to show a second factor by typing: six digits, or one of the recovery codes. */
export function SecondFactorField({ way }: { way: 'code' | 'recovery' }) {
  const { t } = useWords();
  if (way === 'code')
    return <CodeField label={t('identity.secondFactor.code')} hint={t('identity.secondFactor.codeHint')} />;
  return (
    <TextField
      name="recovery"
      label={t('identity.secondFactor.recovery')}
      hint={t('identity.secondFactor.recoveryHint')}
      autoComplete="off"
      autoFocus
    />
  );
}

export function SecretField({ name, label, autoComplete, hint, autoFocus = false, onChange }: FieldProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const noteCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <Labelled label={label} hint={capsLock ? t('identity.signIn.capsLock') : hint}>
      {(ids) => (
        <span className="secret-field">
          <input
            {...ids}
            name={name}
            data-again={autoComplete === 'current-password' ? '' : undefined}
            type={shown ? 'text' : 'password'}
            required
            autoComplete={autoComplete}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            autoFocus={autoFocus}
            onKeyDown={noteCapsLock}
            onKeyUp={noteCapsLock}
            onBlur={() => setCapsLock(false)}
            onChange={({ target }) => onChange?.(target.value)}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={t(shown ? 'identity.signIn.hide' : 'identity.signIn.show')}
            title={t(shown ? 'identity.signIn.hide' : 'identity.signIn.show')}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon name={shown ? 'eye-off' : 'eye'} />
          </button>
        </span>
      )}
    </Labelled>
  );
}

interface LabelledProps {
  label: string;
  hint: string | undefined;
  children: (ids: { id: string; 'aria-describedby': string }) => ReactNode;
}

/** The hint's place is always there: what appears in it is read aloud. */
function Labelled({ label, hint, children }: LabelledProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint` })}
      <span className="hint" id={`${id}-hint`} role="status">
        {hint}
      </span>
    </div>
  );
}

/** A field's text as it was typed. */
export const typed = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? '');
/** Digits as people read them aloud: in groups. */
export const typedCode = (form: HTMLFormElement): string => typed(form, 'code').replaceAll(' ', '');
