// Small choices kept on this machine: which panels are open, the language, recent searches. Never data of the city.

/** What was kept under the name, or the fallback where nothing was or the browser keeps nothing. */
export function recall<Value>(name: string, fallback: Value): Value {
  const text = storage()?.getItem(`fengsui.${name}`);
  if (text === undefined || text === null) return fallback;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return fallback; // somebody else wrote there: as good as nothing
  }
}

/** Keeps a choice. A full or forbidden storage loses it: it is a convenience, nothing rests on it. */
export function remember(name: string, value: unknown): void {
  try {
    storage()?.setItem(`fengsui.${name}`, JSON.stringify(value));
  } catch {
    return;
  }
}

/** Reading the property alone throws where storage is forbidden. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
