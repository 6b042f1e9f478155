// Lets one screen in: by the code that stands on it, read by who stands before it or is told by who does.
import { useState } from 'react';
import type { MachineKey } from '#contract/identity/administration';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useSend } from './use-admin.ts';

export function AdmitForm({ of, onClose }: { of: MachineKey; onClose: () => void }) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const send = useSend();
  const admit = () =>
    send.mutate(
      { method: 'POST', path: `/devices/${of.id}/admission`, body: { code: code.trim() } },
      {
        onSuccess: () => {
          showToast({ text: t('admin.keys.admitted', { name: of.name }) });
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title={t('admin.keys.admitOf', { name: of.name })}
      send={t('admin.keys.admit')}
      busy={send.isPending}
      error={send.error}
      ready={/^[0-9a-f]{6}$/i.test(code.trim())}
      onSend={admit}
      onClose={onClose}
    >
      <p className="admin-hint">{t('admin.keys.admitHint')}</p>
      <label>
        {t('admin.keys.code')}
        <input
          type="text"
          value={code}
          maxLength={6}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setCode(target.value)}
        />
      </label>
    </FormDialog>
  );
}
