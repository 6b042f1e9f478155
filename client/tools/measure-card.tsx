// The figures of what is measured, live, and what can be done with it.
import { useEffect } from 'react';
import type { Language } from '../platform/url-state.ts';
import { useWords, type Translate } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { formatArea, formatLength } from './figures.ts';
import { areaFigures, lineFigures, type Figures } from './geodesic.ts';
import {
  clearMeasuring,
  drawnPoints,
  endMeasuring,
  startMeasuring,
  undoPoint,
  useMeasuring,
  type Measure,
  type Measuring,
} from './measuring.ts';

export function MeasureCard() {
  const { t, language } = useWords();
  const measuring = useMeasuring();
  const { measure, points, drawing } = measuring;
  useDrawingKeys(drawing);
  const figures = figuresOf(measuring);
  const copy = () =>
    navigator.clipboard.writeText(resultText(measuring, t, language)).then(
      () => showToast({ text: t('tools.copied') }),
      () => showToast({ text: t('tools.copyFailed') }),
    );
  return (
    <>
      <MeasureChoice measure={measure} />
      <dl className="tool-figures" aria-live="polite">
        {resultRows(measure, figures, t, language).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.crossed && (
        <p className="tool-warning" role="alert">
          {t('tools.crossed')}
        </p>
      )}
      <p className="tool-hint">{hint()}</p>
      <div className="tool-acts">
        <button type="button" className="button" disabled={points.length === 0} onClick={undoPoint}>
          {t('tools.undo')}
        </button>
        {drawing ? (
          <button type="button" className="button" disabled={points.length < 2} onClick={endMeasuring}>
            {t('tools.finish')}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => startMeasuring(measure)}>
            {t('tools.again')}
          </button>
        )}
        <button type="button" className="button" disabled={points.length < 2} onClick={() => void copy()}>
          {t('tools.copy')}
        </button>
        <button type="button" className="button" disabled={points.length === 0} onClick={clearMeasuring}>
          {t('tools.clear')}
        </button>
      </div>
    </>
  );

  function hint(): string {
    if (!drawing && points.length > 0) return t('tools.hintDone');
    return t(points.length === 0 ? 'tools.hintFirst' : 'tools.hintNext');
  }
}

function MeasureChoice({ measure }: { measure: Measure }) {
  const { t } = useWords();
  return (
    <div className="segments" role="group" aria-label={t('tools.measure')}>
      {(['length', 'area'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={one === measure} onClick={() => startMeasuring(one)}>
          {t(`tools.${one}`)}
        </button>
      ))}
    </div>
  );
}

/** Esc ends, Backspace takes a point back; before the page's own Escape, which would close a drawer. */
function useDrawingKeys(drawing: boolean): void {
  useEffect(() => {
    if (!drawing) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
      if (typing || (event.key !== 'Escape' && event.key !== 'Backspace')) return;
      event.preventDefault();
      if (event.key === 'Escape') endMeasuring();
      else undoPoint();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [drawing]);
}

const figuresOf = (measuring: Measuring): Figures =>
  (measuring.measure === 'area' ? areaFigures : lineFigures)(drawnPoints(measuring));

function resultRows(measure: Measure, figures: Figures, t: Translate, language: Language): [string, string][] {
  const length = formatLength(figures.lengthM, language);
  if (measure === 'area') {
    return [
      [t('tools.area'), formatArea(figures.areaM2, language)],
      [t('tools.perimeter'), length],
    ];
  }
  return [
    [t('tools.length'), length],
    [t('tools.lastSegment'), formatLength(figures.segmentsM.at(-1) ?? 0, language)],
  ];
}

/** The result in one line, as it is copied and printed: 距离 1.104 公里、末段 580 米. */
export function resultText(measuring: Measuring, t: Translate, language: Language): string {
  const settled = { ...measuring, next: undefined };
  return resultRows(settled.measure, figuresOf(settled), t, language)
    .map(([name, value]) => `${name} ${value}`)
    .join(t('shell.comma'));
}
