// Sets up an authenticator: the secret as a picture and in letters, and the first digits as the proof that it arrived.
import type { ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { RecoveryCodes, TotpDraft } from '#contract/identity';
import { sendJson } from '../../platform/http.ts';
import { useWords } from '../../ui/language.ts';
import { FailureNote } from '../../ui/states.tsx';
import { CodeField, typedCode } from '../sign-in/fields.tsx';
import { StepForm } from '../sign-in/step-form.tsx';

interface Props {
  title: string;
  /** Under the title: why, and in which other way. */
  why?: ReactNode;
  /** Is given the recovery codes, which the server tells this once. */
  onDone: (recoveryCodes: readonly string[]) => void;
  onRefused?: () => void;
}

export function TotpSetup({ title, why, onDone, onRefused }: Props) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['identity', 'totp-setup'],
    queryFn: () => sendJson<TotpDraft>('POST', '/api/identity/second-factor/totp', {}),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const confirm = useMutation({
    mutationFn: (code: string) => sendJson<RecoveryCodes>('PUT', '/api/identity/second-factor/totp', { code }),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
    onError: () => onRefused?.(),
  });
  if (error) return <FailureNote error={error} what={title} onRetry={() => void refetch()} />;
  return (
    <StepForm
      title={title}
      why={why}
      send={t('identity.enrolment.confirm')}
      step={confirm}
      given={typedCode}
      ready={!!data}
    >
      <p className="step-why">{t('identity.enrolment.scan')}</p>
      <span className="qr">
        {data && <img alt={t('identity.enrolment.qr')} src={`data:image/svg+xml,${encodeURIComponent(data.qr)}`} />}
      </span>
      <p className="step-why">
        {t('identity.enrolment.secret')} <code className="totp-secret">{inGroups(data?.secret ?? '')}</code>
      </p>
      <CodeField label={t('identity.enrolment.code')} autoFocus={false} />
    </StepForm>
  );
}

/** Four letters at a time, as they are typed from the screen. */
const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? '';
