import { expect, it } from 'vitest';
import { openFile } from '../../../geodata/files/open-file.ts';
import { aFile, all, inGb18030, opened, putAwayFiles } from './brought.ts';

putAwayFiles();

const TABLE = '名称,经度,纬度\n惠山古镇,120.2756,31.5792\n蠡园,120.2497,31.5231\n';
const VALUES = [
  { 名称: '惠山古镇', 经度: '120.2756', 纬度: '31.5792' },
  { 名称: '蠡园', 经度: '120.2497', 纬度: '31.5231' },
];

it.each<[string, string, string | Uint8Array]>([
  ['UTF-8', 'utf-8', TABLE],
  ['UTF-8 with a byte order mark', 'utf-8', `\uFEFF${TABLE}`],
  ['UTF-16 of Excel', 'utf-16le', Buffer.from(`\uFEFF${TABLE}`, 'utf16le')],
  ['UTF-16, big end first', 'utf-16be', Buffer.from(`\uFEFF${TABLE}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', 'utf-16le', Buffer.from(TABLE, 'utf16le')],
  ['GB18030', 'gb18030', inGb18030(TABLE)],
  ['CRLF', 'utf-8', TABLE.replaceAll('\n', '\r\n')],
  ['CR of old', 'utf-8', TABLE.replaceAll('\n', '\r')],
  ['semicolons', 'utf-8', TABLE.replaceAll(',', ';')],
  ['tabs', 'utf-8', TABLE.replaceAll(',', '\t')],
])('reads %s', async (_name, encoding, content) => {
  const file = await opened(aFile('table.csv', content));
  expect(file).toMatchObject({ format: 'csv', encoding, headingRow: 1, hasGeometry: false });
  expect(file.columns.map(({ name, type }) => [name, type])).toEqual([
    ['名称', 'text'],
    ['经度', 'number'],
    ['纬度', 'number'],
  ]);
  expect(file.all.map(({ values }) => values)).toEqual(VALUES);
});

it('finds the GB18030 that begins after a megabyte of plain letters', async () => {
  const rows = 'plain letters,1\n'.repeat(80_000);
  const file = await opened(aFile('late.csv', Buffer.concat([Buffer.from(`name,n\n${rows}`), inGb18030('无锡,2\n')])));
  expect(file.encoding).toBe('gb18030');
  expect(file.all.at(-1)).toEqual({ number: 80_002, values: { name: '无锡', n: '2' } });
});

it('counts rows as an editor counts lines: titles, empty lines and line breaks in quotes too', async () => {
  const text = '无锡市隐患清单,,\n\n名称,地址,等级\n甲,"梁溪区\r\n中山路 1 号",2\n,,\n乙,"说 ""好""",3\n';
  const file = await opened(aFile('lines.csv', text));
  expect(file.headingRow).toBe(3);
  expect(file.all).toEqual([
    { number: 4, values: { 名称: '甲', 地址: '梁溪区\r\n中山路 1 号', 等级: '2' } },
    { number: 7, values: { 名称: '乙', 地址: '说 "好"', 等级: '3' } },
  ]);
});

it('gives empty and repeated headings names of their own', async () => {
  const file = await opened(aFile('names.csv', 'name,,type,name\na,b,c,d\n'));
  expect(file.all[0]?.values).toEqual({ name: 'a', 'column-2': 'b', type: 'c', 'name (2)': 'd' });
  expect(file.notes).toEqual([{ code: 'renamed-columns', values: { count: 2 } }]);
});

it('sees that a file begins with its data, and believes the user who says otherwise', async () => {
  const path = aFile('bare.csv', '甲,120.3,31.5\n乙,120.4,31.6\n');
  const bare = await opened(path);
  expect(bare).toMatchObject({ headingRow: 0, notes: [{ code: 'no-heading' }] });
  expect(bare.all).toHaveLength(2);
  expect((await opened(path, { headingRow: 1 })).columns.map(({ name }) => name)).toEqual(['甲', '120.3', '31.5']);
});

it.each([
  ['a quote that is never closed', 'name,n\n"a,1\nb,2\n', 'broken-file'],
  ['nothing', '', 'empty-file'],
  ['only blanks', ' \n,,\n', 'empty-file'],
  ['a web page', '<!doctype html><html></html>', 'unknown-format'],
  ['zero bytes all over', '\0\0\x01\x02\0\0\0\x03', 'unknown-format'],
])('refuses %s', async (_name, content, code) => {
  const reading = openFile(aFile('bad.csv', content)).then((file) => all(file.rows()));
  await expect(reading).rejects.toMatchObject({ name: 'FileError', code });
});

it('tells how far it is, and stops when told', async () => {
  const file = await openFile(aFile('long.csv', 'name,n\n' + 'some name,1\n'.repeat(100_000)));
  const told: number[] = [];
  await all(file.rows({ onProgress: (bytes) => told.push(bytes) }));
  expect(told.at(-1)).toBe(file.sizeBytes);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  const stop = new AbortController();
  const reading = (async () => {
    for await (const row of file.rows({ signal: stop.signal })) if (row.number === 5) stop.abort();
  })();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
