import { useSession } from '../platform/session.ts';

/** Who is signed in, in which post. */
export function WhoAmI() {
  const { data } = useSession();
  if (!data) return null;
  return (
    <span className="who">
      <span className="avatar" aria-hidden="true">
        {data.user.name.slice(0, 1)}
      </span>
      <span className="who-name" title={data.user.name}>
        {data.user.post || data.user.name}
      </span>
    </span>
  );
}
