import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{planAsJson,planCommand,standing}from"./chunk-YCYRHL35.js";import"./chunk-IZD564TB.js";import"./chunk-MU5YUA3J.js";import"./chunk-RMOK5NQU.js";import"./chunk-SSQLLXHR.js";import"./chunk-46LIROAJ.js";import"./chunk-Z3XKKB2U.js";export{planAsJson,planCommand,standing};
