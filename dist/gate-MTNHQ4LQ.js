import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-ZPUIG3MI.js";import"./chunk-DDLQUNO5.js";import"./chunk-TU2JEVBC.js";import"./chunk-722GC75A.js";import"./chunk-LZKWIZRE.js";export{gateCommand,gateSettings};
