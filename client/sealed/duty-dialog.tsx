// Colleagues of the area who can be reached, and the way to each.
import './sealed.css';
import { useState } from 'react';
import type { Reachable } from '#contract/sealed';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { EmptyNote, FailureNote, RowOutlines } from '../ui/states.tsx';
import { OpenContactDialog } from './open-contact-dialog.tsx';
import { useReachable } from './use-sealed.ts';

export function DutyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { data, error, refetch } = useReachable();
  const [chosen, setChosen] = useState<Reachable>();
  if (chosen) {
    return (
      <OpenContactDialog
        title={t('sealed.open.titlePerson', { name: chosen.name })}
        subject={chosen.name}
        purpose="duty-contact"
        about={{ personId: chosen.id }}
        onClose={() => setChosen(undefined)}
      />
    );
  }
  return (
    <Dialog title={t('sealed.duty.title')} onClose={onClose} className="sealed-dialog">
      <div className="dialog-form">
        {error && !data && <FailureNote error={error} what={t('sealed.duty.what')} onRetry={() => void refetch()} />}
        {!data && !error && <RowOutlines count={3} />}
        {data?.length === 0 && <EmptyNote>{t('sealed.duty.empty')}</EmptyNote>}
        <ul className="plain">
          {data?.map((person) => (
            <li key={person.id} className="sealed-person">
              <span>{person.name}</span>
              <button type="button" className="button" onClick={() => setChosen(person)}>
                {t('sealed.duty.call')}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
