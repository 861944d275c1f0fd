#!/usr/bin/env node
import"./rolldown-runtime.js";import process from"node:process";if(process.argv.length===3&&(process.argv[2]===`--version`||process.argv[2]===`-V`))process.stdout.write(`0.9.0
`);else{let{runProgram:e}=await import(`./program.js`);process.exitCode=await e(process.argv,`0.9.0`)}export{};