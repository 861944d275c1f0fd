import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{benchCommand,benchConfig,interrupted,measure}from"./chunk-ARBFU23Q.js";import"./chunk-6YZZZ2JU.js";import"./chunk-MTXHFG6F.js";import"./chunk-ANP4KNLK.js";import"./chunk-SDDO2KDN.js";import"./chunk-6ZPQPUIW.js";export{benchCommand,benchConfig,interrupted,measure};
