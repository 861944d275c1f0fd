import stringWidth from 'string-width';

/** A line of a list of names and what they stand for; letters of East Asia are two columns wide. */
export const labelled = (label: string, text: string, width: number): string => `  ${columns(label, width)}${text}`;

/** A text filled up to so many columns. */
export const columns = (text: string, width: number): string =>
  `${text}${' '.repeat(Math.max(0, width - stringWidth(text)))}`;
