import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-CCV2VBCB.js";import"./chunk-GP325KDE.js";import"./chunk-S2DCLGHW.js";import"./chunk-46LIROAJ.js";import"./chunk-Z3XKKB2U.js";export{gateCommand,gateSettings};
