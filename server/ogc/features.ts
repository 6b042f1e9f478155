// Features as GeoJSON: the texts of the database, with what the standard puts around them.
import type { OpenDataset } from '../platform/dataset.ts';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, selfLinks, withParameter, type Asked } from './asked.ts';
import type { Link } from './contract.ts';
import type { FeaturePage } from './store.ts';

export function pageLinks(asked: Asked, { name, title }: OpenDataset, next: string | undefined): Link[] {
  const { base, here, language, asPage } = asked;
  const links = [
    ...selfLinks(asked, GEOJSON_TYPE),
    { href: `${base}/collections/${name}`, rel: 'collection', type: JSON_TYPE, title: title[language] },
  ];
  if (next === undefined) return links;
  const further = withParameter(here, 'after', next);
  return [
    ...links,
    {
      href: further,
      rel: 'next',
      type: asPage ? HTML_TYPE : GEOJSON_TYPE,
      title: language === 'zh' ? '下一页' : 'Next page',
    },
  ];
}

/** A FeatureCollection; `timeStamp` is added where it leaves. */
export function collectionText({ features, numberMatched }: FeaturePage, links: readonly Link[]): string {
  const around = JSON.stringify({ numberMatched, numberReturned: features.length, links });
  return `{"type":"FeatureCollection","features":[${features.join(',')}],${around.slice(1)}`;
}

export function itemLinks(asked: Asked, { name, title }: OpenDataset): Link[] {
  const { base, language } = asked;
  return [
    ...selfLinks(asked, GEOJSON_TYPE),
    { href: `${base}/collections/${name}`, rel: 'collection', type: JSON_TYPE, title: title[language] },
  ];
}

export const itemText = (feature: string, links: readonly Link[]) =>
  `${feature.slice(0, -1)},"links":${JSON.stringify(links)}}`;
