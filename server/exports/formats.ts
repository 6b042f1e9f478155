import type { ExportFormat } from './contract.ts';
import { csv } from './csv.ts';
import { geojson } from './geojson.ts';
import { gpkg } from './geopackage.ts';
import type { Format } from './writer.ts';
import { xlsx } from './xlsx.ts';

export const FORMATS: Readonly<Record<ExportFormat, Format>> = { xlsx, csv, geojson, gpkg };
