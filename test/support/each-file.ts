import { tidyAfterFile } from './leftovers.ts';

/** Runs before every file of tests. */
tidyAfterFile();
