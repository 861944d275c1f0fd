import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import process from"node:process";var{runGateStep}=await import("./gate-steps-JNJCWKA5.js");process.exitCode=await runGateStep(process.argv[2]??"",process.env,"0.9.0");
