/** The pack as a whole cannot be read; the message names the file and says what is wrong, for the user. */
export class PackError extends Error {
  override name = 'PackError';
}
