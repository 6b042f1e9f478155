// Signs out; what was typed and not sent is not thrown away without a word.
import { useState } from 'react';
import { useSignOut } from '../../platform/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/language.ts';
import { problemText } from '../../ui/problem-text.ts';
import { showToast } from '../../ui/toasts.tsx';
import { forgetDrafts, hasDrafts } from '../../ui/use-draft.ts';

export function LeaveButton() {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const { mutate, isPending } = useSignOut();
  const leave = () =>
    mutate(undefined, {
      onSuccess: forgetDrafts,
      onError: (error) => showToast({ text: t('identity.leave.failed', { why: problemText(error, t) }) }),
    });
  return (
    <>
      <button type="button" disabled={isPending} onClick={() => (hasDrafts() ? setAsked(true) : leave())}>
        {t('identity.menu.out')}
      </button>
      {asked && (
        <Dialog title={t('identity.leave.title')} onClose={() => setAsked(false)}>
          <div className="dialog-form">
            <p>{t('identity.leave.why')}</p>
            <div className="dialog-acts">
              <button type="button" className="button" disabled={isPending} onClick={leave}>
                {t('identity.leave.go')}
              </button>
              <button type="button" className="button is-primary" onClick={() => setAsked(false)}>
                {t('identity.leave.stay')}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
