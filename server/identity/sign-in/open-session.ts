// A sign-in as it goes on: a session is opened for whoever has shown who they are, and takes their post where there is but one.
import type { Tx } from '../../../db/connection.ts';
import { record } from '../../audit/record.ts';
import { isSecureAddress } from '../../platform/proxies.ts';
import type { Services } from '../../platform/services.ts';
import { signInStep } from '../algorithms/sign-in-step.ts';
import type { PostChoice, SignInStep } from '../contract.ts';
import { sessionToken } from '../session-cookie.ts';
import { endSession, findSession, markSecondFactor, openSession, takePost, type NewSession } from '../sessions.ts';
import { findPostChoices } from '../store.ts';
import type { From } from './identity-db.ts';
import { browserToken, rememberBrowser } from './known-browser.ts';

export interface Opened {
  readonly token: string;
  readonly step: SignInStep | undefined;
  /** `Set-Cookie` of a browser that is known from now on. */
  readonly knownBrowser: string | undefined;
}

type Needs = Pick<Services, 'config' | 'clock'>;

/**
 * Opens a session and writes it down; the one that the browser had before ends.
 *
 * @param tx       in the name of the person
 * @param who.secondFactor  a provider says that it has seen one; a passkey is one
 */
export async function beginSession(
  tx: Tx,
  services: Needs,
  who: Pick<NewSession, 'personId' | 'openedBy'> & { readonly secondFactor?: boolean },
  from: From,
): Promise<Opened> {
  const secure = isSecureAddress(services.config);
  const before = sessionToken(from.cookies, secure);
  const old = before === undefined ? undefined : await findSession(tx, before);
  if (old) await endSession(tx, old.id, 'rotated');
  const { personId, openedBy } = who;
  const token = await openSession(
    tx,
    { personId, openedBy, address: from.address, agent: from.agent },
    services.clock(),
  );
  const { id } = (await findSession(tx, token))!;
  if (who.openedBy === 'passkey' || who.secondFactor) await markSecondFactor(tx, id);
  await record(tx, {
    act: 'identity:sign-in',
    object: `identity.person/${who.personId}`,
    after: { by: who.openedBy, session: id },
  });
  return goOn(tx, services, token, from);
}

/** What is next: the only post is taken by itself, and a browser in which nothing is missing but a choice becomes known. */
export async function goOn(tx: Tx, services: Needs, token: string, from: From): Promise<Opened> {
  const { config, clock } = services;
  const stepOf = async () => {
    const found = (await findSession(tx, token))!;
    return { found, step: signInStep(found, config.secondFactor) };
  };
  let { found, step } = await stepOf();
  const [only, ...others] = step === 'post' ? await findPostChoices(tx, found.personId) : [];
  if (only && others.length === 0) {
    await takeAPost(tx, config, found, only);
    ({ found, step } = await stepOf());
  }
  if (step === 'second-factor') return { token, step, knownBrowser: undefined };
  const secure = isSecureAddress(config);
  const shown = browserToken(from.cookies, secure);
  const knownBrowser = await rememberBrowser(tx, { personId: found.personId, shown, secure }, clock());
  return { token, step, knownBrowser };
}

/** Takes or changes the post of a session, and writes it down. */
export async function takeAPost(
  tx: Tx,
  { idleMinutes, idleMinutesByRole }: Services['config'],
  session: { readonly id: string; readonly post: { readonly id: string } | null },
  { id: postId, role }: PostChoice,
): Promise<void> {
  await takePost(tx, session.id, { postId, idleS: (idleMinutesByRole.get(role) ?? idleMinutes) * 60 });
  await record(tx, {
    act: 'identity:take-post',
    object: `identity.post/${postId}`,
    before: { post: session.post?.id ?? null },
    after: { post: postId, role, session: session.id },
  });
}
