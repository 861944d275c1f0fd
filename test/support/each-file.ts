import { tidyAfterFile } from './leftovers.ts';

/** Runs before every file of tests. */
process.setSourceMapsEnabled(true);
tidyAfterFile();
