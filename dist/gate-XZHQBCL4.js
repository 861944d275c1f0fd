import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-SCPS6ULX.js";import"./chunk-DDLQUNO5.js";import"./chunk-TU2JEVBC.js";import"./chunk-5PPKRHHP.js";import"./chunk-AQBIBXKD.js";export{gateCommand,gateSettings};
