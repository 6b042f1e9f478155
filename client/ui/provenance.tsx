// Where a record comes from and how far to trust it: made-up and approximate data say so wherever they are shown.
import { useShownTime } from '../platform/moment.ts';
import { formatMoment } from './formats.ts';
import { useWords } from './language.ts';
import type { Fact } from './drawer.tsx';

interface Trust {
  demo: boolean;
  approximate?: boolean;
  synthetic?: boolean;
}

/** The tags 演示数据, 位置近似 and 示意边界, where they apply. */
export function TrustTags({ demo, approximate = false, synthetic = false }: Trust) {
  const { t } = useWords();
  return (
    <>
      {demo && <Tag text={t('shell.demoData')} why={t('shell.demoDataWhy')} />}
      {approximate && <Tag text={t('shell.approximate')} why={t('shell.approximateWhy')} />}
      {synthetic && <Tag text={t('shell.synthetic')} why={t('shell.syntheticWhy')} />}
    </>
  );
}

export function Tag({ text, why }: { text: string; why: string }) {
  return (
    <span className="tag" title={why}>
      {text}
    </span>
  );
}

interface Record extends Trust {
  source: string;
  validFrom: string;
  recordedAt: string;
}

/** The last facts of every registered thing: whose data it is, since when it is so, since when we know. */
export function useProvenanceFacts({ source, validFrom, recordedAt, ...trust }: Record): Fact[] {
  const { t, language } = useWords();
  const now = useShownTime();
  const name = (
    <>
      {source === 'generated' ? t('shell.generated') : source} <TrustTags {...trust} />
    </>
  );
  return [
    { name: t('shell.fact.provenance'), value: name },
    { name: t('shell.fact.since'), value: formatMoment(validFrom, now, language) },
    { name: t('shell.fact.recorded'), value: formatMoment(recordedAt, now, language) },
  ];
}
