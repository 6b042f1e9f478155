// The console: the map is the room, everything else is furniture that floats over it.
import { lazy, Suspense, useEffect, type CSSProperties } from 'react';
import type { SearchHit } from '#contract/search';
import { ConnectionBanner } from './connection-banner.tsx';
import { ConsoleTop } from './console-top.tsx';
import { pointId } from './grids/point-id.ts';
import { ExportDialog } from './exports/export-dialog.tsx';
import { DropAnywhere } from './imports/drop-anywhere.tsx';
import { UploadNews } from './imports/upload-news.tsx';
import { HandOverBanner } from './admin/hand-over-banner.tsx';
import { FeedsBanner } from './incidents/feeds-banner.tsx';
import { IncidentNews } from './incidents/incident-news.tsx';
import { LineNews } from './line-news.tsx';
import { useMoment } from './platform/moment.ts';
import { useMomentInUrl } from './platform/moment-url.ts';
import { useMay } from './platform/session.ts';
import { useChangeUrl, useSelection, useUrlState } from './platform/url.tsx';
import { EmergencyBanner } from './sealed/emergency-banner.tsx';
import { zoomFor } from './search/search-groups.ts';
import { SharingNews } from './sharing/sharing-news.tsx';
import { StorageBanner } from './storage-banner.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { setLanguage, useWords } from './ui/language.ts';
import { Rail } from './ui/rail.tsx';
import { ToastRegion } from './ui/toasts.tsx';
import { useFurnitureZoom, useIsPhone } from './ui/use-media.ts';
import { useCapabilities } from './use-capabilities.ts';
import { useOpenPanel } from './use-open-panel.ts';
import { PhoneEntry, TimeStrip } from './time-strip.tsx';
import { useCity } from './use-city.ts';

/** The map's engine is large: the frame and its words are there before it. */
const ConsoleMap = lazy(async () => ({ default: (await import('./console-map.tsx')).ConsoleMap }));

export function ConsolePage() {
  const { t } = useWords();
  const zoom = useFurnitureZoom();
  const { panel, open, close } = useOpenPanel();
  const { selection, select } = useSelection();
  const deselect = () => select(undefined);
  const phone = useIsPhone();
  const capabilities = useCapabilities();
  const may = useMay();
  const drawer = capabilities.of(selection?.kind);
  // A phone has room for one sheet: the detail lies over the list and gives it free again.
  const Panel = phone && drawer ? undefined : capabilities.of(panel)?.Panel;
  const isPast = useMoment() !== undefined;
  useMomentInUrl();
  useDocumentHead();
  useEscape(selection ? deselect : undefined);
  const find = useGoToHit();
  return (
    <div className={isPast ? 'console is-past' : 'console'} style={{ '--zoom': zoom } as CSSProperties}>
      <a className="skip" href={Panel ? '#list' : '#room'}>
        {t(Panel ? 'shell.skip' : 'shell.skipToMap')}
      </a>
      <div className="furniture">
        <ConsoleTop onFind={find} />
        <Rail capabilities={capabilities.all} panel={panel} onOpen={open} onClose={close} />
        {Panel && (
          <ErrorBoundary key={panel}>
            <Panel onClose={close} />
          </ErrorBoundary>
        )}
        {drawer && selection && (
          <ErrorBoundary key={`${selection.kind} ${selection.id}`}>
            <drawer.Drawer id={selection.id} onClose={deselect} />
          </ErrorBoundary>
        )}
        <div className="banners">
          <EmergencyBanner />
          <HandOverBanner />
          <FeedsBanner />
          <StorageBanner />
          <ConnectionBanner />
          <PhoneEntry />
        </div>
        <TimeStrip />
        <ToastRegion />
      </div>
      <ErrorBoundary>
        <Suspense>
          <ConsoleMap panelOpen={Panel !== undefined} drawerOpen={drawer !== undefined} zoom={zoom} />
        </Suspense>
      </ErrorBoundary>
      <IncidentNews />
      <SharingNews />
      <ExportDialog />
      {may('imports:upload') && (
        <>
          <DropAnywhere onOpen={() => open('imports')} />
          <UploadNews onOpen={() => open('imports')} />
        </>
      )}
      <LineNews />
    </div>
  );
}

/** Goes to what was found and selects it; places and divisions have no drawer of their own: the point there has. */
function useGoToHit() {
  const change = useChangeUrl();
  return (hit: SearchHit) => {
    const own = hit.kind !== 'divisions' && hit.kind !== 'places';
    const [lon, lat] = hit.point;
    change({
      sel: own ? { kind: hit.kind, id: hit.id } : { kind: 'point', id: pointId(hit.point) },
      at: { lon, lat, zoom: zoomFor(hit) },
    });
  };
}

/** Title and language of the document follow the words; the address decides the language where it says one. */
function useDocumentHead(): void {
  const { t, language } = useWords();
  const wanted = useUrlState((state) => state.lang);
  const { data: city } = useCity();
  const name = language === 'en' ? city?.nameEn : city?.name;
  useEffect(() => {
    if (wanted && wanted !== language) setLanguage(wanted);
  }, [wanted, language]);
  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
    document.title = t('shell.title', { city: name ?? '' });
  }, [t, language, name]);
}

function useEscape(act: (() => void) | undefined): void {
  useEffect(() => {
    if (!act) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [act]);
}
