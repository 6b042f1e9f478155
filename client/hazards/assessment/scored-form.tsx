// The methods that take a few values: LEC, the matrix, food businesses, the four colours.
import type { Scheme, Trial } from '#contract/hazards/assessment';
import { useWords } from '../../ui/language.ts';
import { levelKey } from '../../ui/level-badge.tsx';
import { useNameOf } from './use-assessments.ts';

type Scored = Exclude<Scheme, { method: 'gb-18218' }>;
/** What is typed or chosen, by the name of the field. */
export type Values = Readonly<Record<string, string>>;

const FIELDS = {
  lec: ['likelihood', 'exposure', 'consequence'],
  'risk-matrix': ['likelihood', 'severity'],
  'food-grade': ['static', 'dynamic'],
  'four-colour': ['level'],
} as const;

/** Undefined while something is missing. */
export function scoredTrial(method: Scored['method'], values: Values): Trial | undefined {
  const fields: readonly string[] = FIELDS[method];
  const pairs = fields.map((field) => [field, (values[field] ?? '').trim()] as const);
  if (pairs.some(([, text]) => text === '' || !Number.isFinite(Number(text)))) return undefined;
  return { method, input: Object.fromEntries(pairs.map(([field, text]) => [field, Number(text)])) } as Trial;
}

interface Props {
  scheme: Scored;
  values: Values;
  onChange: (values: Values) => void;
}

export function ScoredForm({ scheme, values, onChange }: Props) {
  const { t } = useWords();
  const choicesOf = useChoices(scheme);
  return FIELDS[scheme.method].map((field) => {
    const choices = choicesOf(field);
    const value = values[field] ?? '';
    const change = (next: string) => onChange({ ...values, [field]: next });
    return (
      <label key={field}>
        {t(`assessment.${field}`)}
        {choices ? (
          <select required value={value} onChange={({ target }) => change(target.value)}>
            <option value="">{t('assessment.choose')}</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.word}
              </option>
            ))}
          </select>
        ) : (
          <input
            type="number"
            min={0}
            step="any"
            required
            value={value}
            onChange={({ target }) => change(target.value)}
          />
        )}
      </label>
    );
  });
}

/** Values with their words; undefined for a number that is typed. */
function useChoices(scheme: Scored) {
  const { t } = useWords();
  const nameOf = useNameOf();
  return (field: string): { value: number; word: string }[] | undefined => {
    if (scheme.method === 'food-grade') return undefined;
    if (scheme.method === 'four-colour')
      return scheme.content.levels.map(({ level, name }) => ({
        value: level,
        word: `${t(`shell.level.long.${levelKey(level)}`)} · ${nameOf(name)}`,
      }));
    const scales: Readonly<Record<string, unknown>> = scheme.content;
    const steps = scales[field] as { value: number; name: { zh: string; en: string } }[];
    return steps.map(({ value, name }) => ({ value, word: `${value} ${nameOf(name)}` }));
  };
}
