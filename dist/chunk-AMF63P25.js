import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{hideSecrets,tokensIn}from"./chunk-7JOJEDLL.js";import{randomBytes}from"node:crypto";import{appendFileSync}from"node:fs";var RunnerFiles=class{#env;constructor(env){this.#env=env}setOutput(name,value){let delimiter=`end_${randomBytes(16).toString("hex")}`;this.#append("GITHUB_OUTPUT",`${name}<<${delimiter}
${value}
${delimiter}
`)}addSummary(markdown){this.#append("GITHUB_STEP_SUMMARY",`${hideSecrets(markdown,tokensIn(this.#env))}
`)}#append(variable,text){let path=this.#env[variable];path!==void 0&&path!==""&&appendFileSync(path,text)}};function workflowCommand(command,title,message){let data=message.replaceAll("%","%25").replaceAll("\r","%0D").replaceAll(`
`,"%0A"),property=title.replaceAll("%","%25").replaceAll("\r","%0D").replaceAll(`
`,"%0A").replaceAll(":","%3A").replaceAll(",","%2C");return`::${command} title=${property}::${data}`}export{RunnerFiles,workflowCommand};
