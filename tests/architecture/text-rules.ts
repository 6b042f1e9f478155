// What may not stand in a file.
import ts from 'typescript';
import { codeOf, file, parse, type Rule, type SourceFile } from './house.ts';

/** A rule on the text of files whose path matches; comments are not looked at unless `raw`. */
function textRule(
  name: string,
  where: RegExp,
  never: RegExp,
  counterexamples: SourceFile[],
  allowed: SourceFile[] = [],
  raw = false,
): Rule {
  return {
    name,
    breaks: (house) =>
      house
        .filter(({ path }) => where.test(path))
        .flatMap((source) => linesWith(source, raw ? source.text : codeOf(source), never)),
    counterexamples: counterexamples.map((one) => [one]),
    allowed,
  };
}

function linesWith(source: SourceFile, text: string, never: RegExp): string[] {
  const everywhere = new RegExp(never.source, `g${never.flags.replace('g', '')}`);
  return [...text.matchAll(everywhere)].map(
    ({ index, 0: found }) => `${source.path}:${text.slice(0, index).split('\n').length} ${found.trim()}`,
  );
}

const HOUSE = /^(client|server|db|geodata)\//;
const CJK = /[\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]/;
const SPOKEN_ATTRIBUTES = new Set([
  'title',
  'alt',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
]);

/** They work on any layer's or any table's columns, whatever they are. */
const GENERIC = '(?!server/platform/tile-encoding\\.ts$|db/migrations/000[12]-(platform|history)\\.sql$)';

