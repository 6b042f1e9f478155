// The form of one step: its title, what it asks, what was refused, and one way on.
import { useId, type FormEvent, type ReactNode } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import { useWords } from '../../ui/language.ts';
import { Refusal, useWait } from './refusal.tsx';

interface Props<Answer, Given> {
  title: string;
  why?: ReactNode;
  send: string;
  step: UseMutationResult<Answer, Error, Given>;
  /** Another way of the same step, where one was tried and refused. */
  otherError?: Error | null;
  given: (form: HTMLFormElement) => Given;
  onDone?: (answer: Answer) => void;
  /** False while it is known that it would be refused. */
  ready?: boolean;
  children?: ReactNode;
  /** Other ways, under the button. */
  others?: ReactNode;
}

export function StepForm<Answer, Given>(props: Props<Answer, Given>) {
  const { title, why, send, step, otherError = null, given, onDone, ready = true, children, others } = props;
  const { t } = useWords();
  const heading = useId();
  const error = step.error ?? otherError;
  const left = useWait(error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    // What was refused is most likely typed anew: its field is ready for it.
    step.mutate(given(form), {
      onSuccess: (answer) => onDone?.(answer),
      onError: () => form.querySelector<HTMLInputElement>('input[data-again]')?.select(),
    });
  };
  return (
    <form className="step" aria-labelledby={heading} onSubmit={submit}>
      <h2 id={heading}>{title}</h2>
      {why && <div className="step-why">{why}</div>}
      {children}
      <Refusal error={error} left={left} />
      <button type="submit" className="button is-primary" disabled={step.isPending || left > 0 || !ready}>
        {step.isPending ? t('identity.signIn.busy') : send}
      </button>
      {others}
    </form>
  );
}
