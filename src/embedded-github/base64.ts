/** GitHub breaks base64 after 60 characters, and ends it with a line end. */
export const wrappedBase64 = (bytes: Buffer): string => bytes.toString('base64').replace(/.{1,60}/g, '$&\n');

export const isBase64 = (text: string): boolean => {
  const dense = text.replace(/\s/g, '');
  return dense.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(dense);
};
