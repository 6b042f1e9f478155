// The frame around every page: server state, address, language, and what to show when something breaks.
import { lazy, Suspense, useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, useRouterState } from '@tanstack/react-router';
import { ConsolePage } from './console-page.tsx';
import { LanguageSwitch } from './console-top.tsx';
import { Gate } from './identity/gate.tsx';
import { UnitPage } from './identity/unit-page.tsx';
import { RequestError } from './platform/http.ts';
import { useSession } from './platform/session.ts';
import { createUrlRouter } from './platform/url.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';

export function App() {
  const [router] = useState(() => createUrlRouter(Page));
  const [queries] = useState(createQueries);
  return (
    <ErrorBoundary whole>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

/** The administration is for few and loaded for them alone. */
const AdminPage = lazy(async () => ({ default: (await import('./admin/admin-page.tsx')).AdminPage }));

const Page = () => (
  <Gate languageSwitch={<LanguageSwitch />}>
    <Room />
  </Gate>
);

/** Who does the city's work has the console; administrators have no data of the city, and a room of their own. */
function Room() {
  const isAdmin = useRouterState({ select: ({ location }) => location.pathname === '/admin' });
  const { data: session } = useSession();
  if (session?.role === 'unit') return <UnitPage />;
  const consoleless = !session?.acts.includes('incidents:follow');
  if (!isAdmin && !consoleless) return <ConsolePage />;
  return (
    <Suspense>
      <AdminPage />
    </Suspense>
  );
}

/** Asked again only where another answer may come: a refusal stays a refusal. */
function createQueries(): QueryClient {
  const retry = (failures: number, error: Error) =>
    failures < 2 && (!(error instanceof RequestError) || error.status === 0 || error.status >= 500);
  // A question that waits for the network to come back would leave the answer to another one on the screen: it has to fail.
  const networkMode = 'always';
  return new QueryClient({
    defaultOptions: { queries: { retry, networkMode, refetchOnWindowFocus: false, staleTime: 10_000 } },
  });
}
