import { Icon, type IconName } from './icons.tsx';

/** A neutral sign in the place of a badge: things without a level carry no level's shape or hue. */
export function ThingMark({ icon, size = 28 }: { icon: IconName; size?: number }) {
  return (
    <span className="thing-mark" style={{ width: size, height: size }}>
      <Icon name={icon} size={Math.round(size * 0.57)} />
    </span>
  );
}
