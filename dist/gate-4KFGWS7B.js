import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-ZK2DXZKK.js";import"./chunk-Z5SVU35A.js";import"./chunk-S2DCLGHW.js";import"./chunk-46LIROAJ.js";import"./chunk-Z3XKKB2U.js";export{gateCommand,gateSettings};
