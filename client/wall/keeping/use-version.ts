// Whether the server has another page than this one: its entry script bears another name.
import { useQuery } from '@tanstack/react-query';
import { getPage } from '../../platform/http.ts';

const ASK_MS = 5 * 60_000;
const ENTRY = /src="([^"]*\/assets\/wall-[^"]+\.js)"/;

const own = () => document.querySelector('script[type="module"][src*="/assets/wall-"]')?.getAttribute('src');

/** False while it is not known, and where the page is not a built one. */
export function useNewVersion(): boolean {
  const { data } = useQuery({
    queryKey: ['wall', 'version'],
    queryFn: async ({ signal }) => ENTRY.exec(await getPage('/wall', signal))?.[1] ?? null,
    refetchInterval: ASK_MS,
    staleTime: ASK_MS,
  });
  const mine = own();
  return mine !== null && mine !== undefined && data !== null && data !== undefined && data !== mine;
}
