// Our fields and the columns that fill them, or one value for all rows.
import type { ImportMapping, Inspection, LayerField, LayerFields } from '#contract/imports';
import { DrawerSection } from '../ui/drawer.tsx';
import { Choice } from './import-file.tsx';
import { useSentences } from './sentences.ts';

interface Props {
  inspection: Inspection;
  fields: LayerFields;
  mapping: ImportMapping;
  onMapping: (mapping: ImportMapping) => void;
}

export function ColumnChoices({ inspection, fields, mapping, onMapping }: Props) {
  const { t } = useSentences();
  const learnt = inspection.mappingFrom === 'learnt';
  return (
    <DrawerSection title={t('imports.columns')}>
      {learnt && <p className="import-note">{t('imports.learnt')}</p>}
      {fields.fields.map((field) => (
        <FieldChoice key={field.name} field={field} inspection={inspection} mapping={mapping} onMapping={onMapping} />
      ))}
      {fields.makesCodes && mapping.columns.code === undefined && (
        <p className="import-note">{t('imports.makesCodes')}</p>
      )}
    </DrawerSection>
  );
}

const COLUMN = 'column ';
const WORD = 'word ';

function FieldChoice({ field, inspection, mapping, onMapping }: Omit<Props, 'fields'> & { field: LayerField }) {
  const { t, told } = useSentences();
  const { name, title, required, words } = field;
  const column = mapping.columns[name];
  const constant = mapping.constants[name];
  const value = column !== undefined ? COLUMN + column : constant !== undefined ? WORD + String(constant) : '';
  const choose = (next: string) => {
    const { [name]: _column, ...columns } = mapping.columns;
    const { [name]: _constant, ...constants } = mapping.constants;
    if (next.startsWith(COLUMN)) columns[name] = next.slice(COLUMN.length);
    if (next.startsWith(WORD)) constants[name] = next.slice(WORD.length);
    onMapping({ ...mapping, columns, constants });
  };
  const samples = inspection.columns.find((one) => one.name === column)?.samples ?? [];
  return (
    <>
      <Choice label={told(title)} required={required} value={value} onChange={choose}>
        <option value="">{t(required ? 'imports.chooseColumn' : 'imports.leaveEmpty')}</option>
        <optgroup label={t('imports.fromColumn')}>
          {inspection.columns.map((one) => (
            <option key={one.name} value={COLUMN + one.name}>
              {one.name}
            </option>
          ))}
        </optgroup>
        {words.length > 0 && (
          <optgroup label={t('imports.allRows')}>
            {words.map((one) => (
              <option key={one.word} value={WORD + one.word}>
                {told(one.title)}
              </option>
            ))}
          </optgroup>
        )}
      </Choice>
      {samples.length > 0 && <p className="import-samples">{samples.slice(0, 3).join(' · ')}</p>}
    </>
  );
}
