// One of a few, each with a word on what it is for.
import { useId } from 'react';

interface Props<Value extends string> {
  label: string;
  options: readonly { readonly value: Value; readonly word: string; readonly hint?: string }[];
  chosen: Value;
  onChoose: (value: Value) => void;
}

export function Choices<Value extends string>({ label, options, chosen, onChoose }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="export-choice">
      <legend>{label}</legend>
      <div className="choices">
        {options.map(({ value, word, hint }) => (
          <label key={value} className="choice">
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>
              <b>{word}</b>
              {hint !== undefined && <small>{hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
