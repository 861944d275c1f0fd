import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var STAGES=["plan","test","bench","gate","propose","merge","tag","watch","verify","report"];export{STAGES};
