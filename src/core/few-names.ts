/** "a, b, c and 2 more": the first few of a list, and how many there are besides. */
export const fewNames = (names: readonly (string | undefined)[], most = 5): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;
