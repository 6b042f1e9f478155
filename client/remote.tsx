// The entry of the phone that steers a wall: no map, no live line, plain requests.
import './ui/tokens.css';
import './ui/base.css';
import './walls/remote.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { parseUrlState } from './platform/url-state.ts';
import { startLanguage } from './ui/language.ts';
import { RemotePage } from './walls/remote-page.tsx';

startLanguage(parseUrlState(location.search).lang);
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 0, networkMode: 'always' } } });
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RemotePage />
    </QueryClientProvider>
  </StrictMode>,
);
