// Shelters and hazards by county, as the server adds them up.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CountyCounts } from '#contract/walls';
import { getJson } from '../../platform/http.ts';
import { staleSince } from './use-day.ts';

const REFRESH_MS = 60_000;

export function useCounties(): { counts: CountyCounts | undefined; staleSince: number | undefined } {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['wall', 'counties'],
    queryFn: ({ signal }) => getJson<CountyCounts>('/api/walls/counties', signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  return { counts: data, staleSince: staleSince(dataUpdatedAt) };
}
