import { afterAll } from 'vitest';

type Tidy = () => void | Promise<void>;

const leftovers: Tidy[] = [];

/** Does this after the last test of the file that is running: what was made last is put away first. */
export function afterThisFile(tidy: Tidy): void {
  leftovers.push(tidy);
}

/** Once for each file; modules like this one stay loaded from file to file. */
export function tidyAfterFile(): void {
  afterAll(async () => {
    for (let tidy = leftovers.pop(); tidy !== undefined; tidy = leftovers.pop()) await tidy();
  });
}
