// For whom a thing is, incidents and registers alike: its departments, with whom it is shared, by whom, when and why.
import './audience.css';
import { useState, type ReactNode } from 'react';
import type { Sharing } from '#contract/platform';
import { useIsCurrent } from '../platform/line-state.ts';
import { useMoment, useShownTime } from '../platform/moment.ts';
import { DrawerSection, FactList } from './drawer.tsx';
import { formatMoment } from './formats.ts';
import { useWords } from './language.ts';
import { useDepartmentWords } from './use-departments.ts';

export interface Audience {
  /** Codes; none: all of its area. */
  readonly departments: readonly string[];
  readonly sharing: readonly Sharing[];
  /** It lies in the area of who looks; else it was shared with them. */
  readonly held: boolean;
}

interface Props {
  audience: Audience;
  mayChange: boolean;
  /** What is opened to change it. */
  children: (onClose: () => void) => ReactNode;
}

export function AudienceSection({ audience, mayChange, children }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const isPast = useMoment() !== undefined;
  const current = useIsCurrent();
  const { departments, sharing, held } = audience;
  return (
    <DrawerSection title={t('sharing.title')}>
      {!held && sharing[0] && <p className="audience-received">{t('sharing.received', { from: sharing[0].from })}</p>}
      <FactList
        facts={[
          { name: t('sharing.departments'), value: <Departments codes={departments} /> },
          { name: t('sharing.shared'), value: <SharingLines sharing={sharing} /> },
        ]}
      />
      {mayChange && held && !isPast && (
        <div className="acts audience-acts">
          <button type="button" className="button" disabled={!current} onClick={() => setOpen(true)}>
            {t('sharing.change')}
          </button>
        </div>
      )}
      {open && children(() => setOpen(false))}
    </DrawerSection>
  );
}

function Departments({ codes }: { codes: Audience['departments'] }) {
  const { t } = useWords();
  const wordsOf = useDepartmentWords();
  if (codes.length === 0) return t('sharing.everybody');
  return t('sharing.only', { departments: wordsOf(codes).join(t('sharing.comma')) });
}

function SharingLines({ sharing }: Pick<Audience, 'sharing'>) {
  const { t, language } = useWords();
  const now = useShownTime();
  if (sharing.length === 0) return t('sharing.nobodyElse');
  return (
    <ul className="plain audience-lines">
      {sharing.map(({ path, name, from, actor, at, reason }) => (
        <li key={path}>
          {t('sharing.by', { from, name })}
          <small className="line">{[actor, formatMoment(at, now, language)].join(' · ')}</small>
          <small className="line">{t('sharing.why', { reason })}</small>
        </li>
      ))}
    </ul>
  );
}
