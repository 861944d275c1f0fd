import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-ZKWRYODA.js";import"./chunk-EFSWDVYX.js";import"./chunk-L325T37C.js";import"./chunk-ZEHJY4GI.js";import"./chunk-XQUMRBPB.js";import"./chunk-7JOJEDLL.js";import"./chunk-CU35WSZK.js";export{gateCommand,gateSettings};
