// The house as its rules see it: files, and the arrows that their imports draw.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Arrow {
  readonly file: string;
  /** A path of the project. */
  readonly to: string;
  /** As written. */
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** A rule finds what breaks it. Its counterexamples prove that it can fail: each of them alone must break it. */
export interface Rule {
  readonly name: string;
  breaks(house: readonly SourceFile[]): string[];
  readonly counterexamples: readonly (readonly SourceFile[])[];
  /** What looks alike and is allowed. */
  readonly allowed: readonly SourceFile[];
}

const ROOMS = ['client', 'server', 'db', 'geodata', 'tests'];
const CODE = /\.(ts|tsx|mjs|sql|css)$/;

/** Every file of code in the work tree, also one not yet committed. */
export function readHouse(): SourceFile[] {
  const paths = ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((path) =>
      posix.join(room, path.replaceAll('\\', '/')),
    ),
  );
  return paths.filter((path) => CODE.test(path)).map((path) => file(path, readFileSync(path, 'utf8')));
}

export const file = (path: string, text: string): SourceFile => ({ path, text });

/** All relative and `#contract` imports, re-exports, dynamic imports and `new URL(…, import.meta.url)`. */
export function arrowsOf(house: readonly SourceFile[]): Arrow[] {
  return house.filter(({ path }) => /\.tsx?$/.test(path)).flatMap((source) => remembered(arrows, source, arrowsOfFile));
}

const IMPORT = /(?:\b(import|export)\s+(type\s)?[^;'"`]*?from\s*|\bimport\s*\(?\s*|new URL\(\s*)(['"])([^'"]+)\3/g;

function arrowsOfFile(source: SourceFile): Arrow[] {
  return [...codeOf(source).matchAll(IMPORT)].flatMap(([, , type, , specifier = '']) => {
    const to = resolve(source.path, specifier);
    return to ? [{ file: source.path, to, specifier, typeOnly: type !== undefined }] : [];
  });
}

function resolve(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#contract/')) return `server/${bare.slice('#contract/'.length)}/contract.ts`;
  return bare.startsWith('.') ? posix.join(posix.dirname(from), bare) : undefined;
}

/** The packages that a file takes from outside, `node:` ones too. */
export function packagesOf(source: SourceFile): string[] {
  return [...codeOf(source).matchAll(IMPORT)]
    .map(([, , , , specifier = '']) => specifier)
    .filter((name) => !/^[.#]/.test(name));
}

/** Some forty rules look at each file: what is read out of it is kept. */
const arrows = new WeakMap<SourceFile, Arrow[]>();
const codes = new WeakMap<SourceFile, string>();

function remembered<Answer>(
  memory: WeakMap<SourceFile, Answer>,
  source: SourceFile,
  work: (source: SourceFile) => Answer,
): Answer {
  const answer = memory.get(source) ?? work(source);
  memory.set(source, answer);
  return answer;
}

/** The text without its comments; line breaks stay, so that lines can be counted. */
export const codeOf = (source: SourceFile): string => remembered(codes, source, withoutComments);

function withoutComments({ path, text }: SourceFile): string {
  if (path.endsWith('.sql')) return text.replace(/--.*$|\/\*[\s\S]*?\*\//gm, blank);
  if (path.endsWith('.css')) return text.replace(/\/\*[\s\S]*?\*\//g, blank);
  return commentsOf(text, path).reduce(
    (code, { pos, end }) => code.slice(0, pos) + blank(code.slice(pos, end)) + code.slice(end),
    text,
  );
}

const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');

function commentsOf(text: string, path: string): ts.CommentRange[] {
  const source = parse(text, path);
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node) => {
    if (node.kind !== ts.SyntaxKind.JsxText) {
      for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) found.set(range.pos, range);
      for (const range of ts.getTrailingCommentRanges(text, node.getEnd()) ?? [])
        if (!inJsxText(node)) found.set(range.pos, range);
    }
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  return [...found.values()];
}

/** What follows an element's `>` or `}` inside of JSX is text, not a comment. */
function inJsxText(node: ts.Node): boolean {
  const parent = node.parent as ts.Node | undefined;
  return (
    parent !== undefined &&
    (ts.isJsxOpeningElement(parent) ||
      ts.isJsxExpression(parent) ||
      ts.isJsxElement(parent) ||
      ts.isJsxFragment(parent))
  );
}

export function parse(text: string, path: string): ts.SourceFile {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kind);
}

/** The capabilities in the order of `server/capabilities.ts`, ground floor first. */
export function floorsOf(house: readonly SourceFile[]): string[] {
  const list = house.find(({ path }) => path === 'server/capabilities.ts');
  if (!list) return [];
  const folders = new Map(
    [...codeOf(list).matchAll(/import\s*\{\s*(\w+)[^}]*\}\s*from\s*'\.\/([^/']+)\/capability\.ts'/g)].map(
      ([, name, folder]) => [name, folder],
    ),
  );
  const listed = /capabilities[^=]*=\s*\[([^\]]*)\]/.exec(codeOf(list))?.[1] ?? '';
  return listed.split(',').flatMap((name) => folders.get(/^\w+/.exec(name.trim())?.[0] ?? '') ?? []);
}
