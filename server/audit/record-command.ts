// What operators do at the machine stands in the log beside what everybody else does.
import type { RecordRun } from '../platform/command.ts';
import type { Services } from '../platform/services.ts';
import { record } from './record.ts';

/** Records a command as the operator's, with the words that followed it. */
export const recordCommand =
  ({ database }: Pick<Services, 'database'>): RecordRun =>
  async ({ access, name }, args) => {
    const operator = database.as({ role: 'job', areas: [], actor: 'operator' });
    await operator.transaction((tx) =>
      record(tx, { act: access.act, object: `operator/${name}`.slice(0, 200), after: { arguments: args } }),
    );
  };
