import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{Stop,VirtualClock,checked,failed,problem}from"./chunk-7JOJEDLL.js";import{spawn}from"node:child_process";import{createHash}from"node:crypto";import{existsSync,readFileSync,statSync}from"node:fs";import{mkdir,readdir,rename,rm,writeFile}from"node:fs/promises";import{join}from"node:path";import{deflateSync}from"node:zlib";var GitFailure=class extends Error{name="GitFailure"},ObjectMissing=class extends Error{name="ObjectMissing"},MAXIMUM_OBJECT=100*1024*1024,CACHE_BYTES=32*1024*1024,MAXIMUM_OUTPUT=512*1024*1024,ZERO="0".repeat(40),EMPTY_TREE="4b825dc642cb6eb9a060e54bf8d69288fbee4904",isObjectId=text2=>/^[0-9a-f]{40}$/.test(text2),isWellFormed=text2=>!new RegExp("\\p{Surrogate}","u").test(text2);function isValidRefName(name){if(!name.startsWith("refs/")||name.length>1024)return!1;let parts=name.split("/");if(parts.length<3)return!1;for(let part of parts)if(part===""||part.startsWith(".")||part.endsWith(".lock"))return!1;return name.endsWith(".")||name.includes("..")||name.includes("@{")?!1:!/[\u0000-\u0020\u007f~^:?*[\\]/.test(name)&&isWellFormed(name)}function gitEnvironment(){let inherited={};for(let[name,value]of Object.entries(process.env))name.startsWith("GIT_")||(inherited[name]=value);return{...inherited,LC_ALL:"C",GIT_CONFIG_NOSYSTEM:"1",GIT_CONFIG_GLOBAL:"/dev/null",GIT_ATTR_NOSYSTEM:"1",GIT_TERMINAL_PROMPT:"0",GIT_LITERAL_PATHSPECS:"1",GIT_NO_REPLACE_OBJECTS:"1",GIT_NO_LAZY_FETCH:"1",GIT_OPTIONAL_LOCKS:"0"}}var OPTIONS=["-c","core.hooksPath=/dev/null","-c","gc.auto=0","-c","maintenance.auto=false"];function runGit(args,options={}){return new Promise((resolve2,reject)=>{let child=spawn("git",args,{env:options.env??gitEnvironment(),stdio:["pipe","pipe","pipe"],...options.cwd===void 0?{}:{cwd:options.cwd}}),out=[],size=0,stderr="";child.stdout.on("data",chunk=>{if(size+=chunk.byteLength,size>(options.maximumOutput??MAXIMUM_OUTPUT)){child.kill("SIGKILL"),reject(new GitFailure(`git ${args[0]}: the output is larger than expected`));return}out.push(chunk)}),child.stderr.on("data",chunk=>{stderr.length<16384&&(stderr+=chunk.toString("utf8"))}),child.on("error",cause=>reject(new GitFailure(`git cannot be started: ${cause.message}`,{cause}))),child.on("close",code=>resolve2({exitCode:code??128,stdout:Buffer.concat(out),stderr:stderr.trim()})),child.stdin.on("error",()=>{}),child.stdin.end(options.input??"")})}var GitConversation=class{#args;#child=null;#received=Buffer.alloc(0);#stderr="";#waiting=[];constructor(args){this.#args=args}ask(question,parse){return new Promise((resolve2,reject)=>{let child=this.#start();this.#waiting.push({take:received=>{let answer=parse(received);return answer===null?null:(resolve2(answer.value),answer.length)},reject}),hold(child,!0),child.stdin.write(question)})}#start(){if(this.#child!==null)return this.#child;let child=spawn("git",this.#args,{env:gitEnvironment(),stdio:["pipe","pipe","pipe"]});this.#child=child,this.#received=Buffer.alloc(0),this.#stderr="",child.unref();let end=why=>{if(this.#child!==child)return;this.#child=null;let waiting=this.#waiting;this.#waiting=[];for(let each of waiting)each.reject(new GitFailure(why))};return child.stdin.on("error",()=>{}),child.stderr.on("data",chunk=>{this.#stderr.length<16384&&(this.#stderr+=chunk.toString("utf8"))}),child.stdout.on("data",chunk=>this.#receive(child,chunk)),child.on("error",error=>end(`git cannot be started: ${error.message}`)),child.on("close",()=>end(this.#stderr.trim()||"git ended unexpectedly")),child}#receive(child,chunk){this.#received=this.#received.byteLength===0?chunk:Buffer.concat([this.#received,chunk]);for(let next=this.#waiting[0];next!==void 0;next=this.#waiting[0]){let length=next.take(this.#received);if(length===null)return;this.#received=this.#received.subarray(length),this.#waiting.shift()}hold(child,!1)}async close(){let child=this.#child;if(child===null)return;hold(child,!0);let ended=new Promise(resolve2=>{child.once("close",()=>resolve2())});child.stdin.end(),await ended}};function hold(child,alive){for(let stream of[child.stdin,child.stdout,child.stderr])alive?stream.ref?.():stream.unref?.();alive?child.ref():child.unref()}function parseHeader(received){let end=received.indexOf(10);if(end===-1)return null;let[sha="",type="",size=""]=received.toString("latin1",0,end).split(" ");return{value:/^\d+$/.test(size)&&isObjectId(sha)?{sha,type,size:Number(size)}:null,length:end+1}}function parseContents(received){let header=parseHeader(received);if(header===null)return null;if(header.value===null)return{value:null,length:header.length};let end=header.length+header.value.size;if(received.byteLength<end+1)return null;let bytes=Buffer.from(received.subarray(header.length,end));return{value:{type:header.value.type,bytes},length:end+1}}var temporaryCount=0,GitRepository=class _GitRepository{directory;#reader;#refWriter;#cache=new Map;#cacheSize=0;#answers=new Map;#packedRefs={stamp:"",refs:new Map};#refTurn=Promise.resolve();constructor(directory){this.directory=directory,this.#reader=new GitConversation([...this.#base(),"cat-file","--batch-command"]),this.#refWriter=new GitConversation([...this.#base(),"update-ref","--no-deref","-z","--stdin"])}static async create(directory,options){let made=await runGit([...OPTIONS,"init","--quiet","--bare","--template=","--object-format=sha1",`--initial-branch=${options.defaultBranch}`,"--",directory]);if(made.exitCode!==0)throw new GitFailure(`git init: ${made.stderr}`);return new _GitRepository(directory)}static async open(directory){let repository=new _GitRepository(directory),found=await repository.#git(["rev-parse","--show-object-format"]);if(found.exitCode!==0)throw new GitFailure(found.stderr);if(found.stdout.toString().trim()!=="sha1")throw new GitFailure("only SHA-1 repositories are supported");return repository}async close(){await Promise.all([this.#reader.close(),this.#refWriter.close()])}#base(){return[...OPTIONS,`--git-dir=${this.directory}`]}#git(args,options={}){return runGit([...this.#base(),...args],options)}async#ok(args,options={}){let output=await this.#git(args,options);if(output.exitCode!==0)throw new GitFailure(`git ${args[0]}: ${output.stderr}`);return output.stdout}#once(key,compute){let known=this.#answers.get(key);if(known!==void 0)return known;let answer=compute();return this.#answers.set(key,answer),answer.catch(()=>this.#answers.delete(key)),this.#answers.size>400&&this.#answers.delete(this.#answers.keys().next().value??""),answer}async objectInfo(sha){if(!isObjectId(sha))return null;let cached=this.#cache.get(sha);return cached!==void 0?{type:cached.type,size:cached.bytes.byteLength}:this.#reader.ask(`info ${sha}
`,parseHeader)}async readObject(sha){let cached=this.#cache.get(sha);if(cached!==void 0)return this.#cache.delete(sha),this.#cache.set(sha,cached),cached;let info=await this.objectInfo(sha);if(info===null)return null;if(info.size>MAXIMUM_OBJECT)throw new GitFailure(`${sha} is larger than ${MAXIMUM_OBJECT} bytes`);let object=await this.#reader.ask(`contents ${sha}
`,parseContents);return object!==null&&this.#keep(sha,object),object}#keep(sha,object){if(!(object.bytes.byteLength>CACHE_BYTES/8||this.#cache.has(sha))){this.#cache.set(sha,object),this.#cacheSize+=object.bytes.byteLength;for(let[oldest,{bytes}]of this.#cache){if(this.#cacheSize<=CACHE_BYTES)break;this.#cache.delete(oldest),this.#cacheSize-=bytes.byteLength}}}async#readTyped(sha,type){let object=await this.readObject(sha);return object?.type===type?object.bytes:null}readBlob(sha){return this.#readTyped(sha,"blob")}async readCommit(sha){let bytes=await this.#readTyped(sha,"commit");return bytes===null?null:parseCommit(sha,bytes)}async commit(sha){let found=await this.readCommit(sha);if(found===null)throw new ObjectMissing(`commit ${sha} is not in the repository`);return found}async readTag(sha){let bytes=await this.#readTyped(sha,"tag");return bytes===null?null:parseTag(sha,bytes)}async readTree(sha){if(sha===EMPTY_TREE)return[];let bytes=await this.#readTyped(sha,"tree");return bytes===null?null:parseTree(bytes)}async listTree(sha,options){return sha===EMPTY_TREE?[]:(await this.objectInfo(sha))?.type!=="tree"?null:this.#once(`ls-tree ${sha} ${options.recursive}`,()=>this.#listTree(sha,options.recursive))}async#listTree(sha,recursive){let flags=recursive?["-r","-t"]:[];return(await this.#ok(["ls-tree",...flags,"-l","-z","--full-tree","--end-of-options",sha])).toString("utf8").split("\0").filter(Boolean).map(line=>{let tab=line.indexOf("	"),[mode="",type="",id="",size=""]=line.slice(0,tab).split(/ +/);return{path:line.slice(tab+1),mode,type,sha:id,size:/^\d+$/.test(size)?Number(size):null}})}async entryAt(tree,path){let entry={path:"",mode:"040000",type:"tree",sha:tree,size:null};for(let name of path.split("/").filter(part=>part!=="")){if(entry.type!=="tree")return null;let found=(await this.readTree(entry.sha))?.find(each=>each.path===name);if(found===void 0)return null;entry=found}return{...entry,path}}async readFile(commit,path){let tree=(await this.readCommit(commit))?.tree,entry=tree===void 0?null:await this.entryAt(tree,path);return entry?.type==="blob"?this.readBlob(entry.sha):null}async writeObject(type,bytes){let whole=Buffer.concat([Buffer.from(`${type} ${bytes.byteLength}\0`,"latin1"),bytes]),sha=createHash("sha1").update(whole).digest("hex"),folder=join(this.directory,"objects",sha.slice(0,2)),file=join(folder,sha.slice(2));if(!existsSync(file)){await mkdir(folder,{recursive:!0}),temporaryCount+=1;let temporary=join(folder,`tmp_obj_${process.pid}_${temporaryCount}`);await writeFile(temporary,deflateSync(whole,{level:1}),{mode:292}),await rename(temporary,file)}return this.#keep(sha,{type,bytes:Buffer.from(bytes)}),sha}writeBlob(content){return this.writeObject("blob",typeof content=="string"?Buffer.from(content):content)}async writeTree(entries){let names=new Set,keyed=entries.map(entry=>{if(!isValidEntryName(entry.path))throw new RangeError(`tree entry name ${JSON.stringify(entry.path)}`);if(names.has(entry.path))throw new RangeError(`tree entry ${JSON.stringify(entry.path)} is given twice`);if(!TREE_MODES.has(entry.mode)||!isObjectId(entry.sha))throw new RangeError(`tree entry ${entry.path}`);return names.add(entry.path),{entry,key:Buffer.from(entry.mode==="040000"?`${entry.path}/`:entry.path)}});keyed.sort((a,b)=>Buffer.compare(a.key,b.key));let parts=keyed.flatMap(({entry})=>[Buffer.from(`${entry.mode.replace(/^0/,"")} ${entry.path}\0`),Buffer.from(entry.sha,"hex")]);return this.writeObject("tree",Buffer.concat(parts))}async treeWithChanges(base,changes){let newLevel=()=>({direct:new Map,below:new Map}),root=newLevel();for(let change of changes){let names=change.path.split("/");if(!names.every(isValidEntryName))throw new RangeError(`path ${JSON.stringify(change.path)}`);let last=names.pop()??"",level=root;for(let name of names){let next=level.below.get(name);next===void 0&&(next=newLevel(),level.below.set(name,next)),level=next}level.direct.set(last,change)}let build=async(tree,level)=>{let entries=new Map;if(tree!==null){let listed=await this.readTree(tree);if(listed===null)throw new ObjectMissing(`tree ${tree} is not in the repository`);for(let entry of listed)entries.set(entry.path,entry)}for(let[name,change]of level.direct)change.sha===null?entries.delete(name):entries.set(name,{path:name,mode:change.mode,sha:change.sha});for(let[name,next]of level.below){let old=entries.get(name),built=await build(old?.mode==="040000"?old.sha:null,next);built!==null?entries.set(name,{path:name,mode:"040000",sha:built}):old?.mode==="040000"&&entries.delete(name)}return entries.size===0?null:this.writeTree([...entries.values()])};return await build(base,root)??this.writeTree([])}writeCommit(commit){let lines=[`tree ${commit.tree}`,...commit.parents.map(parent=>`parent ${parent}`),`author ${identityLine(commit.author)}`,`committer ${identityLine(commit.committer)}`,...commit.signature===void 0?[]:[`gpgsig ${commit.signature.trimEnd().replaceAll(`
`,`
 `)}`]];return this.writeObject("commit",Buffer.from(`${lines.join(`
`)}

${withoutNul(commit.message)}`))}writeTag(tag){let name=tag.name.replaceAll(`
`," "),head=`object ${tag.object}
type ${tag.objectType}
tag ${name}
tagger ${identityLine(tag.tagger)}

`;return this.writeObject("tag",Buffer.from(head+withoutNul(tag.message)))}head(){let text2=readFileSync(join(this.directory,"HEAD"),"utf8");return/^ref: (refs\/\S+)\s*$/.exec(text2)?.[1]??null}async resolveRef(name){return isValidRefName(name)?this.#looseRef(name)??this.#packed().get(name)??null:null}#looseRef(name){try{let text2=readFileSync(join(this.directory,name),"utf8").trim();return isObjectId(text2)?text2:null}catch{return null}}#packed(){let file=join(this.directory,"packed-refs"),stat2=statSync(file,{throwIfNoEntry:!1,bigint:!0});if(stat2===void 0)return new Map;let stamp=`${stat2.ino} ${stat2.mtimeNs} ${stat2.size}`;if(this.#packedRefs.stamp!==stamp){let refs=new Map;for(let line of readFileSync(file,"utf8").split(`
`)){let space=line.indexOf(" "),sha=line.slice(0,space);space===40&&isObjectId(sha)&&refs.set(line.slice(41),sha)}this.#packedRefs={stamp,refs}}return this.#packedRefs.refs}async listRefs(prefix){let found=new Map;for(let[name,sha]of this.#packed())name.startsWith(prefix)&&found.set(name,sha);let walk=async folder=>{let entries=await readdir(join(this.directory,folder),{withFileTypes:!0}).catch(()=>[]);for(let entry of entries){let name=`${folder}/${entry.name}`;if(entry.isDirectory())(`${name}/`.startsWith(prefix)||prefix.startsWith(`${name}/`))&&await walk(name);else if(name.startsWith(prefix)&&isValidRefName(name)){let sha=this.#looseRef(name);sha!==null&&found.set(name,sha)}}};return await walk("refs"),[...found].map(([name,sha])=>({name,sha})).sort((a,b)=>Buffer.compare(Buffer.from(a.name),Buffer.from(b.name)))}updateRef(name,to,from){return this.updateRefs([from===void 0?{name,to}:{name,to,from}])}deleteRef(name,from){return this.updateRefs([from===void 0?{name,to:null}:{name,to:null,from}])}async updateRefs(changes){for(let{name,to}of changes){if(!isValidRefName(name))return{ok:!1,reason:"bad-name",message:`${name} is not a valid ref name`};if(to!==null&&!isObjectId(to))return{ok:!1,reason:"bad-object",message:`${to} is not an id`}}let turn=this.#refTurn.then(()=>this.#transaction(changes));return this.#refTurn=turn.catch(()=>{}),turn}async#transaction(changes){let commands=await Promise.all(changes.map(async({name,to,from})=>{if(to===null){let now=await this.resolveRef(name);if(now===null)throw new RefRefused("missing",`${name} does not exist`);if(from===null)throw new RefRefused("exists",`${name} exists`);return`delete ${name}\0${from??now}\0`}return`update ${name}\0${to}\0${from===null?ZERO:from??""}\0`})).catch(error=>{if(error instanceof RefRefused)return error;throw error});if(commands instanceof RefRefused)return{ok:!1,reason:commands.reason,message:commands.message};try{return await this.#refWriter.ask(`start\0${commands.join("")}commit\0`,received=>{let end=received.indexOf(`commit: ok
`);return end===-1?null:{value:null,length:end+11}}),{ok:!0}}catch(error){if(!(error instanceof GitFailure))throw error;let reason=refusal(error.message);if(reason===null)throw error;return{ok:!1,reason,message:error.message}}}async setHead(ref){await this.#ok(["symbolic-ref","--end-of-options","HEAD",ref])}async packRefs(){await this.#ok(["pack-refs","--all","--prune"])}async peelToObject(sha){let current=sha;for(let depth=0;depth<16;depth+=1){let info=await this.objectInfo(current);if(info===null)return null;if(info.type!=="tag")return{sha:current,type:info.type};let tag=await this.readTag(current);if(tag===null)return null;current=tag.object}return null}async peel(sha){let object=await this.peelToObject(sha);return object?.type==="commit"?object.sha:null}async resolveCommit(text2){if(text2==="HEAD"){let head=this.head();return head===null?null:this.resolveRef(head)}if(isObjectId(text2))return this.peel(text2);for(let name of[text2,`refs/${text2}`,`refs/heads/${text2}`,`refs/tags/${text2}`]){let sha=await this.resolveRef(name);if(sha!==null)return this.peel(sha)}return/^[0-9a-f]{4,39}$/.test(text2)?(await this.#reader.ask(`info ${text2}^{commit}
`,parseHeader))?.sha??null:null}async mergeBase(a,b){return a===b?a:this.#once(`merge-base ${a} ${b}`,async()=>{let output=await this.#git(["merge-base","--end-of-options",a,b]);if(output.exitCode===1)return null;if(output.exitCode!==0)throw new GitFailure(`git merge-base: ${output.stderr}`);return output.stdout.toString("latin1").trim()})}async isAncestor(ancestor,descendant){return ancestor===descendant||(await this.readCommit(descendant))?.parents?.includes(ancestor)===!0?!0:this.#once(`is-ancestor ${ancestor} ${descendant}`,async()=>{let output=await this.#git(["merge-base","--is-ancestor","--end-of-options",ancestor,descendant]);if(output.exitCode>1)throw new GitFailure(`git merge-base: ${output.stderr}`);return output.exitCode===0})}async compare(base,head){return base===head?{ahead:0,behind:0}:this.#once(`compare ${base} ${head}`,async()=>{let output=await this.#ok(["rev-list","--left-right","--count","--end-of-options",`${base}...${head}`]),[behind=0,ahead=0]=output.toString("latin1").trim().split("	").map(Number);return{ahead,behind}})}async log(from,options={}){return(await this.#ok(["rev-list",...options.limit===void 0?[]:[`--max-count=${options.limit}`],...options.skip===void 0?[]:[`--skip=${options.skip}`],...options.since===void 0?[]:[`--since=${Math.floor(options.since/1e3)}`],...options.until===void 0?[]:[`--until=${Math.floor(options.until/1e3)}`],...options.author===void 0?[]:["--fixed-strings","--regexp-ignore-case",`--author=${options.author}`],...options.oldestFirst===!0?["--topo-order","--reverse"]:[],"--end-of-options",from,...(options.not??[]).map(sha=>`^${sha}`),"--",...options.path===void 0||options.path===""?[]:[options.path]])).toString("latin1").split(`
`).filter(Boolean)}async countCommits(from,not=[]){let excluded=not.map(sha=>`^${sha}`);return Number((await this.#ok(["rev-list","--count","--end-of-options",from,...excluded])).toString("latin1"))}async contained(commits,descendant){let output=await this.#ok(["rev-list","--stdin"],{input:`${descendant}
`}),history2=new Set(output.toString("latin1").split(`
`));return new Set(commits.filter(sha=>history2.has(sha)))}async changedPaths(from,to){return(await this.#ok(["diff-tree","-r","-z","--name-only","--no-renames","--end-of-options",from??EMPTY_TREE,to])).toString("utf8").split("\0").filter(Boolean)}async changedFiles(from,to){let base=from??EMPTY_TREE;return this.#once(`diff ${base} ${to}`,()=>this.#changedFiles(base,to))}async#changedFiles(base,to){let flags=["-r","-z","--raw","--full-index","--no-abbrev","--no-ext-diff","--no-textconv"],whole=await this.#git(["diff-tree",...flags,"-M","--numstat","--end-of-options",base,to]);if(whole.exitCode!==0)return parseDiff(await this.#ok(["diff-tree",...flags,"--no-renames","--end-of-options",base,to]),[]);let patches=(await this.#ok(["diff-tree","-r","-p","-M","--no-ext-diff","--no-textconv","--no-color","--end-of-options",base,to])).toString("utf8").split(/^diff --git /m);return parseDiff(whole.stdout,patches.slice(1))}async mergeCommits(ours,theirs){if(!isObjectId(ours)||!isObjectId(theirs))throw new GitFailure("commits to merge must be given by id");return this.#once(`merge ${ours} ${theirs}`,()=>this.#mergeCommits(ours,theirs))}async#mergeCommits(ours,theirs){let merge=options=>runGit([...this.#base(),...options,"merge-tree","--write-tree","--allow-unrelated-histories","--no-messages","--name-only","-z",ours,theirs]),output=await merge([]);if(output.exitCode>1&&(output=await merge(["-c","merge.renames=false"])),output.exitCode>1)throw new GitFailure(`git merge-tree: ${output.stderr}`);let[tree="",...conflicts]=output.stdout.toString("utf8").split("\0");return{tree,conflicts:output.exitCode===0?[]:[...new Set(conflicts.filter(Boolean))]}}async threeWayMergeTree(base,ours,theirs){if(ours===theirs)return{tree:ours,conflicts:[]};let nobody={name:"merge",email:"merge@localhost",time:0},made=(tree,parents)=>this.writeCommit({tree,parents,author:nobody,committer:nobody,message:`merge
`}),origin=await made(base??await this.writeTree([]),[]);return this.mergeCommits(await made(ours,[origin]),await made(theirs,[origin]))}};var RefRefused=class extends Error{reason;constructor(reason,message){super(message),this.reason=reason}};function refusal(message){return/reference already exists/.test(message)?"exists":/ exists; cannot create |cannot process .* at the same time/.test(message)?"name-conflict":/is at [0-9a-f]{40} but expected/.test(message)?"stale":/unable to resolve reference|reference is missing/.test(message)?"missing":/nonexistent object|non-commit object|trying to write/.test(message)?"bad-object":/refusing to update ref with bad name|invalid ref format/.test(message)?"bad-name":null}var TREE_MODES=new Set(["100644","100755","120000","040000","160000"]),isValidEntryName=name=>name!==""&&name!=="."&&name!==".."&&name.toLowerCase()!==".git"&&name.length<=4096&&!name.includes("\0")&&!name.includes("/")&&isWellFormed(name),withoutNul=text2=>text2.replaceAll("\0","");function identityLine({name,email,time,zone}){let clean=text2=>withoutNul(text2).replace(/[<>\n]/g,"").trim();return`${clean(name)} <${clean(email)}> ${Math.max(0,Math.floor(time/1e3))} ${zone??"+0000"}`}function parseIdentity(line){let match=/^(.*?) ?<([^>]*)>(?: (\d+) ([+-]\d{4}))?/.exec(line);return{name:match?.[1]??"",email:match?.[2]??"",time:Math.min(Number(match?.[3]??0),864e10)*1e3,zone:match?.[4]??"+0000"}}function splitHeaders(bytes){let blank=bytes.indexOf(`

`),head=bytes.toString("latin1",0,blank===-1?bytes.byteLength:blank),encoding=/^encoding (\S+)$/m.exec(head)?.[1],decode=part=>{try{return new TextDecoder(encoding??"utf-8").decode(part)}catch{return Buffer.from(part).toString("latin1")}},headers=[];for(let line of decode(bytes.subarray(0,blank===-1?bytes.byteLength:blank)).split(`
`)){let last=headers.at(-1);if(line.startsWith(" ")&&last!==void 0){last[1]+=`
${line.slice(1)}`;continue}let space=line.indexOf(" ");space>0&&headers.push([line.slice(0,space),line.slice(space+1)])}return{headers,message:blank===-1?"":decode(bytes.subarray(blank+2))}}function parseCommit(sha,bytes){let{headers,message}=splitHeaders(bytes),first=name=>headers.find(([key])=>key===name)?.[1],signature=first("gpgsig")??null,author=parseIdentity(first("author")??"");return{sha,tree:first("tree")??"",parents:headers.filter(([key])=>key==="parent").map(([,value])=>value),author,committer:parseIdentity(first("committer")??""),message,signature,signedPayload:signature===null?null:`${headers.filter(([key])=>key!=="gpgsig").map(([key,value])=>`${key} ${value.replaceAll(`
`,`
 `)}`).join(`
`)}

${message}`}}function parseTag(sha,bytes){let{headers,message}=splitHeaders(bytes),first=name=>headers.find(([key])=>key===name)?.[1],tagger=first("tagger"),signatureAt=message.search(/^-----BEGIN (PGP SIGNATURE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m);return{sha,object:first("object")??"",objectType:first("type")??"commit",name:first("tag")??"",tagger:tagger===void 0?null:parseIdentity(tagger),message,signature:signatureAt===-1?null:message.slice(signatureAt)}}function parseTree(bytes){let items=[];for(let at=0;at<bytes.byteLength;){let space=bytes.indexOf(32,at),nul=bytes.indexOf(0,space);if(space===-1||nul===-1||nul+21>bytes.byteLength)throw new GitFailure("a tree object is damaged");let mode=bytes.toString("latin1",at,space).padStart(6,"0");items.push({mode,path:bytes.toString("utf8",space+1,nul),type:mode==="040000"?"tree":mode==="160000"?"commit":"blob",sha:bytes.toString("hex",nul+1,nul+21),size:null}),at=nul+21}return items}var STATUS={A:"added",D:"removed",M:"modified",R:"renamed",T:"changed"};function parseDiff(output,patches){let fields=output.toString("utf8").split("\0"),raw=[],counts=new Map;for(let at=0;at<fields.length;at+=1){let field=fields[at]??"";if(field.startsWith(":")){let[oldMode="",newMode="",oldSha="",newSha="",letter=""]=field.slice(1).split(" "),status=STATUS[letter.charAt(0)]??"modified",first=fields[at+1]??"",second=status==="renamed"?fields[at+2]??"":null;at+=second===null?1:2;let isRemoved=status==="removed";raw.push({path:second??first,previousPath:second===null?null:first,status,sha:isRemoved?oldSha:newSha,mode:isRemoved?oldMode:newMode})}else if(field!==""){let[additions="",deletions="",name=""]=field.split("	"),path=name;name===""&&(path=fields[at+2]??"",at+=2),counts.set(path,{additions:Number(additions)||0,deletions:Number(deletions)||0})}}return raw.map((file,index)=>{let text2=patches[index]??"",start=text2.search(/^@@ /m);return{...file,additions:counts.get(file.path)?.additions??0,deletions:counts.get(file.path)?.deletions??0,patch:start===-1?null:text2.slice(start).replace(/\n$/,"")}})}import{constants,existsSync as existsSync2}from"node:fs";import{copyFile,mkdir as mkdir2,open,readdir as readdir2,readFile,rename as rename2,stat}from"node:fs/promises";import{join as join2,resolve}from"node:path";import{readFileSync as readFileSync2}from"node:fs";var SAMPLE_STACKS=["framed","raw","lines"],STREAM="core/tests/scenario/stream",WORK_FILE="core/src/work-per-message.txt";var runner=stack=>`#!/usr/bin/env bash
# Runs the scenarios of one stack; SCENARIOS names some of them, separated by commas.
set -euo pipefail
here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
export LOG_FILE="\${LOG_FILE:-$here/../result/scenario.log}" METRICS_CSV="\${METRICS_CSV:-$here/../result/metrics.csv}"
mkdir -p "$(dirname "$LOG_FILE")" "$(dirname "$METRICS_CSV")"
if [ -z "\${WORK_FILE:-}" ]; then
  WORK_FILE="$here/${stack==="framed"?"../../../../src/work-per-message.txt":"work-per-message.txt"}"
fi
export WORK_FILE
rc=0
for scenario in $(printf '%s' "\${SCENARIOS:-s0,s1,s2}" | tr ',' ' '); do
  printf '\\n===== ${stack} %s =====\\n' "\${SCENARIO_PREFIX:-}$scenario" >>"$LOG_FILE"
  node "$here/../echo-benchmark.mjs" ${stack} "$scenario" 2>&1 | tee -a "$LOG_FILE" || rc=1
done
exit "$rc"
`,COMPARE=`#!/usr/bin/env bash
# Runs every stack once and writes metrics.csv, scenario.log and summary.json into OUT_DIR.
set -euo pipefail
here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
timestamp="\${TIMESTAMP:-$(date -u +%Y%m%d_%H%M%S)}"
out="\${OUT_DIR:-$here/result/$timestamp}"
export CCU="\${CCU:-8}" SIZE="\${SIZE:-1024}" INFLIGHT="\${INFLIGHT:-10}" WARMUP="\${WARMUP:-0.1}" MEASURE="\${MEASURE:-0.4}"
export DRAIN_TIMEOUT="\${DRAIN_TIMEOUT:-2}" LATENCY_SAMPLE_RATE="\${LATENCY_SAMPLE_RATE:-16}"
mkdir -p "$out"
export METRICS_CSV="$out/metrics.csv" LOG_FILE="$out/scenario.log"
rm -f "$METRICS_CSV"
{
  echo "=== STREAM Scenario Compare ==="
  echo "timestamp=$timestamp"
  echo "ccu=$CCU size=$SIZE inflight=$INFLIGHT"
  echo "warmup=\${WARMUP}s measure=\${MEASURE}s drain_timeout=\${DRAIN_TIMEOUT}s"
  echo "connect_concurrency=\${CONNECT_CONCURRENCY:-1} backlog=\${BACKLOG:-511} hwm=\${HWM:-0}"
  echo "io_threads=\${IO_THREADS:-1} send_batch=\${SEND_BATCH:-1} latency_sample_rate=$LATENCY_SAMPLE_RATE"
} >"$LOG_FILE"
rc=0
port="\${FRAMED_BASE_PORT:-27110}"
for stack in ${SAMPLE_STACKS.join(" ")}; do
  SCENARIO_PREFIX="$stack-" BASE_PORT="$port" "$here/$stack/run_stream_scenarios.sh" || rc=1
  port=$((port + 100))
done
count() { awk -F, -v want="$1" 'NR > 1 && (want == "" || $NF == want) { n++ } END { print n + 0 }' "$METRICS_CSV"; }
cat >"$out/summary.json" <<JSON
{
  "timestamp": "$timestamp",
  "ccu": $CCU,
  "size": $SIZE,
  "inflight": $INFLIGHT,
  "warmup_sec": $WARMUP,
  "measure_sec": $MEASURE,
  "drain_timeout_sec": $DRAIN_TIMEOUT,
  "total_rows": $(count ''),
  "pass_rows": $(count PASS),
  "skip_rows": $(count SKIP),
  "fail_rows": $(count FAIL),
  "overall_rc": $rc
}
JSON
exit "$rc"
`,CONFIG=`# The layout of this repository is recognised by itself; only its benchmark has to be described.
gate:
  subjects: [framed]
  controls: [raw, lines]
bench:
  stacks: [framed, raw, lines]
  scenarios: [s2]
  profile: {CCU: 8, SIZE: 1024, INFLIGHT: 10, WARMUP: 0.3, MEASURE: 0.5, DRAIN_TIMEOUT: 2, LATENCY_SAMPLE_RATE: 16}
`;function sampleHarnessFiles(){let script2=content=>({mode:"100755",content}),text2=content=>({mode:"100644",content});return new Map([[".github/zlink-release.yml",text2(CONFIG)],[WORK_FILE,text2(`0
`)],[`${STREAM}/run_stream_compare.sh`,script2(COMPARE)],[`${STREAM}/echo-benchmark.mjs`,text2(readFileSync2(new URL("./echo-benchmark.mjs",import.meta.url),"utf8"))],...SAMPLE_STACKS.map(stack=>[`${STREAM}/${stack}/run_stream_scenarios.sh`,script2(runner(stack))])])}var MAINTAINER={name:"Sample Maintainer",email:"maintainer@example.com"},text=content=>({mode:"100644",content}),script=content=>({mode:"100755",content});function versionFiles(version){let[major="0",minor="0",patch="0"]=version.split(".");return new Map([["VERSION",text(`LIBZLINK_VERSION_MAJOR=${major}
LIBZLINK_VERSION_MINOR=${minor}
LIBZLINK_VERSION_PATCH=${patch}
LIBZLINK_VERSION=${version}
`)],["core/include/zlink.h",text(`#ifndef ZLINK_H_INCLUDED
#define ZLINK_H_INCLUDED

#include <stddef.h>

/*  Version of the library these headers belong to.  */
#define ZLINK_VERSION_MAJOR ${major}
#define ZLINK_VERSION_MINOR ${minor}
#define ZLINK_VERSION_PATCH ${patch}

#define ZLINK_MAKE_VERSION(major, minor, patch) ((major) * 10000 + (minor) * 100 + (patch))
#define ZLINK_VERSION ZLINK_MAKE_VERSION (ZLINK_VERSION_MAJOR, ZLINK_VERSION_MINOR, ZLINK_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/*  Writes the version of the library that is loaded, which may differ from the macros above.  */
void zlink_version (int *major, int *minor, int *patch);

/*  Puts a frame of size bytes into to: four bytes of length, big-endian, and the content.
    Returns the bytes written, or 0 when they would not fit.  */
size_t zlink_frame (const void *content, size_t size, void *to, size_t room);

#ifdef __cplusplus
}
#endif

#endif
`)],["core/CMakeLists.txt",text(`cmake_minimum_required(VERSION 3.10)

project(zlink VERSION ${version} LANGUAGES C)

option(ZLINK_BUILD_TESTS "Build the tests" ON)

add_library(zlink src/zlink.c)
target_include_directories(zlink PUBLIC include)
set_target_properties(zlink PROPERTIES VERSION \${PROJECT_VERSION} SOVERSION \${PROJECT_VERSION_MAJOR})

if(ZLINK_BUILD_TESTS)
  enable_testing()
  add_executable(test_frame tests/test_frame.c)
  target_link_libraries(test_frame zlink)
  add_test(NAME test_frame COMMAND test_frame)
endif()

install(TARGETS zlink)
install(FILES include/zlink.h DESTINATION include)
`)]])}var CORE_FILES=new Map([["README.md",text(`# zlink (sample)

A small messaging library in the shape of a larger one, for rehearsing releases. It builds and its test passes:

    cmake -S core -B core/build && cmake --build core/build && ctest --test-dir core/build
`)],[".gitignore",text(`build/
core/build/
`)],["core/src/zlink.c",text(`#include "zlink.h"

#include <string.h>

void zlink_version (int *major, int *minor, int *patch)
{
    *major = ZLINK_VERSION_MAJOR;
    *minor = ZLINK_VERSION_MINOR;
    *patch = ZLINK_VERSION_PATCH;
}

size_t zlink_frame (const void *content, size_t size, void *to, size_t room)
{
    unsigned char *out = to;
    if (size > 0xffffffffu || room < 4 || room - 4 < size)
        return 0;
    out[0] = (unsigned char) (size >> 24);
    out[1] = (unsigned char) (size >> 16);
    out[2] = (unsigned char) (size >> 8);
    out[3] = (unsigned char) size;
    memcpy (out + 4, content, size);
    return size + 4;
}
`)],["core/tests/test_frame.c",text(`#include "zlink.h"

#include <string.h>

int main (void)
{
    unsigned char frame[16];
    if (zlink_frame ("echo", 4, frame, sizeof frame) != 8)
        return 1;
    if (memcmp (frame, "\\0\\0\\0\\4echo", 8) != 0)
        return 2;
    return zlink_frame ("echo", 4, frame, 7) == 0 ? 0 : 3;
}
`)],["core/build.sh",script(`#!/bin/sh
set -eu
cmake -S "$(dirname "$0")" -B "$(dirname "$0")/build" -DCMAKE_BUILD_TYPE=Release
cmake --build "$(dirname "$0")/build"
`)],["core/packaging/conan/conanfile.py",text(`from conan import ConanFile
from conan.tools.cmake import CMake, cmake_layout
from conan.tools.files import get


class ZlinkConan(ConanFile):
    name = "zlink"
    license = "MPL-2.0"
    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeToolchain"

    def layout(self):
        cmake_layout(self)

    def source(self):
        get(self, **self.conan_data["sources"][self.version], strip_root=True)

    def build(self):
        cmake = CMake(self)
        cmake.configure(build_script_folder="core")
        cmake.build()
`)],["core/packaging/conan/conandata.yml",text(`sources:
  "1.0.0":
    url: "https://github.com/example-org/zlink/archive/refs/tags/core/v1.0.0.tar.gz"
    sha256: "0c24f2cd9bb2b1b6a0ac07b4a7ed2b3a1f7a4ae5d1f5ed7f5b6d60b0f1d1d1c7"
`)],["vcpkg/ports/zlink/vcpkg.json",text(`{
  "name": "zlink",
  "version-string": "0.9.0",
  "description": "A small messaging library",
  "homepage": "https://github.com/example-org/zlink",
  "license": "MPL-2.0",
  "dependencies": []
}
`)],["vcpkg/ports/zlink/portfile.cmake",text(`vcpkg_cmake_configure(SOURCE_PATH "\${CURRENT_PORT_DIR}/../../../core")
vcpkg_cmake_install()
`)]]),CHANGELOG_HEAD=`# Changelog

All notable changes to this library are listed here.
The format is based on [Keep a Changelog](https://keepachangelog.com/en/1.0.0/).

`,CHANGES_1_0=`## [1.0.0] - 2025-10-06

### Added
- Frames with a length of four bytes.
`,CHANGES_1_1=`## [1.1.0] - 2025-12-01

### Added
- \`zlink_version\` tells the version of the library that is loaded.

### Fixed
- A frame that does not fit is refused instead of cut off.

`,CHANGES_NEXT=`### Added
- Workflow for the C++ binding.

### Changed
- Sends copy a frame once instead of twice.

`,changelog=(...sections)=>text(`${CHANGELOG_HEAD}## [Unreleased]

${sections.join("")}`),PLATFORMS=["windows-x64","windows-arm64","linux-x64","linux-arm64","macos-x64","macos-arm64"],RUNNERS={"windows-x64":"windows-2022","windows-arm64":"windows-11-arm","linux-x64":"ubuntu-22.04","linux-arm64":"ubuntu-22.04-arm","macos-x64":"macos-15-intel","macos-arm64":"macos-15"},buildJob=platform=>`  build-${platform}:
    name: Build ${platform}
    runs-on: ${RUNNERS[platform]}
    needs: read-versions
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Build
        shell: bash
        run: ./core/build.sh
      - name: Test
        run: ctest --test-dir core/build --output-on-failure
      - name: Upload artifact
        uses: actions/upload-artifact@v4
        with:
          name: libzlink-${platform}
          path: core/build/
`,BUILD_WORKFLOW=`name: Build core libraries

on:
  push:
    branches:
      - main
      - develop
    tags:
      - 'core/v*'
  pull_request:
    branches:
      - main
  workflow_dispatch:
    inputs:
      libzlink_version:
        description: 'Version to build; empty means the one in VERSION'
        required: false
        type: string

permissions:
  contents: read

jobs:
  read-versions:
    name: Read versions
    runs-on: ubuntu-22.04
    outputs:
      libzlink_version: \${{ steps.versions.outputs.libzlink_version }}
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Read VERSION
        id: versions
        env:
          WANTED: \${{ github.event.inputs.libzlink_version }}
        run: |
          . ./VERSION
          echo "libzlink_version=\${WANTED:-$LIBZLINK_VERSION}" >> "$GITHUB_OUTPUT"

${PLATFORMS.map(buildJob).join(`
`)}
  verify:
    name: Verify artifacts
    runs-on: ubuntu-22.04
    needs:
${PLATFORMS.map(platform=>`      - build-${platform}
`).join("")}    steps:
      - name: Download artifacts
        uses: actions/download-artifact@v4
        with:
          path: artifacts/
      - name: Write checksums
        run: |
          cd artifacts
          find . -type f -print0 | sort -z | xargs -0 sha256sum > ../checksums.txt
      - name: Upload checksums
        uses: actions/upload-artifact@v4
        with:
          name: checksums
          path: checksums.txt

  release:
    name: Create release
    runs-on: ubuntu-22.04
    needs:
      - read-versions
      - verify
    if: startsWith(github.ref, 'refs/tags/core/v')
    permissions:
      contents: write
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Download artifacts
        uses: actions/download-artifact@v4
        with:
          path: artifacts/
      - name: Pack
        run: |
          cd artifacts
          for platform in ${PLATFORMS.join(" ")}; do
            zip -qr "libzlink-$platform.zip" "libzlink-$platform/"
            tar -czf "libzlink-$platform.tar.gz" "libzlink-$platform/"
          done
      - name: Pack sources
        env:
          VERSION: \${{ needs.read-versions.outputs.libzlink_version }}
        run: git archive --format=tar.gz --output "zlink-$VERSION-source.tar.gz" "$GITHUB_REF_NAME"
      - name: Publish
        uses: softprops/action-gh-release@v2
        with:
          name: libzlink \${{ needs.read-versions.outputs.libzlink_version }}
          files: |
${PLATFORMS.map(platform=>`            artifacts/libzlink-${platform}.zip
`).join("")}${PLATFORMS.map(platform=>`            artifacts/libzlink-${platform}.tar.gz
`).join("")}            artifacts/checksums/checksums.txt
            zlink-\${{ needs.read-versions.outputs.libzlink_version }}-source.tar.gz
          draft: false
          prerelease: false
`,CONAN_WORKFLOW=`name: Release core Conan package

on:
  push:
    tags:
      - 'core/v*'
  workflow_dispatch:
    inputs:
      version:
        description: 'Version to publish; empty means the one in VERSION'
        required: false
        type: string
      conan_remote:
        description: 'Conan remote'
        required: false
        default: zlink-remote
        type: string
      publish:
        description: 'Upload the package'
        required: true
        default: false
        type: boolean

permissions:
  contents: read

jobs:
  conan:
    runs-on: ubuntu-22.04
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Install Conan
        run: python3 -m pip install "conan>=2.0,<3.0"
      - name: Check that conandata.yml knows the version
        env:
          WANTED: \${{ github.event.inputs.version }}
        run: |
          . ./VERSION
          grep -qF "\\"\${WANTED:-$LIBZLINK_VERSION}\\":" core/packaging/conan/conandata.yml
      - name: Create package
        env:
          WANTED: \${{ github.event.inputs.version }}
        run: |
          . ./VERSION
          conan profile detect --force
          conan create core/packaging/conan --version "\${WANTED:-$LIBZLINK_VERSION}" --build=missing
`,BINDINGS=["node","python","java","dotnet","cpp"],BINDINGS_WORKFLOW=`name: Release bindings

on:
  push:
    tags:
${BINDINGS.map(binding=>`      - '${binding}/v*'
`).join("")}  workflow_dispatch:
    inputs:
      target:
        description: 'Binding to release'
        required: true
        default: node
        type: string
      version:
        description: 'Version of the binding'
        required: false
        type: string

permissions:
  contents: write
  packages: write

jobs:
  publish:
    name: Publish binding
    runs-on: ubuntu-22.04
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Publish
        env:
          TARGET: \${{ github.event.inputs.target }}
        run: ./bindings/publish.sh "\${TARGET:-\${GITHUB_REF_NAME%%/*}}"
`,CPP_WORKFLOW=`name: C++ binding

on:
  pull_request:
    branches:
      - main
  push:
    branches:
      - main

jobs:
  cpp-bindings:
    runs-on: ubuntu-22.04
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Configure
        run: cmake -S bindings/cpp -B build
      - name: Build
        run: cmake --build build
`,BINDING_FILES=new Map([["bindings/node/package.json",text(`{
  "name": "zlink-node-sample",
  "version": "1.1.0",
  "private": true
}
`)],["bindings/python/pyproject.toml",text(`[project]
name = "zlink-python-sample"
version = "1.1.0"
`)],["bindings/java/build.gradle",text(`group = 'com.example'
version = '1.1.0'
`)],["bindings/dotnet/src/Zlink/Zlink.csproj",text(`<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
    <Version>1.1.0</Version>
  </PropertyGroup>
</Project>
`)],["bindings/cpp/CMakeLists.txt",text(`cmake_minimum_required(VERSION 3.10)
project(zlink_cpp LANGUAGES C CXX)
add_subdirectory(../../core core)
add_executable(version version.cpp)
target_link_libraries(version zlink)
`)],["bindings/cpp/version.cpp",text(`#include <cstdio>
#include <zlink.h>

int main ()
{
    int major, minor, patch;
    zlink_version (&major, &minor, &patch);
    std::printf ("%d.%d.%d\\n", major, minor, patch);
}
`)],["bindings/publish.sh",script(`#!/bin/sh
set -eu
case "$1" in
  ${BINDINGS.join("|")}) echo "would publish bindings/$1" ;;
  *) echo "no binding named $1" >&2; exit 1 ;;
esac
`)]]),WORKFLOWS=".github/workflows";function sampleFiles(more=sampleHarnessFiles()){return new Map([...CORE_FILES,...versionFiles("1.1.0"),["CHANGELOG.md",changelog(CHANGES_NEXT,CHANGES_1_1,CHANGES_1_0)],[`${WORKFLOWS}/build.yml`,text(BUILD_WORKFLOW)],[`${WORKFLOWS}/core-conan-release.yml`,text(CONAN_WORKFLOW)],[`${WORKFLOWS}/bindings-release.yml`,text(BINDINGS_WORKFLOW)],[`${WORKFLOWS}/cpp-bindings.yml`,text(CPP_WORKFLOW)],...BINDING_FILES,...more])}function history(files){let first=new Map([...CORE_FILES,...versionFiles("1.0.0"),["CHANGELOG.md",changelog(CHANGES_1_0)],[`${WORKFLOWS}/build.yml`,text(BUILD_WORKFLOW)]]),withConan=new Map([...first,[`${WORKFLOWS}/core-conan-release.yml`,text(CONAN_WORKFLOW)]]),withBindings=new Map([...withConan,...BINDING_FILES,[`${WORKFLOWS}/bindings-release.yml`,text(BINDINGS_WORKFLOW)]]),released=new Map([...withBindings,...versionFiles("1.1.0"),["CHANGELOG.md",changelog(CHANGES_1_1,CHANGES_1_0)],...sampleHarnessFiles()]);return[{message:"feat: frames with a length",date:"2025-10-06T08:00:00Z",files:first,tags:[{name:"core/v1.0.0",message:"core release 1.0.0"}]},{message:"ci: publish the Conan package",date:"2025-10-20T09:30:00Z",files:withConan,tags:[]},{message:"feat: bindings",date:"2025-11-17T13:05:00Z",files:withBindings,tags:[]},{message:"release: bump core version to 1.1.0",date:"2025-12-01T10:00:00Z",files:released,tags:[{name:"core/v1.1.0",message:"core release 1.1.0"},{name:"v1.1",message:"alias tag for 1.1.0"}]},{message:"ci: build the C++ binding",date:"2026-01-12T15:45:00Z",files:new Map([...released,[`${WORKFLOWS}/cpp-bindings.yml`,text(CPP_WORKFLOW)]]),tags:[]},{message:"perf: copy a frame once",date:"2026-02-09T11:20:00Z",files,tags:[]}]}async function writeSampleRepository(git,branch,files=sampleFiles()){let parent=null,tags=[];for(let step of history(files)){let identity={...MAINTAINER,time:Date.parse(step.date)},changes=[];for(let[path,{mode,content}]of step.files)changes.push({path,mode,sha:await git.writeBlob(content)});let commit=await git.writeCommit({tree:await git.treeWithChanges(null,changes),parents:parent===null?[]:[parent],author:identity,committer:identity,message:`${step.message}
`});parent=commit;for(let tag of step.tags){let to=await git.writeTag({object:commit,objectType:"commit",name:tag.name,tagger:identity,message:`${tag.message}
`});tags.push({name:`refs/tags/${tag.name}`,to,from:null})}}if(parent===null)throw new GitFailure("the sample has no commit");let written=await git.updateRefs([{name:`refs/heads/${branch}`,to:parent,from:null},...tags]);if(!written.ok)throw new GitFailure(written.message);return parent}var WORLD_FILE="world.json",REPOSITORY="repo.git",MAXIMUM_WORLD_FILE=256*1024*1024;async function examineSource(path,at){let absolute=resolve(path),{GIT_CONFIG_GLOBAL:_global,GIT_CONFIG_NOSYSTEM:_system,...env}=gitEnvironment(),git=(...args)=>runGit(["-c","core.fsmonitor=false","-c","core.hooksPath=/dev/null","-C",absolute,...args],{env}),answer=async(...args)=>{let output=await git(...args);return output.exitCode===0?output.stdout.toString("utf8").trim():null},probe=await git("rev-parse","--path-format=absolute","--git-common-dir","--is-bare-repository","--is-shallow-repository","--show-object-format");if(probe.exitCode!==0)return failed(problem("source-unreadable",firstLine(probe.stderr)||"git cannot read it.",{where:absolute}));let[gitDirectory="",isBare,isShallow,format]=probe.stdout.toString("utf8").trim().split(`
`),problems=[];if(format!=="sha1"&&problems.push(problem("source-unreadable",`It uses ${format} object ids; GitHub uses sha1.`,{where:absolute})),isShallow==="true"&&problems.push(problem("source-shallow","The clone is shallow: its history is cut off.",{where:absolute})),at===void 0&&isBare==="false"){let status=await git("status","--porcelain","--untracked-files=no","-z"),changed=status.stdout.toString("utf8").split("\0").filter(Boolean);if(status.exitCode!==0)problems.push(problem("source-unreadable",firstLine(status.stderr),{where:absolute}));else if(changed.length>0){let shown=changed.slice(0,3).map(line=>line.slice(3)),rest=changed.length>shown.length?` and ${changed.length-shown.length} more`:"";problems.push(problem("source-dirty",`Not committed: ${shown.join(", ")}${rest}.`,{where:absolute}))}}let refs=(await answer("for-each-ref","--format=%(objectname) %(refname)","refs/heads","refs/tags")??"").split(`
`).flatMap(line=>{let name=line.slice(41),sha=line.slice(0,40);return isObjectId(sha)&&isValidRefName(name)?[{name,sha}]:[]}),defaultBranch=await findDefaultBranch(answer,refs),commitOf=revision=>answer("rev-parse","--verify","--quiet","--end-of-options",`${revision}^{commit}`),commit;return at===void 0?(commit=refs.some(ref=>ref.name===`refs/heads/${defaultBranch}`)?await commitOf(`refs/heads/${defaultBranch}`):await commitOf("HEAD"),commit===null&&problems.push(problem("source-unreadable","The repository has no commit.",{where:absolute}))):(commit=/^[^-\0\n][^\0\n]{0,1000}$/.test(at)?await commitOf(at):null,commit===null&&problems.push(problem("source-commit-unknown",`There is no commit ${JSON.stringify(at)}.`,{where:absolute}))),problems.length>0||commit===null?failed(...problems):checked({path:absolute,gitDirectory,defaultBranch,commit,refs})}async function findDefaultBranch(answer,refs){let branches=new Set(refs.filter(ref=>ref.name.startsWith("refs/heads/")).map(ref=>ref.name.slice(11))),remote=(await answer("symbolic-ref","--quiet","--short","refs/remotes/origin/HEAD"))?.replace(/^origin\//,"");if(remote!==void 0&&isValidRefName(`refs/heads/${remote}`))return remote;for(let usual of["main","master"])if(branches.has(usual))return usual;let head=await answer("symbolic-ref","--quiet","--short","HEAD");return head!==null&&isValidRefName(`refs/heads/${head}`)?head:"main"}var firstLine=text2=>(text2.split(`
`,1)[0]??"").replace(/^fatal: /,"");async function createWorld(options){await requireGit();let{directory,from,clock}=options;if((await readdir2(directory).catch(error=>{if(error.code==="ENOENT")return[];throw new Stop([problem("rehearsal-folder-in-use",error.message,{where:directory})])})).length>0)throw new Stop([problem("rehearsal-folder-in-use","The folder is not empty.",{where:directory})]);let facts=null;if(from.kind==="clone"){let examined=await examineSource(from.path,from.at);if(!examined.ok)throw new Stop(examined.problems);facts=examined.value}await mkdir2(join2(directory,"assets"),{recursive:!0});let defaultBranch=facts?.defaultBranch??"main",git=await GitRepository.create(join2(directory,REPOSITORY),{defaultBranch}),droppedRefs=[];facts===null||from.kind==="sample"?await writeSampleRepository(git,defaultBranch,from.kind==="sample"?from.files:sampleFiles()):(await copyObjects(facts.gitDirectory,git.directory),droppedRefs=await copyRefs(git,facts,from.at!==void 0));let now=clock.now().getTime(),state={formatVersion:1,owner:options.owner,repo:options.repo,defaultBranch,repositoryId:1e3,createdAt:now,savedAt:now,requestCount:0,firedFaults:[],nextId:1001,nextNumber:1,settings:{allowSquashMerge:!0,allowMergeCommit:!0,allowRebaseMerge:!0,allowAutoMerge:!1,deleteBranchOnMerge:!1,immutableReleases:!1,private:!1,...options.settings},rulesets:[...options.rulesets??[]],pulls:[],issues:[],labels:[],labelsOf:{},comments:[],checkRuns:[],statuses:[],workflows:[],runs:[],releases:[]};state.nextId=Math.max(state.nextId,...state.rulesets.map(ruleset=>ruleset.id+1));let world={...makeWorld(directory,git,state,clock),droppedRefs};return await registerWorkflows(world),await saveWorld(world),world}async function registerWorkflows(world){let tip=await world.git.resolveRef(`refs/heads/${world.state.defaultBranch}`),tree=tip===null?null:(await world.git.commit(tip)).tree,folder=tree===null?null:await world.git.entryAt(tree,".github/workflows");if(folder?.type==="tree"){for(let entry of await world.git.readTree(folder.sha)??[])if(entry.type==="blob"&&/\.ya?ml$/.test(entry.path)){let path=`.github/workflows/${entry.path}`;world.state.workflows.push({id:world.nextId(),path,state:"active",createdAt:world.state.createdAt})}}}async function openWorld(directory,clock){await requireGit();let stop=what=>new Stop([problem("rehearsal-folder-in-use",what,{where:directory})]),state;try{let file=join2(directory,WORLD_FILE);if((await stat(file)).size>MAXIMUM_WORLD_FILE)throw stop("Its world.json is larger than any rehearsal makes it.");state=JSON.parse(await readFile(file,"utf8"))}catch(error){throw error instanceof Stop?error:stop("There is no rehearsal in this folder that could be resumed.")}if(state?.formatVersion!==1||!Number.isSafeInteger(state.savedAt)||!Array.isArray(state.pulls))throw stop("The rehearsal in this folder was made by another version of this program.");try{let git=await GitRepository.open(join2(directory,REPOSITORY));return makeWorld(directory,git,state,clock)}catch(error){throw error instanceof GitFailure?stop(`Its repository cannot be read: ${firstLine(error.message)}`):error}}function makeWorld(directory,git,state,clock){let offset=0;return clock instanceof VirtualClock?clock.advanceTo(new Date(state.savedAt)):offset=Math.max(0,state.savedAt-clock.now().getTime()),{directory,git,state,clock,now:()=>clock.now().getTime()+offset,nextId:()=>(state.nextId+=1,state.nextId-1),nextNumber:()=>(state.nextNumber+=1,state.nextNumber-1)}}var temporaryCount2=0;async function saveWorld(world){world.state.savedAt=world.now(),temporaryCount2+=1;let temporary=join2(world.directory,`.world-${process.pid}-${temporaryCount2}.tmp`),file=await open(temporary,"w",384);try{await file.writeFile(`${JSON.stringify(world.state)}
`),await file.sync()}finally{await file.close()}await rename2(temporary,join2(world.directory,WORLD_FILE))}async function copyObjects(fromGit,toGit,depth=0){let from=join2(fromGit,"objects"),to=join2(toGit,"objects"),copy=async(folder,wanted)=>{await mkdir2(join2(to,folder),{recursive:!0});let names=(await readdir2(join2(from,folder)).catch(()=>[])).filter(name=>wanted.test(name));names.sort((a,b)=>Number(a.endsWith(".idx"))-Number(b.endsWith(".idx")));for(let name of names){let target=join2(to,folder,name);existsSync2(target)||await copyFile(join2(from,folder,name),target,constants.COPYFILE_FICLONE).catch(error=>{if(error.code!=="ENOENT")throw error})}};for(let name of await readdir2(from))/^[0-9a-f]{2}$/.test(name)&&await copy(name,/^[0-9a-f]{38}$/);await copy("pack",/^pack-[0-9a-f]{40}\.(pack|idx|promisor|rev)$/);let alternates=await readFile(join2(from,"info","alternates"),"utf8").catch(()=>"");for(let line of alternates.split(`
`))line===""||line.startsWith("#")||depth>5||await copyObjects(join2(resolve(from,line),".."),toGit,depth+1)}async function copyRefs(git,facts,asItWas){let main=`refs/heads/${facts.defaultBranch}`,others=facts.refs.filter(ref=>ref.name!==main),commits=new Map;for(let{sha}of others)commits.has(sha)||commits.set(sha,await git.peel(sha));let peeled=[...commits.values()].filter(sha=>sha!==null),contained=asItWas?await git.contained(peeled,facts.commit):new Set(peeled),then=(await git.commit(facts.commit)).committer.time,kept=[{name:main,sha:facts.commit}],dropped=[];for(let ref of others){let commit=commits.get(ref.sha)??null,isThere=commit!==null||await git.objectInfo(ref.sha)!==null,wasThere=commit===null||contained.has(commit)||await refTime(git,ref.sha,commit)<=then;isThere&&wasThere?kept.push(ref):dropped.push(ref.name)}let written=await git.updateRefs(kept.map(({name,sha})=>({name,to:sha,from:null})));if(!written.ok)throw new GitFailure(written.message);return kept.length>50&&await git.packRefs(),dropped}var refTime=async(git,sha,commit)=>(await git.readTag(sha))?.tagger?.time??(await git.commit(commit)).committer.time,OLDEST_GIT=[2,38];async function requireGit(){let output=await runGit(["--version"]).catch(error=>{throw new Stop([problem("git-unusable",error instanceof Error?error.message:String(error))])}),found=/(\d+)\.(\d+)/.exec(output.stdout.toString("utf8")),[major,minor]=[Number(found?.[1]??0),Number(found?.[2]??0)];if(major<OLDEST_GIT[0]||major===OLDEST_GIT[0]&&minor<OLDEST_GIT[1])throw new Stop([problem("git-unusable",`This is git ${major}.${minor}.`)])}export{GitFailure,isObjectId,isValidRefName,gitEnvironment,runGit,GitRepository,isValidEntryName,examineSource,createWorld,openWorld,saveWorld};
