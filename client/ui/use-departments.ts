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

/** As the server lists them. Its key lies below that of the administration: a department that it makes can be named at once. */
export function useDepartmentList() {
  return useQuery({
    queryKey: ['admin', 'departments'],
    queryFn: ({ signal }) => getJson<Department[]>('/api/identity/departments', signal),
    staleTime: 5 * 60_000,
    enabled: useMay()('identity:read-departments'),
  });
}

/** Empty until they are known. */
export function useDepartments(): readonly NamedDepartment[] {
  const { language } = useWords();
  const { data = [] } = useDepartmentList();
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
