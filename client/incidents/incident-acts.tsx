// The drawer's foot: one primary act, the others beside it. The server says which are open.
import { useState, type ReactNode } from 'react';
import type { IncidentAct, IncidentDetail } from '#contract/incidents';
import { useIsCurrent } from '../platform/line-state.ts';
import { useMay } from '../platform/session.ts';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { ActFailure } from './act-failure.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { RelocateForm } from './relocate-form.tsx';
import { TextActDialog } from './text-act-dialog.tsx';
import { useAct } from './use-act.ts';

type Open = Exclude<IncidentAct, 'acknowledge'> | undefined;

/** As a screen offers them; the first that is open to the user and moves the incident on is the primary one. */
const ORDER: readonly IncidentAct[] = ['acknowledge', 'close', 'note', 'mark-duplicate', 'relocate'];
const WORD = {
  acknowledge: 'acknowledge',
  note: 'note',
  'mark-duplicate': 'duplicate',
  relocate: 'relocate',
  close: 'close',
} as const satisfies Record<IncidentAct, string>;

export function IncidentActs({ incident }: { incident: IncidentDetail }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>();
  const current = useIsCurrent();
  const may = useMay();
  const close = () => setOpen(undefined);
  const acknowledge = useAct(incident, () =>
    showToast({ text: t('incidents.do.done', { act: t('incidents.do.acknowledge') }) }),
  );
  const start = (act: IncidentAct) => {
    if (act !== 'acknowledge') setOpen(act);
    else acknowledge.mutate({ method: 'POST', noun: 'acknowledgement', body: { revision: incident.revision } });
  };
  const acts = ORDER.filter((act) => incident.acts.includes(act) && may(`incidents:${act}`));
  if (open === 'relocate') return <RelocateForm incident={incident} onClose={close} />;
  return (
    <>
      <ActFailure key={String(acknowledge.submittedAt)} error={acknowledge.error} incident={incident} />
      {!current && <p className="act-reason">{t('shell.line.cutAct')}</p>}
      <div className="acts">
        {acts.map((act, at) => (
          <ActButton
            key={act}
            primary={at === 0 && act !== 'note'}
            disabled={!current || acknowledge.isPending}
            onClick={() => start(act)}
          >
            {t(`incidents.do.${WORD[act]}`)}
          </ActButton>
        ))}
      </div>
      {(open === 'note' || open === 'close') && <TextActDialog act={open} incident={incident} onClose={close} />}
      {open === 'mark-duplicate' && <DuplicateDialog incident={incident} onClose={close} />}
    </>
  );
}

interface ButtonProps {
  primary: boolean;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

function ActButton({ primary, disabled, onClick, children }: ButtonProps) {
  return (
    <button type="button" className={primary ? 'button is-primary' : 'button'} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}
