// Why an assessment could not be computed or kept: each fault with its place in the form.
import { RequestError } from '../../platform/http.ts';
import { useWords, type Translate } from '../../ui/language.ts';
import { problemText } from '../../ui/problem-text.ts';

const HOLDING = /\/units\/(\d+)\/holdings\/(\d+)\/(\w+)$/;
const FIELDS = ['quantityT', 'no', 'cas', 'name', 'class', 'persons', 'personsReason', 'static', 'dynamic'] as const;

export function AssessmentFailure({ error }: { error: Error | null }) {
  const { t } = useWords();
  if (!error) return null;
  const places = error instanceof RequestError ? error.errors.map(({ pointer }) => placeOf(pointer, t)) : [];
  return (
    <div className="field-error" role="alert">
      {problemText(error, t)}
      {places.length > 0 && (
        <ul>
          {places.map((place) => (
            <li key={place}>{place}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function placeOf(pointer: string, t: Translate): string {
  const [, unit, row, inHolding] = HOLDING.exec(pointer) ?? [];
  const name = inHolding ?? pointer.slice(pointer.lastIndexOf('/') + 1);
  const field = t(`assessment.fields.${FIELDS.find((one) => one === name) ?? 'other'}`);
  return unit === undefined ? field : t('assessment.where', { unit: Number(unit) + 1, row: Number(row) + 1, field });
}
