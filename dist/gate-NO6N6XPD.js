import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-2N72RJNU.js";import"./chunk-3RF3OS6V.js";import"./chunk-DDLQUNO5.js";import"./chunk-TU2JEVBC.js";import"./chunk-J5GB7L6S.js";import"./chunk-6LVDNSEI.js";import"./chunk-M2KIE3FR.js";export{gateCommand,gateSettings};
