import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{gateCommand,gateSettings}from"./chunk-Y6JVFKNQ.js";import"./chunk-WCW3IVNP.js";import"./chunk-DDLQUNO5.js";import"./chunk-TU2JEVBC.js";import"./chunk-YK3VAODY.js";import"./chunk-6LVDNSEI.js";import"./chunk-M2KIE3FR.js";export{gateCommand,gateSettings};
