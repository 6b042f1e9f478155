// In the drawer of an incident: whether its reporter can be reached, and the way to it.
import { useState } from 'react';
import { useMoment } from '../platform/moment.ts';
import { useIsCurrent } from '../platform/line-state.ts';
import { useMay } from '../platform/session.ts';
import { DrawerSection } from '../ui/drawer.tsx';
import { useWords } from '../ui/language.ts';
import { AskEmergencyDialog } from './ask-emergency-dialog.tsx';
import { DutyDialog } from './duty-dialog.tsx';
import { OpenContactDialog } from './open-contact-dialog.tsx';
import { useIncidentContact } from './use-sealed.ts';

export function ReporterSection({ incidentId, number }: { incidentId: string; number: string }) {
  const { t } = useWords();
  const { data } = useIncidentContact(incidentId);
  const may = useMay();
  const current = useIsCurrent();
  const isPast = useMoment() !== undefined;
  const [open, setOpen] = useState<'contact' | 'emergency' | 'duty'>();
  const close = () => setOpen(undefined);
  if (!data || isPast) return null;
  const { holds, opensFor, mayAsk } = data;
  const parts = holds.map((part) => t(`sealed.parts.${part}`)).join(t('shell.comma'));
  return (
    <DrawerSection title={t('sealed.reporter.title')}>
      <p>{holds.length > 0 ? t('sealed.reporter.held', { parts }) : t('sealed.reporter.none')}</p>
      {holds.length > 0 && opensFor === null && <p className="hint">{t('sealed.reporter.notYours')}</p>}
      <div className="acts sealed-acts">
        {holds.length > 0 && opensFor !== null && (
          <button type="button" className="button" disabled={!current} onClick={() => setOpen('contact')}>
            {t('sealed.reporter.call')}
          </button>
        )}
        {mayAsk && (
          <button type="button" className="button" disabled={!current} onClick={() => setOpen('emergency')}>
            {t('sealed.reporter.ask')}
          </button>
        )}
        {may('sealed:find-people') && (
          <button type="button" className="button" disabled={!current} onClick={() => setOpen('duty')}>
            {t('sealed.duty.title')}
          </button>
        )}
      </div>
      {open === 'contact' && opensFor !== null && (
        <OpenContactDialog
          title={t('sealed.open.title')}
          subject={number}
          purpose={opensFor}
          about={{ incidentId }}
          onClose={close}
        />
      )}
      {open === 'duty' && <DutyDialog onClose={close} />}
      {open === 'emergency' && <AskEmergencyDialog incidentId={incidentId} number={number} onClose={close} />}
    </DrawerSection>
  );
}
