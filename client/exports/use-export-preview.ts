import { useQuery } from '@tanstack/react-query';
import type { ExportPreview } from '#contract/exports';
import { getJson } from '../platform/http.ts';

/** What a file would hold; the former answer stays until the next one is here. @param path with its query */
export function useExportPreview(path: string) {
  return useQuery({
    queryKey: ['exports', path],
    queryFn: ({ signal }) => getJson<ExportPreview>(path, signal),
    placeholderData: (before) => before,
  });
}
