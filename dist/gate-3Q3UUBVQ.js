import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-DK3R3XTI.js";import"./chunk-TU2JEVBC.js";import"./chunk-T5N3VP52.js";import"./chunk-6ZPQPUIW.js";export{gateCommand,gateSettings};
