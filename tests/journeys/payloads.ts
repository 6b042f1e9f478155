// Script payloads for names, titles, notes and addresses. Each calls `ran()` where a page is careless.

const CALLS = [
  'ran()',
  'top.ran()',
  '(0,ran)()',
  'ran``',
  "self['ran']()",
  'setTimeout(ran)',
  'eval(`ran()`)',
  'Function(`ran()`)()',
];

/** Ways into a page: as markup, out of an attribute, as an address, as a style, out of a script, through a template, as Markdown. */
const WAYS: readonly ((call: string) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `<img src=x onerror="${call}">`,
  (call) => `<svg onload="${call}">`,
  (call) => `<svg><script>${call}</script></svg>`,
  (call) => `<body onload="${call}">`,
  (call) => `<details open ontoggle="${call}">`,
  (call) => `<iframe srcdoc="<script>parent.${call}</script>">`,
  (call) => `<input autofocus onfocus="${call}">`,
  (call) => `<video><source onerror="${call}"></video>`,
  (call) => `<a href="javascript:${call}" id=a>x</a>`,
  (call) => `<math><mtext><style><img src=x onerror="${call}">`,
  (call) => `<style>@keyframes x{}</style><b style="animation:x" onanimationstart="${call}">`,
  (call) => `"><img src=x onerror="${call}">`,
  (call) => `'><svg/onload="${call}">`,
  (call) => `" onmouseover="${call}" x="`,
  (call) => `' autofocus onfocus='${call.replaceAll("'", '`')}' x='`,
  (call) => `javascript:${call}`,
  (call) => `data:text/html,<script>${call}</script>`,
  (call) => `</textarea><script>${call}</script>`,
  (call) => `</title><script>${call}</script>`,
  (call) => `</script><script>${call}</script>`,
  (call) => `--><script>${call}</script><!--`,
  (call) => `]]><script>${call}</script>`,
  (call) => `';${call};//`,
  (call) => `\${${call}}`,
  (call) => `{{constructor.constructor('${call.replaceAll("'", '`')}')()}}`,
  (call) => `$t(${call})`,
  (call) => `[x](javascript:${call})`,
  (call) => `&lt;img src=x onerror=${call}&gt;`,
  (call) => `%3Cimg%20src=x%20onerror=${call}%3E`,
  (call) => `＜img src=x onerror="${call}"＞`,
  (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
];

/** 256 of them, none longer than a title may be (120). */
export const PAYLOADS: readonly string[] = CALLS.flatMap((call) => WAYS.map((way) => way(call)));
