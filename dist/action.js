import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import process from"node:process";var{runActionStage}=await import("./release-steps-K73QLJSC.js");process.exitCode=await runActionStage(process.argv[2]??"",process.env,"0.9.0");
