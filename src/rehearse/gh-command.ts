/**
 * How a person asks an embedded GitHub by gh. It speaks plain HTTP to api.github.localhost only, on port 80; a proxy in its
 * environment takes it anywhere.
 *
 * @param at.name owner/name
 */
export const ghCommand = ({ origin, token, name }: Readonly<Record<'origin' | 'token' | 'name', string>>): string =>
  `HTTP_PROXY=${origin} GH_HOST=github.localhost GH_TOKEN=${token} gh run list -R github.localhost/${name}`;
