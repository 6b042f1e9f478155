// The design's tokens as the map's painters need them. tokens.css stays the only place with values.

/** CSS colours by the token's role. */
export interface Palette {
  readonly void: string;
  readonly surface: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly accent: string;
  readonly unknown: string;
  readonly levels: Readonly<Record<'1' | '2' | '3' | '4', { fill: string; ink: string }>>;
}

/** Reads the tokens in force at an element; its `data-theme`, or that of what is around it, decides. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const level = (no: number) => ({ fill: token(`--c-lv${no}`), ink: token(`--c-lv${no}-ink`) });
  return {
    void: token('--c-void'),
    surface: token('--c-surface'),
    line: token('--c-line'),
    lineStrong: token('--c-line-strong'),
    text: token('--c-text'),
    text2: token('--c-text-2'),
    text3: token('--c-text-3'),
    accent: token('--c-accent'),
    unknown: token('--c-unknown'),
    levels: { 1: level(1), 2: level(2), 3: level(3), 4: level(4) },
  };
}
