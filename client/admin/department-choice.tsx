// All departments, or some.
import { useWords } from '../ui/language.ts';
import { useDepartments } from '../ui/use-departments.ts';

export const ALL_DEPARTMENTS = ['*'];

interface Props {
  chosen: readonly string[];
  onChange: (codes: readonly string[]) => void;
  /** None but these can be chosen. */
  within?: readonly string[];
}

export function DepartmentChoice({ chosen, onChange, within = ALL_DEPARTMENTS }: Props) {
  const { t } = useWords();
  const anything = within.includes('*');
  const offered = useDepartments().filter(({ code, closed }) => !closed && (anything || within.includes(code)));
  const toggle = (code: string) => {
    const some = chosen.filter((one) => one !== '*' && one !== code);
    onChange(chosen.includes(code) ? some : [...some, code]);
  };
  return (
    <fieldset className="admin-field">
      <legend>{t('admin.pages.departments')}</legend>
      <div className="admin-choices">
        {anything && (
          <label className="admin-check">
            <input
              type="checkbox"
              checked={chosen.includes('*')}
              onChange={({ target }) => onChange(target.checked ? ALL_DEPARTMENTS : [])}
            />
            {t('admin.posts.allDepartments')}
          </label>
        )}
        {offered.map(({ code, word }) => (
          <label key={code} className="admin-check">
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
