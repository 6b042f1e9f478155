// The departments by their names in the language of the screen.
import { useQuery } from '@tanstack/react-query';
import type { Department } from '#contract/identity/administration';
import { getJson } from '../platform/http.ts';
import { useMay } from '../platform/session.ts';
import { useWords } from './language.ts';

export interface NamedDepartment {
  readonly code: string;
  readonly word: string;
  readonly closed: boolean;
}

/** Empty until they are known. */
export function useDepartments(): readonly NamedDepartment[] {
  const { language } = useWords();
  const enabled = useMay()('identity:read-departments');
  const { data = [] } = useQuery({
    queryKey: ['identity', 'departments'],
    queryFn: ({ signal }) => getJson<Department[]>('/api/identity/departments', signal),
    staleTime: 5 * 60_000,
    enabled,
  });
  return data.map(({ code, name, nameEn, closedAt }) => ({
    code,
    word: language === 'en' && nameEn !== '' ? nameEn : name,
    closed: closedAt !== null,
  }));
}

/** Codes in words; a code stays where it is not known. */
export function useDepartmentWords(): (codes: readonly string[]) => string[] {
  const known = useDepartments();
  return (codes) => codes.map((code) => known.find((one) => one.code === code)?.word ?? code);
}
