import { rolldown } from 'rolldown';

/** Makes JavaScript of a script and of all that it imports: `node bundle.mjs SCRIPT FOLDER` leaves `script.mjs` there. */
const [script, directory] = process.argv.slice(2);
const bundle = await rolldown({
  input: { script },
  platform: 'node',
  resolve: { mainFields: ['module', 'main'] },
  transform: { target: 'node20' },
  checks: { ineffectiveDynamicImport: false },
});
await bundle.write({ dir: directory, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' });
await bundle.close();
