import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{requireTagName,watchCommand}from"./chunk-ITGZ4IWG.js";import"./chunk-6SQMBJDV.js";import"./chunk-S2DCLGHW.js";import"./chunk-RMOK5NQU.js";import"./chunk-GK2WTAKH.js";import"./chunk-L45WOWCK.js";import"./chunk-46LIROAJ.js";import"./chunk-Z3XKKB2U.js";export{requireTagName,watchCommand};
