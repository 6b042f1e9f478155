import { forOperator, type Command } from '../platform/command.ts';
import type { AuditFault, Verification } from './contract.ts';
import { verify } from './verify.ts';

const verifyCommand: Command = {
  name: 'audit verify',
  access: forOperator('audit:verify'),
  readsOnly: true,
  usage: 'audit verify  proves the record of who did what, or names its first broken entry',
  async run(services, _args, { print }) {
    const found = await verify(services, services.db);
    for (const line of report(found, services.config.auditAnchorFile)) print(line);
    return found.proven ? 0 : 1;
  },
};

export const auditCommands: readonly Command[] = [verifyCommand];

function* report(found: Verification, file: string): Generator<string> {
  const { fault, sealed, unsealed, late, lateNo, anchors, unreadableAnchors, afterLastAnchor, prunedThrough } = found;
  const rate = found.tookMs > 0 ? `, ${Math.round((sealed / found.tookMs) * 1000)} a second` : '';
  yield `${sealed} sealed entries in ${(found.tookMs / 1000).toFixed(1)} s${rate}; ${unsealed} wait for their seal`;
  yield `${anchors} anchors compared in ${file}; ${afterLastAnchor} entries were sealed after the last of them`;
  if (prunedThrough > 0) yield `The chain begins after place ${prunedThrough}: what was before was old and was removed`;
  if (unreadableAnchors > 0) yield `${unreadableAnchors} lines of the anchors cannot be read`;
  if (sealed > 0 && anchors === 0) yield 'No anchor was found: a tail that was cut off could not be told';
  if (late > 0)
    yield `${late} entries were left unsealed for over a minute, entry ${lateNo} first: is a server running?`;
  if (fault) yield `BROKEN: ${sayFault(fault)}`;
  else yield found.proven ? 'Proven: every digest, every link and every anchor holds' : 'Nothing is broken, but it is not proven'; // prettier-ignore
}

function sayFault({ kind, no, pos, until }: AuditFault): string {
  const place = pos === null ? '' : ` (place ${pos}${until !== null && until > pos ? ` to ${until}` : ''})`;
  const entry = no === null ? 'an entry' : `entry ${no}`;
  const said: Record<AuditFault['kind'], string> = {
    'entry-changed': `${entry} is not as it was written${place}`,
    'entry-missing': `${entry} was deleted${place}`,
    'entry-inserted': `${entry} was put in among older ones${place}`,
    'seal-missing': `a seal was deleted${place}`,
    'chain-broken': `${entry} and its digest, or its seal, are not those that were sealed${place}`,
    'anchor-differs': `the chain was computed anew from ${entry} on, or later${place}: an anchor knows another one`,
    'tail-cut': `the chain ends before an anchor that was laid down: its tail was cut off${place}`,
    'checkpoint-unproven': `no entry tells of the removal of what was before place ${(pos ?? 0) + 1}`,
  };
  return said[kind];
}
