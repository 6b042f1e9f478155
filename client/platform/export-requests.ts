// Which list somebody wants as a file: lists ask, and the dialog for it stands beside the pages.
import { create } from 'zustand';
import { forgetWhen } from './person.ts';

export interface ExportRequest {
  /** The capability's word: /api/exports/<dataset>.xlsx */
  readonly dataset: string;
  /** As over the list. */
  readonly title: string;
  /** What the list is narrowed to: fields and their values, and how the list says it; undefined where it is not. */
  readonly filter?: { readonly fields: Readonly<Record<string, string>>; readonly words: string };
  /** The list is cut to the view of the map. */
  readonly inView: boolean;
}

interface ExportRequests {
  readonly wanted: ExportRequest | undefined;
}

export const useExportRequests = create<ExportRequests>(() => ({ wanted: undefined }));

export const askForExport = (wanted: ExportRequest | undefined) => useExportRequests.setState({ wanted });

forgetWhen('left', () => askForExport(undefined));
