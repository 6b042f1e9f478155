// What is to be printed, and how.
import { useId, type FormEvent, type ReactNode } from 'react';
import { ORIENTATIONS, PAPERS, type Orientation, type Paper } from '#contract/files';
import { useWords } from '../../ui/language.ts';

export interface PrintChoice {
  readonly paper: Paper;
  readonly orientation: Orientation;
  readonly format: 'pdf' | 'png';
  /** 1:n; undefined for what the screen shows. */
  readonly ratio: number | undefined;
  /** Light whatever the screen is. */
  readonly light: boolean;
  readonly title: string;
  readonly note: string;
}

const RATIOS = [5_000, 10_000, 25_000, 50_000, 100_000, 250_000] as const;

interface Props {
  choice: PrintChoice;
  onChoice: (choice: PrintChoice) => void;
  busy: boolean;
  onPrint: () => void;
  /** What is going on, or why it failed. */
  children: ReactNode;
}

export function PrintForm({ choice, onChoice, busy, onPrint, children }: Props) {
  const { t } = useWords();
  const fields = useId();
  const change = (part: Partial<PrintChoice>) => onChoice({ ...choice, ...part });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (choice.title.trim() !== '') onPrint();
  };
  return (
    <form className="dialog-form print-form" onSubmit={send}>
      <label htmlFor={`${fields}title`}>{t('tools.mapTitle')}</label>
      <input
        id={`${fields}title`}
        required
        maxLength={80}
        value={choice.title}
        onChange={({ target }) => change({ title: target.value })}
      />
      <Choice
        label={t('tools.paper')}
        value={choice.paper}
        all={PAPERS}
        word={(one) => t(`tools.papers.${one}`)}
        onChoose={(paper) => change({ paper })}
      />
      <Choice
        label={t('tools.orientation')}
        value={choice.orientation}
        all={ORIENTATIONS}
        word={(one) => t(`tools.orientations.${one}`)}
        onChoose={(orientation) => change({ orientation })}
      />
      <Choice
        label={t('tools.format')}
        value={choice.format}
        all={['pdf', 'png'] as const}
        word={(one) => t(`tools.formats.${one}`)}
        onChoose={(format) => change({ format })}
      />
      <Choice
        label={t('tools.colours')}
        value={choice.light ? 'light' : 'shown'}
        all={['shown', 'light'] as const}
        word={(one) => t(one === 'light' ? 'tools.coloursLight' : 'tools.coloursShown')}
        onChoose={(one) => change({ light: one === 'light' })}
      />
      <label htmlFor={`${fields}scale`}>{t('tools.scale')}</label>
      <select
        id={`${fields}scale`}
        value={choice.ratio ?? ''}
        onChange={({ target }) => change({ ratio: target.value === '' ? undefined : Number(target.value) })}
      >
        <option value="">{t('tools.scaleShown')}</option>
        {RATIOS.map((ratio) => (
          <option key={ratio} value={ratio}>
            1:{ratio.toLocaleString('fr').replace(/\s/gu, ' ')}
          </option>
        ))}
      </select>
      <label htmlFor={`${fields}note`}>{t('tools.note')}</label>
      <textarea
        id={`${fields}note`}
        rows={2}
        maxLength={300}
        value={choice.note}
        onChange={({ target }) => change({ note: target.value })}
      />
      {children}
      <div className="dialog-acts">
        <button type="submit" className="button is-primary" disabled={busy || choice.title.trim() === ''}>
          {t(choice.format === 'pdf' ? 'tools.makePdf' : 'tools.makePng')}
        </button>
      </div>
    </form>
  );
}

interface ChoiceProps<One extends string> {
  label: string;
  value: One;
  all: readonly One[];
  word: (one: One) => string;
  onChoose: (one: One) => void;
}

function Choice<One extends string>({ label, value, all, word, onChoose }: ChoiceProps<One>) {
  return (
    <div className="segments" role="group" aria-label={label}>
      {all.map((one) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChoose(one)}>
          {word(one)}
        </button>
      ))}
    </div>
  );
}
