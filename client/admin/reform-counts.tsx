import type { ReformPreview } from '#contract/identity/administration/requests';
import { formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { zh } from '../ui/words/index.ts';

type Thing = keyof typeof zh.admin.divisions.things;
const isKnown = (thing: string): thing is Thing => Object.hasOwn(zh.admin.divisions.things, thing);
/** `grids.division` is `grids_division` among the words, where a dot separates keys. */
const keyOf = (thing: string): string => thing.replace('.', '_');

/** How many rows of which thing would move; a table without a word of its own shows its name. */
export function CountList({ counts }: { counts: ReformPreview['counts'] }) {
  const { t, language } = useWords();
  return (
    <ul className="plain">
      {counts.map(({ thing, rows }) => {
        const key = keyOf(thing);
        return (
          <li key={thing}>
            {isKnown(key) ? t(`admin.divisions.things.${key}`) : thing}: {formatNumber(rows, language)}
          </li>
        );
      })}
    </ul>
  );
}
