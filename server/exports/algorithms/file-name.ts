const BEIJING_MS = 8 * 3_600_000;

/**
 * What a file is called: city, dataset and the moment of its data by the city's clock. `无锡市_危险源_2026-07-08_0900.csv`
 *
 * @param parts      city and dataset; signs that some file system refuses become a hyphen
 * @param at         ISO text in UTC
 * @param extension  without a dot
 */
export function fileName(parts: readonly string[], at: string, extension: string): string {
  const local = new Date(Date.parse(at) + BEIJING_MS).toISOString();
  const words = [...parts, local.slice(0, 10), local.slice(11, 16).replace(':', '')];
  return `${words.map((word) => word.replace(/[\s<>:"/\\|?*\p{Cc}_]+/gu, '-')).join('_')}.${extension}`;
}

/** Content-Disposition by RFC 6266: the name, and for old clients one in plain letters. */
export function attachment(name: string, plain: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain.replace(/[^\w.-]/g, '-')}"; filename*=UTF-8''${encoded}`;
}
