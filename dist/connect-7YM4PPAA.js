import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{connect,readConfig}from"./chunk-46LIROAJ.js";import"./chunk-Z3XKKB2U.js";export{connect,readConfig};
