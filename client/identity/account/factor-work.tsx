// One change of the second step, once it is proven who makes it.
import type { SecondFactors } from '#contract/identity';
import { useWords } from '../../ui/language.ts';
import { showToast } from '../../ui/toasts.tsx';
import { TotpSetup } from '../factors/totp-setup.tsx';
import { TextField, typed } from '../sign-in/fields.tsx';
import { StepForm } from '../sign-in/step-form.tsx';
import { useAddPasskey, useAskFactors, useNewCodes, useRemovePasskey, useRemoveTotp } from './use-own.ts';

export type Passkey = SecondFactors['passkeys'][number];

export type Doing =
  | { readonly what: 'add-totp' | 'remove-totp' | 'codes' | 'add-passkey' }
  | { readonly what: 'remove-passkey'; readonly passkey: Passkey };

interface Props {
  doing: Doing;
  /** Is given the recovery codes, which the server tells this once. */
  onCodes: (codes: readonly string[]) => void;
  onOver: () => void;
}

export function FactorWork({ doing, onCodes, onOver }: Props) {
  const { t } = useWords();
  const askFactors = useAskFactors();
  const done = (text: string) => {
    showToast({ text });
    onOver();
  };
  switch (doing.what) {
    case 'add-totp':
      return <TotpSetup title={t('identity.factors.totpAdd')} onDone={onCodes} onRefused={() => void askFactors()} />;
    case 'remove-totp':
      return <RemoveTotp onDone={done} />;
    case 'codes':
      return <NewCodes onCodes={onCodes} />;
    case 'add-passkey':
      return <AddPasskey onDone={done} />;
    case 'remove-passkey':
      return <RemovePasskey passkey={doing.passkey} onDone={done} />;
  }
}

interface DoneProps {
  /** Is given what to tell of it. */
  onDone: (text: string) => void;
}

const nothing = () => undefined;

function RemoveTotp({ onDone }: DoneProps) {
  const { t } = useWords();
  const step = useRemoveTotp();
  return (
    <StepForm
      title={t('identity.factors.totpRemoveTitle')}
      why={t('identity.factors.totpRemoveWhy')}
      send={t('identity.factors.totpRemove')}
      step={step}
      given={nothing}
      onDone={() => onDone(t('identity.factors.removed'))}
    />
  );
}

function NewCodes({ onCodes }: Pick<Props, 'onCodes'>) {
  const { t } = useWords();
  const step = useNewCodes();
  return (
    <StepForm
      title={t('identity.factors.codesAnew')}
      why={t('identity.factors.codesAnewWhy')}
      send={t('identity.factors.codesSend')}
      step={step}
      given={nothing}
      onDone={({ recoveryCodes }) => onCodes(recoveryCodes)}
    />
  );
}

function AddPasskey({ onDone }: DoneProps) {
  const { t } = useWords();
  const step = useAddPasskey();
  return (
    <StepForm
      title={t('identity.factors.passkeyAdd')}
      why={t('identity.enrolment.passkeyWhy')}
      send={t('identity.factors.passkeySend')}
      step={step}
      given={(form) => typed(form, 'name').trim()}
      onDone={(name) => onDone(t('identity.factors.passkeyAdded', { name }))}
    >
      <TextField
        name="name"
        label={t('identity.factors.passkeyName')}
        hint={t('identity.factors.passkeyPlaceholder')}
        autoComplete="off"
        maxLength={60}
        autoFocus
      />
    </StepForm>
  );
}

function RemovePasskey({ passkey: { id, name }, onDone }: DoneProps & { passkey: Passkey }) {
  const { t } = useWords();
  const step = useRemovePasskey();
  return (
    <StepForm
      title={t('identity.factors.passkeyRemoveTitle', { name })}
      why={t('identity.factors.passkeyRemoveWhy')}
      send={t('identity.factors.passkeyRemove')}
      step={step}
      given={() => id}
      onDone={() => onDone(t('identity.factors.passkeyRemoved', { name }))}
    />
  );
}
