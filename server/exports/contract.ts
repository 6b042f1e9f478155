// Files of what is registered: which formats there are, and what is in them.
import { Type, type Static } from 'typebox';
import { BoxText, MomentQuery } from '../platform/contract.ts';

export const EXPORT_FORMATS = ['xlsx', 'csv', 'geojson', 'gpkg'] as const;
export const ExportFormat = Type.Enum([...EXPORT_FORMATS]);
export type ExportFormat = Static<typeof ExportFormat>;

export const EXPORT_LANGUAGES = ['zh', 'en'] as const;

/** Query of GET /api/exports/:dataset.:format; any other name is a field of the dataset that must be equal, or without a value where it says nothing: `level=`. */
export const ExportQuery = Type.Object({
  ...MomentQuery,
  bbox: Type.Optional(BoxText),
  /** Of the headings, and of what a spreadsheet says about itself. */
  lang: Type.Enum([...EXPORT_LANGUAGES], { default: 'zh' }),
});
export type ExportQuery = Static<typeof ExportQuery>;

/** GET /api/exports/:dataset/preview with the same query: what a file would hold. */
export const ExportPreview = Type.Object({
  rows: Type.Integer(),
  fields: Type.Array(Type.String()),
});
export type ExportPreview = Static<typeof ExportPreview>;
