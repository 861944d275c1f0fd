import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{requireTagName,watchCommand}from"./chunk-6QVPKRVA.js";import"./chunk-BLZSVCZK.js";import"./chunk-S2DCLGHW.js";import"./chunk-RMOK5NQU.js";import"./chunk-SSQLLXHR.js";import"./chunk-46LIROAJ.js";import"./chunk-Z3XKKB2U.js";export{requireTagName,watchCommand};
