// Assesses a hazard: the method, its form, the working as it would be, and what it rests on.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HazardDetail } from '#contract/hazards';
import type { Assessment, Scheme, Trial } from '#contract/hazards/assessment';
import { RequestError, sendJson } from '../../platform/http.ts';
import { useIsCurrent } from '../../platform/line-state.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/language.ts';
import { showToast } from '../../ui/toasts.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { AssessmentFailure } from './assessment-failure.tsx';
import { draftOf, EMPTY_MAJOR_HAZARD, inputOf, type MajorHazardDraft } from './major-hazard-draft.ts';
import { MajorHazardForm } from './major-hazard-form.tsx';
import { OutcomeView } from './outcome-view.tsx';
import { ScoredForm, scoredTrial, type Values } from './scored-form.tsx';
import { schemeOf, useSchemes, useTrial, type Method } from './use-assessments.ts';

/** Nothing is asked while somebody types, ms. */
const REST_MS = 300;
const METHODS: readonly Method[] = ['gb-18218', 'lec', 'risk-matrix', 'food-grade', 'four-colour'];

interface Props {
  hazard: HazardDetail;
  inForce: Assessment | undefined;
  onClose: () => void;
}

export function AssessmentDialog(props: Props) {
  const { t } = useWords();
  const { data: schemes, error } = useSchemes();
  return (
    <Dialog title={t('assessment.title')} className="assessment-dialog" onClose={props.onClose}>
      {schemes && <AssessmentForm {...props} schemes={schemes} />}
      {error && <AssessmentFailure error={error} />}
    </Dialog>
  );
}

/** The one that fits the kind of hazard, before anybody chose another. */
function usualMethod({ kind }: HazardDetail): Method {
  if (kind === 'hazardous-chemicals' || kind === 'gas' || kind === 'petrol-station') return 'gb-18218';
  return kind === 'food' ? 'food-grade' : 'risk-matrix';
}

function AssessmentForm({ hazard, inForce, onClose, schemes }: Props & { schemes: readonly Scheme[] }) {
  const { t } = useWords();
  const current = useIsCurrent();
  const [method, setMethod] = useState<Method>(inForce?.trial.method ?? usualMethod(hazard));
  const [basis, setBasis, forgetBasis] = useDraft(`assessment ${hazard.id}`);
  const { form, trial } = useMethodForm(method, schemes, inForce);
  const settled = useSettled(trial, REST_MS);
  const { data: outcome, error: trialError, isFetching } = useTrial(hazard.id, trial && settled);
  const { mutate, error, isPending } = useSave(hazard, inForce, () => {
    forgetBasis();
    showToast({ text: t('assessment.saved') });
    onClose();
  });
  const whole = trial !== undefined && basis.trim() !== '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (whole) mutate({ trial, basis: basis.trim() });
  };
  return (
    <form className="dialog-form" onSubmit={send}>
      <p className="dialog-subject">
        {hazard.code} · {hazard.name}
      </p>
      <label>
        {t('assessment.method')}
        <select value={method} onChange={({ target }) => setMethod(target.value as Method)}>
          {METHODS.filter((one) => schemeOf(schemes, one)).map((one) => (
            <option key={one} value={one}>
              {t(`assessment.methods.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {form}
      <section className="assessment-trial" aria-label={t('assessment.trial')} aria-live="polite">
        <h3>{t('assessment.trial')}</h3>
        {!trial && <p className="hint">{t('assessment.trialEmpty')}</p>}
        {trial && isFetching && !outcome && <p className="hint">{t('assessment.trialBusy')}</p>}
        {trial && outcome && !trialError && <OutcomeView outcome={outcome} />}
        {trial && <AssessmentFailure error={trialError} />}
      </section>
      <label>
        {t('assessment.basis')}
        <textarea
          required
          rows={2}
          maxLength={2000}
          value={basis}
          placeholder={t('assessment.basisHint')}
          onChange={({ target }) => setBasis(target.value)}
        />
      </label>
      <AssessmentFailure error={error} />
      {!current && <p className="act-reason">{t('shell.line.cutAct')}</p>}
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {t('shell.cancel')}
        </button>
        <button type="submit" className="button is-primary" disabled={!current || isPending || !whole}>
          {t('assessment.save')}
        </button>
      </div>
    </form>
  );
}

/** The form of the method chosen; what was typed for another stays. Begins with what the assessment in force was made of. */
function useMethodForm(method: Method, schemes: readonly Scheme[], inForce: Assessment | undefined) {
  const { language } = useWords();
  const chemicals = schemeOf(schemes, 'gb-18218');
  const before = inForce?.trial;
  const [units, setUnits] = useState<MajorHazardDraft>(() =>
    chemicals && before?.method === 'gb-18218'
      ? draftOf(chemicals.content, before.input, language)
      : EMPTY_MAJOR_HAZARD,
  );
  const [values, setValues] = useState<Readonly<Partial<Record<Method, Values>>>>(() =>
    before && before.method !== 'gb-18218' ? { [before.method]: textsOf(before.input) } : {},
  );
  const scheme = schemes.find((one) => one.method === method);
  if (!scheme) return { form: null, trial: undefined };
  if (scheme.method === 'gb-18218') {
    const input = inputOf(scheme.content, units);
    const trial: Trial | undefined = input && { method: 'gb-18218', input };
    return { form: <MajorHazardForm content={scheme.content} draft={units} onChange={setUnits} />, trial };
  }
  const given = values[scheme.method] ?? {};
  const change = (next: Values) => setValues({ ...values, [method]: next });
  return {
    form: <ScoredForm scheme={scheme} values={given} onChange={change} />,
    trial: scoredTrial(scheme.method, given),
  };
}

const textsOf = (input: Readonly<Record<string, number>>): Values =>
  Object.fromEntries(Object.entries(input).map(([field, value]) => [field, String(value)]));

function useSave(hazard: HazardDetail, inForce: Assessment | undefined, onDone: () => void) {
  const queries = useQueryClient();
  const askAgain = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['hazards'] }),
      queries.invalidateQueries({ queryKey: ['layers'] }),
    ]);
  return useMutation<Assessment, Error, { trial: Trial; basis: string }>({
    mutationFn: (given) =>
      sendJson('POST', `/api/hazards/${hazard.id}/assessments`, { ...given, seen: inForce?.id ?? null }),
    onSuccess: async () => {
      onDone();
      await askAgain();
    },
    // Somebody was faster: what they found is shown beside what was typed here.
    onError: (error) => (error instanceof RequestError && error.status === 409 ? askAgain() : undefined),
  });
}
