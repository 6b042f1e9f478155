// GeoJSON (RFC 7946), a feature on each line. What the file says about itself stands before the features, where a reader sees it.
import { open } from 'node:fs/promises';
import { sql } from '../../db/sql.ts';
import { featureText } from '../platform/dataset-text.ts';
import type { Format, Head } from './writer.ts';

export const geojson: Format = {
  type: 'application/geo+json',
  shape: (source) => [sql`${featureText(source)} AS "@feature"`],
  shapeAlone: true,
  async open(path, head) {
    const file = await open(path, 'w');
    let before = beginning(head);
    let between = '\n';
    return {
      async add(rows) {
        // appendFile writes all or fails; write() may stop in the middle and say only how far it came.
        await file.appendFile(before + between + rows.map((row) => String(row['@feature'])).join(',\n'));
        before = '';
        between = ',\n';
      },
      async end() {
        await file.appendFile(`${before}\n]}\n`);
        await file.close();
      },
      abort: () => file.close(),
    };
  },
};

function beginning({ name, title, description, language, at, city, sources }: Head): string {
  const about = { type: 'FeatureCollection', name, title: title[language], description: description[language] };
  const text = JSON.stringify({ ...about, ...(city !== undefined && { city }), at, sources });
  return `${text.slice(0, -1)},"features":[`;
}
