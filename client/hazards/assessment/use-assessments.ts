// What the server knows of assessments: the schemes in force, those of a hazard, and what would come of a form.
import { useQuery } from '@tanstack/react-query';
import type { Assessment, AssessmentOutcome, Scheme, SchemeOf, Trial } from '#contract/hazards/assessment';
import { getJson, sendJson } from '../../platform/http.ts';
import { momentKey, pathAt } from '../../platform/moment.ts';
import { useQueryAt } from '../../platform/query-at.ts';
import { useWords } from '../../ui/language.ts';

export type Method = Scheme['method'];

/** The newest first; at a moment of the past those that were made by then. */
export function useAssessments(id: string) {
  return useQueryAt<Assessment[]>((moment) => ({
    queryKey: ['hazards', 'assessments', id, momentKey(moment)],
    queryFn: ({ signal }) => getJson(pathAt(`/api/hazards/${id}/assessments`, moment), signal),
    staleTime: 60_000,
  }));
}

export function useSchemes() {
  return useQuery({
    queryKey: ['hazards', 'schemes'],
    queryFn: ({ signal }) => getJson<Scheme[]>('/api/hazards/schemes', signal),
    staleTime: 5 * 60_000,
  });
}

export const schemeOf = <Wanted extends Method>(schemes: readonly Scheme[], method: Wanted) =>
  schemes.find((one): one is SchemeOf<Wanted> => one.method === method);

/** @param trial  undefined while the form is not whole */
export function useTrial(id: string, trial: Trial | undefined) {
  return useQuery({
    queryKey: ['hazards', 'assessment-trial', id, trial],
    queryFn: () => sendJson<AssessmentOutcome>('POST', `/api/hazards/${id}/assessment-trials`, trial),
    enabled: trial !== undefined,
    retry: false,
    staleTime: 60_000,
  });
}

/** A name that the server keeps in both languages. */
export function useNameOf(): (name: { readonly zh: string; readonly en: string }) => string {
  const { language } = useWords();
  return (name) => name[language];
}
