// Takes a list as a file: what will be in it is said before, in rows and columns.
import { useState } from 'react';
import { EXPORT_FORMATS, type ExportFormat } from '#contract/exports';
import { serverNow } from '../platform/clock.ts';
import { askForExport, useExportRequests, type ExportRequest } from '../platform/export-requests.ts';
import { useMapRequests } from '../platform/map-requests.ts';
import { pathAt, useMoment } from '../platform/moment.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formatMoment, formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { FailureNote } from '../ui/states.tsx';
import { exportQuery, type ExportChoice } from './export-query.ts';
import { Choices } from './choices.tsx';
import { useExportPreview } from './use-export-preview.ts';

/** Shown while a list is wanted as a file. */
export function ExportDialog() {
  const wanted = useExportRequests((state) => state.wanted);
  return wanted && <OpenDialog key={wanted.dataset} request={wanted} />;
}

const close = () => askForExport(undefined);

function OpenDialog({ request }: { request: ExportRequest }) {
  const { t, language } = useWords();
  const box = useMapRequests((state) => state.box);
  const moment = useMoment();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [choice, setChoice] = useState<ExportChoice>({
    filtered: request.filter !== undefined,
    inView: request.inView,
  });
  const query = exportQuery(request, choice, { box, language });
  const path = (rest: string) => pathAt(`/api/exports/${request.dataset}${rest}?${query}`, moment);
  const { data: preview, error, refetch } = useExportPreview(path('/preview'));
  return (
    <Dialog title={t('exports.title', { what: request.title })} onClose={close}>
      <div className="dialog-form">
        <Choices
          label={t('exports.format')}
          options={EXPORT_FORMATS.map((value) => ({
            value,
            word: t(`exports.formats.${value}.name`),
            hint: t(`exports.formats.${value}.hint`),
          }))}
          chosen={format}
          onChoose={setFormat}
        />
        {request.filter && (
          <Choices
            label={t('exports.rows')}
            options={[
              { value: 'filtered', word: t('exports.filtered', { filter: request.filter.words }) },
              { value: 'unfiltered', word: t('exports.unfiltered') },
            ]}
            chosen={choice.filtered ? 'filtered' : 'unfiltered'}
            onChoose={(value) => setChoice({ ...choice, filtered: value === 'filtered' })}
          />
        )}
        <Choices
          label={t('exports.area')}
          options={[
            { value: 'view', word: t('exports.view') },
            { value: 'all', word: t('exports.everywhere') },
          ]}
          chosen={choice.inView ? 'view' : 'all'}
          onChoose={(value) => setChoice({ ...choice, inView: value === 'view' })}
        />
        {error && <FailureNote error={error} what={t('exports.what')} onRetry={() => void refetch()} />}
        <p className="dialog-subject" role="status">
          {preview &&
            t('exports.holds', { rows: formatNumber(preview.rows, language), columns: preview.fields.length })}
          {preview && moment && ` · ${t('exports.asOf', { time: formatMoment(moment.at, serverNow(), language) })}`}
        </p>
        {preview && <p className="hint">{preview.fields.join(t('exports.between'))}</p>}
        <p className="hint">{t('exports.recorded')}</p>
        <div className="dialog-acts">
          <button type="button" className="button" onClick={close}>
            {t('exports.cancel')}
          </button>
          {preview ? (
            <a className="button is-primary" href={path(`.${format}`)} download onClick={close}>
              {t('exports.take')}
            </a>
          ) : (
            <button type="button" className="button is-primary" disabled>
              {t('exports.take')}
            </button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
