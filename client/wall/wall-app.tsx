// The frame around the wall: server state, and a new page where this one is beyond help.
import { useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrokenPage } from './keeping/broken-page.tsx';
import { WallBoundary } from './keeping/wall-boundary.tsx';
import type { WallSettings } from './settings.ts';
import { WallGate } from './wall-gate.tsx';
import { WallPage } from './wall-page.tsx';

/** Nobody stands beside a wall to press "again": whatever fails is asked again for ever, ever more seldom. */
const createQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: true,
        retryDelay: (failures) => Math.min(30_000, 1000 * 2 ** failures),
        refetchOnWindowFocus: false,
        networkMode: 'always',
        staleTime: 10_000,
      },
    },
  });

export function WallApp({ settings }: { settings: WallSettings }) {
  const [queries] = useState(createQueries);
  return (
    <WallBoundary part="page" fallback={() => <BrokenPage />}>
      <QueryClientProvider client={queries}>
        <WallGate>
          <WallPage settings={settings} />
        </WallGate>
      </QueryClientProvider>
    </WallBoundary>
  );
}
