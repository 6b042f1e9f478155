// Asked before an act that ends something for somebody: what it means stands here, and the button says it once more.
import { FormDialog } from './form-dialog.tsx';
import { useSend, type Sending } from './use-admin.ts';

interface Props<Answer> {
  /** What is ended, and whose. */
  title: string;
  /** What it means. */
  hint: string;
  send: string;
  sending: Sending;
  onDone?: (answer: Answer) => void;
  onClose: () => void;
}

export function EndingForm<Answer>({ title, hint, send: says, sending, onDone, onClose }: Props<Answer>) {
  const send = useSend<Answer>();
  const end = () =>
    send.mutate(sending, {
      onSuccess: (answer) => {
        onClose();
        onDone?.(answer);
      },
    });
  return (
    <FormDialog title={title} send={says} busy={send.isPending} error={send.error} onSend={end} onClose={onClose}>
      <p>{hint}</p>
    </FormDialog>
  );
}
