// Units with what they are designed to hold, and who lives around them.
import { useId } from 'react';
import type { SchemeOf } from '#contract/hazards/assessment';
import { Icon } from '../../ui/icons.tsx';
import { useWords } from '../../ui/language.ts';
import {
  choiceOf,
  EMPTY_ROW,
  EMPTY_UNIT,
  substanceOf,
  type MajorHazardDraft,
  type RowDraft,
  type UnitDraft,
} from './major-hazard-draft.ts';
import { useNameOf } from './use-assessments.ts';

type Content = SchemeOf<'gb-18218'>['content'];
interface Props {
  content: Content;
  draft: MajorHazardDraft;
  onChange: (draft: MajorHazardDraft) => void;
}

const replaced = <Item,>(items: readonly Item[], at: number, item: Item) =>
  items.map((one, no) => (no === at ? item : one));
const without = <Item,>(items: readonly Item[], at: number) => items.filter((_, no) => no !== at);

export function MajorHazardForm({ content, draft, onChange }: Props) {
  const { t, language } = useWords();
  const list = useId();
  const { units, persons, reason } = draft;
  return (
    <>
      <datalist id={list}>
        {content.substances.map((one) => (
          <option key={one.no} value={choiceOf(one, language)} />
        ))}
      </datalist>
      {units.map((unit, no) => (
        <UnitFields
          key={no}
          {...{ content, unit, no, list }}
          onChange={(next) => onChange({ ...draft, units: replaced(units, no, next) })}
          onRemove={units.length > 1 ? () => onChange({ ...draft, units: without(units, no) }) : undefined}
        />
      ))}
      <button
        type="button"
        className="link-button"
        onClick={() => onChange({ ...draft, units: [...units, EMPTY_UNIT] })}
      >
        {t('assessment.addUnit')}
      </button>
      <label>
        {t('assessment.persons')}
        <input
          type="number"
          min={0}
          step={1}
          value={persons}
          onChange={({ target }) => onChange({ ...draft, persons: target.value })}
        />
      </label>
      <p className="hint">{t('assessment.personsHint')}</p>
      {persons.trim() !== '' && (
        <label>
          {t('assessment.personsReason')}
          <input
            type="text"
            required
            maxLength={500}
            value={reason}
            onChange={({ target }) => onChange({ ...draft, reason: target.value })}
          />
        </label>
      )}
    </>
  );
}

interface UnitProps {
  content: Content;
  unit: UnitDraft;
  no: number;
  list: string;
  onChange: (unit: UnitDraft) => void;
  onRemove: (() => void) | undefined;
}

function UnitFields({ content, unit, no, list, onChange, onRemove }: UnitProps) {
  const { t } = useWords();
  const { name, kind, rows } = unit;
  return (
    <fieldset className="unit-fields">
      <legend>{t('assessment.unitNo', { no: no + 1 })}</legend>
      <div className="unit-head">
        <label>
          {t('assessment.unitName')}
          <input
            type="text"
            required
            maxLength={100}
            value={name}
            onChange={({ target }) => onChange({ ...unit, name: target.value })}
          />
        </label>
        <label>
          {t('assessment.unitKind')}
          <select
            value={kind}
            onChange={({ target }) => onChange({ ...unit, kind: target.value as UnitDraft['kind'] })}
          >
            {(['storage', 'production'] as const).map((value) => (
              <option key={value} value={value}>
                {t(`assessment.unitKinds.${value}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {rows.map((row, at) => (
        <RowFields
          key={at}
          {...{ content, row, list, no: at + 1 }}
          onChange={(next) => onChange({ ...unit, rows: replaced(rows, at, next) })}
          onRemove={rows.length > 1 ? () => onChange({ ...unit, rows: without(rows, at) }) : undefined}
        />
      ))}
      <div className="unit-acts">
        <button type="button" className="link-button" onClick={() => onChange({ ...unit, rows: [...rows, EMPTY_ROW] })}>
          {t('assessment.addSubstance')}
        </button>
        {onRemove && (
          <button type="button" className="link-button" onClick={onRemove}>
            {t('assessment.removeUnit', { no: no + 1 })}
          </button>
        )}
      </div>
    </fieldset>
  );
}

interface RowProps {
  content: Content;
  row: RowDraft;
  no: number;
  list: string;
  onChange: (row: RowDraft) => void;
  onRemove: (() => void) | undefined;
}

function RowFields({ content, row, no, list, onChange, onRemove }: RowProps) {
  const { t } = useWords();
  const nameOf = useNameOf();
  const known = substanceOf(content, row.substance);
  const typed = row.substance.trim() !== '';
  return (
    <div className="holding-fields">
      <label>
        {t('assessment.substance')}
        <input
          type="text"
          list={list}
          required
          maxLength={100}
          value={row.substance}
          onChange={({ target }) => onChange({ ...row, substance: target.value })}
        />
      </label>
      <label>
        {t('assessment.class')}
        <select
          value={row.class}
          required={typed && !known}
          onChange={({ target }) => onChange({ ...row, class: target.value })}
        >
          <option value="">
            {known
              ? `${t('assessment.classOfScheme')} ${known.class}`
              : t(typed ? 'assessment.classChoose' : 'assessment.classOfScheme')}
          </option>
          {content.classes.map(({ symbol, name }) => (
            <option key={symbol} value={symbol}>
              {symbol} {nameOf(name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('assessment.quantity')}
        <input
          type="number"
          min={0}
          step="any"
          required
          value={row.quantity}
          onChange={({ target }) => onChange({ ...row, quantity: target.value })}
        />
      </label>
      <button
        type="button"
        className="icon-button"
        disabled={!onRemove}
        title={t('assessment.removeSubstance', { no })}
        aria-label={t('assessment.removeSubstance', { no })}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
