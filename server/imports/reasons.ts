// Why a row is refused or kept, in the words of whoever must correct it. One place for screens, downloads and the command line.
import type { Fault } from '../../geodata/pack/rows.ts';
import type { RowReason, Words } from './contract.ts';
import { titleOfField, titlesOfWords } from './layer-fields.ts';

/** What the database finds out about a row. */
type Found =
  | 'outside-city'
  | 'outside-area'
  | 'no-such-division'
  | 'no-such-department'
  | 'own-department-left-out'
  | 'limit-not-yours'
  | 'code-elsewhere'
  | 'twice';
/** Why the undo leaves a row as it is. */
export type Kept = 'changed-since' | 'gone-since' | 'in-use';

/** A reason as it is kept: the words are made when it is read. */
export interface StoredReason {
  readonly code: Fault['code'] | Found | Kept;
  readonly field?: string | null;
  readonly given?: string | null;
  readonly expected?: string | null;
}

/** Of `expected` only what is a list of our own words has names in both languages. */
type Say = (field: Words, given: string, expected: string, words: Words) => readonly [zh: string, en: string];

const SENTENCES: Readonly<Record<StoredReason['code'], Say>> = {
  missing: ({ zh, en }) => [`缺少“${zh}”`, `${en} is missing`],
  'not-text': ({ zh, en }) => [`“${zh}”不是文字`, `${en} is no text`],
  'too-long': ({ zh, en }, _given, most) => [`“${zh}”超过 ${most} 个字`, `${en} has more than ${most} letters`],
  'control-character': ({ zh, en }) => [`“${zh}”含有控制字符`, `${en} holds a control character`],
  'not-a-word': ({ zh, en }, given, _expected, words) => [
    `“${zh}”的“${given}”不是可用的值${words.zh && `，可用：${words.zh}`}`,
    `${en} "${given}" is no word that is known here${words.en && `; known: ${words.en}`}`,
  ],
  'not-a-number': ({ zh, en }, given, range) => [
    `“${zh}”的“${given}”不是 ${range} 之间的数`,
    `${en} "${given}" is no number in ${range}`,
  ],
  'not-yes-or-no': ({ zh, en }, given) => [
    `“${zh}”的“${given}”既不是“是”也不是“否”`,
    `${en} "${given}" is neither yes nor no`,
  ],
  'bad-code': ({ zh, en }, given, digits) => [
    `“${zh}”的“${given}”位数不对${digits && `，应为 ${digits} 位`}`,
    `${en} "${given}" has not the digits that it needs${digits && ` (${digits})`}`,
  ],
  'no-geometry': () => ['没有位置', 'has no place'],
  'wrong-geometry': (_field, given, expected) => [
    `图形类型是 ${given}，应为 ${expected}`,
    `its shape is a ${given}, not a ${expected}`,
  ],
  'bad-geometry': (_field, given, expected) => [
    `图形有误${given && `（${given}）`}${expected && `：${expected}`}`,
    `its shape is not sound${given && ` (${given})`}${expected && `: ${expected}`}`,
  ],
  'geometry-collection': () => ['几何集合不能导入，请拆成单个图形', 'a geometry collection cannot be taken: split it'],
  'not-a-feature': () => ['这一项不是 GeoJSON 要素', 'is no GeoJSON feature'],
  'broken-json': (_field, given) => [`JSON 已损坏：${given}`, `its JSON is broken: ${given}`],
  'bad-coordinate': (_field, given) => [`坐标无法识别：${given}`, `its coordinates cannot be read: ${given}`],
  'zero-coordinate': () => ['坐标是 0,0，请填写真实位置', 'its coordinates are 0,0: give the real place'],
  'outside-of-system': (_field, given) => [
    `坐标不在所选坐标系的范围内：${given}`,
    `its coordinates do not lie in the chosen system: ${given}`,
  ],
  'formula-error': (_field, given) => [`单元格公式出错：${given}`, `a formula of it failed: ${given}`],
  'outside-city': () => ['位置不在本市任何区划内', 'lies in no division of the city'],
  'outside-area': () => ['位置不在您的区域内', 'lies outside of your area'],
  'no-such-division': () => ['所属区划尚未登记', 'the division that it belongs to is not registered'],
  'no-such-department': (_field, given) => [`没有部门“${given}”`, `there is no department "${given}"`],
  'own-department-left-out': () => [
    '“仅限部门”不含您自己的部门',
    'the departments that it is limited to leave out your own',
  ],
  'limit-not-yours': () => [
    '“仅限部门”与现在的不同，您不能改',
    'it changes for which departments this is, which you may not',
  ],
  'code-elsewhere': (_field, given) => [`编号“${given}”不能在这里使用`, `the code "${given}" may not be used here`],
  twice: (_field, given) => [
    `“${given}”在文件里重复，以第一次为准`,
    `"${given}" stands in the file twice; the first one counts`,
  ],
  'changed-since': () => ['导入之后又被修改过，保持现状', 'was changed after the import; it stays as it is'],
  'gone-since': () => ['导入之后已被删除', 'was removed after the import'],
  'in-use': () => ['已有别的登记隶属于它，保持现状', 'others belong to it by now; it stays as it is'],
};

/** A stored reason with its words. */
export function reasonOf({ code, field = null, given, expected }: StoredReason): RowReason {
  const words = titlesOfWords(field ?? '', expected ?? '');
  const [zh, en] = SENTENCES[code](titleOfField(field ?? ''), shortened(given), expected ?? '', words);
  return { code, field, words: { zh, en } };
}

const SHOWN = 60;
const shortened = (text: string | null | undefined) =>
  text === null || text === undefined ? '' : text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
