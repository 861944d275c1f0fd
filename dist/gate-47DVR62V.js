import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-6YZZZ2JU.js";import"./chunk-MTXHFG6F.js";import"./chunk-ANP4KNLK.js";import"./chunk-6ZPQPUIW.js";export{gateCommand,gateSettings};
