// What is shown this once: a password or a key.
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';

export function SecretDialog({
  title,
  secret,
  hint,
  onClose,
}: {
  title: string;
  secret: string;
  hint: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => showToast({ text: t('admin.copied') }),
      () => showToast({ text: t('admin.copyFailed') }),
    );
  return (
    <Dialog title={title} stays onClose={onClose}>
      <div className="admin-form">
        <p className="admin-hint">{hint}</p>
        <output className="admin-secret">{secret}</output>
        <div className="dialog-acts">
          {'clipboard' in navigator && (
            <button type="button" className="button" onClick={() => void copy()}>
              {t('admin.copy')}
            </button>
          )}
          <button type="button" className="button is-primary" onClick={onClose}>
            {t('admin.noted')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
