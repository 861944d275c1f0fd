/** The folder with action.yml, gate/ and dist/ as src/ builds to them; made at the start of every run of the tests. */
export const BUILT_PROGRAM: string = process.env.ZLINK_BUILT_PROGRAM ?? missing();

function missing(): never {
  throw new Error('The program was not built: run the tests by `npm test`.');
}
