// The resources of /ogc for people: plain pages without a script, everything in them escaped.
import type { OpenDataset } from '../platform/dataset.ts';
import { HTML_TYPE, type Asked } from './asked.ts';
import type { Collection, Link } from './contract.ts';
import type { Document } from './documents.ts';
import type { FeaturePage } from './store.ts';

interface Feature {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** Title, what it is, where to go from here. */
export const documentPage = (asked: Asked, { title, description, links }: Document, facts: readonly string[] = []) =>
  page(asked, title, [
    ...(description === undefined ? [] : [`<p>${escape(description)}</p>`]),
    ...facts.map((fact) => `<p><code>${escape(fact)}</code></p>`),
    linkList(links),
  ]);

export const collectionsPage = (asked: Asked, title: string, collections: readonly Collection[]) =>
  page(
    asked,
    title,
    collections.map(
      ({ id, title: name, description }) =>
        `<h2><a href="${escape(`${asked.base}/collections/${id}`)}">${escape(name)}</a> <small>${escape(id)}</small></h2><p>${escape(description)}</p>`,
    ),
  );

/** A page of features as a table. */
export function featuresPage(
  asked: Asked,
  { name, title, source }: OpenDataset,
  { features, numberMatched }: FeaturePage,
  links: readonly Link[],
): string {
  const { base, language } = asked;
  const own = `${base}/collections/${name}/items`;
  const head = source.fields.map((field) => `<th scope="col">${escape(field.title[language])}</th>`).join('');
  const rows = features.map((text) => {
    const { id, properties } = JSON.parse(text) as Feature;
    const cells = source.fields.map((field) => `<td>${escape(shown(properties[field.name]))}</td>`).join('');
    const href = escape(`${own}/${encodeURIComponent(id)}?f=html`);
    return `<tr><td><a href="${href}">${escape(id)}</a></td>${cells}</tr>`;
  });
  const count = numberMatched === undefined ? `${features.length}` : `${features.length} / ${numberMatched}`;
  return page(asked, title[language], [
    `<p>${count}</p>`,
    `<div class="wide"><table><thead><tr><th scope="col">id</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
    linkList(links),
  ]);
}

export function featurePage(
  asked: Asked,
  { title, source }: OpenDataset,
  text: string,
  links: readonly Link[],
): string {
  const { id, properties } = JSON.parse(text) as Feature;
  const rows = source.fields.map(
    (field) =>
      `<tr><th scope="row">${escape(field.title[asked.language])}</th><td>${escape(shown(properties[field.name]))}</td></tr>`,
  );
  return page(asked, `${title[asked.language]} ${id}`, [
    `<table><tbody>${rows.join('')}</tbody></table>`,
    linkList(links),
  ]);
}

function page({ base, language }: Asked, title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><nav><a href="${escape(`${base}?f=html`)}">/ogc</a></nav><main><h1>${escape(title)}</h1>
${parts.join('\n')}
</main></body>
</html>
`;
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.125rem;margin-bottom:0}h2+p{margin-top:0}small{font-weight:400;opacity:.75}.wide{overflow-x:auto}
table{border-collapse:collapse}th,td{text-align:start;padding:.25rem .75rem;border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent);white-space:nowrap}`;

const linkList = (links: readonly Link[]) =>
  `<ul>${links.map(({ href, rel, type, title }) => `<li><a href="${escape(href)}">${escape(title ?? rel)}</a> <small>${escape(type === HTML_TYPE ? 'HTML' : type)}</small></li>`).join('')}</ul>`;

const shown = (value: string | number | boolean | null | undefined) =>
  value === null || value === undefined ? '' : String(value);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
