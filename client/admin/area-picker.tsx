// Areas chosen from the tree of divisions, or found by name, initials or code.
import { useId, useState } from 'react';
import type { DivisionNode, NamedArea } from '#contract/identity/administration';
import { useWords } from '../ui/language.ts';
import { useSettled } from '../ui/use-settled.ts';
import { useAdmin } from './use-admin.ts';

const REST_MS = 200;

interface Props {
  label: string;
  chosen: readonly NamedArea[];
  onChange: (areas: readonly NamedArea[]) => void;
  /** One area alone: another takes its place. */
  single?: boolean;
}

export function AreaPicker({ label, chosen, onChange, single = false }: Props) {
  const { t } = useWords();
  const id = useId();
  const [words, setWords] = useState('');
  const rested = useSettled(words.trim(), REST_MS);
  const toggle = ({ path, name }: NamedArea) => {
    const without = chosen.filter((area) => area.path !== path);
    if (without.length < chosen.length) onChange(without);
    else onChange(single ? [{ path, name }] : [...without, { path, name }]);
  };
  return (
    <fieldset className="admin-field">
      <legend>{label}</legend>
      <p className="admin-chosen">
        {chosen.length === 0 && <span className="quiet">{t('admin.areas.none')}</span>}
        {chosen.map((area) => (
          <button key={area.path} type="button" className="chip" onClick={() => toggle(area)}>
            {area.name} <span aria-hidden="true">×</span>
            <span className="only-heard">{t('admin.areas.remove')}</span>
          </button>
        ))}
      </p>
      <input
        id={id}
        type="search"
        value={words}
        aria-label={t('admin.areas.find')}
        placeholder={t('admin.areas.find')}
        onChange={({ target }) => setWords(target.value)}
      />
      <div className="admin-choices">
        <Branch key={rested} search={rested} chosen={chosen} onToggle={toggle} />
      </div>
    </fieldset>
  );
}

interface BranchProps {
  parent?: string;
  search?: string;
  chosen: readonly NamedArea[];
  onToggle: (area: NamedArea) => void;
}

function Branch({ parent, search = '', chosen, onToggle }: BranchProps) {
  const { t } = useWords();
  const asked = new URLSearchParams({ ...(parent !== undefined && { parent }), ...(search !== '' && { q: search }) });
  const { data, error } = useAdmin<DivisionNode[]>(`/divisions?${asked}`);
  if (error) return <p className="field-error">{t('admin.areas.failed')}</p>;
  if (data?.length === 0) return <p className="quiet admin-check">{t('admin.areas.nothing')}</p>;
  return (
    <ul className="plain admin-branch">
      {data?.map((node) => (
        <Twig key={node.path} node={node} chosen={chosen} onToggle={onToggle} />
      ))}
    </ul>
  );
}

function Twig({
  node,
  chosen,
  onToggle,
}: {
  node: DivisionNode;
  chosen: readonly NamedArea[];
  onToggle: (area: NamedArea) => void;
}) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="admin-twig">
        <label className="admin-check">
          <input
            type="checkbox"
            checked={chosen.some(({ path }) => path === node.path)}
            onChange={() => onToggle(node)}
          />
          {node.name} <small>{node.path}</small>
        </label>
        {node.children > 0 && (
          <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'admin.areas.fold' : 'admin.areas.unfold', { n: node.children })}
            <span className="only-heard"> {node.name}</span>
          </button>
        )}
      </div>
      {open && <Branch parent={node.path} chosen={chosen} onToggle={onToggle} />}
    </li>
  );
}
