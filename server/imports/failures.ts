// Why an import as a whole failed, in the words of whoever brought the file.
import { FileError } from '../../geodata/files/opened-file.ts';
import type { Words } from './contract.ts';

export interface Failure {
  readonly code: string;
  readonly reason: Words;
}

const FILE: Readonly<Record<FileError['code'], readonly [zh: string, en: string]>> = {
  'unknown-format': ['不是 CSV、XLSX、Shapefile 压缩包或 GeoJSON', 'This is no CSV, XLSX, zipped shapefile or GeoJSON'],
  'empty-file': ['文件是空的', 'The file is empty'],
  'broken-file': ['文件已损坏，读不完整', 'The file is broken and cannot be read to its end'],
  'too-large': ['文件太大，请拆成几个', 'The file is too large: cut it into several'],
  bomb: ['压缩包展开后过大，已停止读取', 'The archive unpacks to far too much: reading was stopped'],
  'no-such-table': ['没有这个工作表或图层', 'There is no such sheet or layer'],
  encrypted: ['文件设有密码，请去掉密码后再导入', 'The file has a password: take it off first'],
  'old-workbook': ['旧版 .xls 请另存为 .xlsx', 'Save the old .xls as .xlsx first'],
  'missing-part': ['压缩包里缺少必需的文件', 'A part of the archive is missing'],
  'too-many-columns': ['列太多', 'The file has too many columns'],
  'merged-cells': [
    '合并单元格太多或互相重叠，请取消合并后再导入',
    'Too many cells are merged, or merged areas overlap: split them first',
  ],
  'wrong-encoding': ['文字编码不对，请另选编码', 'The text is not in this encoding: choose another one'],
};

const BY_STATE: Readonly<Record<string, Failure>> = {
  '42501': failure(
    'outside-area',
    '有的行不在您的区域内，全部没有写入',
    'A row lies outside of your area: nothing was written',
  ),
  '40P01': failure(
    'busy',
    '别人正在改同样的登记，全部没有写入，请再试',
    'Somebody changed the same rows: nothing was written, try again',
  ),
  '40001': failure(
    'busy',
    '别人正在改同样的登记，全部没有写入，请再试',
    'Somebody changed the same rows: nothing was written, try again',
  ),
  '23503': failure(
    'in-use',
    '有登记隶属于其中的行，全部保持原样',
    'Other rows belong to one of these: nothing was changed',
  ),
};

const OURS = failure('internal', '服务器出错，全部没有写入', 'Something went wrong on our side: nothing was written');
const FILE_GONE = failure(
  'file-gone',
  '文件已不在服务器上，请重新上传',
  'The file is no longer on the server: bring it again',
);

/** What is told of an error; ours are told without detail. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FileError) return failure(`file-${error.code}`, ...FILE[error.code]);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ENOENT' ? FILE_GONE : (BY_STATE[code] ?? OURS);
}

function failure(code: string, zh: string, en: string): Failure {
  return { code, reason: { zh, en } };
}
