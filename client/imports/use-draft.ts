// What was chosen for a file and no check has taken yet. It outlives the drawer: a click on the map loses nothing of it.
import { useEffect } from 'react';
import { hashKey } from '@tanstack/react-query';
import { create } from 'zustand';
import type { CheckOrder, Import } from '#contract/imports';
import { forgetWhen } from '../platform/person.ts';

export interface Draft {
  /** What is on the screen: as chosen, else as it was checked last, else as it was found. */
  readonly order: CheckOrder;
  /** What was checked is what is on the screen. */
  readonly asChecked: boolean;
  change(part: Partial<CheckOrder>): void;
}

/** By the id of the import; a file that is read otherwise has other columns and begins anew. */
const useDrafts = create<Readonly<Record<string, { readonly reading: string; readonly order: CheckOrder }>>>(
  () => ({}),
);
forgetWhen('replaced', () => useDrafts.setState({}, true));

/** Of these nothing can be chosen any more. */
const WRITTEN: readonly Import['state'][] = ['writing', 'done', 'undoing', 'undone'];

export function useDraft(found: Import): Draft {
  const { id, inspection, fileKept, state } = found;
  const reading = hashKey([inspection.reading]);
  const kept = useDrafts((all) => all[id]);
  const open = fileKept && !WRITTEN.includes(state);
  const order = open && kept?.reading === reading ? kept.order : firstOrder(found);
  const taken = isCheckedWith(found, order);
  const over = kept !== undefined && (taken || !open);
  useEffect(() => {
    if (over) forgetDraft(id);
  }, [over, id]);
  return {
    order,
    asChecked: state === 'checked' && taken,
    change: (part) => useDrafts.setState({ [id]: { reading, order: { ...order, ...part } } }),
  };
}

/** Once the import is put away. */
export function forgetDraft(id: string): void {
  const { [id]: _gone, ...others } = useDrafts.getState();
  useDrafts.setState(others, true);
}

function firstOrder({ mapping, crs, approximate, inspection }: Import): CheckOrder {
  return {
    mapping: mapping ?? inspection.mapping,
    crs: crs ?? inspection.crs?.name ?? inspection.statedCrs ?? 'wgs84',
    approximate,
  };
}

/** The database keeps the fields of a mapping in an order of its own, and names of systems in small letters. */
function isCheckedWith({ mapping, crs, approximate }: Import, order: CheckOrder): boolean {
  if (mapping === null || crs === null) return false;
  return said({ mapping, crs, approximate }) === said(order);
}

const said = ({ mapping, crs, approximate }: CheckOrder) => hashKey([mapping, crs.toLowerCase(), approximate]);
