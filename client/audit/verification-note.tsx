// What a verification found: proven, broken and where, or neither yet and why.
import type { AuditFault, Verification } from '#contract/audit';
import { formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';

export function VerificationNote({ found }: { found: Verification }) {
  const { t, language } = useWords();
  const figure = (count: number) => formatNumber(count, language);
  const state = found.fault ? 'broken' : found.proven ? 'proven' : 'unproven';
  const remarks = [
    found.unsealed > 0 && t('audit.unsealed', { n: figure(found.unsealed) }),
    found.lateNo !== null && t('audit.late', { n: figure(found.late), no: found.lateNo }),
    found.sealed > 0 && found.anchors === 0 && t('audit.noAnchor'),
    found.unreadableAnchors > 0 && t('audit.unreadable', { n: figure(found.unreadableAnchors) }),
    found.anchors > 0 && found.afterLastAnchor > 0 && t('audit.afterLast', { n: figure(found.afterLastAnchor) }),
    found.prunedThrough > 0 && t('audit.pruned', { pos: figure(found.prunedThrough) }),
  ].filter((remark) => remark !== false);
  return (
    <div className={`audit-verification is-${state}`} role={found.fault ? 'alert' : 'status'}>
      <strong>{t(`audit.${state}`)}</strong>
      {found.fault && <Fault {...found.fault} />}
      <p>
        {t('audit.checked', {
          n: figure(found.sealed),
          s: formatNumber(found.tookMs / 1000, language, 1),
          anchors: figure(found.anchors),
        })}
      </p>
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </div>
  );
}

function Fault({ kind, no, pos, until }: AuditFault) {
  const { t } = useWords();
  const parts = [
    no !== null && t('audit.whichEntry', { no }),
    pos !== null && (until !== null && until > pos ? t('audit.place2', { pos, until }) : t('audit.place1', { pos })),
  ].filter((part) => part !== false);
  return (
    <p>
      {t(`audit.faults.${kind}`)}
      {parts.length > 0 && ` (${parts.join(', ')})`}
    </p>
  );
}
