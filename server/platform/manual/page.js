// Shows /api/openapi.json as a page. Text goes in as text, never as markup.

const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

function describe(path, method, { summary = '', parameters, requestBody, responses }) {
  const details = element('details');
  const line = element('summary');
  line.append(element('span', method, 'method'), element('code', path), ` ${summary}`);
  details.append(line);
  const parts = { parameters, requestBody, responses };
  for (const [name, part] of Object.entries(parts)) {
    if (!part) continue;
    details.append(element('h3', name), element('pre', JSON.stringify(part, null, 2)));
  }
  return details;
}

function byTag(paths) {
  const tags = new Map();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'platform';
      tags.set(tag, [...(tags.get(tag) ?? []), describe(path, method, operation)]);
    }
  }
  return [...tags].sort(([one], [other]) => one.localeCompare(other));
}

async function show() {
  const state = document.getElementById('state');
  const answer = await fetch('/api/openapi.json');
  if (!answer.ok) {
    state.textContent = `读取失败 / could not be read (${answer.status})`;
    return;
  }
  const { info, paths } = await answer.json();
  document.getElementById('about').textContent = `${info.version} · ${info.description}`;
  for (const [tag, operations] of byTag(paths)) {
    document.getElementById('operations').append(element('h2', tag), ...operations);
  }
  state.remove();
}

await show();
