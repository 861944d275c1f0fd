import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-SET7EZCZ.js";import"./chunk-XJQMTJFH.js";import"./chunk-L325T37C.js";import"./chunk-LJ2OQQMJ.js";import"./chunk-JM5YZDOY.js";import"./chunk-YT2MXLTD.js";export{gateCommand,gateSettings};
