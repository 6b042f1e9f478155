// Division paths as scopes: fixed widths (2, 4, 6, 9, 12 digits), so that one lies in another exactly when it begins with it.

/** Whether an area lies in any of the others. An empty path lies in nothing and holds nothing. */
export function isInside(path: string, areas: readonly string[]): boolean {
  return path !== '' && areas.some((area) => area !== '' && path.startsWith(area));
}