/** Words that a component writes itself: text between tags, and attributes that are read out. */
function ownWords(source: SourceFile): string[] {
  const tree = parse(source.text, source.path);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text) && !isKey(node)) found.push(node.text.trim());
    if (
      ts.isJsxAttribute(node) &&
      SPOKEN_ATTRIBUTES.has(node.name.getText(tree)) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer)
    ) {
      if (/\p{L}/u.test(node.initializer.text)) found.push(node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.map((words) => `${source.path} “${words}”`);
}

/** What stands on a key of the keyboard is the same in every language. */
const isKey = ({ parent }: ts.JsxText) => ts.isJsxElement(parent) && parent.openingElement.tagName.getText() === 'kbd';

export const textRules: readonly Rule[] = [
  textRule(
    'nothing is left for later',
    HOUSE,
    /\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/,
    [file('server/hazards/store.ts', '// TO' + 'DO: the rest')],
    [file('server/hazards/routes.ts', '// what to do')],
    true,
  ),
  textRule(
    'a query lists its columns',
    new RegExp(`^${GENERIC}(client|server|db|geodata)/`),
    /\b(SELECT|RETURNING)\s+(DISTINCT\s+)?(\w+\.)?\*/i,
    [
      file('server/hazards/store.ts', 'sql`SELECT * FROM hazards.hazard`'),
      file('db/derived/hazards.open.sql', 'SELECT h.* FROM hazards.hazard h'),
    ],
    [
      file('server/hazards/store.ts', 'sql`SELECT count(*) FROM hazards.hazard`'),
      file('db/sql.ts', '// never SELECT *'),
    ],
  ),
  textRule(
    'the client writes no markup as text',
    /^client\//,
    /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\.setHTML\(|srcdoc|createContextualFragment/i,
    [
      file('client/ui/rich-text.tsx', '<p dangerouslySetInnerHTML={{ __html: text }} />'),
      file('client/map/popup.ts', 'popup.setHTML(name)'),
      file('client/ui/mark.ts', 'node.innerHTML = name'),
    ],
    [file('client/map/popup.ts', 'node.textContent = name')],
  ),
  textRule(
    'the client speaks to the server through client/platform',
    /^client\/(?!platform\/)/,
    /(?<![\w.])fetch\(|new (WebSocket|EventSource|XMLHttpRequest)\b|sendBeacon/,
    [file('client/hazards/use-hazards.ts', 'await fetch(url)')],
    [file('client/platform/http.ts', 'await fetch(url)'), file('client/hazards/use-hazards.ts', 'query.refetch()')],
  ),
  textRule(
    'whether our address is encrypted is asked of platform/proxies.ts',
    /^server\/(?!platform\/proxies\.ts$)/,
    /publicUrl\.startsWith\(/,
    [file('server/walls/remote-routes.ts', "const isSecure = config.publicUrl.startsWith('https:');")],
    [file('server/walls/remote-routes.ts', 'const isSecure = isSecureAddress(config);')],
  ),
  textRule(
    'a new secret is one of platform/new-secret.ts',
    /^server\/(?!platform\/new-secret\.ts$)/,
    /randomBytes\(\d+\)\.toString\('base64url'\)/,
    [file('server/walls/pairing.ts', "const token = randomBytes(32).toString('base64url');")],
    [file('server/walls/pairing.ts', 'const code = writeCode(randomBytes(10));')],
  ),
  textRule(
    'Chinese stands in client/ui/words alone',
    // The characters of the level badge are drawn signs, like its shapes; formats are the words of figures.
    /^client\/(?!ui\/words\/|ui\/formats\.ts$|map\/badge\.ts$).*\.(tsx?|css)$/,
    CJK,
    [
      file('client/hazards/hazard-panel.tsx', 'export const title = "危险源";'),
      file('client/hazards/row.tsx', 'export const Row = () => <p>危险源</p>;'),
    ],
    [
      file('client/ui/words/zh.ts', 'export const title = "危险源";'),
      file('client/hazards/list.tsx', '// 危险源\nexport const list = [];'),
    ],
  ),
  {
    name: 'components take every word from a key',
    breaks: (house) => house.filter(({ path }) => /^client\/(?!ui\/words\/).*\.tsx$/.test(path)).flatMap(ownWords),
    counterexamples: [
      [file('client/hazards/row.tsx', 'export const Row = () => <p>Hazards</p>;')],
      [file('client/hazards/close.tsx', 'export const Close = () => <button aria-label="Close" />;')],
    ],
    allowed: [
      file(
        'client/hazards/row.tsx',
        'export const Row = () => <p title={say("hazards")}>{say("hazards")} · 1 <kbd>Esc</kbd></p>;',
      ),
    ],
  },
  textRule(
    'algorithms know neither time nor chance',
    /\/algorithms\//,
    /\bDate\.now\(|new Date\(\s*\)|Math\.random\(|performance\.now\(|randomUUID|getRandomValues|\bprocess\.|\bconsole\./,
    ['Date.now()', 'new Date()', 'Math.random()'].map((text) => file('server/demo/algorithms/rhythm.ts', text)),
    [file('server/demo/algorithms/rhythm.ts', 'new Date(at)'), file('server/demo/routes.ts', 'Math.random()')],
  ),
  textRule(
    'routes and stores take the time from the clock',
    /^server\/[^/]+\/(routes|store)\.ts$/,
    /\bDate\.now\(|new Date\(\s*\)/,
    [file('server/hazards/routes.ts', 'const now = new Date();')],
    [file('server/hazards/routes.ts', 'const now = clock();')],
  ),
  textRule(
    'no try in a route',
    /^server\/.*\/routes\.ts$/,
    /\btry\s*\{/,
    [file('server/hazards/routes.ts', 'try { await act(); } finally { end(); }')],
    [file('server/hazards/import.ts', 'try { read(); } finally { close(); }')],
  ),
  textRule(
    'geometry is refused, never repaired',
    HOUSE,
    /ST_MakeValid/i,
    [file('server/hazards/store.ts', 'sql`SELECT ST_MakeValid(${area})`')],
    [file('server/hazards/store.ts', '// never ST_MakeValid')],
  ),
  textRule(
    'a test waits for the thing itself',
    /^tests\/(?!bench\/|architecture\/)/,
    /waitForTimeout\(|setTimeout\(\s*(resolve|done|r)\b|timers\/promises/,
    [
      file('tests/journeys/cut.journey.test.ts', 'await page.waitForTimeout(500)'),
      file('tests/hazards/routes.db.test.ts', 'await new Promise((resolve) => setTimeout(resolve, 50))'),
    ],
    [file('tests/bench/tiles.ts', 'setTimeout(resolve, 50)')],
  ),
];
