import { expect, it } from 'vitest';
import { ogr2ogr } from '../../support/gdal.ts';
import { aFile, aZip, opened, pathOf, putAwayFiles } from './brought.ts';
import { aBook, text } from './workbook.ts';

putAwayFiles();

const HEADING = `<row r="1"><c r="A1" t="s"><v>0</v></c>${text('B1', '日期')}${text('C1', '数量')}</row>`;

it('reads shared texts, dates, formulas and blanks as they are shown', async () => {
  // 43891 is 1 March 2020, and 0.75 of a day 18:00: by the calendar of a spreadsheet program.
  const rows = `${HEADING}<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>43891</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>
    <row r="4" hidden="1">${text('A4', 'x')}<c r="B4" s="2"><v>43891.75</v></c><c r="C4"><f>1+1</f></c></row>
    <row r="5">${text('A5', 'y')}<c r="B5" s="3"><v>61</v></c><c r="C5" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
    <row r="6">${text('A6', 'z')}<c r="C6" s="4"><v>3</v></c></row>`;
  const file = await opened(await aZip('dates.xlsx', aBook({ 隐患: { rows } })));
  expect(file).toMatchObject({ format: 'xlsx', table: '隐患', headingRow: 1 });
  expect(file.all).toEqual([
    { number: 2, values: { 名称: '惠山古镇', 日期: '2020-03-01', 数量: 2 } },
    { number: 4, values: { 名称: 'x', 日期: '2020-03-01T18:00:00', 数量: null } },
    {
      number: 5,
      values: { 名称: 'y', 日期: '1900-03-01', 数量: null },
      fault: { code: 'formula-error', detail: '#DIV/0!' },
    },
    { number: 6, values: { 名称: 'z', 日期: null, 数量: 3 } },
  ]);
  expect(file.notes).toEqual([
    { code: 'hidden-rows', values: { count: 1 } },
    { code: 'formulas', values: { count: 3, uncalculated: 1 } },
  ]);
});

it('takes the last row of a heading of merged cells, and says merged values in every row', async () => {
  const rows = `<row r="1">${text('A1', '无锡市隐患清单')}</row>
    <row r="2">${text('A2', '名称')}${text('B2', '位置')}${text('D2', '县区')}</row>
    <row r="3">${text('B3', '经度')}${text('C3', '纬度')}</row>
    <row r="4">${text('A4', '甲')}<c r="B4"><v>120.3</v></c><c r="C4"><v>31.5</v></c>${text('D4', '梁溪区')}</row>
    <row r="5">${text('A5', '乙')}<c r="B5"><v>120.4</v></c><c r="C5"><v>31.6</v></c></row>`;
  const merges = ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3', 'D4:D5'].map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const file = await opened(
    await aZip('merged.xlsx', aBook({ s: { rows, after: `<mergeCells>${merges}</mergeCells>` } })),
  );
  expect(file.headingRow).toBe(3);
  expect(file.all.map(({ values }) => values)).toEqual([
    { 名称: '甲', 经度: 120.3, 纬度: 31.5, 县区: '梁溪区' },
    { 名称: '乙', 经度: 120.4, 纬度: 31.6, 县区: '梁溪区' },
  ]);
});

it('begins with the first visible sheet and reads another when asked', async () => {
  const row = `<row r="2">${text('A2', 'x')}${text('B2', 'd')}</row>`;
  const path = await aZip(
    'sheets.xlsx',
    aBook({
      字典: { rows: HEADING + row, state: 'hidden' },
      数据: { rows: HEADING + row + row.replaceAll('2"', '3"') },
    }),
  );
  const file = await opened(path);
  expect(file.tables).toEqual([
    { name: '字典', hidden: true },
    { name: '数据', hidden: false },
  ]);
  expect([file.table, file.all.length]).toEqual(['数据', 2]);
  expect((await opened(path, { table: '字典' })).all).toHaveLength(1);
  await expect(opened(path, { table: '无' })).rejects.toMatchObject({ code: 'no-such-table' });
});

it('reads what ogr2ogr writes', async () => {
  const csv = aFile('source.csv', '名称,数量,日期\n惠山古镇,5,2020-03-01\n蠡园,,2021-12-31\n');
  await ogr2ogr('-f', 'XLSX', pathOf('ogr.xlsx'), csv, '-oo', 'AUTODETECT_TYPE=YES');
  const file = await opened(pathOf('ogr.xlsx'));
  expect(file.all.map(({ values }) => values)).toEqual([
    { 名称: '惠山古镇', 数量: 5, 日期: '2020-03-01' },
    { 名称: '蠡园', 数量: null, 日期: '2021-12-31' },
  ]);
});

const merged = (refs: readonly string[]) =>
  aBook({
    s: {
      rows: `${HEADING}<row r="2">${text('A2', 'x')}${text('B2', 'y')}</row>`,
      after: `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
    },
  });

it('fills merged areas that touch on all sides', async () => {
  const file = await opened(await aZip('touching.xlsx', merged(['A2:A3', 'B2:C2', 'A4:A5', 'B3:C5'])));
  expect(file.all).toEqual([{ number: 2, values: { 名称: 'x', 日期: 'y', 数量: 'y' } }]);
});

it.each<[string, Record<string, string | Uint8Array>, string]>([
  ['merged areas one upon the other (B6)', merged(Array.from({ length: 20_000 }, () => 'A1:SF99999')), 'merged-cells'],
  ['merged areas that share a cell', merged(['A2:B4', 'B4:C5']), 'merged-cells'],
  ['more merged areas than it keeps', merged(Array.from({ length: 50_001 }, (_, at) => `A${at + 9}`)), 'merged-cells'],
  ['a merged area that is none', merged(['B4:A2']), 'broken-file'],
  [
    'a bomb of zeroes (B6)',
    { ...aBook({ s: { rows: HEADING } }), 'xl/media/x.bin': Buffer.alloc(30 * 1024 * 1024) },
    'bomb',
  ],
  [
    'entities of its own',
    {
      ...aBook({ s: { rows: HEADING } }),
      'xl/sharedStrings.xml': '<!DOCTYPE s [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>',
    },
    'broken-file',
  ],
  [
    'a sheet cut short',
    { ...aBook({ s: { rows: HEADING } }), 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${HEADING}` },
    'broken-file',
  ],
  ['an empty sheet', aBook({ s: { rows: '' } }), 'empty-file'],
  ['a package of pictures', { 'a.png': 'x' }, 'unknown-format'],
])('refuses %s', async (_name, parts, code) => {
  const path = await aZip('bad.xlsx', parts);
  await expect(opened(path)).rejects.toMatchObject({ name: 'FileError', code });
});

it('says that a workbook is too old to be read', async () => {
  await expect(opened(aFile('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')))).rejects.toMatchObject({
    code: 'old-workbook',
  });
});
