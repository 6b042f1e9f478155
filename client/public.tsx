// The entry of the public's page: light, without the console's kit. The plain list in the page gives way to it.
import './ui/tokens.css';
import './portal/portal-controls.css';
import './portal/portal-lists.css';
import './portal/portal.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepForOffline } from './platform/public-data.ts';
import { PortalPage } from './portal/portal-page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PortalPage />
  </StrictMode>,
);
keepForOffline();
