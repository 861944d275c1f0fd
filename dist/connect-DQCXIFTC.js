import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{connect,readConfig}from"./chunk-L67L7L3W.js";import"./chunk-C36EJRW4.js";export{connect,readConfig};
