// The name in a `Host` header.

/** The name in a `Host` header without its port, lower case; undefined where it is none. */
export function hostNameOf(host: string | undefined): string | undefined {
  const name = /^(\[[0-9a-f:.]+\]|[0-9a-z._-]+)(:\d{1,5})?$/i.exec(host ?? '')?.[1];
  return name?.toLowerCase();
}
