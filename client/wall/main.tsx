// The entry of the wall.
import '../ui/tokens.css';
import '../ui/base.css';
import './wall.css';
import './wall-key.css';
import './blocks/blocks.css';
import './blocks/charts.css';
import './map/wall-map.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../ui/language.ts';
import { readSettings } from './settings.ts';
import { WallApp } from './wall-app.tsx';

const settings = readSettings(location.search);
startLanguage(settings.lang ?? 'zh');
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <WallApp settings={settings} />
  </StrictMode>,
);
// The Chinese faces are 97 files and their style sheet is large: it must not hold up the first paint.
requestAnimationFrame(() => setTimeout(() => void import('../ui/fonts.ts')));
