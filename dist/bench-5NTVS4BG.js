import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{benchCommand,benchConfig,interrupted,measure}from"./chunk-QEDW6MSL.js";import"./chunk-DK3R3XTI.js";import"./chunk-TU2JEVBC.js";import"./chunk-T5N3VP52.js";import"./chunk-SDDO2KDN.js";import"./chunk-6ZPQPUIW.js";export{benchCommand,benchConfig,interrupted,measure};
