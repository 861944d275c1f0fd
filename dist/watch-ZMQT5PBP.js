import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{requireTagName,watchCommand}from"./chunk-6QCZKE4I.js";import"./chunk-SSS7IXQX.js";import"./chunk-S2DCLGHW.js";import"./chunk-HABOLEUR.js";import"./chunk-GK2WTAKH.js";import"./chunk-L45WOWCK.js";import"./chunk-L67L7L3W.js";import"./chunk-C36EJRW4.js";export{requireTagName,watchCommand};
