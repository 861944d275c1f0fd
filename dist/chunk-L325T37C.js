import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function oneLine(text,limit=500){let looked=text.slice(0,limit*20),clean=looked.replace(/[\r\n\t\p{Zl}\p{Zp}]+/gu," ").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu,"�"),characters=[...clean];return characters.length<=limit&&looked.length===text.length?clean:`${characters.slice(0,limit-1).join("")}…`}function escapeHtml(text){return text.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").replaceAll('"',"&quot;").replaceAll("'","&#39;")}function escapeMarkdown(text,limit=500){return oneLine(text,limit).replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").replace(/[\\`*_[\]|~$]/g,"\\$&").replace(/^(\s*(?:\d{1,9}(?=[.)]))?)([-+=.)])/,"$1\\$2").replaceAll("@","@​").replaceAll("#","#​").replace(/:\/\//g,":​//").replace(/\bwww\./gi,match=>`${match.slice(0,-1)}​.`).replace(/\b(gh)-(?=\d)/gi,"$1​-")}function markdownCode(text,limit=120){let clean=oneLine(text,limit).replaceAll("\\|","\\​|").replaceAll("|","\\|"),longest=Math.max(0,...[...clean.matchAll(/`+/g)].map(match=>match[0].length)),fence="`".repeat(longest+1),pad=longest>0||clean.trim()===""?" ":"";return`${fence}${pad}${clean}${pad}${fence}`}import{createHash}from"node:crypto";var STYLE=`
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --shade: #f6f8fa;
  --link: #0550ae; --good: #116329; --bad: #b42318; --warn: #7d4e00; --added: #e6f6ea; --removed: #fdeceb; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9da7b3; --line: #30363d; --shade: #161b22;
    --link: #79b8ff; --good: #56d364; --bad: #ff8a80; --warn: #e3b341; --added: #12261a; --removed: #2d1517; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 0.3rem; }
a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); }
.status { display: inline-block; padding: 0.1rem 0.7rem; border: 2px solid currentColor; border-radius: 1rem; font-weight: 700; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
.soft { color: var(--soft); } ul { padding-left: 1.2rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { white-space: pre-wrap; margin: 0.5rem 0; padding: 0.6rem; background: var(--shade); border: 1px solid var(--line); }
summary { cursor: pointer; }
.scroll { overflow-x: auto; } .scroll:focus-visible { outline: 2px solid var(--link); }
table { min-width: min(100%, 22rem); border-collapse: collapse; font-size: 0.9rem; } caption { text-align: left; color: var(--soft); padding-bottom: 0.3rem; }
th, td { padding: 0.25rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.plain th, .plain td { white-space: normal; vertical-align: top; } .plain th { overflow-wrap: break-word; }
`,MOST_ROWS=500,safe=(text,limit=500)=>escapeHtml(oneLine(text,limit)),MOST_LINES=400;function preformatted(text){let lines=text.split(/\r\n|\n|\r/),shown=lines.slice(0,MOST_LINES).map(line=>safe(line.replaceAll("	","    "),1e3));return lines.length>MOST_LINES&&shown.push(`… and ${lines.length-MOST_LINES} more lines`),`<pre>${shown.join(`
`)}</pre>`}function htmlPage({title,body,style=""}){return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentPolicy(style))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${safe(title,200)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`}function contentPolicy(style=""){return`default-src 'none'; img-src data:; style-src 'sha256-${createHash("sha256").update(`${STYLE}${style}`).digest("base64")}'; base-uri 'none'; form-action 'none'`}var section=(title,...content)=>{let shown=content.filter(each=>each!=="").join(`
`);return shown===""?"":`<section><h2>${safe(title)}</h2>${shown}</section>`};function table(caption,columns,rows,{wholeIn}={}){let kind=column=>column?.number===!0?' class="number"':"",head=columns.map(column=>`<th scope="col"${kind(column)}>${column.title}</th>`).join(""),body=rows.slice(0,MOST_ROWS).map(cells=>{let[first="",...others]=cells,rest=others.map((cell,index)=>`<td${kind(columns[index+1])}>${cell}</td>`).join("");return`<tr><th scope="row">${first}</th>${rest}</tr>`}).join(`
`),left=rows.length-MOST_ROWS,more=left>0?`<p class="soft">… and ${left} more rows${wholeIn===void 0?"":`: see ${safe(wholeIn)}`}.</p>`:"";return`<div class="scroll" role="region" aria-label="${safe(caption)}" tabindex="0"><table><caption>${safe(caption)}</caption><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>${more}`}function definitionTable(caption,lines){let rows=lines.slice(0,MOST_ROWS).map(([label,value])=>`<tr><th scope="row">${safe(label,120)}</th><td>${value}</td></tr>`);return`<table class="plain"><caption>${safe(caption)}</caption><tbody>${rows.join(`
`)}</tbody></table>`}export{oneLine,escapeHtml,escapeMarkdown,markdownCode,safe,preformatted,htmlPage,contentPolicy,section,table,definitionTable};
