import { tidyAfterFile } from './leftovers.ts';

/** Runs before every file of tests. */
// What src/ was made into tells where in it an error is.
process.setSourceMapsEnabled(true);
tidyAfterFile();
