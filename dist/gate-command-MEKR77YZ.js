import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-7RJ4DPBB.js";import"./chunk-MUGI4P7Y.js";import"./chunk-L325T37C.js";import"./chunk-IZZIHA5E.js";import"./chunk-W6FPDET2.js";import"./chunk-4GZIHXBN.js";export{gateCommand,gateSettings};
