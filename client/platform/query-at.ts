// Questions whose answer depends on the moment shown. While it is dragged or played each has one request on its way; the latest wins.
import { useEffect, useState } from 'react';
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryOptions,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useMoment, type PastMoment } from './moment.ts';

/** Answers about the past are kept this long after they were last shown, ms: playing leaves many behind. */
const KEPT_MS = 30_000;

interface Asking {
  /** What to ask about: the moment shown, or the one before it while its answer is still on its way. */
  readonly moment: PastMoment | undefined;
  readonly wanted: PastMoment | undefined;
  readonly ask: (moment: PastMoment | undefined) => void;
}

/** From now to the past, and back, nothing is waited for: what was asked about the other is of no use. */
function useAsking(): Asking {
  const wanted = useMoment();
  const [asked, ask] = useState(wanted);
  const turned = (asked === undefined) !== (wanted === undefined);
  return { moment: turned ? wanted : asked, wanted, ask };
}

/** Goes on to the moment that is shown by now as soon as the question before it is answered. */
function useNext({ moment, wanted, ask }: Asking, isBusy: boolean): void {
  useEffect(() => {
    ask(isBusy ? moment : wanted);
  }, [ask, isBusy, moment, wanted]);
}

/** `useQuery` about the moment shown. Put `momentKey(moment)` into the key and `pathAt` around the path. */
export function useQueryAt<Answer>(
  options: (moment: PastMoment | undefined) => UseQueryOptions<Answer>,
): UseQueryResult<Answer> {
  const asking = useAsking();
  const query = useQuery(inThePast(options(asking.moment), asking));
  useNext(asking, query.isFetching);
  return query;
}

/** `useInfiniteQuery` about the moment shown. */
export function useInfiniteQueryAt<Page>(
  options: (
    moment: PastMoment | undefined,
  ) => UseInfiniteQueryOptions<Page, Error, InfiniteData<Page>, readonly unknown[], string>,
) {
  const asking = useAsking();
  const query = useInfiniteQuery(inThePast(options(asking.moment), asking));
  useNext(asking, query.isFetching);
  return query;
}

/** What was so does not become other by waiting: it is not asked for again, and not kept for long. */
function inThePast<Options extends object>(options: Options, { moment }: Asking): Options {
  return moment ? { ...options, refetchInterval: false, gcTime: KEPT_MS } : options;
}
