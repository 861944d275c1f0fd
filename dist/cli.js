#!/usr/bin/env node
import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import process from"node:process";if(process.argv.length===3&&(process.argv[2]==="--version"||process.argv[2]==="-V"))process.stdout.write(`0.9.0
`);else{let{runProgram}=await import("./program-BRCKH7EO.js");process.exitCode=await runProgram(process.argv,"0.9.0")}
