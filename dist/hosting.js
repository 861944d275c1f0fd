import{Problems,Stop,checked,failed,problem}from"./base.js";import{GitFailure,UNKNOWN,VirtualClock,conditionHolds,contextOf,createWorld,expectedAssets,fillExpressions,gitEnvironment,isObjectId,isValidEntryName,isValidRefName,isWorkflowPath,jobContext,jobHolds,jobRunNames,parseWorkflow,publishingEnd,publishingSteps,repositoryIdentity,runGit,saveWorld,uploadedArtifacts,withCalledJobs,workflowFileName}from"./triggers.js";import{_enum,array,boolean,datetime,discriminatedUnion,literal,looseObject,number,object,packTar as packTar$1,record,strictObject,string,union,unknown}from"./foundation-packages.js";import{GraphQLError,Hono,Kind,Lexer,RESPONSE_ALREADY_SENT,Source,TokenKind,TypeInfo,buildSchema,createAdaptorServer,execute,getNamedType,getOperationAST,getVariableValues,isAbstractType,isObjectType,parse,print,validate,visit,visitWithTypeInfo}from"./hosting-packages.js";import{wouldStart}from"./foundation.js";import{createRequire}from"node:module";import process$1 from"node:process";import{appendFileSync,existsSync,mkdtempSync,readFileSync,rmSync,statSync}from"node:fs";import{tmpdir}from"node:os";import{basename,dirname,join,resolve}from"node:path";import{spawn}from"node:child_process";import{chmod,mkdir,mkdtemp,readFile,rename,rm,writeFile}from"node:fs/promises";import{gzipSync}from"node:zlib";import{createHash,randomBytes}from"node:crypto";import{createServer}from"node:net";const FAULT_KINDS={crash:{argument:`none`,moment:`request`,usually:`tag-ref`,means:`the process ends with 137 after the request was applied, before its answer`},"crash-before":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`the process ends with 137 before the request is applied`},"lost-response":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`the request is applied, then the connection closes without an answer`},"connection-reset":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`the connection is reset, the request is not applied`},timeout:{argument:`none`,moment:`request`,usually:`tag-ref`,means:`no answer comes, the request is not applied`},"timeout-applied":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`the request is applied, no answer comes`},"http-500":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`500, the request is not applied`},"http-500-applied":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`500, though the request was applied`},"http-502":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`502, the request is not applied`},"http-502-applied":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`502, though the request was applied`},"rate-limit":{argument:`none`,moment:`request`,usually:`first-write`,means:`403, the hour’s budget is used up and new in 15 minutes`},"secondary-rate-limit":{argument:`none`,moment:`request`,usually:`first-write`,means:`403 with retry-after: 60, as for every request in that minute`},unauthorized:{argument:`none`,moment:`request`,usually:`tag-object`,means:`401 for this and every later request until the next start: the token has expired`},"merge-405":{argument:`none`,moment:`request`,usually:`merge`,means:`405 “Base branch was modified”, the request is not applied`},"base-moves":{argument:`none`,moment:`request`,usually:`merge`,means:`somebody pushes to the default branch`},"head-moves":{argument:`none`,moment:`request`,usually:`merge`,means:`somebody pushes to the branch of the newest open pull request`},"pr-closed":{argument:`none`,moment:`request`,usually:`merge`,means:`somebody closes the newest open pull request`},"pr-merged-by-hand":{argument:`none`,moment:`request`,usually:`merge`,means:`somebody squash-merges the newest open pull request`},"branch-deleted":{argument:`none`,moment:`request`,usually:`merge`,means:`somebody deletes the branch of the newest open pull request`},"tag-taken":{argument:`none`,moment:`request`,usually:`tag-object`,means:`somebody creates the release tag at another commit`},"tag-created-other":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`the same, at the last moment`},"tag-created-same":{argument:`none`,moment:`request`,usually:`tag-ref`,means:`somebody creates the release tag at the right commit`},"alias-moved":{argument:`none`,moment:`request`,usually:`alias-ref`,means:`somebody puts the alias tag on a commit outside the release’s history`},"run-fails":{argument:`workflow`,moment:`run`,usually:null,means:`the run that the tag (or a dispatch) starts fails; a rerun succeeds`},"run-never-starts":{argument:`workflow`,moment:`run`,usually:null,means:`the tag (or a dispatch) does not start the workflow`},"run-waits":{argument:`workflow`,moment:`run`,usually:null,means:`the run that the tag (or a dispatch) starts waits for the approval of a deployment`},"run-rerun":{argument:`workflow`,moment:`run`,usually:null,means:`somebody reruns the finished run of the tag`},"run-cancelled":{argument:`workflow`,moment:`run`,usually:null,means:`somebody cancels the run of the tag while it is under way`},"check-never-reports":{argument:`none`,moment:`run`,usually:null,means:`the release’s pull request starts no run, so no check is ever reported`},"check-fails":{argument:`workflow`,moment:`run`,usually:null,means:`the run that the pull request starts fails`},"asset-missing":{argument:`name`,moment:`run`,usually:null,means:`the release is published without this asset; a rerun adds it`},"asset-late":{argument:`name`,moment:`run`,usually:null,means:`this asset is added five minutes after the release was published`},"release-late":{argument:`none`,moment:`run`,usually:null,means:`the release appears five minutes after its run has ended`},"upload-broken":{argument:`name`,moment:`run`,usually:null,means:"the upload of this file breaks off: 502, and an empty asset in the state `starter` has its name"},"stale-list":{argument:`none`,moment:`always`,usually:null,means:`filtered lists of runs are five minutes old`},"no-graphql":{argument:`none`,moment:`always`,usually:null,means:`there is no GraphQL endpoint (404)`},"no-rules":{argument:`none`,moment:`always`,usually:null,means:`there are no rules endpoints (404), as on older servers`},"no-run-details":{argument:`none`,moment:`always`,usually:null,means:`a dispatch that asks for run details is refused (422), as on older servers`},"budget-left":{argument:`count`,moment:`always`,usually:null,means:`so many requests are left in this hour`}},SOMEBODY_ELSE=[`base-moves`,`head-moves`,`pr-closed`,`pr-merged-by-hand`,`branch-deleted`,`tag-taken`,`tag-created-other`,`tag-created-same`,`alias-moved`];function parseFaults(e){let t=[],n=[],r=new Set;for(let i of e){let e=(e,t)=>n.push({what:e,remedy:t}),a=JSON.stringify(i.slice(0,100)),o=i.length>300?null:/^([a-z0-9-]+)(?::(.*?))?(?:@(\d{1,9}))?$/s.exec(i),s=o?.[1]??``;if(o===null||!Object.hasOwn(FAULT_KINDS,s)){e(`${a} is no fault.`,`Write NAME[:ARG][@N]. Names: ${Object.keys(FAULT_KINDS).join(`, `)}.`);continue}let c=FAULT_KINDS[s],l=o[2]??null,u=o[3]===void 0?null:Number(o[3]);r.has(i)&&e(`${a} is given twice.`,`Each fault fires once: name it once.`),r.add(i),c.argument===`none`&&l!==null?e(`${a}: ${s} takes no argument.`,`Write ${s}${c.moment===`request`?`@N`:``}.`):c.argument!==`none`&&(l===null||l===``)?e(`${a}: ${s} needs a ${c.argument}.`,`Write ${s}:${EXAMPLES[c.argument]}.`):c.argument===`count`&&!/^\d{1,6}$/.test(l??``)&&e(`${a}: not a number of requests.`,`Write ${s}:${EXAMPLES.count}.`),u!==null&&c.moment!==`request`?e(`${a}: ${s} does not belong to one request.`,`Leave out @N.`):u===0&&e(`${a}: requests are counted from 1.`,`Write @1 for the first request.`),t.push({name:s,argument:l,at:u,text:i})}return n.length>0?{ok:!1,mistakes:n}:{ok:!0,value:t}}const EXAMPLES={none:``,workflow:`build.yml`,name:`checksums.txt`,count:`100`};function faultOptions(e){let t=parseFaults(e);return t.ok?checked(t.value):failed(...t.mistakes.map(({what:e,remedy:t})=>problem(`input-invalid`,e,{where:`--fault`,remedy:t})))}const cloneUrlOf=({server:e,world:t})=>`http://x:${e.tokens.pat}@127.0.0.1:${e.port}/${t.state.owner}/${t.state.repo}.git`;function environmentOf({server:e,world:t}){return{GITHUB_API_URL:e.url,GITHUB_GRAPHQL_URL:`${e.url}/graphql`,GITHUB_SERVER_URL:e.url,GITHUB_REPOSITORY:`${t.state.owner}/${t.state.repo}`,GITHUB_TOKEN:e.tokens.pat,GH_HOST:`github.localhost`,GH_TOKEN:e.tokens.pat,GH_ENTERPRISE_TOKEN:e.tokens.pat,HTTP_PROXY:e.url}}const webUrl=e=>e.replace(/\/api\/v3$/,``).replace(/^(https?:\/\/)api\./,`$1`),nodeId=(e,t)=>`${e}_${Buffer.from(`${e}:${t}`).toString(`base64url`)}`;function namedByNodeId(e){let[,t=``,n=``]=/^([A-Za-z]+)_([\w-]+)$/.exec(e)??[],[,r,i=``]=/^([A-Za-z]+):(.*)$/s.exec(Buffer.from(n,`base64url`).toString(`utf8`))??[];return t===``||r!==t?null:{kind:t,key:i}}const isoTime=e=>new Date(e).toISOString().replace(/\.\d+Z$/,`Z`);function simpleUser(e,t){let n=`${t}/users/${encodeURIComponent(e.login)}`;return{login:e.login,id:e.id,node_id:nodeId(`U`,e.id),avatar_url:`${webUrl(t)}/avatars/${e.id}`,gravatar_id:``,url:n,html_url:`${webUrl(t)}/${encodeURIComponent(e.login)}`,followers_url:`${n}/followers`,following_url:`${n}/following{/other_user}`,gists_url:`${n}/gists{/gist_id}`,starred_url:`${n}/starred{/owner}{/repo}`,subscriptions_url:`${n}/subscriptions`,organizations_url:`${n}/orgs`,repos_url:`${n}/repos`,events_url:`${n}/events{/privacy}`,received_events_url:`${n}/received_events`,type:e.type,site_admin:!1}}const ownerActor=e=>({login:e,id:1,type:`User`}),MAINTAINER={login:`maintainer`,id:902,type:`User`};function knownActors({state:e}){let t=[ownerActor(e.owner),MAINTAINER,...e.people??[],...e.pulls.map(({author:e})=>e),...e.issues.map(({author:e})=>e),...e.comments.map(({author:e})=>e),...(e.reviews??[]).map(({author:e})=>e)];return[...new Map(t.map(e=>[e.login.toLowerCase(),e])).values()]}function personNamed(e,t){let n=knownActors(e).find(e=>e.login.toLowerCase()===t.toLowerCase());if(n!==void 0)return n;let r=7;for(let e of t.toLowerCase())r=(r*31+e.charCodeAt(0))%1000000007;return{login:t,id:r+1e7,type:t.endsWith(`[bot]`)?`Bot`:`User`}}const collaborators=e=>{let{owner:t,people:n=[]}=e.state,r=[ownerActor(t),MAINTAINER,...n];return[...new Map(r.map(e=>[e.login.toLowerCase(),e])).values()]};function collaboratorAnswer(e,t){let n=e.id===1||e.login===MAINTAINER.login;return{...simpleUser(e,t),permissions:{pull:!0,triage:!0,push:!0,maintain:n,admin:n},role_name:n?`admin`:`write`}}const identityOf=(e,t)=>({name:e.login,email:`${e.id}+${e.login}@users.noreply.github.com`,time:t}),webFlow=e=>({name:`GitHub`,email:`noreply@github.com`,time:e});function accountOf(e){if(e.email===`noreply@github.com`)return{login:`web-flow`,id:19864447,type:`User`};let t=/^(\d{1,15})\+([^@\s]{1,100})@users\.noreply\.github\.com$/.exec(e.email),n=t?.[2];return n===void 0?null:{login:n,id:Number(t?.[1]),type:n.endsWith(`[bot]`)?`Bot`:`User`}}const SIMULATED_SIGNATURE=`-----BEGIN PGP SIGNATURE-----

not a signature: made by the embedded GitHub of a rehearsal
-----END PGP SIGNATURE-----`,isVerified=e=>e.signature===SIMULATED_SIGNATURE;function verificationOf(e){if(e===null||e.signature===null)return{verified:!1,reason:`unsigned`,signature:null,payload:null,verified_at:null};let t=isVerified(e);return{verified:t,reason:t?`valid`:`unknown_key`,signature:e.signature,payload:e.signedPayload,verified_at:t?isoTime(e.committer.time):null}}const slugOf=({login:e,type:t})=>t===`Bot`&&e.endsWith(`[bot]`)?e.slice(0,-5):null;function appSlug(e){return e.tokenKind===`github-token`?`github-actions`:e.tokenKind===`app`?e.actor.login.replace(/\[bot\]$/,``):null}const appId=e=>e===`github-actions`?15368:1;function integration(e,t){let n=isoTime(t.world.state.createdAt);return{id:appId(e),slug:e,node_id:nodeId(`A`,e),owner:simpleUser(ownerActor(t.world.state.owner),t.apiUrl),name:e===`github-actions`?`GitHub Actions`:e,description:``,external_url:`${webUrl(t.apiUrl)}/apps/${encodeURIComponent(e)}`,html_url:`${webUrl(t.apiUrl)}/apps/${encodeURIComponent(e)}`,created_at:n,updated_at:n,permissions:{checks:`write`,contents:`write`,metadata:`read`,pull_requests:`write`,statuses:`write`},events:[]}}const apiError=(e,t,n)=>({status:e,body:{message:t,...n===void 0?{}:{errors:n},documentation_url:`https://docs.github.com/rest`,status:String(e)}}),REHEARSAL_TOKENS={app:`rehearsal-app-token`,"github-token":`rehearsal-github-token`,pat:`rehearsal-personal-token`},WRITABLE=[`actions`,`checks`,`contents`,`deployments`,`issues`,`pull_requests`,`statuses`],granted=(...e)=>new Map([[`metadata`,`read`],...[...WRITABLE,...e].map(e=>[e,`write`])]);function standardTokens(){let e={app:{tokenKind:`app`,actor:{login:`zlink-release[bot]`,id:901,type:`Bot`},permissions:new Map([...granted(`workflows`),[`administration`,`read`]])},"github-token":{tokenKind:`github-token`,actor:{login:`github-actions[bot]`,id:41898282,type:`Bot`},permissions:granted()},pat:{tokenKind:`pat`,actor:MAINTAINER,permissions:granted(`workflows`,`administration`,`variables`,`secrets`)}};return new Map(Object.values(e).map(e=>[REHEARSAL_TOKENS[e.tokenKind],e]))}function authenticate(e,t){if(e===null||e.trim()===``)return{kind:`none`};let[n=``,r=``]=e.trim().split(/\s+/,2),i=``;if(/^(bearer|token)$/i.test(n))i=r;else if(/^basic$/i.test(n)){let[e=``,t=``]=Buffer.from(r,`base64`).toString(`utf8`).split(`:`,2);i=t===``||t===`x-oauth-basic`?e:t}let a=t.get(i);return a===void 0?{kind:`unknown`}:{kind:`known`,token:i,grant:a}}const unauthorized$1=e=>apiError(401,e===`unknown`?`Bad credentials`:`Requires authentication`),GUARDS={actions:`actions`,assignees:`issues`,branches:`contents`,"check-runs":`checks`,"check-suites":`checks`,comments:`contents`,commits:`contents`,compare:`contents`,contents:`contents`,deployments:`deployments`,git:`contents`,"immutable-releases":`administration`,issues:`issues`,dispatches:`contents`,labels:`issues`,license:`contents`,merges:`contents`,milestones:`issues`,readme:`contents`,pulls:`pull_requests`,releases:`contents`,statuses:`statuses`,tags:`contents`,tarball:`contents`,zipball:`contents`};function requiredPermission(e,t){if(t===`/repos/{owner}/{repo}`&&e===`PATCH`)return{name:`administration`,access:`write`};let n=/^\/repos\/\{owner\}\/\{repo\}\/(.+)$/.exec(t);if(n===null)return null;let r=(n[1]??``).split(`/`),i=e===`GET`||e===`HEAD`?`read`:`write`;if(r[0]===`commits`){if(r.includes(`check-runs`)||r.includes(`check-suites`))return{name:`checks`,access:i};if(r.includes(`status`)||r.includes(`statuses`))return{name:`statuses`,access:i}}if(r[0]===`topics`&&i===`write`)return{name:`administration`,access:i};if(r[0]===`branches`&&r.includes(`protection`))return null;if(r[0]===`rulesets`&&i===`write`)return{name:`administration`,access:i};if(r[0]===`actions`&&(r[1]===`variables`||r[1]===`secrets`))return{name:r[1],access:i};if(r[0]===`pulls`&&r.includes(`merge`))return{name:`contents`,access:i};let a=Object.hasOwn(GUARDS,r[0]??``)?GUARDS[r[0]??``]:void 0;return a===void 0?null:{name:a,access:i}}function isOpenToAll(e,t){return e!==`GET`&&e!==`HEAD`?!1:t===`/`||t===`/meta`||t===`/rate_limit`?!0:t.startsWith(`/repos/{owner}/{repo}`)?!/\/(?:logs|immutable-releases|protection|variables|secrets|pending_deployments)$|\/artifacts\/\{artifact_id\}\/\{/.test(t):!1}const ANONYMOUS={actor:{login:`anonymous`,id:0,type:`User`},tokenKind:`app`,isAnonymous:!0},acceptedPermissions=e=>e===null?`metadata=read`:`${e.name}=${e.access}`;function isAllowed(e,t){if(t===null)return!0;let n=n=>{let r=e.permissions.get(n);return r===`write`||r===`read`&&t.access===`read`};return n(t.name)||t.name===`issues`&&n(`pull_requests`)}const notAccessible=e=>apiError(403,`Resource not accessible by ${e.tokenKind===`pat`?`personal access token`:`integration`}`),STANDARD_LIMITS={perHour:{app:5e3,"github-token":1e3,pat:5e3,anonymous:60},graphqlPerHour:5e3,pointsPerMinute:900,writesPerMinute:80},MINUTE=6e4;var RateLimits=class{#e;#t;#n=new Map;#r=new Map;constructor(e,t=STANDARD_LIMITS){this.#e=e,this.#t=t}#i(e,t,n){this.#e.rateLimits??={};let r=`${e}/${t}`,i=this.#e.rateLimits[r];if(i!==void 0&&n<i.resetAt)return i;let a={used:0,resetAt:n+36e5};return this.#e.rateLimits[r]=a,a}#a(e,t){return t===`core`?this.#t.perHour[e]:e===`anonymous`?0:this.#t.graphqlPerHour}budget(e,t,n){let{used:r,resetAt:i}=this.#i(e,t,n),a=this.#a(e,t);return{limit:a,used:r,remaining:Math.max(0,a-r),reset:Math.ceil(i/1e3)}}refusal(e,t,n,r){if(this.budget(e,t,r).remaining===0){let n=e===`anonymous`?`API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)`:`API rate limit exceeded for ${e}.`;return t===`graphql`?{status:200,body:{errors:[{type:`RATE_LIMITED`,message:n}]}}:{status:403,body:{message:n,documentation_url:`https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api`}}}let i=this.#r.get(e)??0;if(r<i)return secondaryRefusal(i-r);let a=(this.#n.get(e)??[]).filter(e=>e.at>r-MINUTE),o=n?5:1,s=a.reduce((e,t)=>e+t.points,0),c=a.filter(e=>e.isWrite).length;return s+o>this.#t.pointsPerMinute||n&&c>=this.#t.writesPerMinute?(this.#n.set(e,a),secondaryRefusal((a[0]?.at??r)+MINUTE-r)):(a.push({at:r,points:o,isWrite:n}),this.#n.set(e,a),null)}spend(e,t,n,r=1){this.#i(e,t,n).used+=r}exhaust(e,t,n,r){this.#i(e,t,r),this.#e.rateLimits!==void 0&&(this.#e.rateLimits[`${e}/${t}`]={used:this.#a(e,t),resetAt:n})}leave(e,t,n){let r=this.#i(e,`core`,n);r.used=Math.max(r.used,this.#a(e,`core`)-t)}block(e,t){this.#r.set(e,t)}};function secondaryRefusal(e){return{...apiError(403,`You have exceeded a secondary rate limit. Please wait a few minutes before you try again.`),headers:{"retry-after":String(Math.max(1,Math.ceil(e/1e3)))}}}const limitHeaders=(e,t)=>({"x-ratelimit-limit":String(e.limit),"x-ratelimit-remaining":String(e.remaining),"x-ratelimit-reset":String(e.reset),"x-ratelimit-used":String(e.used),"x-ratelimit-resource":t}),repositoryPath=({world:e})=>`/repos/${encodeURIComponent(e.state.owner)}/${encodeURIComponent(e.state.repo)}`,repositoryUrl=e=>`${e.apiUrl}${repositoryPath(e)}`,repositoryPage=e=>`${webUrl(e.apiUrl)}/${encodeURIComponent(e.world.state.owner)}/${encodeURIComponent(e.world.state.repo)}`,urlPath=e=>e.split(`/`).map(encodeURIComponent).join(`/`),releasePage=(e,{id:t,tagName:n,draft:r})=>`${repositoryPage(e)}/releases/tag/${r?`untagged-${t}`:urlPath(n)}`,person=e=>({name:e.name,email:e.email,date:isoTime(e.time)}),shownMessage=e=>e.replace(/\n+$/,``);function gitCommitAnswer(e,t){let n=repositoryUrl(e);return{sha:t.sha,node_id:nodeId(`C`,t.sha),url:`${n}/git/commits/${t.sha}`,html_url:`${repositoryPage(e)}/commit/${t.sha}`,author:person(t.author),committer:person(t.committer),tree:{sha:t.tree,url:`${n}/git/trees/${t.tree}`},message:shownMessage(t.message),parents:t.parents.map(t=>({sha:t,url:`${n}/git/commits/${t}`,html_url:`${repositoryPage(e)}/commit/${t}`})),verification:verificationOf(t)}}function commitAnswer(e,t){let n=repositoryUrl(e),r=t=>{let n=accountOf(t);return n===null?null:simpleUser(n,e.apiUrl)};return{sha:t.sha,node_id:nodeId(`C`,t.sha),commit:{author:person(t.author),committer:person(t.committer),message:shownMessage(t.message),tree:{sha:t.tree,url:`${n}/git/trees/${t.tree}`},url:`${n}/git/commits/${t.sha}`,comment_count:0,verification:verificationOf(t)},url:`${n}/commits/${t.sha}`,html_url:`${repositoryPage(e)}/commit/${t.sha}`,comments_url:`${n}/commits/${t.sha}/comments`,author:r(t.author),committer:r(t.committer),parents:t.parents.map(t=>({sha:t,url:`${n}/commits/${t}`,html_url:`${repositoryPage(e)}/commit/${t}`}))}}function changedFileAnswer(e,t,n){let r=urlPath(n.path);return{sha:n.sha,filename:n.path,status:n.status,additions:n.additions,deletions:n.deletions,changes:n.additions+n.deletions,blob_url:`${repositoryPage(e)}/blob/${t}/${r}`,raw_url:`${repositoryPage(e)}/raw/${t}/${r}`,contents_url:`${repositoryUrl(e)}/contents/${r}?ref=${t}`,...n.patch===null?{}:{patch:n.patch},...n.previousPath===null?{}:{previous_filename:n.previousPath}}}function pageWindow(e,t=30){let n=(t,n)=>{let r=e.get(t)??``;return/^\d{1,9}$/.test(r)&&Number(r)>0?Number(r):n};return{page:n(`page`,1),perPage:Math.min(100,n(`per_page`,t))}}function linkHeader(e,t,{page:n,perPage:r},i){let a=Math.max(1,Math.ceil(i/r)),o=n=>{let r=new URLSearchParams(e.query);return r.set(`page`,String(n)),`<${e.apiUrl}${t}?${r}>`},s=[];return n>1&&s.push(`${o(Math.min(n-1,a))}; rel="prev"`),n<a&&s.push(`${o(n+1)}; rel="next"`,`${o(a)}; rel="last"`),n>1&&s.push(`${o(1)}; rel="first"`),s.length===0?{}:{link:s.join(`, `)}}function paginate(e,t,n,r=30){let i=pageWindow(e.query,r),a=(i.page-1)*i.perPage;return{items:n.slice(a,a+i.perPage),headers:linkHeader(e,t,i,n.length)}}function rulesFor(e,t,n){return e.state.rulesets.filter(n=>n.enforcement===`active`&&covers(e,n,t)).filter(e=>n===void 0||e.bypassLogins?.includes(n.actor.login)!==!0).flatMap(e=>e.rules.map(t=>({...completeRule(t),ruleset:e})))}const STANDARD_PARAMETERS={update:{update_allows_fetch_and_merge:!1},required_status_checks:{required_status_checks:[],strict_required_status_checks_policy:!1,do_not_enforce_on_create:!1},pull_request:{allowed_merge_methods:[`merge`,`squash`,`rebase`],dismiss_stale_reviews_on_push:!1,require_code_owner_review:!1,require_last_push_approval:!1,required_approving_review_count:0,required_review_thread_resolution:!1},merge_queue:{check_response_timeout_minutes:60,grouping_strategy:`ALLGREEN`,max_entries_to_build:5,max_entries_to_merge:5,merge_method:`MERGE`,min_entries_to_merge:1,min_entries_to_merge_wait_minutes:5}},ENFORCED_RULES=new Set([`creation`,`update`,`deletion`,`non_fast_forward`,`pull_request`,`required_status_checks`,`required_linear_history`,`required_signatures`,`merge_queue`]);function completeRule({type:e,parameters:t}){return{type:e,parameters:{...Object.hasOwn(STANDARD_PARAMETERS,e)?STANDARD_PARAMETERS[e]:void 0,...t}}}function ruleAnswer({type:e,parameters:t}){return Object.keys(t).length===0?{type:e}:{type:e,parameters:t}}function covers(e,t,n){if(!n.startsWith(t.target===`branch`?`refs/heads/`:`refs/tags/`))return!1;let r=t=>t===`~ALL`||(t===`~DEFAULT_BRANCH`?n===`refs/heads/${e.state.defaultBranch}`:matchesFnmatch(t,n));return t.include.some(r)&&!t.exclude.some(r)}function matchesFnmatch(e,t){if(e.length>1e3)return!1;let n=tokenize(e),r=new Uint8Array(t.length+1);r[0]=1;for(let e of n){let n=new Uint8Array(t.length+1);if(e.kind===`star`)for(let e=0;e<=t.length;e+=1)(r[e]===1||e>0&&n[e-1]===1&&t[e-1]!==`/`)&&(n[e]=1);else if(e.kind===`directories`){let e=!1;for(let i=0;i<=t.length;i+=1)r[i]===1?(n[i]=1,e=!0):e&&t[i-1]===`/`&&(n[i]=1)}else for(let i=0;i<t.length;i+=1)r[i]===1&&e.accepts(t.charAt(i))&&(n[i+1]=1);r=n}return r[t.length]===1}function tokenize(e){let t=[];for(let n=0;n<e.length;){let r=e.charAt(n);if((n===0||e.charAt(n-1)===`/`)&&e.startsWith(`**/`,n))t.push({kind:`directories`}),n+=3;else if(r===`*`)t.push({kind:`star`}),n+=1;else if(r===`?`)t.push({kind:`one`,accepts:e=>e!==`/`}),n+=1;else if(r===`[`&&e.indexOf(`]`,n+2)!==-1){let r=e.indexOf(`]`,n+2);t.push({kind:`one`,accepts:characterClass(e.slice(n+1,r))}),n=r+1}else{let i=r===`\\`&&n+1<e.length?e.charAt(n+1):r;t.push({kind:`one`,accepts:e=>e===i}),n+=r===`\\`&&n+1<e.length?2:1}}return t}function characterClass(e){let t=e.startsWith(`!`)||e.startsWith(`^`),n=t?e.slice(1):e;return e=>{if(e===`/`)return!1;for(let r=0;r<n.length;r+=1){let i=n.charAt(r+2);if(n.charAt(r+1)===`-`&&i!==``){if(n.charAt(r)<=e&&e<=i)return!t;r+=2}else if(n.charAt(r)===e)return!t}return t}}function requiredChecks(e){let t=new Map;for(let n of e){if(n.type!==`required_status_checks`)continue;let e=n.parameters.required_status_checks;for(let n of Array.isArray(e)?e:[]){let{context:e,integration_id:r}=n;if(typeof e!=`string`)continue;let i={context:e,appId:typeof r==`number`?r:null};t.set(`${e}\n${i.appId}`,i)}}return[...t.values()]}const ruleViolations=e=>`Repository rule violations found\n\n${e.join(`

`)}\n\n`;function readBody(e,t){if(typeof e!=`object`||!e||Array.isArray(e))return{ok:!1,reply:apiError(e===null?422:400,e===null?`Invalid request.

The body is missing.`:`Body should be a JSON object`)};let n=t.safeParse(e);if(n.success)return{ok:!0,value:n.data};let r=n.error.issues.slice(0,10).map(t=>{let n=t.path.join(`/`),r=t.path.reduce((e,t)=>typeof e==`object`&&e?Reflect.get(e,t):void 0,e);return r===void 0?`"${n}" wasn't supplied.`:`For 'properties/${n}', ${JSON.stringify(r)?.slice(0,100)} is not valid: ${t.message}.`});return{ok:!1,reply:apiError(422,`Invalid request.\n\n${r.join(`
`)}`)}}const validationFailed=(...e)=>apiError(422,`Validation Failed`,e),flag=boolean().optional(),whole$2=number().int(),count$1=whole$2.min(0).max(1e3).optional(),minutes=whole$2.min(0).max(360).optional(),rule=(e,t)=>object({type:literal(e),parameters:t}),bare$1=e=>rule(e,looseObject({}).nullish()),pattern=object({name:string().optional(),negate:flag,operator:_enum([`starts_with`,`ends_with`,`contains`,`regex`]),pattern:string()}),RULE=discriminatedUnion(`type`,[bare$1(`creation`),rule(`update`,object({update_allows_fetch_and_merge:flag}).nullish()),bare$1(`deletion`),bare$1(`required_linear_history`),bare$1(`required_signatures`),bare$1(`non_fast_forward`),bare$1(`license_compliance_scanning`),rule(`copilot_code_review`,looseObject({review_draft_pull_requests:flag,review_on_push:flag}).nullish()),rule(`merge_queue`,object({check_response_timeout_minutes:whole$2.min(1).max(360).optional(),grouping_strategy:_enum([`ALLGREEN`,`HEADGREEN`]).optional(),max_entries_to_build:count$1,max_entries_to_merge:count$1,merge_method:_enum([`MERGE`,`SQUASH`,`REBASE`]).optional(),min_entries_to_merge:count$1,min_entries_to_merge_wait_minutes:minutes}).nullish()),rule(`pull_request`,looseObject({allowed_merge_methods:array(_enum([`merge`,`squash`,`rebase`])).min(1).optional(),dismiss_stale_reviews_on_push:flag,require_code_owner_review:flag,require_last_push_approval:flag,required_approving_review_count:whole$2.min(0).max(10).optional(),required_review_thread_resolution:flag,dismissal_restriction:unknown().optional().transform(()=>void 0),required_reviewers:unknown().optional().transform(()=>void 0)}).nullish()),rule(`required_status_checks`,object({do_not_enforce_on_create:flag,required_status_checks:array(object({context:string(),integration_id:whole$2.nullish().transform(e=>e??void 0)})).optional(),strict_required_status_checks_policy:flag}).nullish()),rule(`required_deployments`,object({required_deployment_environments:array(string())})),rule(`commit_message_pattern`,pattern),rule(`commit_author_email_pattern`,pattern),rule(`committer_email_pattern`,pattern),rule(`branch_name_pattern`,pattern),rule(`tag_name_pattern`,pattern),rule(`file_path_restriction`,object({restricted_file_paths:array(string())})),rule(`max_file_path_length`,object({max_file_path_length:whole$2.min(1).max(32767)})),rule(`file_extension_restriction`,object({restricted_file_extensions:array(string())})),rule(`max_file_size`,object({max_file_size:whole$2.min(1).max(100)})),rule(`workflows`,object({do_not_enforce_on_create:flag,workflows:array(object({path:string(),repository_id:whole$2,ref:string().optional(),sha:string().optional()}))})),rule(`code_scanning`,object({code_scanning_tools:array(object({tool:string(),alerts_threshold:_enum([`none`,`errors`,`errors_and_warnings`,`all`]),security_alerts_threshold:_enum([`none`,`critical`,`high_or_higher`,`medium_or_higher`,`all`])}))}))]),REPO$19=`/repos/{owner}/{repo}`;function branchRules(e){let{state:t}=e.world,n=e.params.branch??``,r=rulesFor(e.world,`refs/heads/${n}`),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/rules/branches/${urlPath(n)}`,r);return{status:200,body:i.map(e=>({...ruleAnswer(e),ruleset_source_type:`Repository`,ruleset_source:`${t.owner}/${t.repo}`,ruleset_id:e.ruleset.id})),headers:a}}function summary(e,t){let{state:n}=e.world,r=isoTime(n.createdAt);return{id:t.id,name:t.name,target:t.target,source_type:`Repository`,source:`${n.owner}/${n.repo}`,enforcement:t.enforcement,node_id:nodeId(`RRS`,t.id),_links:{self:{href:`${repositoryUrl(e)}/rulesets/${t.id}`},html:{href:`${repositoryPage(e)}/rules/${t.id}`}},created_at:r,updated_at:r}}function listRulesets(e){let t=e.query.get(`targets`)?.split(`,`)??null,n=e.world.state.rulesets.filter(e=>t===null||t.includes(e.target)),{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/rulesets`,n);return{status:200,body:r.map(t=>summary(e,t)),headers:i}}function rulesetAnswer(e,t){let n=t.bypassLogins?.includes(e.requester.actor.login)===!0;return{...summary(e,t),conditions:{ref_name:{include:t.include,exclude:t.exclude}},rules:t.rules.map(e=>ruleAnswer(completeRule(e))),current_user_can_bypass:n?`always`:`never`,...e.requester.tokenKind===`pat`?{bypass_actors:[]}:{}}}function getRuleset(e){let t=e.world.state.rulesets.find(t=>String(t.id)===e.params.ruleset_id);return t===void 0?apiError(404,`Not Found`):{status:200,body:rulesetAnswer(e,t)}}const Ruleset=object({name:string().min(1),target:_enum([`branch`,`tag`]).optional(),enforcement:_enum([`disabled`,`active`,`evaluate`]),bypass_actors:array(unknown()).optional(),conditions:object({ref_name:object({include:array(string()),exclude:array(string()).nullish()}).optional()}).nullish(),rules:array(RULE).optional()});function withChange(e,t,n){let r=t.conditions?.ref_name;return{id:e,name:t.name??n?.name??``,target:t.target??n?.target??`branch`,enforcement:t.enforcement??n?.enforcement??`active`,include:r?.include??n?.include??[],exclude:r?.exclude??n?.exclude??[],rules:(t.rules??n?.rules??[]).map(({type:e,parameters:t})=>t==null?{type:e}:{type:e,parameters:t}),...n?.bypassLogins===void 0?{}:{bypassLogins:n.bypassLogins}}}function createRuleset(e){let t=readBody(e.body,Ruleset);if(!t.ok)return t.reply;let{world:n}=e;if(n.state.rulesets.some(({name:e})=>e===t.value.name))return validationFailed({resource:`RepositoryRuleset`,code:`custom`,message:`Name must be unique`});let r=withChange(n.nextId(),t.value);return n.state.rulesets.push(r),{status:201,body:rulesetAnswer(e,r)}}function updateRuleset(e){let{rulesets:t}=e.world.state,n=t.findIndex(t=>String(t.id)===e.params.ruleset_id),r=t[n];if(r===void 0)return apiError(404,`Not Found`);let i=readBody(e.body??{},Ruleset.partial());if(!i.ok)return i.reply;let a=withChange(r.id,i.value,r);return t[n]=a,{status:200,body:rulesetAnswer(e,a)}}function deleteRuleset(e){let{state:t}=e.world,n=t.rulesets.filter(t=>String(t.id)!==e.params.ruleset_id);return n.length===t.rulesets.length?apiError(404,`Not Found`):(t.rulesets=n,{status:204})}const rulesRoutes=[{method:`GET`,path:`${REPO$19}/rules/branches/{branch}`,handle:branchRules},{method:`GET`,path:`${REPO$19}/rulesets`,handle:listRulesets},{method:`POST`,path:`${REPO$19}/rulesets`,handle:createRuleset},{method:`GET`,path:`${REPO$19}/rulesets/{ruleset_id}`,handle:getRuleset},{method:`PUT`,path:`${REPO$19}/rulesets/{ruleset_id}`,handle:updateRuleset},{method:`DELETE`,path:`${REPO$19}/rulesets/{ruleset_id}`,handle:deleteRuleset}];function latestCheckRuns(e,t){let n=new Map;for(let r of e.state.checkRuns){if(r.headSha!==t)continue;let e=`${r.appSlug}\n${r.name}`,i=n.get(e);(i===void 0||i.id<r.id)&&n.set(e,r)}return[...n.values()]}function latestStatuses(e,t){let n=new Map;for(let r of e.state.statuses)r.sha===t&&n.set(r.context,r);return[...n.values()]}function checkResult(e,t,n){let r=e=>n.appId===null||e!==null&&appId(e)===n.appId,i=latestCheckRuns(e,t).filter(e=>e.name===n.context&&r(e.appSlug)),a=latestStatuses(e,t).find(e=>e.context===n.context&&r(slugOf(e.creator)));if(i.length===0&&a===void 0)return`expected`;let o=new Set([`success`,`neutral`,`skipped`]);return i.some(e=>e.status===`completed`&&!o.has(e.conclusion??``))||a!==void 0&&(a.state===`failure`||a.state===`error`)?`failed`:i.some(e=>e.status!==`completed`)||a?.state===`pending`?`pending`:`passed`}const MERGEABLE_DELAY=2e3;async function pushRef(e,t){let{world:n,requester:r,emit:i}=e,{git:a}=n,o=await a.resolveRef(t.ref),s=t.from===void 0?o:t.from,c=await violatedRules(n,t,o,rulesFor(n,t.ref,r));if(c.length>0)return apiError(422,ruleViolations(c));if(t.to!==null&&t.ref.startsWith(`refs/heads/`)){let e=await a.peel(t.to);if(e!==t.to)return apiError(422,`Object does not exist`);if(o!==null&&t.force!==!0&&!await a.isAncestor(o,e))return apiError(422,`Update is not a fast forward`)}if(t.to!==null&&r.tokenKind===`github-token`&&await bringsWorkflowChanges(n,t.to))return apiError(403,`Resource not accessible by integration`);let l=o===null?null:await a.peel(o),u=await a.updateRefs([{name:t.ref,to:t.to,from:s}]);if(!u.ok){let e={exists:`Reference already exists`,missing:`Reference does not exist`,stale:`Reference cannot be updated`,"name-conflict":`Reference already exists`,"bad-object":`Object does not exist`,"bad-name":`${t.ref} is not a valid ref name.`};return apiError(422,e[u.reason])}let d=t.to===null?null:await a.peel(t.to);if(d===l&&t.to!==null&&o===t.to)return null;let f=await followPulls(n,t.ref,d,t.byMerge===!0);await i(n,{kind:`push`,ref:t.ref,commit:d,before:l},r);for(let{action:e,number:t}of f)await i(n,{kind:`pull_request`,action:e,number:t},r);return null}async function violatedRules(e,t,n,r){let i=new Set,{git:a}=e,o=t.ref.replace(/^refs\/(heads|tags)\//,``);for(let s of r)switch(s.type){case`creation`:n===null&&t.to!==null&&i.add(`Cannot create ref due to creations being restricted.`);break;case`update`:n!==null&&t.to!==null&&t.byMerge!==!0&&i.add(`Cannot update this protected ref.`);break;case`deletion`:t.to===null&&i.add(`Cannot delete this protected ref.`);break;case`non_fast_forward`:{let e=t.to===null?null:await a.peel(t.to),r=n===null?null:await a.peel(n);e!==null&&r!==null&&!await a.isAncestor(r,e)&&i.add(`Cannot force-push to this branch`);break}case`pull_request`:t.to!==null&&t.byMerge!==!0&&n!==null&&i.add(`Changes must be made through a pull request.`);break;case`merge_queue`:t.to!==null&&t.byMerge!==!0&&n!==null&&i.add(`Changes must be made through the merge queue`);break;case`required_signatures`:if(t.to!==null){let e=await a.peel(t.to);e!==null&&!isVerified(await a.commit(e))&&i.add(`Commits must have verified signatures.`)}break;case`required_status_checks`:if(t.to!==null&&t.byMerge!==!0&&n!==null)for(let n of requiredChecks([s]))checkResult(e,t.to,n)!==`passed`&&i.add(`Required status check "${n.context}" is expected.`);break;case`tag_name_pattern`:case`branch_name_pattern`:if(t.to!==null&&n===null&&!satisfiesPattern(s.parameters,o)){let e=s.type===`tag_name_pattern`?`Tag`:`Branch`;i.add(`${e} name must match a given pattern: ${String(s.parameters.pattern)}`)}}for(let r of immutableTagViolations(e,t,n))i.add(r);return[...i]}function immutableTagViolations({state:e},t,n){if(!t.ref.startsWith(`refs/tags/`))return[];let r=t.ref.slice(10);return n===null?t.to!==null&&e.burnedTagNames?.includes(r)===!0?[`Cannot create ref due to creations being restricted.`]:[]:e.releases.some(e=>e.immutable&&e.tagName===r)?[t.to===null?`Cannot delete this protected ref.`:`Cannot update this protected ref.`]:[]}function satisfiesPattern(e,t){let n=String(e.pattern??``),r=e.operator===`starts_with`?t.startsWith(n):e.operator===`ends_with`?t.endsWith(n):e.operator===`contains`?t.includes(n):null;return r===null||r!==(e.negate===!0)}async function bringsWorkflowChanges(e,t){let{git:n}=e,r=await n.peel(t),i=await n.resolveRef(`refs/heads/${e.state.defaultBranch}`);if(r===null||i===null||r===i)return!1;let a=async e=>{let t=(await n.commit(e)).tree;return(await n.entryAt(t,`.github/workflows`))?.sha??null},o=await a(r);if(o===await a(i))return!1;let s=await n.listRefs(`refs/heads/`);for(let{sha:e}of s)if(await n.isAncestor(r,e))return!1;let{parents:c}=await n.commit(r);if(c.length===0)return o!==null;for(let e of c)if(await a(e)===o)return!1;return!0}async function followPulls(e,t,n,r){if(!t.startsWith(`refs/heads/`))return[];let i=t.slice(11),a=e.now(),o=[];for(let t of e.state.pulls)if(t.state===`open`){if(t.headOwner===void 0&&t.headRef===i){if(n===null){close(t,a),o.push({action:`closed`,number:t.number});continue}t.headSha=n,t.baseSha=await e.git.resolveRef(`refs/heads/${t.baseRef}`)??t.baseSha,t.updatedAt=a,t.queuedAt=null,t.mergeableComputedAt=a+MERGEABLE_DELAY,o.push({action:`synchronize`,number:t.number})}else t.baseRef===i&&(n===null?(close(t,a),o.push({action:`closed`,number:t.number})):!r&&await e.git.isAncestor(t.headSha,n)?(close(t,a),t.mergedAt=a,t.mergeCommitSha=t.headSha,o.push({action:`closed`,number:t.number})):t.mergeableComputedAt=Math.max(t.mergeableComputedAt,a+MERGEABLE_DELAY))}return o}function close(e,t){e.state=`closed`,e.closedAt=t,e.updatedAt=t,e.queuedAt=null}function latestReviews({state:e},t){let n=new Map;for(let r of e.reviews??[]){if(r.number!==t.number||r.state===`PENDING`)continue;let e=n.get(r.author.id);(r.state!==`COMMENTED`||e===void 0||e.state===`COMMENTED`)&&n.set(r.author.id,r)}return[...n.values()]}const demandedApprovals=(e,t)=>rulesFor(e,`refs/heads/${t.baseRef}`).reduce((e,{type:t,parameters:n})=>t===`pull_request`?Math.max(e,Number(n.required_approving_review_count??0)):e,0);function approvals(e,t){let n=new Set(collaborators(e).map(({id:e})=>e));return latestReviews(e,t).filter(({state:e,author:t})=>e===`APPROVED`&&n.has(t.id)).length}const wantsChanges=(e,t)=>latestReviews(e,t).some(({state:e})=>e===`CHANGES_REQUESTED`);function reviewDecision(e,t){if(wantsChanges(e,t))return`CHANGES_REQUESTED`;let n=demandedApprovals(e,t);return n===0?approvals(e,t)>0?`APPROVED`:null:approvals(e,t)>=n?`APPROVED`:`REVIEW_REQUIRED`}const REVIEW_STATES={APPROVE:`APPROVED`,REQUEST_CHANGES:`CHANGES_REQUESTED`,COMMENT:`COMMENTED`};function addReview(e,{actor:t},n,r){let{event:i,body:a}=r;if(i===`APPROVE`&&t.id===n.author.id)return apiError(422,`Unprocessable Entity`,[`Can not approve your own pull request`]);if(i===`REQUEST_CHANGES`&&t.id===n.author.id)return apiError(422,`Unprocessable Entity`,[`Can not request changes on your own pull request`]);if((i===`REQUEST_CHANGES`||i===`COMMENT`)&&a===``)return apiError(422,`Unprocessable Entity`,[`Could not comment pull request review.`]);let o={id:e.nextId(),number:n.number,author:t,body:a,state:i===null?`PENDING`:REVIEW_STATES[i],commitSha:r.commit??n.headSha,submittedAt:i===null?null:e.now()};return e.state.reviews=[...e.state.reviews??[],o],i!==null&&(n.requestedReviewers=(n.requestedReviewers??[]).filter(({id:e})=>e!==t.id)),n.updatedAt=e.now(),o}function requestReviewers(e,t,n){let r=[],i=new Map(collaborators(e).map(e=>[e.login.toLowerCase(),e]));for(let a of n){if(a.toLowerCase()===t.author.login.toLowerCase())return apiError(422,`Review cannot be requested from pull request author.`);let n=i.get(a.toLowerCase());if(n===void 0)return apiError(422,`Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${e.state.owner}/${e.state.repo} repository.`);r.push(n)}let a=[...t.requestedReviewers??[],...r];return t.requestedReviewers=[...new Map(a.map(e=>[e.id,e])).values()],null}const branchRef=e=>`refs/heads/${e}`,findPull=(e,t)=>e.state.pulls.find(e=>e.number===t)??null,ownHeadBranch=e=>e.headOwner===void 0?e.headRef:null;async function tips(e,t){let n=await e.git.resolveRef(branchRef(t.baseRef)),r=ownHeadBranch(t);return{base:n,head:(t.state===`open`&&r!==null?await e.git.resolveRef(branchRef(r)):null)??t.headSha}}async function testMerge(e,t){let{base:n,head:r}=await tips(e,t);return n===null?null:e.git.mergeCommits(n,r)}async function openPull(e,t){let{world:n,requester:r,emit:i}=e,{state:a,git:o}=n;if(r.tokenKind===`github-token`&&a.settings.actionsMayOpenPullRequests===!1)return apiError(403,`GitHub Actions is not permitted to create or approve pull requests.`);let s=t.head.indexOf(`:`),c=s===-1?a.owner:t.head.slice(0,s),l=t.head.slice(s+1),u=c.toLowerCase()===a.owner.toLowerCase()?await o.resolveRef(branchRef(l)):null,d=await o.resolveRef(branchRef(t.base)),f=[...u===null?[{resource:`PullRequest`,field:`head`,code:`invalid`}]:[],...d===null?[{resource:`PullRequest`,field:`base`,code:`invalid`}]:[]];if(u===null||d===null)return validationFailed(...f);let p=e=>validationFailed({resource:`PullRequest`,code:`custom`,message:e});if(a.pulls.find(e=>e.state===`open`&&ownHeadBranch(e)===l&&e.baseRef===t.base)!==void 0)return p(`A pull request already exists for ${a.owner}:${l}.`);if(await o.isAncestor(u,d))return p(`No commits between ${t.base} and ${l}`);if(await o.mergeBase(d,u)===null)return p(`The ${l} branch has no history in common with ${t.base}`);let m=n.now(),h={id:n.nextId(),number:n.nextNumber(),title:t.title,body:t.body,author:r.actor,createdAt:m,updatedAt:m,state:`open`,closedAt:null,mergedAt:null,mergedBy:null,mergeCommitSha:null,headRef:l,headSha:u,baseRef:t.base,baseSha:d,mergeableComputedAt:m+MERGEABLE_DELAY,draft:t.draft,queuedAt:null};return a.pulls.push(h),await i(n,{kind:`pull_request`,action:`opened`,number:h.number},r),h}async function closePull({world:e,requester:t,emit:n},r){if(r.state===`closed`)return;let i=e.now();r.state=`closed`,r.closedAt=i,r.updatedAt=i,r.queuedAt=null,await n(e,{kind:`pull_request`,action:`closed`,number:r.number},t)}async function retargetPull(e,t,n){let{world:r,requester:i,emit:a}=e,o=e=>validationFailed({resource:`PullRequest`,field:`base`,code:`custom`,message:e});if(t.state===`closed`)return o(`Cannot change the base branch of a closed pull request.`);let s=await r.git.resolveRef(branchRef(n));if(s===null)return validationFailed({resource:`PullRequest`,field:`base`,code:`invalid`});if(r.state.pulls.some(e=>e!==t&&e.state===`open`&&e.headRef===t.headRef&&e.baseRef===n))return o(`A pull request already exists for base branch '${n}' and head branch '${t.headRef}'`);let c=r.now();return t.baseRef=n,t.baseSha=s,t.updatedAt=c,t.mergeableComputedAt=c+MERGEABLE_DELAY,t.queuedAt=null,await a(r,{kind:`pull_request`,action:`edited`,number:t.number},i),null}async function reopenPull(e,t){let{world:n,requester:r,emit:i}=e,a=e=>validationFailed({resource:`PullRequest`,code:`custom`,message:e});if(t.mergedAt!==null)return a(`state cannot be changed. The pull request is already merged.`);let o=ownHeadBranch(t),s=o===null?t.headSha:await n.git.resolveRef(branchRef(o));if(s===null)return a(`state cannot be changed. The ${t.headRef} branch has been deleted.`);if(!await n.git.isAncestor(t.headSha,s))return a(`state cannot be changed. The ${t.headRef} branch was force-pushed or recreated.`);let c=n.now();return t.state=`open`,t.closedAt=null,t.headSha=s,t.updatedAt=c,t.mergeableComputedAt=c+MERGEABLE_DELAY,await i(n,{kind:`pull_request`,action:`reopened`,number:t.number},r),null}async function unmetRules(e,t,n){let r=new Set;for(let i of requiredChecks(n)){let{context:n}=i,a=checkResult(e,t.headSha,i);a===`expected`&&r.add(`Required status check "${n}" is expected.`),a===`pending`&&r.add(`Required status check "${n}" is in progress.`),a===`failed`&&r.add(`Required status check "${n}" is failing.`)}for(let{type:i,parameters:a}of n){if(i===`required_status_checks`&&a.strict_required_status_checks_policy===!0){let{base:n,head:i}=await tips(e,t);n!==null&&!await e.git.isAncestor(n,i)&&r.add(`Head branch is out of date. Update it with the latest changes of the base branch.`)}if(i===`pull_request`){let n=Number(a.required_approving_review_count??0);n>approvals(e,t)?r.add(`At least ${n} approving review is required by reviewers with write access.`):n>0&&wantsChanges(e,t)&&r.add(`Changes requested by a reviewer must be addressed.`)}i===`update`&&r.add(`Cannot update this protected ref.`)}return[...r]}async function mergeability(e,t){if(t.state===`closed`||e.now()<t.mergeableComputedAt)return{mergeable:null,state:`unknown`,testTree:null};let n=await testMerge(e,t);if(n===null||n.conflicts.length>0)return{mergeable:!1,state:`dirty`,testTree:null};let r=e=>({mergeable:!0,state:e,testTree:n.tree});if(t.draft)return r(`draft`);let i=await unmetRules(e,t,rulesFor(e,branchRef(t.baseRef)));return i.length>0?r(i.some(e=>e.startsWith(`Head branch is out`))?`behind`:`blocked`):r([...new Set([...e.state.checkRuns.filter(e=>e.headSha===t.headSha).map(e=>e.name),...e.state.statuses.filter(e=>e.sha===t.headSha).map(e=>e.context)])].some(n=>checkResult(e,t.headSha,{context:n,appId:null})!==`passed`)?`unstable`:`clean`)}const METHOD_NAMES={merge:`Merge commits`,squash:`Squash merges`,rebase:`Rebase merges`};async function mergePull(e,t,n,r=!1){let{world:i,requester:a,emit:o}=e,{state:s}=i,c=(e,t)=>({ok:!1,reply:apiError(e,t)});if(t.state===`closed`)return c(405,`Pull Request is not mergeable`);let{base:l,head:u}=await tips(i,t);if(n.sha!==void 0&&n.sha!==u)return c(409,`Head branch was modified. Review and try the merge again.`);if(l===null)return c(405,`Pull Request is not mergeable`);if(t.draft)return c(405,`Pull Request is still a draft`);let d=n.method??`merge`,{settings:f}=s;if(!{merge:f.allowMergeCommit,squash:f.allowSquashMerge,rebase:f.allowRebaseMerge}[d])return c(405,`${METHOD_NAMES[d]} are not allowed on this repository.`);let p=rulesFor(i,branchRef(t.baseRef),a);for(let{type:e,parameters:t}of p){let n=e===`pull_request`?t.allowed_merge_methods:void 0;if(Array.isArray(n)&&!n.includes(d)||e===`required_linear_history`&&d===`merge`)return c(405,ruleViolations([`${METHOD_NAMES[d]} are not allowed on this branch.`]))}if(!r&&p.some(e=>e.type===`merge_queue`))return c(405,ruleViolations([`Changes must be made through the merge queue`]));let m=await unmetRules(i,t,p);if(p.some(e=>e.type===`required_signatures`)&&(d===`rebase`||d===`squash`&&a.actor.id!==t.author.id)&&m.push(`Commits must have verified signatures.`),m.length>0)return c(405,ruleViolations(m));let h=await makeMerge(e,t,d,n,l,u);if(h===null)return c(405,`Pull Request is not mergeable`);let g=await pushRef(e,{ref:branchRef(t.baseRef),to:h,from:l,byMerge:!0});if(g!==null){let e=g.body.message??``;return e===`Reference cannot be updated`?c(405,`Base branch was modified. Review and try the merge again.`):{ok:!1,reply:g.status===422?apiError(405,e):g}}let _=i.now();t.state=`closed`,t.closedAt=_,t.mergedAt=_,t.updatedAt=_,t.mergedBy=a.actor,t.mergeCommitSha=h,t.headSha=u,t.queuedAt=null,await o(i,{kind:`pull_request`,action:`closed`,number:t.number},a);let v=ownHeadBranch(t);return f.deleteBranchOnMerge&&v!==null&&await pushRef(e,{ref:branchRef(v),to:null}),{ok:!0,sha:h}}async function makeMerge({world:e,requester:t},n,r,i,a,o){let{git:s,state:c}=e,l=e.now();if(r===`rebase`){let e=a;for(let n of await s.log(o,{not:[a],oldestFirst:!0})){let r=await s.commit(n),i=r.parents[0];if(i===void 0||r.parents.length>1)continue;let a=(await s.commit(e)).tree,o=await s.threeWayMergeTree((await s.commit(i)).tree,a,r.tree);if(o.conflicts.length>0)return null;o.tree!==a&&(e=await s.writeCommit({tree:o.tree,parents:[e],author:r.author,committer:identityOf(t.actor,l),message:r.message}))}return e}let u=await s.mergeCommits(a,o);if(u.conflicts.length>0)return null;let d=r===`squash`?await squashMessage(e,n,a,o):{title:`Merge pull request #${n.number} from ${n.headOwner??c.owner}/${n.headRef}`,message:n.title},f=i.title??d.title,p=i.message??d.message,m=r===`squash`?n.author:t.actor;return s.writeCommit({tree:u.tree,parents:r===`squash`?[a]:[a,o],author:identityOf(m,l),committer:webFlow(l),message:p===``?f:`${f}\n\n${p}`,signature:SIMULATED_SIGNATURE})}async function squashMessage({git:e},t,n,r){let i=await e.log(r,{not:[n],oldestFirst:!0}),a=await Promise.all(i.map(async t=>shownMessage((await e.commit(t)).message))),[o,...s]=a;if(o!==void 0&&s.length===0){let[e=``,...n]=o.split(`
`);return{title:`${e} (#${t.number})`,message:n.join(`
`).trim()}}return{title:`${t.title} (#${t.number})`,message:a.map(e=>`* ${e}`).join(`

`)}}async function squashText(e,t){let{base:n,head:r}=await tips(e,t);return squashMessage(e,t,n??t.baseSha,r)}async function updatePullBranch(e,t,n){let{world:r,requester:i}=e,a=ownHeadBranch(t),{base:o,head:s}=await tips(r,t);if(t.state===`closed`||a===null||o===null)return apiError(422,`merge conflict between base and head`);if(n!==void 0&&n!==s)return apiError(422,`expected head sha didn’t match current head ref.`);if(await r.git.isAncestor(o,s))return apiError(422,`There are no new commits on the base branch.`);let c=await r.git.mergeCommits(s,o);if(c.conflicts.length>0)return apiError(422,`merge conflict between base and head`);let l=r.now(),u=await r.git.writeCommit({tree:c.tree,parents:[s,o],author:identityOf(i.actor,l),committer:webFlow(l),message:`Merge branch '${t.baseRef}' into ${a}`,signature:SIMULATED_SIGNATURE});return pushRef(e,{ref:branchRef(a),to:u,from:s})}async function enqueuePull({world:e,requester:t},n,r){let i=rulesFor(e,branchRef(n.baseRef),t);if(!i.some(e=>e.type===`merge_queue`))return`The base branch ${n.baseRef} has no merge queue`;if(n.state===`closed`)return`Pull request is closed`;let{head:a}=await tips(e,n);if(r!==void 0&&r!==a)return`Head branch was modified`;if(n.queuedAt!==null)return`Pull request is already in the queue`;let o=await testMerge(e,n);if(o===null||o.conflicts.length>0)return`Pull request has merge conflicts`;let s=await unmetRules(e,n,i);return s.length>0?s.join(` `):(n.queuedAt=e.now(),null)}async function advanceMergeQueue(e,t){let n=e.state.pulls.filter(e=>e.queuedAt!==null&&e.state===`open`);n.sort((e,t)=>(e.queuedAt??0)-(t.queuedAt??0));let r={actor:{login:`github-merge-queue[bot]`,id:118344674,type:`Bot`},tokenKind:`app`};for(let i of n){if(i.queuedAt===null||e.now()<i.queuedAt+6e4)continue;let n=rulesFor(e,branchRef(i.baseRef)).find(e=>e.type===`merge_queue`),a=String(n?.parameters.merge_method??`MERGE`).toLowerCase();(await mergePull({world:e,requester:r,emit:t},i,{method:a===`squash`||a===`rebase`?a:`merge`},!0)).ok||(i.queuedAt=null)}}const pullNodeId=e=>nodeId(`PR`,e.id),isPull=e=>`headRef`in e,subjectOf$1=(e,t)=>e.state.issues.find(e=>e.number===t)??findPull(e,t),sameName=(e,t)=>e.toLowerCase()===t.toLowerCase(),findLabel=(e,t)=>e.state.labels.find(e=>sameName(e.name,t))??null;function labelNamed(e,t){let n=findLabel(e,t);if(n!==null)return n;let r={id:e.nextId(),name:t,color:`ededed`,description:null};return e.state.labels.push(r),r}function labelsOf(e,t){let n=String(t);return(Object.hasOwn(e.state.labelsOf,n)?e.state.labelsOf[n]??[]:[]).flatMap(t=>findLabel(e,t)??[])}function setLabels(e,t,n){let r=n.map(t=>labelNamed(e,t).name);e.state.labelsOf[String(t)]=[...new Set(r)]}function assigneesOf({state:e},t){let{assigneesOf:n={}}=e;return Object.hasOwn(n,String(t))?n[String(t)]??[]:[]}function setAssignees({state:e},t,n){e.assigneesOf={...e.assigneesOf,[String(t)]:[...new Map(n.map(e=>[e.id,e])).values()]}}const findMilestone=({state:e},t)=>(e.milestones??[]).find(e=>e.number===t)??null;function milestoneOf(e,t){let{milestoneOf:n={}}=e.state,r=String(t);return Object.hasOwn(n,r)?findMilestone(e,n[r]??-1):null}function setMilestone({state:e},t,n){let{[String(t)]:r,...i}=e.milestoneOf??{};e.milestoneOf=n===null?i:{...i,[String(t)]:n}}function lockOf({state:e},t){let{locks:n={}}=e,r=String(t);return Object.hasOwn(n,r)?{reason:n[r]??null}:null}function setLock({state:e},t,n){let{[String(t)]:r,...i}=e.locks??{};e.locks=n===null?i:{...i,[String(t)]:n.reason}}function openIssue({world:e,requester:t},{title:n,body:r}){let i=e.now(),a={id:e.nextId(),number:e.nextNumber(),title:n,body:r,author:t.actor,createdAt:i,updatedAt:i,state:`open`,closedAt:null};return e.state.issues.push(a),a}function setIssueState({world:e},t,n,r){let i=e.now();n===`closed`?(t.state===`open`&&(t.closedAt=i),(t.state===`open`||r!==void 0)&&(t.stateReason=r??`completed`)):t.state===`closed`&&(t.closedAt=null,t.stateReason=`reopened`),t.state=n,t.updatedAt=i}const COMMENT_LENGTH=65536;function writeComment({world:e,requester:t},n,r){let i=e.now(),{number:a}=n,o={id:e.nextId(),number:a,author:t.actor,body:r,createdAt:i,updatedAt:i};return e.state.comments.push(o),n.updatedAt=i,o}const mayChange$1=({requester:e},{author:t})=>e.tokenKind===`pat`||t.id===e.actor.id;function removeComment({world:e},t){let{comments:n}=e.state;n.splice(n.indexOf(t),1)}const byId$1=e=>new Map(e.map(e=>[e.id,e]));function standingOf(e,t){let{number:n}=t;return{state:t.state,title:t.title,labels:new Map(labelsOf(e,n).map(({id:e,name:t,color:n})=>[e,{name:t,color:n}])),assignees:byId$1(assigneesOf(e,n)),reviewers:byId$1(isPull(t)?t.requestedReviewers??[]:[]),milestone:milestoneOf(e,n)?.title??null,isLocked:lockOf(e,n)!==null,isDraft:isPull(t)&&t.draft}}const subjectsOf=({state:e})=>[...e.issues,...e.pulls],standingsOf=e=>new Map(subjectsOf(e).map(t=>[t.number,standingOf(e,t)])),asOpened=({title:e,isDraft:t})=>({state:`open`,title:e,labels:new Map,assignees:new Map,reviewers:new Map,milestone:null,isLocked:!1,isDraft:t});function*changesOfMembers(e,t,n){for(let[r,i]of e)t.has(r)||(yield n(i,!1));for(let[r,i]of t)e.has(r)||(yield n(i,!0))}function*changesOf$1(e,t,n){e.title!==t.title&&(yield{event:`renamed`,rename:{from:e.title,to:t.title}}),yield*changesOfMembers(e.labels,t.labels,(e,t)=>({event:t?`labeled`:`unlabeled`,label:e})),yield*changesOfMembers(e.assignees,t.assignees,(e,t)=>({event:t?`assigned`:`unassigned`,person:e})),yield*changesOfMembers(e.reviewers,t.reviewers,(e,t)=>({event:t?`review_requested`:`review_request_removed`,person:e})),e.milestone!==t.milestone&&(e.milestone!==null&&(yield{event:`demilestoned`,milestone:e.milestone}),t.milestone!==null&&(yield{event:`milestoned`,milestone:t.milestone})),e.isLocked!==t.isLocked&&(yield t.isLocked?{event:`locked`,lockReason:n}:{event:`unlocked`,lockReason:null}),e.isDraft!==t.isDraft&&(yield{event:t.isDraft?`converted_to_draft`:`ready_for_review`}),e.state!==t.state&&(yield{event:t.state===`closed`?`closed`:`reopened`})}function recordHistory(e,t,{actor:n}){let{state:r}=e;for(let i of subjectsOf(e)){let a=standingOf(e,i),{number:o}=i;for(let s of changesOf$1(t.get(o)??asOpened(a),a,lockOf(e,o)?.reason??null))s.event===`review_request_removed`&&s.person?.id===n.id||s.event===`closed`&&isPull(i)&&i.mergedAt!==null||(r.issueEvents=[...r.issueEvents??[],{id:e.nextId(),number:o,actor:n,createdAt:e.now(),...s}])}}const BEYOND=1e10;function issueEvents({state:e}){let t=e.pulls.flatMap(({id:e,number:t,mergedAt:n,mergedBy:r,author:i})=>{if(n===null)return[];let a={number:t,actor:r??i,createdAt:n};return[{id:BEYOND+2*e,event:`merged`,...a},{id:BEYOND+2*e+1,event:`closed`,...a}]});return[...e.issueEvents??[],...t].sort((e,t)=>e.createdAt-t.createdAt||e.id-t.id)}const API_PREFIX=/^\/api\/(?:v3(?!\/graphql)|uploads)(?=\/|$)/;function openExchange(e,t){let{state:n}=e.world;n.requestCount+=1;let{method:r,url:i}=t,a=i.pathname===`/api/graphql`?`/graphql`:i.pathname.replace(API_PREFIX,``)||`/`,o=e.web.find(r,a),s=o!==null&&e.isThisRepository(o.params),c=s?o:e.api.find(r,a),l=c?.route.path??a,u=c?.route.takes===`bytes`?{ok:!0,value:t.bytes}:parseJson(t.bytes);return{incoming:t,path:a,match:c,isWeb:s,isReadable:u.ok,request:{n:n.requestCount,method:r,template:l,params:c?.params??{},body:u.value},authentication:authenticate(t.headers.get(`authorization`),e.tokens),resource:l===`/graphql`?`graphql`:`core`,needed:c===null||s?null:requiredPermission(r,l),isOpenToAll:!n.settings.private&&isOpenToAll(r,l),faults:[],changed:r!==`GET`&&r!==`HEAD`,etagHit:!1,counted:!1}}function parseJson(e){if(e.byteLength===0)return{ok:!0,value:null};try{return{ok:!0,value:JSON.parse(new TextDecoder(`utf-8`,{fatal:!0}).decode(e))}}catch{return{ok:!1,value:null}}}const endpointLayer=e=>({match:t,authentication:n,incoming:r,request:i,isOpenToAll:a})=>{if(t===null)return apiError(404,`Not Found`);if(n.kind===`none`&&a){let{params:n,body:a}=i;return handle(e,{route:t.route,incoming:r,params:n,body:a,requester:ANONYMOUS})}if(n.kind!==`known`)return unauthorized$1(n.kind);let{params:o,body:s}=i;return handle(e,{route:t.route,incoming:r,params:o,body:s,requester:n.grant})};async function handle(e,t){let{route:n,incoming:r,params:i,body:a,requester:o}=t,{url:s}=r,c=API_PREFIX.test(s.pathname)||s.pathname===`/api/graphql`?`/api/v3`:``,l=mayChange(t)?standingsOf(e.world):null;try{let t=await n.handle({world:e.world,requester:o,params:i,query:s.searchParams,body:a,headers:r.headers,apiUrl:`${s.origin}${c}`,emit:e.emit});l!==null&&recordHistory(e.world,l,o);for(let n of t.unanswered??[])e.unknownRoutes.push(n),e.warn(`nothing answers ${n}`);return t}catch(t){return e.reportFailure(r.method,s.pathname,t),apiError(500,`Server Error`)}}function mayChange({incoming:{method:e,url:t},body:n}){if(e===`GET`||e===`HEAD`)return!1;if(!t.pathname.endsWith(`/graphql`))return!0;let r=typeof n==`object`&&n?n.query:void 0;return typeof r==`string`&&r.includes(`mutation`)}async function callAs(e,t,n,r,i){let a=new URL(n,`http://127.0.0.1`),o=e.api.find(t,a.pathname);if(o===null)return apiError(404,`Not Found`);let s={method:t,url:a,headers:new Headers,bytes:new Uint8Array},c=o.route.takes===`bytes`?Buffer.from(typeof r==`string`?r:``):r;return handle(e,{route:o.route,incoming:s,params:o.params,body:c,requester:i})}function act$1(e,{who:t,method:n,path:r,body:i}){let{owner:a,repo:o}=e.world.state;return callAs(e,n,r.startsWith(`/`)?r:`/repos/${a}/${o}/${r}`.replace(/\/$/,``),i??null,{tokenKind:`pat`,actor:personNamed(e.world,t)})}const peopleLayer=e=>async(t,n)=>{let{state:r}=e.world,i=(r.plannedActs??[]).filter(n=>isDue(e,n,t));if(i.length===0)return n();t.changed=!0,r.plannedActs=(r.plannedActs??[]).filter(e=>!i.includes(e));for(let t of i){let{status:n}=await act$1(e,t);n>=400&&e.warn(`what ${t.who} does was refused (${n}): ${t.method} ${t.path}`)}return n()};function isDue(e,{at:t,before:n},{path:r,request:i}){return t===void 0?n!==void 0&&comesBefore(n,i.method,r):t<=e.world.now()}function comesBefore(e,t,n){let[r,i=``]=e.split(` `,2);if(r!==t)return!1;let a=e=>e.replace(/^\/|\/$/g,``).split(`/`),o=a(n),s=a(i.startsWith(`/`)?i:`repos/*/*/${i}`);return s.length===o.length&&s.every((e,t)=>e===`*`||e===o[t])}const CONTROL_PATH=`/_control`,actFields={who:string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\[bot\])?$/,`must be a login`).describe(`Login of the person.`),method:_enum([`GET`,`POST`,`PUT`,`PATCH`,`DELETE`]).describe(`Method of the request that says what they do.`),path:string().min(1).max(2e3).describe(`Path below the repository, as in pulls/1/merge; with a slash before it, below the base of the API.`),body:unknown().optional().describe(`Body of the request, as JSON.`)},momentFields={after:number().min(0).max(1e9).optional().describe(`Seconds on the clock of the world from now, or from its beginning, until they do it.`),before:string().regex(/^(?:GET|POST|PUT|PATCH|DELETE) \S{1,2000}$/,`must be METHOD path`).optional().describe(`METHOD path of the request that they come before, once; * stands for one segment.`)},ACT=strictObject({...actFields,...momentFields}),FAULTS=strictObject({faults:array(string()).min(1).max(100)}),TIME=strictObject({advance:number().min(0).max(1e9).optional(),pace:number().min(0).max(1e5).optional()}).refine(({advance:e,pace:t})=>e!==void 0||t!==void 0,`must have advance or pace`);function standing({github:e,time:t}){let{world:n}=e,{state:r}=n;return{repository:`${r.owner}/${r.repo}`,now:new Date(n.now()).toISOString(),pace:t.pace,requests:r.requestCount,unanswered:e.unknownRoutes,failures:e.failures,faultsLeft:e.plan.unfired().map(({text:e})=>e),actsLeft:(r.plannedActs??[]).length}}async function plan({github:e},t){let{after:n,before:r,...i}=t;if(n===void 0&&r===void 0)return act$1(e,i);let{state:a}=e.world,o={...n===void 0?{}:{at:e.world.now()+n*1e3},...r===void 0?{}:{before:r}};return a.plannedActs=[...a.plannedActs??[],{...i,...o}],null}function addControl(e,t){let{github:n,time:r,inTurn:i}=t;e.get(CONTROL_PATH,e=>i(async()=>e.json(standing(t)))),e.get(`${CONTROL_PATH}/requests`,e=>i(async()=>e.json(n.log.entries))),e.post(`${CONTROL_PATH}/acts`,e=>told(e,ACT,n=>i(async()=>{let r=await plan(t,n);return e.json(r===null?{planned:!0}:{status:r.status,body:r.body??null})}))),e.post(`${CONTROL_PATH}/time`,e=>told(e,TIME,({advance:n,pace:a})=>i(async()=>n!==void 0&&!r.skip(n*1e3)?e.json({message:STANDS_BY_ITSELF},409):(a!==void 0&&r.follow(a),e.json(standing(t)))))),e.post(`${CONTROL_PATH}/faults`,e=>told(e,FAULTS,({faults:r})=>i(async()=>{let i=parseFaults(r);return i.ok?(n.plan.add(i.value),e.json(standing(t))):e.json(wrong(i.mistakes.map(({what:e,remedy:t})=>`${e} ${t}`)),422)}))),e.delete(`${CONTROL_PATH}/faults`,e=>i(async()=>(n.plan.clear(),e.json(standing(t))))),e.all(`${CONTROL_PATH}/*`,e=>e.json({message:`Not Found`},404))}const STANDS_BY_ITSELF=`The clock of this world is not a virtual one: it cannot be moved.`,wrong=e=>({message:`The body cannot be used.`,errors:e});async function told(e,t,n){if(!/^application\/json\b/i.test(e.req.header(`content-type`)??``))return e.json({message:`Send application/json.`},415);let r=await e.req.json().catch(()=>void 0),i=t.safeParse(r);if(i.success)return n(i.data);let a=i.error.issues.map(({path:e,message:t})=>`${e.join(`.`)||`the body`}: ${t}`);return e.json(wrong(a),422)}const isCut=e=>`cut`in e;async function answerThrough(e,t){let n=async r=>{let i=e[r];if(i===void 0)throw Error(`no layer has answered the request`);return i(t,()=>n(r+1))};return n(0)}const tokenKindOf=({authentication:e})=>e.kind===`known`?e.grant.tokenKind:null,limitedKindOf=e=>e.authentication.kind===`none`&&e.isOpenToAll?`anonymous`:tokenKindOf(e),isHitBy=({faults:e},...t)=>e.some(e=>t.includes(e.name)),accessLayer=e=>(t,n)=>{let{authentication:r}=t;return r.kind===`none`&&t.isOpenToAll?n():r.kind===`none`&&isRead(t)&&e.world.state.settings.private?apiError(404,`Not Found`):r.kind===`known`?e.tokenExpired?unauthorized$1(`unknown`):n():unauthorized$1(r.kind)},isRead=({request:e})=>e.method===`GET`&&e.template.startsWith(`/repos/{owner}/{repo}`),permissionLayer=()=>({authentication:e,needed:t},n)=>e.kind===`known`&&!isAllowed(e.grant,t)?notAccessible(e.grant):n();var FaultPlan=class{#e;#t;constructor(e,t){this.#e=e,this.#t=t}add(e){let t=new Set(e.map(({text:e})=>e));this.#e=[...this.#e.filter(({text:e})=>!t.has(e)),...e],this.#t.firedFaults=this.#t.firedFaults.filter(e=>!t.has(e))}clear(){this.#e=[]}#n(e){return!this.#t.firedFaults.includes(e.text)}get#r(){return this.#t.pulls.some(e=>e.queuedAt!==null&&e.state===`open`)}#i(e){return this.#t.firedFaults.push(e.text),e}takeAt(e){return this.#e.filter(t=>{let n=FAULT_KINDS[t.name];return n.moment!==`request`||!this.#n(t)?!1:t.at===null?n.usually===`merge`&&SOMEBODY_ELSE.some(e=>e===t.name)&&this.#r?!0:n.usually!==null&&isUsualMoment(n.usually,e):t.at===e.n}).map(e=>this.#i(e))}take(e,t){let n=this.#e.find(n=>n.name===e&&this.#n(n)&&concerns(n,t));return n===void 0?null:this.#i(n)}isPending(e,t){return this.#e.some(n=>n.name===e&&this.#n(n)&&concerns(n,t))}standing(e){return this.#e.find(t=>t.name===e&&FAULT_KINDS[t.name].moment===`always`)??null}unfired(){return this.#e.filter(e=>FAULT_KINDS[e.name].moment!==`always`&&this.#n(e))}};function concerns(e,t){return e.argument===null||t===null?e.argument===null:t===e.argument||t.endsWith(`/${e.argument}`)}const REPO$18=`/repos/{owner}/{repo}`;function isUsualMoment(e,{method:t,template:n,params:r,body:i}){switch(e){case`first-write`:return isWrite(t,n,i);case`merge`:return t===`PUT`&&n===`${REPO$18}/pulls/{pull_number}/merge`;case`tag-object`:return t===`POST`&&n===`${REPO$18}/git/tags`;case`tag-ref`:return isTagRef(t,n,i)&&!isAlias(i);case`alias-ref`:return isTagRef(t,n,i)&&isAlias(i)||t===`PATCH`&&n===`${REPO$18}/git/refs/{ref}`&&r.ref?.startsWith(`tags/`)===!0||n===`/graphql`&&movedRef(i)?.startsWith(`refs/tags/`)===!0}}const isTagRef=(e,t,n)=>e===`POST`&&t===`${REPO$18}/git/refs`&&refOf(n).startsWith(`refs/tags/`),refOf=e=>{let t=typeof e==`object`&&e?Reflect.get(e,`ref`):void 0;return typeof t==`string`?t:``};function movedRef(e){let t=REFS_MUTATION.safeParse(e);return t.success?t.data.variables.input.refUpdates[0]?.name??null:null}const REFS_MUTATION=object({query:string().regex(/\bupdateRefs\b/),variables:object({input:object({refUpdates:array(object({name:string()}))})})}),isAlias=e=>!/\d+\.\d+\.\d+/.test(refOf(e));function isWrite(e,t,n){if(e===`GET`||e===`HEAD`)return!1;if(t!==`/graphql`)return!0;let r=typeof n==`object`&&n?Reflect.get(n,`query`):void 0;return typeof r==`string`&&/^\s*mutation\b/.test(r)}const SOMEBODY={tokenKind:`pat`,actor:{login:`somebody-else`,id:903,type:`User`}};async function intervene(e,t,n){let{world:r}=e;switch(t.name){case`base-moves`:return commitOnto(e,`refs/heads/${r.state.defaultBranch}`,`docs/pushed-meanwhile.md`,`docs: pushed meanwhile`);case`head-moves`:return onPull(r,t=>commitOnto(e,`refs/heads/${t.headRef}`,`docs/pushed-to-the-branch.md`,`docs: one more change`));case`pr-closed`:return onPull(r,t=>called(e,`PATCH`,`pulls/${t.number}`,{state:`closed`}));case`pr-merged-by-hand`:return onPull(r,t=>called(e,`PUT`,`pulls/${t.number}/merge`,{merge_method:`squash`}));case`branch-deleted`:return onPull(r,t=>pushed(e,`refs/heads/${t.headRef}`,null));case`tag-taken`:case`tag-created-other`:return createTag$1(e,n,`other`);case`tag-created-same`:return createTag$1(e,n,`same`);case`alias-moved`:return moveAlias(e,n);default:return`${t.name} is nothing that somebody does`}}async function onPull(e,t){let n=e.state.pulls.findLast(e=>e.state===`open`);return n===void 0?`there is no open pull request`:t(n)}async function called(e,t,n,r){let{owner:i,repo:a}=e.world.state,o=await e.call(t,`/repos/${i}/${a}/${n}`,r,SOMEBODY);return o.status<300?null:replyText(o)}const replyText=e=>{let t=typeof e.body==`object`&&e.body!==null?Reflect.get(e.body,`message`):``;return`${e.status} ${String(t)}`};async function pushed(e,t,n){let{world:r,emit:i}=e,a=await pushRef({world:r,emit:i,requester:SOMEBODY},{ref:t,to:n,force:!0,byMerge:!0});return a===null?null:replyText(a)}async function commitOnto(e,t,n,r){let i=await e.world.git.resolveRef(t);return i===null?`${t} does not exist`:pushed(e,t,await strangeCommit(e.world,[i],n,r))}async function strangeCommit(e,t,n,r){let{git:i}=e,a=identityOf(SOMEBODY.actor,e.now()),o=t[0],s=o===void 0?null:(await i.commit(o)).tree,c=o===void 0?null:await i.readFile(o,n),l=await i.writeBlob(`${c?.toString(`utf8`)??``}Written at ${new Date(e.now()).toISOString()}.\n`),u=await i.treeWithChanges(s,[{path:n,mode:`100644`,sha:l}]);return i.writeCommit({tree:u,parents:t,author:a,committer:a,message:`${r}\n`})}async function tagOf(e,{template:t,body:n}){let r=e=>{let t=typeof n==`object`&&n?Reflect.get(n,e):void 0;return typeof t==`string`?t:null},{git:i}=e.world;if(t.endsWith(`/git/tags`)){let e=r(`object`);return{name:r(`tag`),commit:e===null?null:await i.peel(e)}}let a=r(`ref`)??movedRef(n),o=r(`sha`);return{name:a?.startsWith(`refs/tags/`)===!0?a.slice(10):null,commit:o===null?null:await i.peel(o)}}async function createTag$1(e,t,n){let{git:r,state:i}=e.world,a=await tagOf(e,t),o=a.name??e.release.tag??null;if(o===null)return`no request has named the release tag yet`;let s=await r.resolveRef(`refs/heads/${i.defaultBranch}`),c=a.commit??s,l=n===`same`||c===null?c:(await r.commit(c)).parents[0]??c;return l===null?`there is no commit to tag`:pushed(e,`refs/tags/${o}`,await annotatedTag(e.world,o,l))}function annotatedTag(e,t,n){let r=identityOf(SOMEBODY.actor,e.now());return e.git.writeTag({object:n,objectType:`commit`,name:t,tagger:r,message:`${t}\n`})}function lastTagAsked(e){let t=typeof e==`object`&&e?Reflect.get(e,`variables`):null;return Object.values(typeof t==`object`&&t?t:{}).filter(e=>typeof e==`string`&&/^refs\/tags\/.*[^/]$/.test(e)).at(-1)?.slice(10)??null}async function moveAlias(e,t){let{world:n}=e,r=(t.params.ref?.startsWith(`tags/`)===!0?t.params.ref.slice(5):null)??(await tagOf(e,t)).name??lastTagAsked(t.body)??e.release.alias??null;if(r===null)return`no request has named the alias tag yet`;let i=await strangeCommit(n,[],`elsewhere.md`,`chore: a line of its own`);return pushed(e,`refs/tags/${r}`,await annotatedTag(n,r,i))}async function plainTar(e,t,n,r){let i={uid:0,gid:0,uname:`root`,gname:`root`,mtime:new Date(t.committer.time)},a=`52 comment=${t.sha}\n`,o={name:`pax_global_header`,type:`pax-global-header`,size:a.length,mode:438},s=e=>({header:{...i,name:`${r}/${e}`,type:`directory`,size:0,mode:509}}),c=n.map(async({path:t,mode:n,type:a,sha:o})=>{if(a!==`blob`)return s(`${t}/`);let c=await e.readBlob(o)??Buffer.alloc(0),l=`${r}/${t}`;if(n===`120000`){let e=c.toString(`utf8`);return{header:{...i,name:l,linkname:e,type:`symlink`,size:0,mode:511}}}let u=n===`100755`;return{header:{...i,name:l,size:c.byteLength,mode:u?509:436},body:c}});return packTar$1([{header:{...i,...o},body:a},s(``),...await Promise.all(c)])}async function sourceArchive(e,t,n,r){let{git:i,directory:a}=e,o=await i.commit(t),s=await i.listTree(o.tree,{recursive:!0})??[],c=s.filter(e=>e.type===`blob`&&e.size===null).map(e=>e.path),l=t;if(c.length>0){let e=c.map(e=>({path:e,mode:`100644`,sha:null})),{parents:t,author:n,committer:r,message:a}=o,s=await i.treeWithChanges(o.tree,e);l=await i.writeCommit({tree:s,parents:t,author:n,committer:r,message:a})}let u=n.replace(/[^A-Za-z0-9._-]/g,`-`),d=join(a,`archives`),f=`${l}-${u}.${r}`,p=join(d,f),m=recent.get(f)??await readFile(p).catch(()=>null);if(m!==null)return{bytes:m,leftOut:c};let h=!s.some(({path:e})=>/(^|\/)\.gitattributes$/.test(e));if(e.isKeptInMemory===!0&&r===`tar.gz`&&c.length===0&&h){let e=gzipSync(await plainTar(i,o,s,u));return keep(f,e),{bytes:e,leftOut:[]}}await i.settled();let g=l!==t&&r===`tar.gz`,_=await runGit([`-c`,`core.hooksPath=/dev/null`,`--git-dir`,i.directory,`archive`,`--format=${g?`tar`:r}`,`--prefix=${u}/`,l]);if(_.exitCode!==0)throw new GitFailure(`git archive: ${_.stderr}`);let v=g?gzipSync(namedAfter(_.stdout,l,t)):_.stdout;return await mkdir(d,{recursive:!0}),await writeFile(`${p}.tmp`,v),await rename(`${p}.tmp`,p),keep(f,v),{bytes:v,leftOut:c}}const recent=new Map,LARGEST_KEPT=2**18;function keep(e,t){if(t.byteLength>LARGEST_KEPT)return;let[n]=recent.keys();recent.size>=32&&n!==void 0&&recent.delete(n),recent.set(e,t)}function namedAfter(e,t,n){let r=e.indexOf(`comment=${t}`);return r!==-1&&r<1024&&e.write(n,r+8,`latin1`),e}const leftOutHeader=e=>e.length===0?{}:{"x-rehearsal-left-out":`${e.length} files: ${e.slice(0,20).map(encodeURIComponent).join(` `)}`},sha256=e=>createHash(`sha256`).update(e).digest(`hex`),ARCHIVE=/^(.+?)(\.zip|\.tar\.gz|\.tgz)$/,isArchiveName=e=>ARCHIVE.test(e);function builtFiles(e,t){let n=ARCHIVE.exec(e)?.[1]??e,{project:r,version:i,commit:a}=t,o=n.includes(`windows`)?`${r}.dll`:n.includes(`macos`)?`lib${r}.dylib`:`lib${r}.so`,s=e=>Buffer.from(`${e} of ${r} ${i} at ${a}, for ${n}: simulated by a rehearsal, nothing was built.\n`);return[{path:`${n}/include/${r}.h`,bytes:s(`header`)},{path:`${n}/lib/${o}`,bytes:s(`library`)}]}function assetContent(e,t){let n=ARCHIVE.exec(e);if(n===null)return Buffer.from(`${e} of ${t.project} ${t.version} at ${t.commit}: simulated by a rehearsal.\n`);let r=builtFiles(e,t);return n[2]===`.zip`?packZip(r,t.time):gzipSync(packTar(r,t.time))}function innerChecksums(e,t){let n=new Map;for(let r of e)for(let e of builtFiles(r,t))n.set(e.path,`${sha256(e.bytes)}  ./${e.path}\n`);return Buffer.from([...n.keys()].sort().map(e=>n.get(e)).join(``))}const outerChecksums=e=>Buffer.from(e.map(({name:e,bytes:t})=>`${sha256(t)}  ${e}\n`).join(``));function packTar(e,t){let n=[];for(let{path:r,bytes:i}of e){let e=Buffer.alloc(512);e.write(r.slice(-99),0,`latin1`);let a=(t,n,r)=>e.write(`${t.toString(8).padStart(r-1,`0`)}\0`,n,`latin1`);a(420,100,8),a(0,108,8),a(0,116,8),a(i.byteLength,124,12),a(Math.floor(t/1e3),136,12),e.write(`        `,148,`latin1`),e.write(`0`,156,`latin1`),e.write(`ustar\x0000`,257,`latin1`);let o=e.reduce((e,t)=>e+t,0);e.write(`${o.toString(8).padStart(6,`0`)}\0 `,148,`latin1`),n.push(e,i,Buffer.alloc((512-i.byteLength%512)%512))}return Buffer.concat([...n,Buffer.alloc(1024)])}function packZip(e,t){let n=new Date(t),r=n.getUTCHours()<<11|n.getUTCMinutes()<<5|n.getUTCSeconds()>>1,i=n.getUTCFullYear()-1980<<9|n.getUTCMonth()+1<<5|n.getUTCDate(),a=[],o=[],s=0;for(let{path:t,bytes:n}of e){let e=Buffer.from(t),c=Buffer.alloc(26);c.writeUInt16LE(20,0),c.writeUInt16LE(r,6),c.writeUInt16LE(i,8),c.writeUInt32LE(crc32(n),10),c.writeUInt32LE(n.byteLength,14),c.writeUInt32LE(n.byteLength,18),c.writeUInt16LE(e.byteLength,22);let l=Buffer.concat([Buffer.from([80,75,3,4]),c,e,n]),u=Buffer.alloc(14);u.writeUInt32LE(s,10),o.push(Buffer.concat([Buffer.from([80,75,1,2,20,0]),c,u,e])),a.push(l),s+=l.byteLength}let c=Buffer.concat(o),l=Buffer.alloc(22);return l.write(`PK`,0,`latin1`),l.writeUInt16LE(e.length,8),l.writeUInt16LE(e.length,10),l.writeUInt32LE(c.byteLength,12),l.writeUInt32LE(s,16),Buffer.concat([...a,c,l])}function crc32(e){let t=4294967295;for(let n of e){t^=n;for(let e=0;e<8;e+=1)t=t>>>1^(t&1?3988292384:0)}return(t^4294967295)>>>0}const parsed=new WeakMap;async function workflowsAt(e,t){let{git:n}=e,r=parsed.get(n);r===void 0&&(r=new Map,parsed.set(n,r));let i=await n.entryAt((await n.commit(t)).tree,`.github/workflows`);if(i?.type!==`tree`)return[];let a=[];for(let e of await n.readTree(i.sha)??[]){let t=`.github/workflows/${e.path}`;if(e.type!==`blob`||!isWorkflowPath(t))continue;let i=`${e.sha} ${t}`,o=r.get(i);if(o===void 0){let a=await n.readBlob(e.sha);if(a===null)continue;o=parseWorkflow(t,a.toString(`utf8`)),r.set(i,o)}a.push({path:t,file:o})}let o=new Map(a.flatMap(({path:e,file:t})=>t.ok?[[e,t.value]]:[]));return a.map(({path:e,file:t})=>({path:e,file:t.ok?{...t,value:withCalledJobs(t.value,o)}:t}))}function knownWorkflow(e,t){let{workflows:n}=e.state,r=n.find(e=>e.path===t);if(r!==void 0)return r;let i={id:e.nextId(),path:t,state:`active`,createdAt:e.now()};return n.push(i),i}async function knowWorkflows(e,t){for(let{path:n}of await workflowsAt(e,t))knownWorkflow(e,n)}const ACTIONS_BOT={login:`github-actions[bot]`,id:41898282,type:`Bot`};async function publicationOf(e,t){let n=tagRefOf(e,t);if(n===null)return null;let r=n.slice(10),i=/\d+\.\d+\.\d+\S*/.exec(r)?.[0]??r.replace(/^v(?=\d)/,``),a=(await workflowsAt(e,t.headSha)).find(({path:e})=>e===t.workflowPath);if(a?.file.ok!==!0)return null;let o=a.file.value,s={version:i,tag:r,event:EVENTS$1.find(e=>e===t.event)??`push`,inputs:new Map(Object.entries(t.inputs))},{steps:c}=publishingSteps(o,s);if(c.length===0)return null;let l=publishingEnd(o,c),u=c.find(e=>e.files===null||e.files.length>0),d=l.late?.attaching.job??(t.event===`release`?u?.job:void 0)??null,f=expectedAssets(o,s).patterns.map(({name:e})=>e.replaceAll(`*`,`any`).replaceAll(`?`,`x`)),p=l.hasUnknownAssets?[`${e.state.repo}_${i}_linux_amd64.tar.gz`,`${e.state.repo}_${i}_checksums.txt`]:[];return{tag:r,version:i,name:releaseName(o,r,i),makes:l.makes,draft:l.draft!==null,assets:[...new Set([...f,...p])],lateJob:d,startsWorkflows:l.startsWorkflows}}const EVENTS$1=[`push`,`create`,`workflow_dispatch`,`release`,`workflow_run`];function tagRefOf(e,t){if(t.ref.startsWith(`refs/tags/`))return t.ref;if(t.event!==`workflow_run`)return null;let n=t;for(;n?.followsRun!=null;){let t=n.followsRun;n=e.state.runs.find(e=>e.id===t)}return n?.ref.startsWith(`refs/tags/`)===!0?n.ref:null}async function refusedJob(e,t){return e.state.settings.immutableReleases?(await publicationOf(e,t))?.lateJob??null:null}function releaseName(e,t,n){for(let r of e.jobs.flatMap(e=>e.steps)){let e=r.with.get(`name`);if(e!==void 0&&r.uses?.includes(`release`)===!0)return fillExpressions(e,e=>e.at(-1)?.endsWith(`version`)===!0?n:e.join(`.`)===`github.ref_name`?t:UNKNOWN,()=>``)}return t}async function publishWithoutFiles(e,t,n,r,i){await publishRelease(e,t,{...n,assets:[]},r,i)}async function publishRelease(e,t,n,r,i){let{state:a}=e,o=a.releases.find(e=>e.tagName===n.tag);if(o===void 0&&!n.makes)return;let s=o??newRelease(e,n,r);if(o?.immutable===!0)return;let c={project:a.repo,version:n.version,commit:t.headSha,time:(await e.git.commit(t.headSha)).committer.time},l=n.assets.filter(e=>isArchiveName(e)&&!isSource(e)),u=[];for(let r of n.assets)if(isSource(r)){let i=r.endsWith(`.zip`)?`zip`:`tar.gz`;u.push({name:r,bytes:(await sourceArchive(e,t.headSha,`${a.repo}-${n.version}`,i)).bytes})}else r===`checksums.txt`?u.push({name:r,bytes:innerChecksums(l,c)}):isOuterChecksums(r)||u.push({name:r,bytes:assetContent(r,c)});for(let e of n.assets){if(!isOuterChecksums(e))continue;let t=u.filter(t=>e===`${t.name}.sha256`);u.push({name:e,bytes:outerChecksums(t.length>0?t:u)})}for(let{name:t,bytes:n}of u){if(s.assets.some(e=>e.name===t)||i.take(`asset-missing`,t)!==null)continue;let o=await storeAsset(e,{name:t,bytes:n,contentType:contentTypeOf(t),label:null},ACTIONS_BOT,r);i.take(`asset-late`,t)===null?s.assets.push(o):a.lateAssets=[...a.lateAssets??[],{releaseId:s.id,at:r+LATE,asset:o}]}}const LATE=3e5,isSource=e=>isArchiveName(e)&&/(^|[-_.])(source|sources|src)[-_.]/i.test(e),isOuterChecksums=e=>e!==`checksums.txt`&&/(\.sha256|sha256sums?(\.txt)?|checksums?(\.\w+)?)$/i.test(e);function newRelease(e,t,n){let r={id:e.nextId(),tagName:t.tag,targetCommitish:e.state.defaultBranch,name:t.name,body:`Published by a simulated workflow run.`,draft:t.draft,prerelease:!1,immutable:e.state.settings.immutableReleases&&!t.draft,createdAt:n,publishedAt:t.draft?null:n,author:ACTIONS_BOT,assets:[]};return e.state.releases.push(r),r}async function storeAsset(e,t,n,r){let i=sha256(t.bytes),a=join(e.directory,`assets`);return await mkdir(a,{recursive:!0}),await writeFile(join(a,`${i}.tmp`),t.bytes),await rename(join(a,`${i}.tmp`),join(a,i)),{id:e.nextId(),name:t.name,label:t.label,state:`uploaded`,contentType:t.contentType,size:t.bytes.byteLength,digest:`sha256:${i}`,createdAt:r,uploader:n,file:i}}const unfinishedAsset=(e,t,n)=>({id:e.nextId(),name:t,label:null,state:`starter`,contentType:`application/octet-stream`,size:0,digest:null,createdAt:e.now(),uploader:n,file:``}),readAsset=(e,t)=>readFile(join(e.directory,`assets`,t.file.replace(/[^0-9a-f]/g,``)));function contentTypeOf(e){return e.endsWith(`.zip`)?`application/zip`:/\.(tar\.gz|tgz|gz)$/.test(e)?`application/gzip`:e.endsWith(`.txt`)?`text/plain`:`application/octet-stream`}const BAD_GATEWAY={status:502,body:`<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>
`,headers:{"content-type":`text/html`}},faultLayer=e=>async(t,n)=>(t.faults=e.plan.takeAt(t.request),t.faults.length===0?n():(t.changed=!0,isHitBy(t,`crash-before`)?{cut:`crash`}:isHitBy(t,`connection-reset`)?{cut:`reset`}:isHitBy(t,`timeout`)?{cut:`hold`}:afterwards(t,await n())));function afterwards(e,t){return isHitBy(e,`crash`)?{cut:`crash`}:isHitBy(e,`lost-response`)?{cut:`close`}:isHitBy(e,`timeout-applied`)?{cut:`hold`}:isHitBy(e,`http-500-applied`)?apiError(500,`Server Error`):isHitBy(e,`http-502-applied`)?BAD_GATEWAY:t}const somebodyElseLayer=e=>async(t,n)=>{let r={world:e.world,emit:e.emit,call:(t,n,r,i)=>callAs(e,t,n,r,i),release:e.options.release??{}};for(let n of t.faults){if(!SOMEBODY_ELSE.some(e=>e===n.name))continue;let i=await intervene(r,n,t.request);i!==null&&e.warn(`the fault ${n.text} had no effect: ${i}`)}return n()},tokenFaultLayer=e=>(t,n)=>{let r=tokenKindOf(t),i=e.world.now();return isHitBy(t,`unauthorized`)&&(e.tokenExpired=!0),isHitBy(t,`rate-limit`)&&r!==null&&e.limits.exhaust(r,t.resource,i+9e5,i),isHitBy(t,`secondary-rate-limit`)&&r!==null&&e.limits.block(r,i+6e4),n()},refusingFaultLayer=e=>(t,n)=>isHitBy(t,`http-500`)?apiError(500,`Server Error`):isHitBy(t,`http-502`)?BAD_GATEWAY:isHitBy(t,`merge-405`)?apiError(405,`Base branch was modified. Review and try the merge again.`):breaksUpload(e,t)?BAD_GATEWAY:isSwitchedOff(e,t.request.template)?apiError(404,`Not Found`):n();function breaksUpload({plan:e,world:t},{request:n,incoming:r,authentication:i}){if(n.method!==`POST`||n.template!==`/repos/{owner}/{repo}/releases/{release_id}/assets`||i.kind!==`known`)return!1;let a=r.url.searchParams.get(`name`)??``;return e.take(`upload-broken`,a)!==null&&(t.state.releases.find(e=>String(e.id)===n.params.release_id)?.assets.push(unfinishedAsset(t,a,i.grant.actor)),!0)}function isSwitchedOff({plan:e},t){return t===`/graphql`?e.standing(`no-graphql`)!==null:/^\/repos\/\{owner\}\/\{repo\}\/rule/.test(t)&&e.standing(`no-rules`)!==null}const limitLayer=e=>(t,n)=>{let r=limitedKindOf(t),{method:i,template:a,body:o}=t.request;if(r===null||a===`/rate_limit`)return n();let s=isWrite(i,a,o);return e.limits.refusal(r,t.resource,s,e.world.now())??n()},spendingLayer=e=>async(t,n)=>{let r=await n(),i=limitedKindOf(t);if(isCut(r)||i===null||t.isWeb)return r;let{limits:a,world:o}=e,{resource:s,request:c}=t,l=o.now();t.counted=!t.etagHit&&r.status!==401&&c.template!==`/rate_limit`,t.counted&&a.spend(i,s,l,r.points);let u=limitHeaders(a.budget(i,s,l),s);return{...r,headers:{...r.headers,...u}}};function openRequestLog(e){let t=[];if(e!==void 0&&existsSync(e))for(let n of readFileSync(e,`utf8`).split(`
`)){let e=readEntry(n);e!==null&&t.push(e)}return{entries:t,add(n){t.push(n),e!==void 0&&appendFileSync(e,`${JSON.stringify(n)}\n`,{mode:384})}}}function readEntry(e){if(e===``)return null;try{let t=JSON.parse(e);return Number.isSafeInteger(t?.n)&&typeof t.path==`string`?t:null}catch{return null}}function operationOf$1(e){let t=typeof e==`object`&&e?e.query:null,n=typeof t==`string`?/^\s*(?:query|mutation)\s+(\w{1,100})/.exec(t)?.[1]:void 0;return n===void 0?{}:{operation:n}}const SECRET_KEY=/token|secret|password|key|sig|auth|code/i;function loggedPath(e,t){let n=[...new URLSearchParams(t)].map(([e,t])=>SECRET_KEY.test(e)?`${encodeURIComponent(e)}=***`:`${encodeURIComponent(e)}=${encodeURIComponent(t)}`),r=n.length===0?e:`${e}?${n.join(`&`)}`;return r.length<=2e3?r:`${r.slice(0,2e3)}…`}const logLayer=e=>async(t,n)=>{let r=await n(),{request:i,path:a,incoming:o,faults:s}=t,c={n:i.n,time:new Date(e.world.now()).toISOString(),method:i.method,path:loggedPath(a,o.url.search),status:isCut(r)?null:r.status,etagHit:t.etagHit,counted:t.counted,token:tokenKindOf(t),...i.template===`/graphql`?operationOf$1(i.body):{},...s.length===0?{}:{faults:s.map(e=>e.text)}};return e.log.add(c),e.options.onRequest?.(c),r},crashLayer=e=>async(t,n)=>{let r=await n();return!isCut(r)||r.cut!==`crash`?r:(e.options.crash===void 0&&process.exit(137),e.options.crash(),{cut:`close`})};function etagOf(e,t){let n=createHash(`sha256`);for(let e of t)n.update(`${e.length}:${e}`);return`W/"${n.update(e).digest(`hex`)}"`}function matchesEtag(e,t){if(e===null)return!1;if(e.trim()===`*`)return!0;let n=t.replace(/^W\//,``);return(e.slice(0,16384).match(/(?:W\/)?"[^"]*"/g)??[]).some(e=>e.replace(/^W\//,``)===n)}const responseLayer=e=>async(t,n)=>{let r=await n();if(isCut(r))return r;let{body:i,contentType:a,isJson:o}=encoded(r.body),s=o&&i!==void 0?cached(t,r.status,i):null;t.etagHit=s?.isKnown??!1;let c={...commonHeaders(e,t),...a===null||t.etagHit?{}:{"content-type":a},...s?.headers};for(let[e,t]of Object.entries(r.headers??{}))c[e.toLowerCase()]=t;return Object.assign(c,scopeHeaders(t)),{status:t.etagHit?304:r.status,...t.etagHit?{}:{body:i},headers:c,...r.points===void 0?{}:{points:r.points}}},commonHeaders=(e,{incoming:t,request:n})=>({date:new Date(e.world.now()).toUTCString(),server:`embedded-github-of-a-rehearsal`,"x-github-request-id":`REHEARSAL:${n.n.toString(16).toUpperCase().padStart(8,`0`)}`,"x-github-api-version-selected":t.headers.get(`x-github-api-version`)??`2022-11-28`,"x-github-media-type":`github.v3; format=json`,"x-content-type-options":`nosniff`,vary:`Accept, Authorization`});function encoded(e){return e===void 0?{contentType:null,isJson:!1}:e instanceof Uint8Array?{body:e,contentType:`application/octet-stream`,isJson:!1}:typeof e==`string`?{body:Buffer.from(e),contentType:`text/plain; charset=utf-8`,isJson:!1}:{body:Buffer.from(JSON.stringify(e)),contentType:`application/json; charset=utf-8`,isJson:!0}}function cached({incoming:e,request:t},n,r){if(e.method!==`GET`||n!==200||t.template===`/rate_limit`)return null;let{headers:i}=e,a=etagOf(r,[i.get(`authorization`)??``,i.get(`accept`)??``]);return{isKnown:matchesEtag(i.get(`if-none-match`),a),headers:{etag:a,"cache-control":`private, max-age=60, s-maxage=60`}}}function scopeHeaders(e){let t=tokenKindOf(e);return t===null||e.isWeb?{}:t===`pat`?{"x-oauth-scopes":`repo, workflow`,"x-accepted-oauth-scopes":`repo`}:{"x-accepted-github-permissions":acceptedPermissions(e.needed)}}const routeLayer=e=>({match:t,path:n,request:r,isReadable:i},a)=>t===null?(e.unknownRoutes.push(`${r.method} ${n}`),e.warn(`no endpoint answers ${r.method} ${loggedPath(n,``)}`),apiError(404,`Not Found`)):e.isThisRepository(r.params)?i?a():apiError(400,`Problems parsing JSON`):apiError(404,`Not Found`),VISITOR={login:`anonymous`,id:0,type:`User`},webLayer=e=>(t,n)=>{let{match:r,isWeb:i,incoming:a,request:o}=t;if(r===null||!i)return n();let s={tokenKind:`pat`,actor:VISITOR};return handle(e,{route:r.route,incoming:a,params:o.params,body:o.body,requester:s})},SECOND=1e3;function scriptAttempt(e){let t=randomOf(e.seed),n=(e,n)=>Math.round(e+t()*(n-e))*SECOND,r=n(3,8),i=e.jobs.find(t=>t.key===e.refused&&!t.skipped),a=e.fails?jobToFail(e.jobs):i??null,o=new Map,s=[];for(let t of inOrderOfNeeds(e.jobs)){let i=t.needs.map(e=>o.get(e)).filter(e=>e!==void 0),c=Math.max(r,...i.map(e=>e.at)),l=t.skipped||i.some(e=>!e.ok)?skippedJob(t,c,e.nextId()):playedJob(t,c,e,n,t===a),u=o.get(t.key),d=l.conclusion===`success`;o.set(t.key,{at:Math.max(u?.at??0,l.endsAfter),ok:d&&u?.ok!==!1}),s.push(l)}let c=e.held===`waiting`?gatedFrom(e.jobs,s):null,l=Math.max(r+2*SECOND,...s.map(e=>e.endsAfter+SECOND));return{attempt:e.attempt,beginsAt:e.beginsAt,visibleAt:e.beginsAt+r,startsAfter:Math.min(l,...s.filter(e=>e.conclusion!==`skipped`).map(e=>e.startsAfter)),endsAfter:e.held===null?l:null,heldAs:e.held,heldFrom:c?.from??null,environment:e.held===`waiting`?c?.environment??`release`:null,conclusion:s.some(e=>e.conclusion===`failure`)?`failure`:s.length>0&&s.every(e=>e.conclusion===`skipped`)?`skipped`:`success`,jobs:s}}function playedJob(e,t,n,r,i){let a=t+r(3,8),o=[`Set up job`,...e.steps,`Complete job`],s=i?Math.max(1,o.length-2):o.length,c=[],l=a;for(let[e,t]of o.entries()){let n=e===0||e===o.length-1,i=e>s&&!n,a=i?0:n?r(1,3):r(4,55),u=e===s?`failure`:i?`skipped`:`success`;c.push({name:t,startsAfter:l,endsAfter:l+a,conclusion:u}),l+=a}return{id:n.nextId(),name:e.name,queuedAfter:t,startsAfter:a,endsAfter:l,conclusion:i?`failure`:`success`,steps:c,log:logOf(n.beginsAt,c)}}const skippedJob=(e,t,n)=>({id:n,name:e.name,queuedAfter:t,startsAfter:t,endsAfter:t,conclusion:`skipped`,steps:[],log:``});function logOf(e,t){let n=[],r=(t,r)=>n.push(`${new Date(e+t).toISOString().replace(`Z`,`0000Z`)} ${r}`);for(let e of t)e.conclusion!==`skipped`&&(r(e.startsAfter,`##[group]${e.name}`),r(e.startsAfter,`This run is simulated: nothing was built.`),r(e.startsAfter,`##[endgroup]`),e.conclusion===`failure`&&(r(e.endsAfter,`error: the rehearsal lets "${e.name}" fail`),r(e.endsAfter,`##[error]Process completed with exit code 1.`)));return`${n.join(`
`)}\n`}function inOrderOfNeeds(e){let t=[],n=new Set(e.map(e=>e.key)),r=new Set,i=[...e];for(;i.length>0;){let e=i.filter(e=>e.needs.every(e=>r.has(e)||!n.has(e))),a=e.length>0?e:i;t.push(...a),i=i.filter(e=>!a.includes(e));for(let e of a)r.add(e.key)}return t}function jobToFail(e){let t=e.filter(e=>!e.skipped),n=new Set(t.flatMap(e=>e.needs));return t.findLast(e=>n.has(e.key)&&e.needs.length>0)??t.at(-1)??null}function gatedFrom(e,t){let n=new Map(e.map(e=>[e.name,e.environment])),r=t.filter(e=>e.conclusion!==`skipped`),i=r.find(e=>(n.get(e.name)??null)!==null)??r.reduce((e,t)=>e&&e.startsAfter>t.startsAfter?e:t,void 0);return i===void 0?null:{from:i.queuedAfter,environment:n.get(i.name)??null}}function randomOf(e){let t=2166136261;for(let n=0;n<e.length;n+=1)t=Math.imul(t^e.charCodeAt(n),16777619);return()=>{t=t+1831565813|0;let e=Math.imul(t^t>>>15,t|1);return e^=e+Math.imul(e^e>>>7,e|61),((e^e>>>14)>>>0)/4294967296}}function latestAttempt(e){let t=e.attempts.at(-1);if(t===void 0)throw Error(`run ${e.id} has no attempt`);return t}function runAt(e,t,n){if(t<(e.attempts[0]?.visibleAt??1/0))return null;let r=n===void 0?latestAttempt(e):e.attempts.find(e=>e.attempt===n);return r===void 0?null:viewOf(r,t)}function viewOf(e,t){let n=t-e.beginsAt,r={attempt:e,startedAt:e.beginsAt};if(e.heldAs===`action_required`)return{...r,status:`completed`,conclusion:`action_required`,updatedAt:e.visibleAt};let i=[e.visibleAt-e.beginsAt,e.startsAfter];for(let t of e.jobs)isGated(e,t)?i.push(t.queuedAfter):i.push(t.queuedAfter,t.startsAfter,t.endsAfter);e.endsAfter!==null&&i.push(e.endsAfter);let a=i.reduce((e,t)=>t<=n&&t>e?t:e,0),o=e.beginsAt+a;if(e.endsAfter!==null&&n>=e.endsAfter)return{...r,status:`completed`,conclusion:e.conclusion,updatedAt:o};let s=e.heldAs===`waiting`&&n>=(e.heldFrom??0)?`waiting`:n<e.startsAfter?`queued`:`in_progress`;return{...r,status:s,conclusion:null,updatedAt:o}}const isGated=(e,t)=>e.heldAs===`waiting`&&e.heldFrom!==null&&t.startsAfter>e.heldFrom;function jobsAt(e,t){if(e.heldAs===`action_required`)return[];let n=t-e.beginsAt;return e.jobs.filter(t=>t.queuedAfter<=n&&!(isGated(e,t)&&t.queuedAfter!==e.heldFrom)).map(n=>jobAt(e,n,t))}function jobAt(e,t,n){let r=n-e.beginsAt,i=t=>e.beginsAt+t,a=isGated(e,t),o=!a&&r>=t.endsAfter,s=!a&&r>=t.startsAfter;return{id:t.id,name:t.name,status:o?`completed`:s?`in_progress`:a?`waiting`:`queued`,conclusion:o?t.conclusion:null,createdAt:i(t.queuedAfter),startedAt:i(s?t.startsAfter:t.queuedAfter),completedAt:o?i(t.endsAfter):null,log:t.log,steps:s?t.steps.map((e,t)=>{let n=r>=e.startsAfter,a=o||r>=e.endsAfter;return{number:t+1,name:e.name,status:a&&n?`completed`:n?`in_progress`:`queued`,conclusion:a&&n?e.conclusion:null,startedAt:n&&e.conclusion!==`skipped`?i(e.startsAfter):null,completedAt:a&&n&&e.conclusion!==`skipped`?i(e.endsAfter):null}}):[]}}function cancelAttempt(e,t){let n=Math.max(0,t-e.beginsAt),r=n+2*SECOND,i=e.jobs.flatMap(t=>{let i=isGated(e,t);if(!i&&t.endsAfter<=n)return[t];let a=t.queuedAfter<=n,o=!i&&t.startsAfter<=n;return[{...t,queuedAfter:a?t.queuedAfter:n,startsAfter:o?t.startsAfter:r,endsAfter:r,conclusion:`cancelled`,log:o?t.log:``,steps:o?t.steps.filter(e=>e.startsAfter<=n).map(e=>cancelStep(e,r)):[]}]});return{...e,jobs:i,endsAfter:r+SECOND,heldAs:null,heldFrom:null,conclusion:`cancelled`}}const cancelStep=(e,t)=>e.endsAfter<=t?e:{...e,endsAfter:t,conclusion:`cancelled`};function releaseAttempt(e,t){let n=Math.max(0,t-e.beginsAt),r=e.heldAs===`action_required`?0:e.heldFrom??0,i=Math.max(0,n-r),a=t=>({...t,queuedAfter:e.heldAs===`waiting`&&t.queuedAfter===r?r:t.queuedAfter+i,startsAfter:t.startsAfter+i,endsAfter:t.endsAfter+i,steps:t.steps.map(e=>({...e,startsAfter:e.startsAfter+i,endsAfter:e.endsAfter+i}))}),o=e.jobs.map(t=>e.heldAs===`action_required`||isGated(e,t)?a(t):t),s=Math.max(n+SECOND,...o.map(e=>e.endsAfter+SECOND)),c=e.heldAs===`action_required`?e.startsAfter+i:e.startsAfter;return{...e,jobs:o,startsAfter:c,endsAfter:s,heldAs:null,heldFrom:null}}function keepSucceeded(e,t,n){let r=new Map(e.jobs.filter(e=>e.conclusion===`success`).map(e=>[e.name,e])),i=t.jobs.filter(e=>!r.has(e.name)),a=Math.min(...i.map(e=>e.queuedAfter)),o=i.length===0?0:Math.max(0,a-(t.visibleAt-t.beginsAt)),s=[...[...r.values()].map(r=>({...r,id:n(),queuedAfter:0,...carried(r,e,t)})),...i.map(e=>({...e,queuedAfter:e.queuedAfter-o,startsAfter:e.startsAfter-o,endsAfter:e.endsAfter-o,steps:e.steps.map(e=>({...e,startsAfter:e.startsAfter-o,endsAfter:e.endsAfter-o}))}))],c=Math.max(t.visibleAt-t.beginsAt,...i.map(e=>e.endsAfter-o+SECOND)),l=Math.min(c,...i.map(e=>e.startsAfter-o));return{...t,jobs:s,startsAfter:l,endsAfter:t.endsAfter===null?null:c}}function carried(e,t,n){let r=t.beginsAt-n.beginsAt;return{startsAfter:e.startsAfter+r,endsAfter:e.endsAfter+r,steps:e.steps.map(e=>({...e,startsAfter:e.startsAfter+r,endsAfter:e.endsAfter+r}))}}const METHODS$1={merge:`allowMergeCommit`,squash:`allowSquashMerge`,rebase:`allowRebaseMerge`};async function enableAutoMerge({world:e,requester:t},n,r){let{settings:i}=e.state;if(!i.allowAutoMerge)return`Pull request Auto merge is not allowed for this repository`;if(n.state===`closed`)return`Pull request Pull request is closed`;if(n.draft)return`Pull request Pull request is in draft state`;if(!i[METHODS$1[r.method]])return`Pull request ${r.method.charAt(0).toUpperCase()}${r.method.slice(1)} merges are not allowed on this repository`;if(r.expectedHead!==void 0&&r.expectedHead!==n.headSha)return`Head sha didn’t match expected head sha`;let{state:a}=await mergeability(e,n);return a===`clean`?`Pull request Pull request is in clean status`:a===`unstable`?`Pull request Pull request is in unstable status`:(n.autoMerge={enabledBy:t.actor,enabledAt:e.now(),method:r.method,...r.title===void 0?{}:{title:r.title},...r.message===void 0?{}:{message:r.message}},null)}async function advanceAutoMerges(e,t){let n=!1;for(let r of e.state.pulls){let{autoMerge:i}=r;if(i==null||r.state!==`open`)continue;let{state:a}=await mergeability(e,r);if(a!==`clean`&&a!==`unstable`)continue;let o={world:e,requester:{actor:i.enabledBy,tokenKind:`pat`},emit:t},{method:s,title:c,message:l}=i;(await mergePull(o,r,{method:s,...c===void 0?{}:{title:c},...l===void 0?{}:{message:l}})).ok&&(r.autoMerge=null,n=!0)}return n}function plannedJobs(e,t){let n=contextOf(t);return e.jobs.flatMap(e=>{let t=jobContext(n,e.call!==null);return jobRunNames(e).map(n=>({key:e.id,name:n,needs:e.needs,steps:e.steps.filter(e=>conditionHolds(e.condition,t)!==!1).map(e=>e.name),skipped:jobHolds(e,t)===!1,environment:e.environment}))})}async function emitWorldEvent(e,t,n,r){let{git:i,state:a}=e;switch(t.kind){case`push`:{t.ref===`refs/heads/${a.defaultBranch}`&&t.commit!==null&&await knowWorkflows(e,t.commit);let o=t.ref.replace(/^refs\/(heads|tags)\//,``);if(t.commit===null){let i=await defaultTip(e);if(i!==null){let o=await refSite(e,i,`refs/heads/${a.defaultBranch}`,a.defaultBranch);await startRuns(e,{kind:`delete`,ref:t.ref},o,n,r)}return}let s=await refSite(e,t.commit,t.ref,o),{commit:c,before:l}=t,u=t.ref.startsWith(`refs/tags/`);await startRuns(e,{kind:`push`,ref:t.ref,changedPaths:null,headCommitMessage:(await i.commit(c)).message},s,n,r,u?void 0:()=>pushedPaths(e,l,c)),l===null&&await startRuns(e,{kind:`create`,ref:t.ref},s,n,r);return}case`pull_request`:{let o=a.pulls.find(e=>e.number===t.number);if(o===void 0)return;let s=await i.resolveRef(`refs/heads/${o.baseRef}`);if(s===null)return;let{headSha:c}=o,l=o.mergedAt===null&&(await i.mergeCommits(s,c)).conflicts.length>0,u={commit:c,ref:t.action===`closed`?`refs/heads/${o.baseRef}`:`refs/pull/${o.number}/merge`,headBranch:o.headRef,headSha:c,title:o.title,pullRequestNumber:o.number,inputs:{},onlyPath:null};await startRuns(e,{kind:`pull_request`,action:t.action,baseBranch:o.baseRef,headBranch:o.headRef,changedPaths:null,headCommitMessage:(await i.commit(c)).message,conflicted:l},u,n,r,async()=>i.changedPaths(await i.mergeBase(s,c),c));return}case`workflow_dispatch`:{let i=t.ref.replace(/^refs\/(heads|tags)\//,``),a={...await refSite(e,t.commit,t.ref,i),inputs:t.inputs,onlyPath:t.workflowPath};await startRuns(e,{kind:`workflow_dispatch`,ref:t.ref},a,n,r);return}case`repository_dispatch`:{let i=await defaultTip(e);if(i===null)return;let o={...await refSite(e,i,`refs/heads/${a.defaultBranch}`,a.defaultBranch),title:t.eventType};await startRuns(e,{kind:`repository_dispatch`,eventType:t.eventType},o,n,r);return}case`release`:{let a=`refs/tags/${t.tag}`,o=await i.resolveRef(a),s=o===null?null:await i.peel(o);if(s===null)return;let c=await refSite(e,s,a,t.tag);await startRuns(e,{kind:`release`,action:t.action},c,n,r)}}}async function emitRunCompleted(e,t,n,r){let i=await defaultTip(e);if(i===null||chainLength(e,t)>=3)return;let{defaultBranch:a}=e.state,o=await refSite(e,i,`refs/heads/${a}`,a);await startRuns(e,{kind:`workflow_run`,action:`completed`,workflow:t.workflowName,headBranch:t.headBranch},{...o,title:t.displayTitle},{actor:t.actor,tokenKind:`app`},r,void 0,{beginsAt:n,followsRun:t.id})}function chainLength(e,t){let n=0;for(let r=t;r?.followsRun!=null&&n<10;n+=1){let t=r.followsRun;r=e.state.runs.find(e=>e.id===t)}return n}async function defaultTip(e){return e.git.resolveRef(`refs/heads/${e.state.defaultBranch}`)}async function refSite(e,t,n,r){return{commit:t,ref:n,headBranch:r,headSha:t,title:(await e.git.commit(t)).message.split(`
`,1)[0]??``,pullRequestNumber:null,inputs:{},onlyPath:null}}async function pushedPaths(e,t,n){let{git:r}=e;if(t!==null)return r.changedPaths(t,n);let i=await defaultTip(e),a=i===null?null:await r.mergeBase(i,n);return a===null?null:r.changedPaths(a,n)}const ACTOR_KINDS={app:`app`,"github-token":`github-token`,pat:`pat`};async function startRuns(e,t,n,r,i,a,o={}){let s=await workflowsAt(e,n.commit),c=t.kind===`other`?t.event:t.kind,l=t;a!==void 0&&`changedPaths`in t&&s.some(({file:e})=>{let t=e.ok?e.value.triggers.get(c):void 0;return t!==void 0&&(t.paths!==null||t.pathsIgnore!==null)})&&(l={...t,changedPaths:await a()});let u=t.kind===`workflow_dispatch`||t.kind===`push`&&t.ref.startsWith(`refs/tags/`),d=t.kind===`pull_request`;for(let{path:a,file:f}of s){if(n.onlyPath!==null&&n.onlyPath!==a||knownWorkflow(e,a).state!==`active`)continue;let s=async(t,i,s,l)=>createRun(e,{path:a,workflow:t,event:c,site:n,requester:r,beginsAt:o.beginsAt??e.now(),followsRun:o.followsRun??null,held:i?`action_required`:l?`waiting`:null,fails:s,refused:await refusedJob(e,{workflowPath:a,event:c,ref:n.ref,headSha:n.commit,inputs:n.inputs,followsRun:o.followsRun??null})});if(!f.ok){t.kind===`push`&&r.tokenKind!==`github-token`&&await s(null,!1,!0,!1);continue}let p=wouldStart(f.value,l,ACTOR_KINDS[r.tokenKind]);if(!p.starts||u&&i.take(`run-never-starts`,a)!==null||d&&i.isPending(`check-never-reports`,null))continue;let m=u&&i.take(`run-fails`,a)!==null||d&&i.take(`check-fails`,a)!==null;await s(f.value,p.awaitsApproval,m,u&&i.take(`run-waits`,a)!==null)}d&&t.action!==`closed`&&i.take(`check-never-reports`,null)}function createRun(e,t){let{site:n,workflow:r,path:i}=t,a=e.nextId(),o={event:t.event,ref:n.ref,inputs:n.inputs},s=scriptAttempt({seed:seedOf(n.headSha,i,t.event,1),attempt:1,beginsAt:t.beginsAt,jobs:r===null?[]:plannedJobs(r,o),fails:t.fails,refused:t.refused,held:t.held,nextId:e.nextId}),c={id:a,runNumber:1+e.state.runs.reduce((e,t)=>t.workflowPath===i?Math.max(e,t.runNumber):e,0),workflowPath:i,workflowName:r?.name??i,event:t.event,ref:n.ref,inputs:n.inputs,headBranch:n.headBranch,headSha:n.headSha,displayTitle:titleOf(r,o,t),actor:t.requester.actor,createdAt:t.beginsAt,pullRequestNumber:n.pullRequestNumber,followsRun:t.followsRun,cancelledAt:null,attempts:[r===null?{...s,conclusion:`startup_failure`}:s],effectsApplied:!1};return e.state.runs.push(c),c}function titleOf(e,t,n){return e?.runName!=null&&e.runName!==``?fillExpressions(e.runName,contextOf(t),()=>``):n.event===`workflow_dispatch`?e?.name??n.path:n.site.title}const seedOf=(e,t,n,r)=>[e,t,n,r].join(`
`);async function nextAttempt(e,t,n){let r=(await workflowsAt(e,t.event===`workflow_run`?await defaultTip(e)??t.headSha:t.headSha)).find(({path:e})=>e===t.workflowPath),i=(t.attempts.at(-1)?.attempt??0)+1;return scriptAttempt({seed:seedOf(t.headSha,t.workflowPath,t.event,i),attempt:i,beginsAt:n,jobs:r?.file.ok===!0?plannedJobs(r.file.value,t):[],fails:!1,refused:await refusedJob(e,t),held:null,nextId:e.nextId})}async function advanceWorld(e,t,n){let r=await mergeQueue(e,t);for(let i=0;i<20;i+=1){let i=!1;for(let r of[...e.state.runs])i=await advanceRun(e,r,t,n)||i;if(!i)break;r=!0}return await advanceAutoMerges(e,t)&&(r=!0),addLateAssets(e)||r}async function mergeQueue(e,t){return e.state.pulls.some(e=>e.queuedAt!==null)?(await advanceMergeQueue(e,t),!0):!1}async function advanceRun(e,t,n,r){if(t.effectsApplied)return!1;let i=e.now(),a=runAt(t,i);if(a===null)return!1;let o=reportJobs(e,t,a,i),s=t.ref.startsWith(`refs/tags/`)||t.event===`workflow_dispatch`;if(s&&a.status===`in_progress`&&r.take(`run-cancelled`,t.workflowPath)!==null)return cancelRun(t,i),!0;if(a.status!==`completed`||a.conclusion===`action_required`)return o;let c=a.attempt.beginsAt+(a.attempt.endsAfter??0);if(a.conclusion===`success`){let a=await publicationOf(e,t);if(a!==null){let s=r.isPending(`release-late`,null);if(s&&i<c+3e5)return o;if(s&&r.take(`release-late`,null),await publishRelease(e,t,a,s?c+LATE:c,r),a.startsWorkflows)for(let r of[`created`,`published`,`released`])await n(e,{kind:`release`,action:r,tag:a.tag},{actor:t.actor,tokenKind:`pat`})}}else if(a.conclusion===`failure`&&await refusedJob(e,t)!==null){let n=await publicationOf(e,t);n!==null&&await publishWithoutFiles(e,t,n,c,r)}return t.effectsApplied=!0,o=!0,await emitRunCompleted(e,t,c,r),s&&r.take(`run-rerun`,t.workflowPath)!==null&&await rerun(e,t,`all`),o}function reportJobs(e,t,n,r){let{checkRuns:i}=e.state,a=!1;for(let e of jobsAt(n.attempt,r)){let n=e.status===`completed`||e.status===`in_progress`?e.status:`queued`,r=i.findLast(t=>t.id===e.id);if(r===void 0){let r={id:e.id,name:e.name,headSha:t.headSha,status:n,conclusion:e.conclusion,startedAt:e.startedAt,completedAt:e.completedAt,detailsUrl:null,externalId:``,output:{title:null,summary:null,text:null,annotations:[]},appSlug:`github-actions`};i.push(r),a=!0}else(r.status!==n||r.conclusion!==e.conclusion)&&(r.status=n,r.conclusion=e.conclusion,r.completedAt=e.completedAt,a=!0)}return a}function addLateAssets(e){let{state:t}=e,n=(t.lateAssets??[]).filter(t=>t.at<=e.now());if(n.length===0)return!1;for(let{releaseId:e,asset:r}of n)t.releases.find(t=>t.id===e)?.assets.push(r);return t.lateAssets=(t.lateAssets??[]).filter(e=>!n.includes(e)),!0}function cancelRun(e,t){e.attempts[e.attempts.length-1]=cancelAttempt(latestAttempt(e),t),e.cancelledAt=t}async function rerun(e,t,n){let r=latestAttempt(t),i=await nextAttempt(e,t,e.now());t.attempts.push(n===`failed`?keepSucceeded(r,i,e.nextId):i),t.cancelledAt=null,t.effectsApplied=!1}const saveLayer=e=>async(t,n)=>{let r=await n();return t.changed&&await saveWorld(e.world),r},advanceLayer=e=>async(t,n)=>(await advanceWorld(e.world,e.emit,e.plan)&&(t.changed=!0),n()),layersOf=e=>[crashLayer(e),logLayer(e),spendingLayer(e),responseLayer(e),saveLayer(e),advanceLayer(e),peopleLayer(e),faultLayer(e),somebodyElseLayer(e),tokenFaultLayer(e),webLayer(e),accessLayer(e),limitLayer(e),refusingFaultLayer(e),routeLayer(e),permissionLayer(),endpointLayer(e)];function receiver(e,t,n){let r=layersOf(e),i=Promise.resolve(),a=e=>{let n=i.then(()=>(t(),e()));return i=n.catch(()=>void 0),n},o=t=>a(async()=>answerThrough(r,openExchange(e,t)));return{answer:o,inTurn:a,idle:async()=>{await i},receive:async e=>{let{incoming:t}=e.env,r=await readBytes(t);if(r===null)return e.json(apiError(413,`Payload too large`).body,413);let{method:i,url:a}=e.req,s=await o({method:i,url:new URL(a),headers:e.req.raw.headers,bytes:r});if(isCut(s))return await cutOff(t,s.cut,n),RESPONSE_ALREADY_SENT;let{status:c,body:l,headers:u={}}=s,d=i===`HEAD`||!(l instanceof Uint8Array);return new Response(d?null:new Uint8Array(l),{status:c,headers:u})}}}async function readBytes(e){let t=[],n=0;for await(let r of e){if(n+=r.byteLength,n>268435456)return null;t.push(r)}return Buffer.concat(t)}async function cutOff(e,t,n){let{socket:r}=e;t===`hold`&&await new Promise(e=>{let t=setTimeout(e,n);r.once(`close`,()=>{clearTimeout(t),e()})}),t===`reset`?r.resetAndDestroy():r.destroy()}function costOf(e,t,n){let r=new Map;for(let t of e.definitions)t.kind===Kind.FRAGMENT_DEFINITION&&r.set(t.name.value,t);let i=new Map,a=e=>{let t=i.get(e);if(t!==void 0)return t;i.set(e,0);let n=o(r.get(e)?.selectionSet);return i.set(e,n),n},o=e=>(e?.selections??[]).reduce((e,t)=>{if(t.kind===Kind.FRAGMENT_SPREAD)return e+a(t.name.value);let r=o(t.selectionSet);if(t.kind===Kind.INLINE_FRAGMENT)return e+r;let i=[`first`,`last`].map(e=>t.arguments?.find(t=>t.name.value===e)?.value).map(e=>numberOf(e,n)).find(e=>e!==null)??null;return e+r*(i??1)+(i===null?0:1)},0);return Math.max(1,Math.round(o(t.selectionSet)/100))}function numberOf(e,t){let n=e?.kind===Kind.VARIABLE?t[e.name.value]:e?.kind===Kind.INT?Number(e.value):null;return typeof n==`number`?n:null}var GraphQLSyntaxError=class extends Error{name=`GraphQLSyntaxError`;at;constructor(e,t=null){super(e),this.at=t}};const OPENING=new Set([TokenKind.BRACE_L,TokenKind.BRACKET_L,TokenKind.PAREN_L]),CLOSING=new Set([TokenKind.BRACE_R,TokenKind.BRACKET_R,TokenKind.PAREN_R]);function readDocument(e){if(e.length>1048576)throw new GraphQLSyntaxError(`The document is too long`);try{let t=new Lexer(new Source(e)),n=0;for(let e=t.advance();e.kind!==TokenKind.EOF;e=t.advance())if(OPENING.has(e.kind)?n+=1:CLOSING.has(e.kind)&&--n,n>100)throw new GraphQLSyntaxError(`The document is nested too deeply`);return parse(e)}catch(e){if(!(e instanceof GraphQLError))throw e;let[t=null]=e.locations??[],n=/(?:found|Unexpected) (?:Name )?"?([^".]*)"?\.?$/.exec(e.message)?.[1]??``,r=t===null?``:` at [${t.line}, ${t.column}]`;throw new GraphQLSyntaxError(n===`<EOF>`?`Unexpected end of document`:`Parse error on ${JSON.stringify(n)} (error)${r}: ${e.message}`,t)}}const bare=e=>e.replace(/[![\]]/g,``),WORDINGS=[[/^Cannot query field "(\w+)" on type "(\w+)"/,([e=``,t=``])=>({message:`Field '${e}' doesn't exist on type '${t}'`,extensions:{code:`undefinedField`,typeName:t,fieldName:e}})],[/^Field "(\w+)" must not have a selection since type "([^"]+)" has no subfields/,([e=``,t=``])=>({message:`Selections can't be made on scalars (field '${e}' returns ${bare(t)} but has selections)`,extensions:{code:`selectionMismatch`,nodeName:`field '${e}'`,typeName:bare(t)}})],[/^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,([e=``,t=``])=>({message:`Field must have selections (field '${e}' returns ${bare(t)} but has no selections. Did you mean '${e} { ... }'?)`,extensions:{code:`selectionMismatch`,nodeName:`field '${e}'`,typeName:bare(t)}})],[/^Unknown argument "(\w+)" on field "(?:\w+)\.(\w+)"/,([e=``,t=``])=>({message:`Field '${t}' doesn't accept argument '${e}'`,extensions:{code:`argumentNotAccepted`,name:t,typeName:`Field`,argumentName:e}})],[/^Unknown argument "(\w+)" on directive "@(\w+)"/,([e=``,t=``])=>({message:`Directive '${t}' doesn't accept argument '${e}'`,extensions:{code:`argumentNotAccepted`,name:t,typeName:`Directive`,argumentName:e}})],[/^Field "(\w+)" argument "(\w+)" of type "[^"]+" is required, but it was not provided/,([e=``,t=``])=>({message:`Field '${e}' is missing required arguments: ${t}`,extensions:{code:`missingRequiredArguments`,className:`Field`,name:e,arguments:t}})],[/^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/,([e=``,t=``,n=``])=>({message:`Argument '${t}' on InputObject '${e}' is required. Expected type ${n}`,extensions:{code:`missingRequiredInputObjectAttribute`,argumentName:t,argumentType:n,inputObjectType:e}})],[/^Field "(\w+)" is not defined by type "(\w+)"/,([e=``,t=``])=>({message:`InputObject '${t}' doesn't accept argument '${e}'`,extensions:{code:`argumentNotAccepted`,name:t,typeName:`InputObject`,argumentName:e}})],[/^Unknown type "(\w+)"/,([e=``])=>({message:`No such type ${e}, so it can't be a fragment condition`,extensions:{code:`undefinedType`,typeName:e}})],[/^Fragment "(\w+)" cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/,([e=``,t=``,n=``])=>({message:`Fragment ${e} on ${n} can't be spread inside ${t}`,extensions:{code:`cannotSpreadFragment`,typeName:n,fragmentName:e,parentName:t}})],[/^Fragment cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/,([e=``,t=``])=>({message:`Fragment on ${t} can't be spread inside ${e}`,extensions:{code:`cannotSpreadFragment`,typeName:t,fragmentName:`unknown`,parentName:e}})],[/^Unknown fragment "(\w+)"/,([e=``])=>({message:`Fragment ${e} was used, but not defined`,extensions:{code:`useAndDefineFragment`,fragmentName:e}})],[/^Fragment "(\w+)" is never used/,([e=``])=>({message:`Fragment ${e} was defined, but not used`,extensions:{code:`useAndDefineFragment`,fragmentName:e}})],[/^Cannot spread fragment "(\w+)" within itself/,([e=``])=>({message:`Fragment ${e} contains an infinite loop`,extensions:{code:`infiniteLoop`,fragmentName:e}})],[/^Variable "\$(\w+)" is not defined(?: by operation "(\w+)")?/,([e=``,t])=>({message:`Variable $${e} is used by ${t??`anonymous query`} but not declared`,extensions:{code:`variableNotDefined`,variableName:e}})],[/^Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/,([e=``,t])=>({message:`Variable $${e} is declared by ${t??`anonymous query`} but not used`,extensions:{code:`variableNotUsed`,variableName:e}})],[/^Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,([e=``,t=``,n=``])=>({message:`Type mismatch on variable $${e} (${t} / ${n})`,extensions:{code:`variableMismatch`,variableName:e,typeName:t}})],[/^Variable "\$(\w+)" cannot be non-input type "([^"]+)"/,([e=``,t=``])=>({message:`${bare(t)} isn't a valid input type (on $${e})`,extensions:{code:`variableRequiresValidType`,variableName:e,typeName:bare(t)}})],[/^Unknown directive "@(\w+)"/,([e=``])=>({message:`Directive @${e} is not defined`,extensions:{code:`undefinedDirective`,directiveName:e}})],[/^Fields "(\w+)" conflict/,([e=``])=>({message:`Field '${e}' has a field conflict`,extensions:{code:`fieldConflict`,fieldName:e}})]];function pathTo(e,t){let n=[],r=[];return visit(e,{enter(e){e.kind===Kind.OPERATION_DEFINITION?n.push(e.name===void 0?e.operation:`${e.operation} ${e.name.value}`):e.kind===Kind.FRAGMENT_DEFINITION?n.push(`fragment ${e.name.value}`):e.kind===Kind.INLINE_FRAGMENT?n.push(`... on ${e.typeCondition?.name.value??``}`):e.kind===Kind.FIELD?n.push(e.alias?.value??e.name.value):e.kind===Kind.ARGUMENT&&n.push(e.name.value),e===t&&(r=[...n])},leave(e){(e.kind===Kind.OPERATION_DEFINITION||e.kind===Kind.FRAGMENT_DEFINITION||e.kind===Kind.INLINE_FRAGMENT||e.kind===Kind.FIELD||e.kind===Kind.ARGUMENT)&&n.pop()}}),r}function wrongLiteral(e,t){let n=/^(?:\w+ cannot represent|Expected value of type "([^"]+)"|Value "[^"]*" does not exist in "(\w+)" enum|Enum "(\w+)" cannot represent)/.exec(e.message);if(n===null)return null;let r=t.at(-1)??``,i=n[1]??n[2]??n[3]??/^(\w+)/.exec(e.message)?.[1]??``,[a]=e.nodes??[],o=a?.loc?.source.body.slice(a.loc.start,a.loc.end)??``;return{message:`Argument '${r}' on Field '${t.at(-2)??``}' has an invalid value (${o}). Expected type '${bare(i)}'.`,extensions:{code:`argumentLiteralsIncompatible`,typeName:`Field`,argumentName:r}}}function refusalOf$1(e,t){let[n]=t.nodes??[],r=pathTo(e,n),i={...r.length===0?{}:{path:r},...t.locations===void 0?{}:{locations:t.locations}};for(let[e,n]of WORDINGS){let r=e.exec(t.message);if(r!==null)return{...i,...n(r.slice(1))}}let a=wrongLiteral(t,pathOfValue(e,n));return a===null?{...i,message:t.message}:{...i,...a}}function pathOfValue(e,t){let n=[],r=[];return visit(e,{enter(e){(e.kind===Kind.FIELD||e.kind===Kind.ARGUMENT||e.kind===Kind.OBJECT_FIELD)&&n.push(e.name.value),e===t&&(r=[...n])},leave(e){(e.kind===Kind.FIELD||e.kind===Kind.ARGUMENT||e.kind===Kind.OBJECT_FIELD)&&n.pop()}}),r}function variableRefusal(e,t){let[,n=``,r]=/^Variable "\$(\w+)"(?: got invalid value .*? at "(?:\w+)\.?([^"]*)")?/s.exec(e.message)??[],i={...e.locations===void 0?{}:{locations:e.locations}};if(n===``)return{...i,message:e.message};let a=t.get(n)??``,o=/Field "(\w+)" of required type/.exec(e.message)?.[1],s=[...r===void 0||r===``?[]:[r],...o===void 0?[]:[o]].join(`.`),c=o===void 0&&!/was not provided|must not be null/.test(e.message)?e.message.replace(/^.*?; /s,``):`Expected value to not be null`;return{...i,message:`Variable $${n} of type ${a} was provided invalid value${s===``?``:` for ${s}`} (${c})`,extensions:{problems:[{path:s===``?[]:s.split(`.`),explanation:c}]}}}const source=(e,t)=>({__typename:e,...t});var FieldError=class extends Error{type;constructor(e,t){super(t),this.type=e}};function requireAccess({requester:e},t,n){let{permissions:r,tokenKind:i}=e;if(r===void 0)return;let a=r.get(t);if(!(a===`write`||a===`read`&&n===`read`))throw new FieldError(`FORBIDDEN`,`Resource not accessible by ${i===`pat`?`personal access token`:`integration`}`)}const upper=e=>e?.toUpperCase()??null,pathOf=e=>new URL(e).pathname,cursorOf=e=>Buffer.from(`cursor:${e}`).toString(`base64`);function indexOf(e){if(typeof e!=`string`)return null;let t=/^cursor:(\d{1,9})$/.exec(Buffer.from(e,`base64`).toString(`utf8`))?.[1];if(t===void 0)throw new FieldError(`INVALID_CURSOR_ARGUMENTS`,`\`${e}\` does not appear to be a valid cursor.`);return Number(t)}function countOf(e,t,n){let r=e[t];if(typeof r!=`number`)return null;if(r<0)throw new FieldError(`INVALID_PAGINATION`,`\`${t}\` on the \`${n}\` connection cannot be less than zero.`);if(r>100)throw new FieldError(`EXCESSIVE_PAGINATION`,`Requesting ${r} records on the \`${n}\` connection exceeds the \`${t}\` limit of 100 records.`);return r}function connection(e,t,n,r){let i=askedWindow(e,t),a,o=async()=>{let t=windowOf(e,i,await n.length),a=await Promise.all((await n.slice(t.from,t.to)).map(r)),o=t.from+a.length;return{items:a,from:t.from,info:{hasNextPage:o<await n.length,hasPreviousPage:t.from>0,startCursor:a.length===0?null:cursorOf(t.from),endCursor:a.length===0?null:cursorOf(o-1)}}};return{totalCount:()=>n.length,page:()=>(a??=o(),a)}}const askedWindow=(e,t)=>({first:countOf(t,`first`,e),last:countOf(t,`last`,e),after:indexOf(t.after),before:indexOf(t.before)});function windowOf(e,{first:t,last:n,after:r,before:i},a){if(t===null&&n===null)throw new FieldError(`MISSING_PAGINATION_BOUNDARIES`,`You must provide a \`first\` or \`last\` value to properly paginate the \`${e}\` connection.`);let o=Math.min(a,(r??-1)+1),s=Math.min(a,i??a);return t!==null&&(s=Math.min(s,o+t)),n!==null&&(o=Math.max(o,s-n)),{from:o,to:Math.max(o,s)}}const CONNECTION_FIELDS={totalCount:({totalCount:e})=>e(),nodes:async({page:e})=>(await e()).items,edges:async({page:e})=>{let{items:t,from:n}=await e();return t.map((e,t)=>({node:e,cursor:cursorOf(n+t)}))},pageInfo:async({page:e})=>(await e()).info},EDGE_FIELDS={node:({node:e})=>e,cursor:({cursor:e})=>e},none$1=e=>(t,n)=>connection(e,n,[],()=>null),account=e=>source(e.type===`Bot`?`Bot`:`User`,{actor:e}),page$2=({apiUrl:e},t)=>{let{type:n,login:r}=t;return n===`Bot`?`${webUrl(e)}/apps/${encodeURIComponent(r.replace(/\[bot\]$/,``))}`:`${webUrl(e)}/${encodeURIComponent(r)}`},ACTOR={id:({actor:e})=>nodeId(`U`,e.id),databaseId:({actor:e})=>e.id,login:({actor:e})=>e.login,url:({actor:e},t,n)=>page$2(n,e),resourcePath:({actor:e},t,n)=>pathOf(page$2(n,e)),avatarUrl:({actor:e},t,n)=>simpleUser(e,n.apiUrl).avatar_url,createdAt:(e,t,n)=>isoTime(n.world.state.createdAt),updatedAt:(e,t,n)=>isoTime(n.world.state.createdAt)},ACCOUNT_FIELDS={User:{...ACTOR,name:()=>null,email:()=>``,bio:()=>null,company:()=>null,location:()=>null,websiteUrl:()=>null,isViewer:({actor:e},t,n)=>e.id===n.requester.actor.id,isBountyHunter:()=>!1,isSiteAdmin:()=>!1,organizations:none$1(`organizations`),repository:({actor:e},t,n)=>{let{owner:r,repo:i}=n.world.state;return`${e.login}/${String(t.name)}`.toLowerCase()===`${r}/${i}`.toLowerCase()?source(`Repository`,{fork:null}):null}},Bot:{...ACTOR,login:({actor:e})=>e.login.replace(/\[bot\]$/,``)},Organization:{...ACTOR,name:()=>null}},hasJob=(e,t)=>e.attempts.some(e=>e.jobs.some(e=>e.id===t));function suiteIdOf(e,t){return(t.appSlug===`github-actions`?e.state.runs.find(e=>hasJob(e,t.id)):void 0)?.id??createHash(`sha1`).update(`${t.appSlug} ${t.headSha}`).digest().readUInt32BE(0)>>>1}function checkSuitesOf(e,t){let n=e.state.runs.filter(e=>e.headSha===t),r=new Set(n.flatMap(e=>e.attempts.flatMap(({jobs:e})=>e.map(e=>e.id)))),i=new Map;for(let n of latestCheckRuns(e,t))r.has(n.id)||i.set(n.appSlug,[...i.get(n.appSlug)??[],n]);return[...n.flatMap(t=>suiteOfRun(e,t)),...[...i].flatMap(([n,r])=>suiteOfApp(e,t,n,r))].sort((e,t)=>e.createdAt-t.createdAt||e.id-t.id)}function suiteOfRun(e,t){let n=e.now(),r=runAt(t,n);if(r===null)return[];let i=e=>jobsAt(e,n).map(e=>({...e,detailsUrl:null}));return[{id:t.id,appSlug:`github-actions`,run:{state:t,view:r},headSha:t.headSha,headBranch:t.headBranch,status:r.status,conclusion:r.conclusion,createdAt:t.createdAt,updatedAt:r.updatedAt,checkRuns:i(r.attempt),everyCheckRun:t.attempts.flatMap(i)}]}function suiteOfApp(e,t,n,r){let[i]=r;if(i===void 0)return[];let a=r.map(e=>({...e,steps:[]})),o=r.every(e=>e.status===`completed`),s=r.every(e=>[`success`,`neutral`,`skipped`].includes(e.conclusion??``));return[{id:suiteIdOf(e,i),appSlug:n,run:null,headSha:t,headBranch:e.state.pulls.find(e=>e.headSha===t)?.headRef??null,status:o?`completed`:`in_progress`,conclusion:o?s?`success`:`failure`:null,createdAt:Math.min(...r.map(e=>e.startedAt)),updatedAt:Math.max(...r.map(e=>e.completedAt??e.startedAt)),checkRuns:a,everyCheckRun:a}]}async function gitObject({world:{git:e}},t){let n=t===null?null:await e.objectInfo(t);if(t===null||n===null)return null;switch(n.type){case`blob`:return source(`Blob`,{sha:t,bytes:await e.readBlob(t)??Buffer.alloc(0)});case`commit`:return source(`Commit`,{commit:await e.commit(t)});case`tree`:return source(`Tree`,{sha:t});case`tag`:{let n=await e.readTag(t);return n===null?null:source(`Tag`,{tag:n})}}}const commitSource=async({world:e},t)=>t===null?null:source(`Commit`,{commit:await e.git.commit(t)});async function namedBy({world:{git:e}},t){let n=t.indexOf(`:`),r=await e.resolveCommit(n===-1?t:t.slice(0,n));if(r===null||n===-1)return r;let{tree:i}=await e.commit(r),a=t.slice(n+1);return a===``?i:(await e.entryAt(i,a))?.sha??null}async function refSource({world:{git:e}},t){let n=t.startsWith(`refs/`)?t:`refs/heads/${t}`,r=await e.resolveRef(n);return r===null?null:source(`Ref`,{name:n,sha:r,prefix:/^refs\/(?:heads|tags)\//.exec(n)?.[0]??`refs/`})}const time$1=e=>e===null?null:isoTime(e);function filterOf(e){let t=e.filterBy;return typeof t==`object`&&t?t:{}}const meets=(e,t)=>e==null||(Array.isArray(e)?e.includes(t):e===t);function suitesOf({commit:e},t,n){requireAccess(n,`checks`,`read`);let{appId:r,checkName:i}=filterOf(t);return connection(`checkSuites`,t,checkSuitesOf(n.world,e.sha).filter(({appSlug:e,checkRuns:t})=>meets(r,integration(e,n).id)&&(i==null||t.some(({name:e})=>e===i))),e=>source(`CheckSuite`,{suite:e}))}function checkRuns({suite:e},t,n){let r=filterOf(t);return connection(`checkRuns`,t,(r.checkType===`ALL`?e.everyCheckRun:e.checkRuns).filter(t=>meets(r.checkName,t.name)&&meets(r.status,upper(t.status))&&meets(r.statuses,upper(t.status))&&meets(r.conclusions,upper(t.conclusion))&&meets(r.appId,integration(e.appSlug,n).id)),t=>source(`CheckRun`,{suite:e,check:t}))}const suiteUrl=({suite:e},t)=>`${repositoryPage(t)}/commit/${e.headSha}/checks?check_suite_id=${e.id}`,checkUrl=({suite:e,check:t},n)=>e.run===null?`${repositoryPage(n)}/runs/${t.id}`:`${repositoryPage(n)}/actions/runs/${e.run.state.id}/job/${t.id}`,runUrl=({run:e},t)=>`${repositoryPage(t)}/actions/runs/${e.id}`,workflowUrl=({path:e},t)=>`${repositoryPage(t)}/actions/workflows/${encodeURIComponent(workflowFileName(e))}`;function isRequired(e,t,{world:n}){let r=n.state.pulls.find(e=>nodeId(`PR`,e.id)===t.pullRequestId||e.number===t.pullRequestNumber);return r!==void 0&&requiredChecks(rulesFor(n,`refs/heads/${r.baseRef}`)).some(({context:t})=>t===e)}function contextsOf$1(e,{world:t}){return{checks:checkSuitesOf(t,e).flatMap(e=>e.checkRuns.map(t=>source(`CheckRun`,{suite:e,check:t}))),statuses:latestStatuses(t,e).map(e=>source(`StatusContext`,{status:e}))}}const STATUS_STATES={error:`ERROR`,failure:`FAILURE`,pending:`PENDING`,success:`SUCCESS`},checkState=({check:e})=>upper(e.conclusion??e.status)??`PENDING`;function rollupState(e,t){let{checks:n,statuses:r}=contextsOf$1(e,t),i=[...n.map(e=>checkState(e)),...r.map(({status:e})=>STATUS_STATES[e.state])],a=(...e)=>i.some(t=>e.includes(t));return a(`ERROR`)?`ERROR`:a(`FAILURE`,`TIMED_OUT`,`CANCELLED`,`ACTION_REQUIRED`,`STARTUP_FAILURE`)?`FAILURE`:i.every(e=>[`SUCCESS`,`NEUTRAL`,`SKIPPED`].includes(e))?`SUCCESS`:`PENDING`}function rollupSource(e,t){requireAccess(t,`checks`,`read`);let{checks:n,statuses:r}=contextsOf$1(e,t);return n.length+r.length===0?null:source(`StatusCheckRollup`,{sha:e})}function counted(e,t){let n=new Map;for(let t of e)n.set(t,(n.get(t)??0)+1);return[...n].map(([e,n])=>source(t,{state:e,count:n}))}const statusPart=(e,t)=>{let n=latestStatuses(t.world,e);return n.length===0?null:source(`Status`,{sha:e,contexts:n})};function combined(e){let t=e.map(({state:e})=>e);return t.includes(`error`)?`ERROR`:t.includes(`failure`)?`FAILURE`:t.includes(`pending`)?`PENDING`:`SUCCESS`}const COMMIT_CHECKS={checkSuites:suitesOf,statusCheckRollup:({commit:e},t,n)=>rollupSource(e.sha,n),status:({commit:e},t,n)=>statusPart(e.sha,n)},CHECK_FIELDS={CheckSuite:{id:({suite:e})=>nodeId(`CS`,e.id),databaseId:({suite:e})=>e.id,app:({suite:e})=>source(`App`,{slug:e.appSlug}),branch:({suite:e},t,n)=>e.headBranch===null?null:refSource(n,`refs/heads/${e.headBranch}`),commit:({suite:e},t,n)=>commitSource(n,e.headSha),repository:()=>source(`Repository`,{fork:null}),status:({suite:e})=>upper(e.status),conclusion:({suite:e})=>upper(e.conclusion),createdAt:({suite:e})=>isoTime(e.createdAt),updatedAt:({suite:e})=>isoTime(e.updatedAt),resourcePath:(e,t,n)=>pathOf(suiteUrl(e,n)),url:(e,t,n)=>suiteUrl(e,n),checkRuns,workflowRun:({suite:e},t,n)=>e.run===null?null:(requireAccess(n,`actions`,`read`),source(`WorkflowRun`,{run:e.run.state,suite:e}))},App:{id:({slug:e},t,n)=>integration(e,n).node_id,databaseId:({slug:e},t,n)=>integration(e,n).id,name:({slug:e},t,n)=>integration(e,n).name,slug:({slug:e})=>e,url:({slug:e},t,n)=>integration(e,n).html_url,description:()=>null},WorkflowRun:{id:({run:e})=>nodeId(`WFR`,e.id),databaseId:({run:e})=>e.id,event:({run:e})=>e.event,runNumber:({run:e})=>e.runNumber,createdAt:({run:e})=>isoTime(e.createdAt),updatedAt:({suite:e})=>isoTime(e.updatedAt),resourcePath:(e,t,n)=>pathOf(runUrl(e,n)),url:(e,t,n)=>runUrl(e,n),checkSuite:({suite:e})=>source(`CheckSuite`,{suite:e}),file:({run:e})=>source(`WorkflowRunFile`,{run:e}),workflow:({run:e})=>source(`Workflow`,{path:e.workflowPath,name:e.workflowName})},WorkflowRunFile:{id:({run:e})=>nodeId(`WFRF`,e.id),path:({run:e})=>e.workflowPath},Workflow:{id:({path:e},t,{world:n})=>nodeId(`W`,n.state.workflows.find(t=>t.path===e)?.id??0),databaseId:({path:e},t,{world:n})=>n.state.workflows.find(t=>t.path===e)?.id??null,name:({name:e})=>e,state:({path:e},t,{world:n})=>upper(n.state.workflows.find(t=>t.path===e)?.state??`deleted`),resourcePath:(e,t,n)=>pathOf(workflowUrl(e,n)),url:(e,t,n)=>workflowUrl(e,n)},CheckRun:{id:({check:e})=>nodeId(`CR`,e.id),databaseId:({check:e})=>e.id,name:({check:e})=>e.name,status:({check:e})=>upper(e.status),conclusion:({check:e})=>upper(e.conclusion),startedAt:({check:e})=>time$1(e.startedAt),completedAt:({check:e})=>time$1(e.completedAt),detailsUrl:(e,t,n)=>e.check.detailsUrl??checkUrl(e,n),permalink:(e,t,n)=>checkUrl(e,n),resourcePath:(e,t,n)=>pathOf(checkUrl(e,n)),url:(e,t,n)=>checkUrl(e,n),checkSuite:({suite:e})=>source(`CheckSuite`,{suite:e}),repository:()=>source(`Repository`,{fork:null}),isRequired:({check:e},t,n)=>isRequired(e.name,t,n),steps:({check:e},t)=>connection(`steps`,t,e.steps.filter(e=>meets(t.number,e.number)),e=>source(`CheckStep`,{step:e}))},CheckStep:{name:({step:e})=>e.name,number:({step:e})=>e.number,status:({step:e})=>upper(e.status),conclusion:({step:e})=>upper(e.conclusion),startedAt:({step:e})=>time$1(e.startedAt),completedAt:({step:e})=>time$1(e.completedAt)},Status:{id:({sha:e})=>nodeId(`SC`,e),commit:({sha:e},t,n)=>commitSource(n,e),state:({contexts:e})=>combined(e),contexts:({contexts:e})=>e.map(e=>source(`StatusContext`,{status:e})),context:({contexts:e},t)=>{let n=e.find(({context:e})=>e===t.name);return n===void 0?null:source(`StatusContext`,{status:n})}},StatusContext:{id:({status:e})=>nodeId(`SC`,e.id),context:({status:e})=>e.context,state:({status:e})=>STATUS_STATES[e.state],description:({status:e})=>e.description,targetUrl:({status:e})=>e.targetUrl,createdAt:({status:e})=>isoTime(e.createdAt),creator:({status:e})=>account(e.creator),avatarUrl:({status:e},t,{apiUrl:n})=>simpleUser(e.creator,n).avatar_url,commit:({status:e},t,n)=>commitSource(n,e.sha),isRequired:({status:e},t,n)=>isRequired(e.context,t,n)},CheckRunStateCount:{state:({state:e})=>e,count:({count:e})=>e},StatusContextStateCount:{state:({state:e})=>e,count:({count:e})=>e},StatusCheckRollup:{id:({sha:e})=>nodeId(`SCR`,e),commit:({sha:e},t,n)=>commitSource(n,e),state:({sha:e},t,n)=>rollupState(e,n),contexts:({sha:e},t,n)=>{let{checks:r,statuses:i}=contextsOf$1(e,n),a=i.map(({status:e})=>STATUS_STATES[e.state]);return{...connection(`contexts`,t,[...r,...i],e=>e),checkRunCount:r.length,checkRunCountsByState:counted(r.map(checkState),`CheckRunStateCount`),statusContextCount:i.length,statusContextCountsByState:counted(a,`StatusContextStateCount`)}}}},wrappedBase64=e=>e.toString(`base64`).replace(/.{1,60}/g,`$&
`),isBase64=e=>{let t=e.replace(/\s/g,``);return t.length%4==0&&/^[A-Za-z0-9+/]*={0,2}$/.test(t)},inputOf=e=>e.input??{},answered=(e,t={})=>({clientMutationId:e.clientMutationId??null,...t}),text$1=(e,t)=>{let n=e[t];return typeof n==`string`?n:void 0};function refuseAs(e){if(e===null)return;let{message:t=`refused`,errors:n}=e.body??{},[r]=n??[],i=typeof r==`string`?r:r?.message;throw new FieldError(e.status===403?`FORBIDDEN`:`UNPROCESSABLE`,i??t)}const notANode=e=>{throw new FieldError(`NOT_FOUND`,`Could not resolve to a node with the global id of '${String(e)}'`)};function pullOf$1({world:e},t){return e.state.pulls.find(e=>nodeId(`PR`,e.id)===t)??notANode(t)}function subjectById({world:e},t){return[...e.state.issues,...e.state.pulls].find(e=>nodeId(isPull(e)?`PR`:`I`,e.id)===t)??notANode(t)}function requireRepository({world:e},t){t!==nodeId(`R`,e.state.repositoryId)&&notANode(t)}const missingNode=notANode;async function createCommitOnBranch(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),{world:i,requester:a}=n,{git:o,state:s}=i,c=branchNameOf(r.branch),l=r.branch.repositoryNameWithOwner??`${s.owner}/${s.repo}`;if(l.toLowerCase()!==`${s.owner}/${s.repo}`.toLowerCase())throw new FieldError(`NOT_FOUND`,`Could not resolve to a Repository with the name '${l}'.`);let u=`refs/heads/${c}`,d=await o.resolveRef(u);if(d===null)throw new FieldError(`NOT_FOUND`,`Could not resolve to a Ref with the name '${c}'.`);let f=e=>`Expected branch to point to "${e}" but it did not.  Pull and try again.`;if(d!==r.expectedHeadOid)throw new FieldError(`STALE_DATA`,f(d));let{tree:p}=await o.commit(d),m=i.now(),{headline:h,body:g}=r.message,_=await o.writeCommit({tree:await o.treeWithChanges(p,await changesOf(n,d,p,r)),parents:[d],author:identityOf(a.actor,m),committer:webFlow(m),message:g?`${h}\n\n${g}`:h,signature:SIMULATED_SIGNATURE}),v=await pushRef(n,{ref:u,to:_,from:d});if(messageOf$1(v)===`Reference cannot be updated`)throw new FieldError(`STALE_DATA`,f(r.expectedHeadOid));return refuseAs(v),answered(r,{commit:await commitSource(n,_),ref:await refSource(n,u)})}const messageOf$1=e=>String(e?.body?.message??``);async function changesOf({world:{git:e}},t,n,{fileChanges:r}){let i=r?.additions??[],a=r?.deletions??[],o=new Set;for(let{path:e}of[...i,...a]){if(!e.split(`/`).every(isValidEntryName))throw new FieldError(`UNPROCESSABLE`,`A path was not a valid path: ${e}`);if(o.has(e))throw new FieldError(`UNPROCESSABLE`,`A path was requested to be changed twice: ${e}`);o.add(e)}let s=[];for(let{path:t,contents:n}of i){if(!isBase64(n))throw new FieldError(`UNPROCESSABLE`,`The contents of ${t} are not valid Base64`);s.push({path:t,mode:`100644`,sha:await e.writeBlob(Buffer.from(n,`base64`))})}for(let{path:r}of a){if(await e.entryAt(n,r)===null)throw new FieldError(`UNPROCESSABLE`,`A path was requested for deletion which does not exist as of commit oid \`${t}\`: ${r}`);s.push({path:r,mode:`100644`,sha:null})}return s}function branchNameOf(e){if(typeof e.branchName==`string`)return e.branchName.replace(/^refs\/heads\//,``);let t=refNamed(e.id);if(t?.startsWith(`refs/heads/`)!==!0)throw new FieldError(`NOT_FOUND`,`Could not resolve the branch`);return t.slice(11)}function refNamed(e){let t=/^REF_([\w-]+)$/.exec(String(e))?.[1],n=t===void 0?``:Buffer.from(t,`base64url`).toString(`utf8`);return/^REF:(refs\/.+)$/.exec(n)?.[1]??null}const NOTHING$1=`0`.repeat(40);async function updateRefs(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),i=r.refUpdates;if(requireRepository(n,r.repositoryId),i.length!==1)throw new FieldError(`UNANSWERED`,`The embedded GitHub changes one ref at a time by updateRefs.`);for(let{name:e,afterOid:t,beforeOid:r,force:a}of i){let i=await n.world.git.resolveRef(e);if(r!=null&&r!==(i??NOTHING$1))throw new FieldError(`STALE_DATA`,`${e} does not point to "${r}".`);await moveRef(n,{name:e,now:i,to:t===NOTHING$1?null:t,force:a===!0})}return answered(r)}async function moveRef(e,{name:t,now:n,to:r,force:i}){let{git:a}=e.world;if(r!==null&&(!isObjectId(r)||await a.objectInfo(r)===null))throw new FieldError(`UNPROCESSABLE`,`${r} does not exist.`);let[o,s]=await Promise.all([n,r].map(e=>e===null?null:a.peel(e)));if(!i&&o!=null&&s!=null&&!await a.isAncestor(o,s))throw new FieldError(`UNPROCESSABLE`,`${t}: the update is not a fast forward.`);refuseAs(await pushRef(e,{ref:t,to:r,from:n,force:i}))}async function createRef$1(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t);requireRepository(n,r.repositoryId);let i=text$1(r,`name`)??``;if(!/^refs\/(?:heads|tags)\/./.test(i)||!isValidRefName(i))throw new FieldError(`UNPROCESSABLE`,`Name must be a fully qualified ref name: ${i}`);let{git:a}=n.world;if(await a.resolveRef(i)!==null)throw new FieldError(`UNPROCESSABLE`,`A ref named "${i}" already exists in the repository.`);return await moveRef(n,{name:i,now:null,to:text$1(r,`oid`)??``,force:!1}),answered(r,{ref:await refSource(n,i)})}async function refById(e,t){let n=refNamed(t)??missingNode(t),r=await e.world.git.resolveRef(n);return r===null?missingNode(t):{name:n,sha:r}}async function updateRef$1(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),{name:i,sha:a}=await refById(n,r.refId);return await moveRef(n,{name:i,now:a,to:text$1(r,`oid`)??``,force:r.force===!0}),answered(r,{ref:await refSource(n,i)})}async function deleteRef$1(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),{name:i,sha:a}=await refById(n,r.refId);if(i===`refs/heads/${n.world.state.defaultBranch}`)throw new FieldError(`UNPROCESSABLE`,`Cannot delete the default branch`);return await moveRef(n,{name:i,now:a,to:null,force:!0}),answered(r)}const forkPoint=async({git:e},{baseSha:t,headSha:n})=>await e.mergeBase(t,n)??t;async function testMergeCommit(e,t){let{testTree:n}=await mergeability(e,t);return n===null?null:writeTestMerge(e,t,n)}async function writeTestMerge({git:e},t,n){let r=await e.resolveRef(`refs/heads/${t.baseRef}`)??t.baseSha,i={name:`GitHub`,email:`noreply@github.com`,time:t.mergeableComputedAt};return e.writeCommit({tree:n,parents:[r,t.headSha],author:i,committer:i,message:`Merge ${t.headSha} into ${r}`})}async function pullsWithCommit({git:e,state:t},n){let r=[];for(let i of t.pulls)(i.mergeCommitSha===n||i.headSha===n||await e.isAncestor(n,i.headSha)&&!await e.isAncestor(n,i.baseSha))&&r.push(i);return r}const BLOB_TEXT=512e3,isBinary=e=>e.subarray(0,8e3).includes(0),commitPage=(e,t)=>`${repositoryPage(e)}/commit/${t}`;function objectFields(e,t){return{oid:e=>t(e),id:n=>nodeId(e,t(n)),abbreviatedOid:e=>t(e).slice(0,7),commitUrl:(e,n,r)=>commitPage(r,t(e)),commitResourcePath:(e,n,r)=>pathOf(commitPage(r,t(e))),repository:()=>source(`Repository`,{fork:null})}}const headline=e=>shownMessage(e).split(`
`,1)[0]??``,bodyOf$1=e=>shownMessage(e).split(`
`).slice(1).join(`
`).trim();function authorsOf(e,t){return[e,...[...t.matchAll(/^co-authored-by:\s*(.{1,200}?)\s*<([^<>\n]{1,200})>\s*$/gim)].map(([,t=``,n=``])=>({name:t,email:n,time:e.time}))]}async function history({commit:e},t,n){let{git:r}=n.world,i=e=>typeof t[e]==`string`?Date.parse(t[e]):null,a=t.author,[o,s]=[i(`since`),i(`until`)],c={...typeof t.path==`string`?{path:t.path}:{},...o===null?{}:{since:o},...s===null?{}:{until:s},...a?.emails?.[0]===void 0?{}:{author:a.emails[0]}};return connection(`history`,t,(Object.keys(c).length===0?null:await r.log(e.sha,c))??{length:await r.countCommits(e.sha),slice:(t,n)=>r.log(e.sha,{skip:t,limit:n-t})},e=>commitSource(n,e))}const TREE_TYPES$1={blob:`blob`,tree:`tree`,commit:`commit`,tag:`tag`};async function entriesOf({sha:e},t){return(await t.world.git.listTree(e,{recursive:!1})??[]).map(({path:e,mode:t,type:n,sha:r})=>source(`TreeEntry`,{path:e,mode:t,type:n,sha:r}))}async function compare$1({sha:e},t,{world:{git:n}}){let r=await n.resolveCommit(String(t.headRef).replace(/^[^/:]+:/,``)),i=await n.peel(e);return r===null||i===null?null:source(`Comparison`,{base:i,head:r})}const STATUS={ahead:`AHEAD`,behind:`BEHIND`,diverged:`DIVERGED`,identical:`IDENTICAL`};async function comparison({base:e,head:t},{world:{git:n}}){let{ahead:r,behind:i}=await n.compare(e,t);return{ahead:r,behind:i,status:STATUS[r>0?i>0?`diverged`:`ahead`:i>0?`behind`:`identical`]}}const GIT_FIELDS={Ref:{id:({name:e})=>nodeId(`REF`,e),name:({name:e,prefix:t})=>e.slice(t.length),prefix:({prefix:e})=>e,target:({sha:e},t,n)=>gitObject(n,e),repository:()=>source(`Repository`,{fork:null}),associatedPullRequests:({name:e},t,{world:n})=>{let r=t.states;return connection(`associatedPullRequests`,t,n.state.pulls.filter(t=>t.headOwner===void 0&&`refs/heads/${t.headRef}`===e&&(r==null||r.includes(t.mergedAt===null?t.state.toUpperCase():`MERGED`))),e=>source(`PullRequest`,{pull:e}))},branchProtectionRule:()=>null,compare:compare$1},Comparison:{id:({base:e,head:t})=>nodeId(`CMP`,`${e}...${t}`),aheadBy:async(e,t,n)=>(await comparison(e,n)).ahead,behindBy:async(e,t,n)=>(await comparison(e,n)).behind,status:async(e,t,n)=>(await comparison(e,n)).status,commits:({base:e,head:t},n,r)=>{let{git:i}=r.world,a=i.log(t,{not:[e],oldestFirst:!0});return connection(`commits`,n,{length:a.then(e=>e.length),slice:async(e,t)=>(await a).slice(e,t)},e=>commitSource(r,e))}},Commit:{...objectFields(`C`,({commit:e})=>e.sha),message:({commit:e})=>shownMessage(e.message),messageHeadline:({commit:e})=>headline(e.message),messageBody:({commit:e})=>bodyOf$1(e.message),committedDate:({commit:e})=>isoTime(e.committer.time),authoredDate:({commit:e})=>isoTime(e.author.time),committedViaWeb:({commit:e})=>e.committer.email===`noreply@github.com`,url:({commit:e},t,n)=>commitPage(n,e.sha),resourcePath:({commit:e},t,n)=>pathOf(commitPage(n,e.sha)),treeUrl:({commit:e},t,n)=>`${repositoryPage(n)}/tree/${e.sha}`,author:({commit:e})=>source(`GitActor`,{identity:e.author}),committer:({commit:e})=>source(`GitActor`,{identity:e.committer}),authors:({commit:e},t)=>connection(`authors`,t,authorsOf(e.author,e.message),e=>source(`GitActor`,{identity:e})),authoredByCommitter:({commit:e})=>e.author.email===e.committer.email,parents:({commit:e},t,n)=>connection(`parents`,t,e.parents,e=>commitSource(n,e)),tree:({commit:e})=>source(`Tree`,{sha:e.tree}),file:async({commit:e},t,n)=>{let r=await n.world.git.entryAt(e.tree,String(t.path));return r===null?null:source(`TreeEntry`,{path:String(t.path),mode:r.mode,type:r.type,sha:r.sha})},history,...COMMIT_CHECKS,additions:async({commit:e},t,n)=>sum(await changes(e,n),`additions`),deletions:async({commit:e},t,n)=>sum(await changes(e,n),`deletions`),changedFilesIfAvailable:async({commit:e},t,n)=>(await changes(e,n)).length,associatedPullRequests:async({commit:e},t,{world:n})=>connection(`associatedPullRequests`,t,await pullsWithCommit(n,e.sha),e=>source(`PullRequest`,{pull:e}))},Tag:{...objectFields(`TA`,({tag:e})=>e.sha),name:({tag:e})=>e.name,message:({tag:e})=>shownMessage(e.message),tagger:({tag:e})=>e.tagger===null?null:source(`GitActor`,{identity:e.tagger}),target:({tag:e},t,n)=>gitObject(n,e.object)},Tree:{...objectFields(`T`,({sha:e})=>e),entries:(e,t,n)=>entriesOf(e,n)},TreeEntry:{name:({path:e})=>e.slice(e.lastIndexOf(`/`)+1),path:({path:e})=>e,extension:({path:e})=>/\.[^./]+$/.exec(e)?.[0]??``,mode:({mode:e})=>Number.parseInt(e,8),type:({type:e})=>TREE_TYPES$1[e]??e,oid:({sha:e})=>e,object:({sha:e,type:t},n,r)=>t===`commit`?null:gitObject(r,e),isGenerated:()=>!1,repository:()=>source(`Repository`,{fork:null})},Blob:{...objectFields(`B`,({sha:e})=>e),byteSize:({bytes:e})=>e.byteLength,isBinary:({bytes:e})=>isBinary(e),isTruncated:({bytes:e})=>!isBinary(e)&&e.byteLength>BLOB_TEXT,text:({bytes:e})=>isBinary(e)?null:e.subarray(0,BLOB_TEXT).toString(`utf8`)},GitActor:{name:({identity:e})=>e.name,email:({identity:e})=>e.email,date:({identity:e})=>isoTime(e.time),avatarUrl:({identity:e},t,{apiUrl:n})=>simpleUser(accountOf(e)??{login:e.name,id:0,type:`User`},n).avatar_url,user:({identity:e})=>{let t=accountOf(e);return t===null||t.type===`Bot`?null:account(t)}}},changes=(e,{world:t})=>t.git.changedFiles(e.parents[0]??null,e.sha),sum=(e,t)=>e.reduce((e,n)=>e+n[t],0),REPOSITORY_GIT={object:async(e,t,n)=>{let{oid:r,expression:i}=t;return typeof r==`string`?gitObject(n,r):typeof i==`string`?gitObject(n,await namedBy(n,i)):null},ref:(e,t,n)=>refSource(n,String(t.qualifiedName)),refs:async(e,t,{world:n})=>{let r=String(t.refPrefix),i=r.endsWith(`/`)?r:`${r}/`,a=typeof t.query==`string`?t.query:``,o=t.orderBy,s=(await n.git.listRefs(i)).filter(({name:e})=>e.slice(i.length).includes(a));if(o?.field===`TAG_COMMIT_DATE`){let e=await Promise.all(s.map(async e=>({ref:e,time:await timeOf(n,e.sha)})));s.splice(0,s.length,...e.sort((e,t)=>e.time-t.time).map(({ref:e})=>e))}return(o?.direction===`DESC`||o==null&&t.direction===`DESC`)&&s.reverse(),connection(`refs`,t,s,({name:e,sha:t})=>source(`Ref`,{name:e,sha:t,prefix:i}))},defaultBranchRef:(e,t,n)=>refSource(n,n.world.state.defaultBranch)};async function timeOf({git:e},t){let n=(await e.readTag(t))?.tagger;if(n!=null)return n.time;let r=await e.peel(t);return r===null?0:(await e.commit(r)).committer.time}const REACTIONS=[`THUMBS_UP`,`THUMBS_DOWN`,`LAUGH`,`HOORAY`,`CONFUSED`,`HEART`,`ROCKET`,`EYES`],reactionGroups=()=>REACTIONS.map(e=>source(`ReactionGroup`,{content:e})),labelPage=(e,{name:t})=>`${repositoryPage(e)}/labels/${encodeURIComponent(t)}`;function labelConnection(e,t){let n=typeof t.query==`string`?t.query.toLowerCase():``,r=t.orderBy,i=e.filter(e=>`${e.name} ${e.description??``}`.toLowerCase().includes(n));return i.sort((e,t)=>r?.field===`NAME`?e.name<t.name?-1:1:e.id-t.id),r?.direction===`DESC`&&i.reverse(),connection(`labels`,t,i,e=>source(`Label`,{label:e}))}const commentPage=(e,{id:t,number:n})=>`${repositoryPage(e)}/${findPull(e.world,n)===null?`issues`:`pull`}/${n}#issuecomment-${t}`;function subjectFields(e,t,n){return{id:n=>nodeId(t,e(n).id),databaseId:t=>e(t).id,fullDatabaseId:t=>String(e(t).id),number:t=>e(t).number,title:t=>e(t).title,body:t=>e(t).body,bodyText:t=>e(t).body,author:t=>account(e(t).author),authorAssociation:()=>`CONTRIBUTOR`,createdAt:t=>isoTime(e(t).createdAt),publishedAt:t=>isoTime(e(t).createdAt),updatedAt:t=>isoTime(e(t).updatedAt),closed:t=>e(t).state===`closed`,closedAt:t=>{let{closedAt:n}=e(t);return n===null?null:isoTime(n)},url:(t,r,i)=>n(i,e(t)),resourcePath:(t,r,i)=>pathOf(n(i,e(t))),repository:()=>source(`Repository`,{fork:null}),labels:(t,n,{world:r})=>labelConnection(labelsOf(r,e(t).number),n),assignees:(t,n,{world:r})=>connection(`assignees`,n,assigneesOf(r,e(t).number),e=>source(`User`,{actor:e})),participants:(t,n,{world:r})=>{let{number:i,author:a}=e(t),o=[a,...r.state.comments.filter(e=>e.number===i).map(e=>e.author)];return connection(`participants`,n,[...new Map(o.map(e=>[e.id,e])).values()],e=>source(`User`,{actor:e}))},comments:(t,n,{world:r})=>connection(`comments`,n,r.state.comments.filter(({number:n})=>n===e(t).number),e=>source(`IssueComment`,{comment:e})),locked:()=>!1,activeLockReason:()=>null,milestone:()=>null,projectCards:none$1(`projectCards`),projectItems:none$1(`projectItems`),projectsV2:none$1(`projectsV2`),reactionGroups,includesCreatedEdit:()=>!1,lastEditedAt:()=>null,editor:()=>null,isReadByViewer:()=>!0,viewerDidAuthor:(t,n,{requester:r})=>e(t).author.id===r.actor.id,viewerCanUpdate:()=>!0,viewerCanClose:t=>e(t).state===`open`,viewerCanReopen:t=>e(t).state===`closed`,viewerCanLabel:()=>!0,viewerCanReact:()=>!0,viewerCanSubscribe:()=>!0,viewerSubscription:()=>`SUBSCRIBED`}}const ISSUE_FIELDS={Issue:{...subjectFields(({issue:e})=>e,`I`,(e,{number:t})=>`${repositoryPage(e)}/issues/${t}`),state:({issue:e})=>e.state.toUpperCase(),stateReason:({issue:e})=>e.stateReason?.toUpperCase()??(e.state===`closed`?`COMPLETED`:null),isPinned:()=>!1,closedByPullRequestsReferences:none$1(`closedByPullRequestsReferences`)},IssueComment:{id:({comment:e})=>nodeId(`IC`,e.id),databaseId:({comment:e})=>e.id,fullDatabaseId:({comment:e})=>String(e.id),author:({comment:e})=>account(e.author),authorAssociation:()=>`CONTRIBUTOR`,body:({comment:e})=>e.body,bodyText:({comment:e})=>e.body,createdAt:({comment:e})=>isoTime(e.createdAt),updatedAt:({comment:e})=>isoTime(e.updatedAt),publishedAt:({comment:e})=>isoTime(e.createdAt),includesCreatedEdit:({comment:e})=>e.updatedAt>e.createdAt,isMinimized:()=>!1,minimizedReason:()=>null,reactionGroups,url:({comment:e},t,n)=>commentPage(n,e),resourcePath:({comment:e},t,n)=>pathOf(commentPage(n,e)),viewerDidAuthor:({comment:e},t,{requester:n})=>e.author.id===n.actor.id,viewerCanUpdate:({comment:e},t,{requester:n})=>n.tokenKind===`pat`||e.author.id===n.actor.id,viewerCanDelete:({comment:e},t,{requester:n})=>n.tokenKind===`pat`||e.author.id===n.actor.id,repository:()=>source(`Repository`,{fork:null}),issue:({comment:e},t,{world:n})=>{let r=n.state.issues.find(({number:t})=>t===e.number);return r===void 0?null:source(`Issue`,{issue:r})},pullRequest:({comment:e},t,{world:n})=>{let r=findPull(n,e.number);return r===null?null:source(`PullRequest`,{pull:r})}},ReactionGroup:{content:({content:e})=>e,createdAt:()=>null,users:none$1(`users`),reactors:none$1(`reactors`),viewerHasReacted:()=>!1},Label:{id:({label:e})=>nodeId(`LA`,e.id),name:({label:e})=>e.name,color:({label:e})=>e.color,description:({label:e})=>e.description,isDefault:()=>!1,createdAt:(e,t,{world:n})=>isoTime(n.state.createdAt),updatedAt:(e,t,{world:n})=>isoTime(n.state.createdAt),url:({label:e},t,n)=>labelPage(n,e),resourcePath:({label:e},t,n)=>pathOf(labelPage(n,e)),repository:()=>source(`Repository`,{fork:null})}},page$1=(e,{number:t})=>`${repositoryPage(e)}/pull/${t}`;async function commitsOf({pull:e},t,n){let{git:r}=n.world;return connection(`commits`,t,(await r.log(e.headSha,{not:[await forkPoint(n.world,e)],oldestFirst:!0})).slice(0,250),t=>source(`PullRequestCommit`,{sha:t,pull:e}))}async function filesOf({pull:e},{world:t}){return t.git.changedFiles(await forkPoint(t,e),e.headSha)}const lines=async(e,t,n)=>(await filesOf(e,t)).reduce((e,t)=>e+t[n],0),FILE_CHANGES={added:`ADDED`,removed:`DELETED`,modified:`MODIFIED`,renamed:`RENAMED`,changed:`CHANGED`};async function mergeText({pull:e},t,{world:n}){if(t.mergeType===`SQUASH`)return squashText(n,e);if(t.mergeType===`REBASE`)return{title:``,message:``};let r=e.headOwner??n.state.owner;return{title:`Merge pull request #${e.number} from ${r}/${e.headRef}`,message:e.title}}function queueEntry(e){return e.queuedAt===null?null:source(`MergeQueueEntry`,{pull:e,queuedAt:e.queuedAt})}const hasQueue=(e,{world:t})=>rulesFor(t,`refs/heads/${e.baseRef}`).some(({type:e})=>e===`merge_queue`),reviewPage=(e,{id:t,number:n})=>`${repositoryPage(e)}/pull/${n}#pullrequestreview-${t}`,reviewsOf=({pull:e},{world:t})=>(t.state.reviews??[]).filter(({number:t})=>t===e.number),PULL_FIELDS={PullRequest:{...subjectFields(({pull:e})=>e,`PR`,page$1),permalink:({pull:e},t,n)=>page$1(n,e),checksUrl:({pull:e},t,n)=>`${page$1(n,e)}/checks`,checksResourcePath:({pull:e},t,n)=>`${pathOf(page$1(n,e))}/checks`,state:({pull:e})=>e.mergedAt===null?e.state.toUpperCase():`MERGED`,isDraft:({pull:e})=>e.draft,merged:({pull:e})=>e.mergedAt!==null,mergedAt:({pull:e})=>e.mergedAt===null?null:isoTime(e.mergedAt),mergedBy:({pull:e})=>e.mergedBy===null?null:account(e.mergedBy),mergeCommit:({pull:e},t,n)=>commitSource(n,e.mergeCommitSha),potentialMergeCommit:async({pull:e},t,n)=>commitSource(n,await testMergeCommit(n.world,e)),mergeable:async({pull:e},t,{world:n})=>{let{mergeable:r}=await mergeability(n,e);return r===null?`UNKNOWN`:r?`MERGEABLE`:`CONFLICTING`},mergeStateStatus:async({pull:e},t,{world:n})=>(await mergeability(n,e)).state.toUpperCase(),canBeRebased:async({pull:e},t,{world:n})=>(await mergeability(n,e)).mergeable===!0,headRefName:({pull:e})=>e.headRef,headRefOid:({pull:e})=>e.headSha,headRef:({pull:e},t,n)=>e.headOwner===void 0?refSource(n,`refs/heads/${e.headRef}`):null,headRepository:({pull:e})=>source(`Repository`,{fork:e.headOwner??null}),headRepositoryOwner:({pull:e},t,{world:n})=>account(ownerActor(e.headOwner??n.state.owner)),baseRefName:({pull:e})=>e.baseRef,baseRefOid:({pull:e})=>e.baseSha,baseRef:({pull:e},t,n)=>refSource(n,`refs/heads/${e.baseRef}`),baseRepository:()=>source(`Repository`,{fork:null}),isCrossRepository:({pull:e})=>e.headOwner!==void 0,maintainerCanModify:()=>!1,additions:(e,t,n)=>lines(e,n,`additions`),deletions:(e,t,n)=>lines(e,n,`deletions`),changedFiles:async(e,t,n)=>(await filesOf(e,n)).length,files:async(e,t,n)=>connection(`files`,t,await filesOf(e,n),e=>source(`PullRequestChangedFile`,{file:e})),commits:commitsOf,statusCheckRollup:({pull:e},t,n)=>rollupSource(e.headSha,n),reviews:(e,t,n)=>{let{states:r,author:i}=t;return connection(`reviews`,t,reviewsOf(e,n).filter(e=>(r==null||r.includes(e.state))&&(i==null||e.author.login.toLowerCase()===i.toLowerCase())),e=>source(`PullRequestReview`,{review:e}))},latestReviews:({pull:e},t,{world:n})=>connection(`latestReviews`,t,latestReviews(n,e),e=>source(`PullRequestReview`,{review:e})),latestOpinionatedReviews:({pull:e},t,{world:n})=>connection(`latestOpinionatedReviews`,t,latestReviews(n,e).filter(({state:e})=>e!==`COMMENTED`),e=>source(`PullRequestReview`,{review:e})),reviewDecision:({pull:e},t,{world:n})=>reviewDecision(n,e),reviewRequests:({pull:e},t)=>connection(`reviewRequests`,t,e.requestedReviewers??[],t=>source(`ReviewRequest`,{reviewer:t,pull:e})),reviewThreads:none$1(`reviewThreads`),closingIssuesReferences:none$1(`closingIssuesReferences`),autoMergeRequest:({pull:e})=>e.autoMerge==null?null:source(`AutoMergeRequest`,{auto:e.autoMerge,pull:e}),isInMergeQueue:({pull:e})=>e.queuedAt!==null,isMergeQueueEnabled:({pull:e},t,n)=>hasQueue(e,n),mergeQueue:({pull:e},t,n)=>hasQueue(e,n)?source(`MergeQueue`,{branch:e.baseRef}):null,mergeQueueEntry:({pull:e})=>queueEntry(e),totalCommentsCount:({pull:e},t,{world:n})=>n.state.comments.filter(({number:t})=>t===e.number).length,viewerMergeHeadlineText:async(e,t,n)=>(await mergeText(e,t,n)).title,viewerMergeBodyText:async(e,t,n)=>(await mergeText(e,t,n)).message,viewerCanDeleteHeadRef:({pull:e})=>e.state===`closed`&&e.headOwner===void 0,viewerCanEnableAutoMerge:({pull:e},t,{world:n})=>e.state===`open`&&n.state.settings.allowAutoMerge,viewerCanDisableAutoMerge:({pull:e})=>e.autoMerge!=null,viewerCanUpdateBranch:({pull:e})=>e.state===`open`&&e.headOwner===void 0,viewerCanMergeAsAdmin:()=>!1},PullRequestCommit:{id:({sha:e,pull:t})=>nodeId(`PURC`,`${t.number}/${e}`),commit:({sha:e},t,n)=>commitSource(n,e),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e}),url:({sha:e,pull:t},n,r)=>`${page$1(r,t)}/commits/${e}`,resourcePath:({sha:e,pull:t},n,r)=>`${pathOf(page$1(r,t))}/commits/${e}`},PullRequestChangedFile:{path:({file:e})=>e.path,additions:({file:e})=>e.additions,deletions:({file:e})=>e.deletions,changeType:({file:e})=>FILE_CHANGES[e.status],viewerViewedState:()=>`UNVIEWED`},PullRequestReview:{id:({review:e})=>nodeId(`PRR`,e.id),databaseId:({review:e})=>e.id,fullDatabaseId:({review:e})=>String(e.id),author:({review:e})=>account(e.author),authorAssociation:()=>`CONTRIBUTOR`,body:({review:e})=>e.body,bodyText:({review:e})=>e.body,state:({review:e})=>e.state,submittedAt:({review:e})=>e.submittedAt===null?null:isoTime(e.submittedAt),createdAt:({review:e},t,{world:n})=>isoTime(e.submittedAt??n.now()),updatedAt:({review:e},t,{world:n})=>isoTime(e.submittedAt??n.now()),commit:({review:e},t,n)=>commitSource(n,e.commitSha),comments:none$1(`comments`),includesCreatedEdit:()=>!1,isMinimized:()=>!1,minimizedReason:()=>null,reactionGroups,pullRequest:({review:e},t,{world:n})=>{let r=n.state.pulls.find(({number:t})=>t===e.number);return r===void 0?null:source(`PullRequest`,{pull:r})},url:({review:e},t,n)=>reviewPage(n,e),resourcePath:({review:e},t,n)=>pathOf(reviewPage(n,e)),viewerDidAuthor:({review:e},t,{requester:n})=>e.author.id===n.actor.id},ReviewRequest:{id:({reviewer:e,pull:t})=>nodeId(`RRQ`,`${t.number}/${e.id}`),databaseId:({reviewer:e})=>e.id,asCodeOwner:()=>!1,requestedReviewer:({reviewer:e})=>account(e),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e})},AutoMergeRequest:{authorEmail:()=>null,commitBody:({auto:e})=>e.message??null,commitHeadline:({auto:e})=>e.title??null,enabledAt:({auto:e})=>isoTime(e.enabledAt),enabledBy:({auto:e})=>account(e.enabledBy),mergeMethod:({auto:e})=>e.method.toUpperCase(),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e})},MergeQueue:{id:({branch:e})=>nodeId(`MQ`,e),url:({branch:e},t,n)=>`${repositoryPage(n)}/queue/${encodeURIComponent(e)}`,entries:({branch:e},t,{world:n})=>connection(`entries`,t,n.state.pulls.flatMap(t=>t.queuedAt===null||t.baseRef!==e?[]:[{pull:t,queuedAt:t.queuedAt}]).sort((e,t)=>e.queuedAt-t.queuedAt),e=>source(`MergeQueueEntry`,e))},MergeQueueEntry:{id:({pull:e})=>nodeId(`MQE`,e.id),position:({pull:e,queuedAt:t},n,{world:r})=>r.state.pulls.filter(n=>n!==e&&n.queuedAt!==null&&n.queuedAt<t).length+1,state:()=>`QUEUED`,enqueuedAt:({queuedAt:e})=>isoTime(e),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e})}},shown=e=>source(`PullRequest`,{pull:e}),ofPull=e=>async(t,n,r)=>{requireAccess(r,`pull_requests`,`write`);let i=inputOf(n),a=pullOf$1(r,i.pullRequestId),o=await e(r,a,i);return answered(i,{pullRequest:shown(a),actor:account(r.requester.actor),...typeof o==`object`&&o?o:{}})},createPullRequest=async(e,t,n)=>{requireAccess(n,`pull_requests`,`write`);let r=inputOf(t);requireRepository(n,r.repositoryId);let i=text$1(r,`title`)??``;if(i.trim()===``)throw new FieldError(`UNPROCESSABLE`,`Title can't be blank`);let a=await openPull(n,{title:i,body:text$1(r,`body`)??``,head:(text$1(r,`headRefName`)??``).replace(/^refs\/heads\//,``),base:(text$1(r,`baseRefName`)??``).replace(/^refs\/heads\//,``),draft:r.draft===!0});if(`number`in a)return answered(r,{pullRequest:shown(a)});throw unopened(a,r)};function unopened(e,t){let{errors:n=[],message:r=``}=e.body,i=n.map(e=>e.message===void 0?e.field===`head`?`Head sha can't be blank`:`Base ref must be a branch, and ${String(t.baseRefName)} is none`:e.message);return new FieldError(e.status===403?`FORBIDDEN`:`UNPROCESSABLE`,i.length===0?r:i.join(`, `))}const METHODS={MERGE:`merge`,SQUASH:`squash`,REBASE:`rebase`},methodOf=e=>METHODS[text$1(e,`mergeMethod`)??`MERGE`],wording=e=>({...text$1(e,`commitHeadline`)===void 0?{}:{title:text$1(e,`commitHeadline`)??``},...text$1(e,`commitBody`)===void 0?{}:{message:text$1(e,`commitBody`)??``}}),mergePullRequest=ofPull(async(e,t,n)=>{let r=text$1(n,`expectedHeadOid`),i=await mergePull(e,t,{method:methodOf(n),...wording(n),...r===void 0?{}:{sha:r}});i.ok||refuseAs(i.reply)}),enablePullRequestAutoMerge=ofPull(async(e,t,n)=>{let r=text$1(n,`expectedHeadOid`),i=await enableAutoMerge(e,t,{method:methodOf(n),...wording(n),...r===void 0?{}:{expectedHead:r}});if(i!==null)throw new FieldError(`UNPROCESSABLE`,i)}),disablePullRequestAutoMerge=ofPull((e,t)=>{if(t.autoMerge==null)throw new FieldError(`UNPROCESSABLE`,`Can't disable auto-merge for this pull request.`);t.autoMerge=null}),updatePullRequest=ofPull(async(e,t,n)=>{let{world:r}=e,[i,a,o]=[text$1(n,`title`),text$1(n,`body`),text$1(n,`baseRefName`)];o!==void 0&&o!==t.baseRef&&refuseAs(await retargetPull(e,t,o)),i!==void 0&&(t.title=i),a!==void 0&&(t.body=a),Array.isArray(n.labelIds)&&setLabels(r,t.number,labelNames$1(e,n.labelIds)),Array.isArray(n.assigneeIds)&&setAssignees(r,t.number,actorsOf(e,n.assigneeIds)),t.updatedAt=r.now(),n.state===`CLOSED`&&await closePull(e,t),n.state===`OPEN`&&t.state===`closed`&&refuseAs(await reopenPull(e,t))}),labelNames$1=({world:e},t)=>t.map(t=>{let n=e.state.labels.find(e=>nodeId(`LA`,e.id)===t);if(n===void 0)throw new FieldError(`NOT_FOUND`,`Could not resolve to a node with the global id of '${String(t)}'`);return n.name}),actorsOf=({world:e,requester:t},n)=>n.map(n=>{let r=[...collaborators(e),t.actor].find(e=>nodeId(`U`,e.id)===n);if(r===void 0)throw new FieldError(`NOT_FOUND`,`Could not resolve to User node with the global id of '${String(n)}'.`);return r}),PULL_MUTATIONS={createPullRequest,mergePullRequest,updatePullRequest,enablePullRequestAutoMerge,disablePullRequestAutoMerge,requestReviews:ofPull((e,t,n)=>{let r=actorsOf(e,n.userIds??[]).map(({login:e})=>e);n.union!==!0&&(t.requestedReviewers=[]),refuseAs(requestReviewers(e.world,t,r))}),addPullRequestReview:ofPull((e,t,n)=>{let r=n.event===`DISMISS`?null:n.event??null,i=addReview(e.world,e.requester,t,{event:r,body:text$1(n,`body`)??``});return`author`in i||refuseAs(i),`author`in i?{pullRequestReview:source(`PullRequestReview`,{review:i})}:{}}),enqueuePullRequest:ofPull(async(e,t,n)=>{let r=await enqueuePull(e,t,text$1(n,`expectedHeadOid`));if(r!==null)throw new FieldError(`UNPROCESSABLE`,r);return{mergeQueueEntry:queueEntry(t)}}),dequeuePullRequest:(e,t,n)=>{requireAccess(n,`pull_requests`,`write`);let r=inputOf(t),i=pullOf$1(n,r.id),a=queueEntry(i);return i.queuedAt=null,answered(r,{mergeQueueEntry:a})},closePullRequest:ofPull((e,t)=>closePull(e,t)),reopenPullRequest:ofPull(async(e,t)=>{refuseAs(t.state===`open`?apiError(422,`Pull request is already open`):await reopenPull(e,t))}),markPullRequestReadyForReview:ofPull((e,t)=>{if(t.state===`closed`)throw new FieldError(`UNPROCESSABLE`,`Pull request is closed`);t.draft=!1}),convertPullRequestToDraft:ofPull((e,t)=>{if(t.state===`closed`)throw new FieldError(`UNPROCESSABLE`,`Pull request is closed`);t.draft=!0}),updatePullRequestBranch:ofPull(async(e,t,n)=>{refuseAs(await updatePullBranch(e,t,text$1(n,`expectedHeadOid`)))})};function termsOf(e){return[...e.slice(0,1e3).matchAll(/(-?)(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/g)].map(([,e=``,t,n,r=``])=>({name:t??null,value:n??r,negated:e!==``}))}const same=(e,t)=>e.toLowerCase()===t.toLowerCase(),botless=e=>e.replace(/\[bot\]$/,``);function within(e,t){if(t===null)return!1;let n=e=>Date.parse(e),r=e=>Date.parse(e)+(/^\d{4}-\d{2}-\d{2}$/.test(e)?86399999:999),[i=``,a]=e.split(`..`,2);if(a!==void 0)return(i===`*`||t>=n(i))&&(a===`*`||t<=r(a));let[,o=``,s=``]=/^(>=|<=|>|<)?(.*)$/s.exec(e)??[];return o===`>=`?t>=n(s):o===`>`?t>r(s):o===`<=`?t<=r(s):o===`<`?t<n(s):t>=n(s)&&t<=r(s)}const QUALIFIERS={repo:(e,t,{state:n})=>same(t,`${n.owner}/${n.repo}`),user:(e,t,{state:n})=>same(t,n.owner),org:(e,t,{state:n})=>same(t,n.owner),type:(e,t)=>isPull(e)===(t===`pr`),is:(e,t,n)=>isState(e,t,n),state:(e,t)=>e.state===t,author:(e,t)=>same(botless(e.author.login),botless(t.replace(/^app\//,``))),assignee:(e,t,n)=>assigneesOf(n,e.number).some(({login:e})=>same(e,t)),mentions:(e,t)=>e.body.toLowerCase().includes(`@${t.toLowerCase()}`),commenter:(e,t,{state:n})=>n.comments.some(({number:n,author:r})=>n===e.number&&same(r.login,t)),involves:(e,t)=>same(e.author.login,t),label:(e,t,n)=>labelsOf(n,e.number).some(({name:e})=>sameName(e,t)),no:(e,t,n)=>t===`label`?labelsOf(n,e.number).length===0:t!==`assignee`||assigneesOf(n,e.number).length===0,head:(e,t)=>isPull(e)&&e.headRef===t,base:(e,t)=>isPull(e)&&e.baseRef===t,draft:(e,t)=>isPull(e)&&String(e.draft)===t,sha:(e,t)=>isPull(e)&&t.length>=7&&[e.headSha,e.mergeCommitSha??``].some(e=>e.startsWith(t)),created:(e,t)=>within(t,e.createdAt),updated:(e,t)=>within(t,e.updatedAt),closed:(e,t)=>within(t,e.closedAt),merged:(e,t)=>isPull(e)&&within(t,e.mergedAt),review:(e,t,n)=>isPull(e)&&(reviewDecision(n,e)??`none`).toLowerCase()==={required:`review_required`,approved:`approved`,changes_requested:`changes_requested`}[t],"review-requested":(e,t)=>isPull(e)&&(e.requestedReviewers??[]).some(({login:e})=>same(e,t)),"reviewed-by":(e,t,{state:n})=>(n.reviews??[]).some(({number:n,author:r})=>n===e.number&&same(r.login,t)),in:()=>!0,archived:(e,t,{state:n})=>n.settings.archived===!0==(t===`true`)},SHAPE=new Set([`sort`]);function isState(e,t,{state:n}){switch(t){case`pr`:return isPull(e);case`issue`:return!isPull(e);case`merged`:return isPull(e)&&e.mergedAt!==null;case`unmerged`:return isPull(e)&&e.mergedAt===null;case`draft`:return isPull(e)&&e.draft;case`queued`:return isPull(e)&&e.queuedAt!==null;case`public`:return!n.settings.private;case`private`:return n.settings.private;case`locked`:return!1;case`unlocked`:return!0;default:return e.state===t}}function searchSubjects(e,t,n){let r=termsOf(t),i=r.find(({name:e})=>e!==null&&!SHAPE.has(e)&&!Object.hasOwn(QUALIFIERS,e));if(i?.name!=null)return{ok:!1,qualifier:i.name};let a=(t,{name:r,value:i,negated:a})=>{if(r===null)return`${t.title} ${t.body}`.toLowerCase().includes(i.toLowerCase())!==a;let o=r===`label`?i.split(`,`):[i],s=QUALIFIERS[r];return s===void 0||o.some(r=>s(t,r===`@me`?n:r,e))!==a},o=[...e.state.issues,...e.state.pulls].filter(e=>r.every(t=>a(e,t))),s=r.find(({name:e})=>e===`sort`)?.value??`created-desc`,c=e=>s.startsWith(`updated`)?e.updatedAt:e.createdAt;return o.sort((e,t)=>c(t)-c(e)||t.number-e.number),{ok:!0,found:s.endsWith(`-asc`)?o.reverse():o}}const subjectSource=e=>isPull(e)?source(`PullRequest`,{pull:e}):source(`Issue`,{issue:e});function userNamed(e,t){return[e.requester.actor,...knownActors(e.world)].find(e=>e.type===`User`&&e.login.toLowerCase()===t.toLowerCase())??null}const byId=(e,t)=>e.find(({id:e})=>String(e)===t),NODES={R:({world:e},t)=>t===String(e.state.repositoryId)?source(`Repository`,{fork:null}):null,U:(e,t)=>{let n=byId([e.requester.actor,...knownActors(e.world)],t);return n===void 0?null:account(n)},PR:({world:e},t)=>{let n=byId(e.state.pulls,t);return n===void 0?null:source(`PullRequest`,{pull:n})},I:({world:e},t)=>{let n=byId(e.state.issues,t);return n===void 0?null:source(`Issue`,{issue:n})},IC:({world:e},t)=>{let n=byId(e.state.comments,t);return n===void 0?null:source(`IssueComment`,{comment:n})},PRR:({world:e},t)=>{let n=byId(e.state.reviews??[],t);return n===void 0?null:source(`PullRequestReview`,{review:n})},LA:({world:e},t)=>{let n=byId(e.state.labels,t);return n===void 0?null:source(`Label`,{label:n})},RE:({world:e},t)=>{let n=byId(e.state.releases,t);return n===void 0?null:source(`Release`,{release:n})},RA:({world:e},t)=>{let n=e.state.releases.find(({assets:e})=>byId(e,t)!==void 0),r=byId(n?.assets??[],t);return n===void 0||r===void 0?null:source(`ReleaseAsset`,{release:n,asset:r})},RRS:({world:e},t)=>{let n=byId(e.state.rulesets,t);return n===void 0?null:source(`RepositoryRuleset`,{ruleset:n})},CS:({world:e},t)=>{let n=byId(e.state.runs,t),r=n===void 0?void 0:byId(checkSuitesOf(e,n.headSha),t);return r===void 0?null:source(`CheckSuite`,{suite:r})},WFR:({world:e},t)=>{let n=byId(e.state.runs,t),r=n===void 0?void 0:byId(checkSuitesOf(e,n.headSha),t);return n===void 0||r===void 0?null:source(`WorkflowRun`,{run:n,suite:r})},REF:(e,t)=>refSource(e,t),C:gitObject,T:gitObject,TA:gitObject,B:gitObject};async function nodeOf(e,t){let n=namedByNodeId(String(t)),r=n===null||!Object.hasOwn(NODES,n.kind)?void 0:NODES[n.kind],i=n===null?null:await r?.(e,n.key)??null;if(i===null)throw new FieldError(`NOT_FOUND`,`Could not resolve to a node with the global id of '${String(t)}'`);return i}const QUERY_FIELDS={Query:{id:()=>nodeId(`Q`,0),relay:()=>source(`Query`,{}),viewer:(e,t,{requester:n})=>source(`User`,{actor:n.actor}),repository:(e,{owner:t,name:n},{world:{state:r}})=>{let i=`${String(t)}/${String(n)}`;if(i.toLowerCase()===`${r.owner}/${r.repo}`.toLowerCase())return source(`Repository`,{fork:null});throw new FieldError(`NOT_FOUND`,`Could not resolve to a Repository with the name '${i}'.`)},repositoryOwner:(e,{login:t},n)=>{let r=ownerActor(n.world.state.owner);if(r.login.toLowerCase()===String(t).toLowerCase())return account(r);let i=userNamed(n,String(t));return i===null?null:account(i)},user:(e,{login:t},n)=>{let r=userNamed(n,String(t));if(r!==null)return source(`User`,{actor:r});throw new FieldError(`NOT_FOUND`,`Could not resolve to a User with the login of '${String(t)}'.`)},organization:(e,{login:t})=>{throw new FieldError(`NOT_FOUND`,`Could not resolve to an Organization with the login of '${String(t)}'.`)},node:(e,{id:t},n)=>nodeOf(n,t),nodes:(e,{ids:t},n)=>t.map(e=>nodeOf(n,e)),search:(e,t,n)=>{let{world:r,requester:i}=n,a=t.type===`ISSUE`||t.type===`ISSUE_ADVANCED`;if(!a&&t.type!==`REPOSITORY`)throw new FieldError(`UNANSWERED`,`The embedded GitHub does not answer Query.search of the type ${String(t.type)}.`);let o=searchSubjects(r,String(t.query),i.actor.login);if(!o.ok&&a)throw new FieldError(`UNANSWERED`,`The embedded GitHub does not answer searches with \`${o.qualifier}:\`.`);let s=o.ok&&a?o.found.slice(0,1e3):[];return{...connection(`search`,t,s,subjectSource),issueCount:s.length,repositoryCount:0,userCount:0,codeCount:0,discussionCount:0,wikiCount:0}},rateLimit:(e,t,{budget:n})=>n===void 0?null:source(`RateLimit`,n())},RateLimit:{cost:({cost:e})=>e,limit:({limit:e})=>e,used:({used:e,cost:t})=>e+t,remaining:({limit:e,used:t,cost:n})=>Math.max(0,e-t-n),resetAt:({reset:e})=>isoTime(e*1e3),nodeCount:()=>0}},writing=e=>async(t,n,r)=>{requireAccess(r,`issues`,`write`);let i=inputOf(n),a=await e(r,i);return answered(i,a)};function issueOf(e,t){let n=subjectById(e,t);return isPull(n)?missingNode(t):n}const createIssue$1=writing((e,t)=>{let{world:n}=e;requireRepository(e,t.repositoryId);let r=text$1(t,`title`)??``;if(r.trim()===``)throw new FieldError(`UNPROCESSABLE`,`Title can't be blank`);let i=Array.isArray(t.labelIds)?labelNames$1(e,t.labelIds):[],a=Array.isArray(t.assigneeIds)?actorsOf(e,t.assigneeIds):[],o=openIssue(e,{title:r,body:text$1(t,`body`)??``});return i.length>0&&setLabels(n,o.number,i),a.length>0&&setAssignees(n,o.number,a),{issue:source(`Issue`,{issue:o})}}),REASONS={COMPLETED:`completed`,NOT_PLANNED:`not_planned`,DUPLICATE:`duplicate`},closeIssue=writing((e,t)=>{let n=issueOf(e,t.issueId),r=text$1(t,`stateReason`)??`COMPLETED`;return setIssueState(e,n,`closed`,REASONS[r]),{issue:source(`Issue`,{issue:n})}}),reopenIssue=writing((e,t)=>{let n=issueOf(e,t.issueId);return setIssueState(e,n,`open`),{issue:source(`Issue`,{issue:n})}}),updateIssue$1=writing((e,t)=>{let n=issueOf(e,t.id),{world:r}=e;return n.title=text$1(t,`title`)??n.title,n.body=text$1(t,`body`)??n.body,Array.isArray(t.labelIds)&&setLabels(r,n.number,labelNames$1(e,t.labelIds)),Array.isArray(t.assigneeIds)&&setAssignees(r,n.number,actorsOf(e,t.assigneeIds)),(t.state===`CLOSED`||t.state===`OPEN`)&&setIssueState(e,n,t.state===`CLOSED`?`closed`:`open`),n.updatedAt=r.now(),{issue:source(`Issue`,{issue:n}),actor:account(e.requester.actor)}});function bodyOf(e){let t=text$1(e,`body`)??``;if(t.trim()===``)throw new FieldError(`UNPROCESSABLE`,`Body can't be blank`);if(t.length>65536)throw new FieldError(`UNPROCESSABLE`,`Body is too long (maximum is ${COMMENT_LENGTH} characters)`);return t}const addComment=writing((e,t)=>{let n=subjectById(e,t.subjectId),r=writeComment(e,n,bodyOf(t));return{commentEdge:{node:source(`IssueComment`,{comment:r}),cursor:String(r.id)},subject:subjectSource(n)}});function ownComment(e,t){let n=e.world.state.comments.find(e=>nodeId(`IC`,e.id)===t)??missingNode(t);if(!mayChange$1(e,n))throw new FieldError(`FORBIDDEN`,`Resource not accessible by integration`);return n}const updateIssueComment=writing((e,t)=>{let n=ownComment(e,t.id);return n.body=bodyOf(t),n.updatedAt=e.world.now(),{issueComment:source(`IssueComment`,{comment:n})}}),deleteIssueComment=writing((e,t)=>(removeComment(e,ownComment(e,t.id)),{})),labelling=e=>writing((t,n)=>{let r=subjectById(t,n.labelableId),i=labelNames$1(t,n.labelIds??[]),a=labelsOf(t.world,r.number).map(({name:e})=>e);return setLabels(t.world,r.number,e(a,i)),r.updatedAt=t.world.now(),{labelable:subjectSource(r)}}),assigning$1=e=>writing((t,n)=>{let r=subjectById(t,n.assignableId),i=actorsOf(t,n.assigneeIds??[]),a=assigneesOf(t.world,r.number),o=new Map([...a,...i].map(e=>[e.id,e])),s=e(a.map(({id:e})=>e),i.map(({id:e})=>e));return setAssignees(t.world,r.number,s.flatMap(e=>o.get(e)??[])),{assignable:subjectSource(r)}}),ISSUE_MUTATIONS={createIssue:createIssue$1,closeIssue,reopenIssue,updateIssue:updateIssue$1,addComment,updateIssueComment,deleteIssueComment,createLabel:writing((e,t)=>{let{world:n}=e;requireRepository(e,t.repositoryId);let r=text$1(t,`name`)??``;if(findLabel(n,r)!==null)throw new FieldError(`UNPROCESSABLE`,`Name has already been taken`);let i={id:n.nextId(),name:r,color:(text$1(t,`color`)??`ededed`).toLowerCase(),description:text$1(t,`description`)??null};return n.state.labels.push(i),{label:source(`Label`,{label:i})}}),addLabelsToLabelable:labelling((e,t)=>[...e,...t]),removeLabelsFromLabelable:labelling((e,t)=>e.filter(e=>!t.includes(e))),clearLabelsFromLabelable:labelling(()=>[]),addAssigneesToAssignable:assigning$1((e,t)=>[...e,...t]),removeAssigneesFromAssignable:assigning$1((e,t)=>e.filter(e=>!t.includes(e)))};function latestRelease({state:e}){let t=e.releases.filter(e=>!e.draft&&!e.prerelease);return t.find(t=>t.id===e.latestRelease)??t.reduce((e,t)=>e===null||t.createdAt>=e.createdAt?t:e,null)}const downloadUrl=({release:e,asset:t},n)=>`${repositoryPage(n)}/releases/download/${urlPath(e.tagName)}/${encodeURIComponent(t.name)}`;async function tagCommit({release:e},t,n){let{git:r}=n.world,i=await r.resolveRef(`refs/tags/${e.tagName}`);return commitSource(n,i===null?null:await r.peel(i))}const RELEASE_FIELDS={Release:{id:({release:e})=>nodeId(`RE`,e.id),databaseId:({release:e})=>e.id,tagName:({release:e})=>e.tagName,name:({release:e})=>e.name,description:({release:e})=>e.body,shortDescriptionHTML:()=>null,isDraft:({release:e})=>e.draft,isPrerelease:({release:e})=>e.prerelease,isLatest:({release:e},t,{world:n})=>latestRelease(n)===e,createdAt:({release:e})=>isoTime(e.createdAt),updatedAt:({release:e})=>isoTime(e.publishedAt??e.createdAt),publishedAt:({release:e})=>e.publishedAt===null?null:isoTime(e.publishedAt),author:({release:e})=>e.author.type===`Bot`?null:source(`User`,{actor:e.author}),url:({release:e},t,n)=>releasePage(n,e),resourcePath:({release:e},t,n)=>pathOf(releasePage(n,e)),repository:()=>source(`Repository`,{fork:null}),tag:({release:e},t,n)=>refSource(n,`refs/tags/${e.tagName}`),tagCommit,mentions:none$1(`mentions`),reactionGroups,releaseAssets:({release:e},t)=>connection(`releaseAssets`,t,typeof t.name==`string`?e.assets.filter(({name:e})=>e===t.name):e.assets,t=>source(`ReleaseAsset`,{release:e,asset:t}))},ReleaseAsset:{id:({asset:e})=>nodeId(`RA`,e.id),name:({asset:e})=>e.name,size:({asset:e})=>e.size,contentType:({asset:e})=>e.contentType,downloadCount:()=>0,createdAt:({asset:e})=>isoTime(e.createdAt),updatedAt:({asset:e})=>isoTime(e.createdAt),downloadUrl:(e,t,n)=>downloadUrl(e,n),url:({asset:e},t,n)=>`${repositoryUrl(n)}/releases/assets/${e.id}`,uploadedBy:({asset:e})=>account(e.uploader),release:({release:e})=>source(`Release`,{release:e})}},REPOSITORY_RELEASES={release:(e,{tagName:t},{world:n})=>{let r=n.state.releases.find(e=>e.tagName===t);return r===void 0?null:source(`Release`,{release:r})},releases:(e,t,{world:n})=>{let r=t.orderBy,i=n.state.releases.toSorted((e,t)=>r?.field===`NAME`?e.tagName<t.tagName?-1:1:e.createdAt-t.createdAt||e.id-t.id);return r?.direction!==`ASC`&&i.reverse(),connection(`releases`,t,i,e=>source(`Release`,{release:e}))},latestRelease:(e,t,{world:n})=>{let r=latestRelease(n);return r===null?null:source(`Release`,{release:r})}},LICENSES=[{key:`mit`,name:`MIT License`,spdx_id:`MIT`,words:/permission is hereby granted, free of charge, to any person obtaining a copy/},{key:`apache-2.0`,name:`Apache License 2.0`,spdx_id:`Apache-2.0`,words:/apache license,? version 2\.0/},{key:`mpl-2.0`,name:`Mozilla Public License 2.0`,spdx_id:`MPL-2.0`,words:/mozilla public license,? version 2\.0/},{key:`agpl-3.0`,name:`GNU Affero General Public License v3.0`,spdx_id:`AGPL-3.0`,words:/gnu affero general public license/},{key:`lgpl-2.1`,name:`GNU Lesser General Public License v2.1`,spdx_id:`LGPL-2.1`,words:/gnu lesser general public license version 2\.1/},{key:`lgpl-3.0`,name:`GNU Lesser General Public License v3.0`,spdx_id:`LGPL-3.0`,words:/gnu lesser general public license version 3/},{key:`gpl-2.0`,name:`GNU General Public License v2.0`,spdx_id:`GPL-2.0`,words:/gnu general public license version 2/},{key:`gpl-3.0`,name:`GNU General Public License v3.0`,spdx_id:`GPL-3.0`,words:/gnu general public license version 3/},{key:`bsl-1.0`,name:`Boost Software License 1.0`,spdx_id:`BSL-1.0`,words:/boost software license version 1\.0|boost software license - version 1\.0/},{key:`bsd-3-clause`,name:`BSD 3-Clause "New" or "Revised" License`,spdx_id:`BSD-3-Clause`,words:/redistributions of source code must retain[\s\S]{0,1500}neither the name/},{key:`bsd-2-clause`,name:`BSD 2-Clause "Simplified" License`,spdx_id:`BSD-2-Clause`,words:/redistributions of source code must retain/},{key:`isc`,name:`ISC License`,spdx_id:`ISC`,words:/permission to use, copy, modify, and(\/or)? distribute this software for any purpose with or without fee/},{key:`zlib`,name:`zlib License`,spdx_id:`Zlib`,words:/this software is provided 'as-is', without any express or implied warranty/},{key:`unlicense`,name:`The Unlicense`,spdx_id:`Unlicense`,words:/free and unencumbered software released into the public domain/}],OTHER={key:`other`,name:`Other`,spdx_id:`NOASSERTION`};async function readLicense({git:e},t){let n=await e.resolveCommit(t);if(n===null)return null;let r=(await e.listTree((await e.commit(n)).tree,{recursive:!1})??[]).filter(({type:e,path:t})=>e===`blob`&&/^(?:un)?licen[sc]e(?:[.-]|$)|^copying(?:\.|$)/i.test(t)).sort((e,t)=>+!/^licen/i.test(e.path)-!/^licen/i.test(t.path))[0];if(r===void 0)return null;let i=await e.readBlob(r.sha)??Buffer.alloc(0);return{license:licenseOf(i),path:r.path,sha:r.sha,bytes:i}}function licenseOf(e){let t=e.subarray(0,2e5).toString(`utf8`).toLowerCase().replace(/\s+/g,` `),n=LICENSES.find(({words:e})=>e.test(t));return n===void 0?OTHER:{key:n.key,name:n.name,spdx_id:n.spdx_id}}const FORK_ID=990001;function repositoryAnswer(e){let{state:t}=e.world,{settings:n}=t,r=repositoryUrl(e),i=repositoryPage(e),a=t.pulls.filter(e=>e.state===`open`).length+t.issues.filter(e=>e.state===`open`).length,o=isoTime(t.createdAt),s=isoTime(e.world.now());return{id:t.repositoryId,node_id:nodeId(`R`,t.repositoryId),name:t.repo,full_name:`${t.owner}/${t.repo}`,private:n.private,owner:simpleUser(ownerActor(t.owner),e.apiUrl),html_url:i,description:n.description===void 0?`Rehearsed on an embedded GitHub`:n.description,fork:!1,url:r,forks_url:`${r}/forks`,keys_url:`${r}/keys{/key_id}`,collaborators_url:`${r}/collaborators{/collaborator}`,teams_url:`${r}/teams`,hooks_url:`${r}/hooks`,issue_events_url:`${r}/issues/events{/number}`,events_url:`${r}/events`,assignees_url:`${r}/assignees{/user}`,branches_url:`${r}/branches{/branch}`,tags_url:`${r}/tags`,blobs_url:`${r}/git/blobs{/sha}`,git_tags_url:`${r}/git/tags{/sha}`,git_refs_url:`${r}/git/refs{/sha}`,trees_url:`${r}/git/trees{/sha}`,statuses_url:`${r}/statuses/{sha}`,languages_url:`${r}/languages`,stargazers_url:`${r}/stargazers`,contributors_url:`${r}/contributors`,subscribers_url:`${r}/subscribers`,subscription_url:`${r}/subscription`,commits_url:`${r}/commits{/sha}`,git_commits_url:`${r}/git/commits{/sha}`,comments_url:`${r}/comments{/number}`,issue_comment_url:`${r}/issues/comments{/number}`,contents_url:`${r}/contents/{+path}`,compare_url:`${r}/compare/{base}...{head}`,merges_url:`${r}/merges`,archive_url:`${r}/{archive_format}{/ref}`,downloads_url:`${r}/downloads`,issues_url:`${r}/issues{/number}`,pulls_url:`${r}/pulls{/number}`,milestones_url:`${r}/milestones{/number}`,notifications_url:`${r}/notifications{?since,all,participating}`,labels_url:`${r}/labels{/name}`,releases_url:`${r}/releases{/id}`,deployments_url:`${r}/deployments`,created_at:o,updated_at:o,pushed_at:s,git_url:`${i}.git`,ssh_url:`${i}.git`,clone_url:`${i}.git`,svn_url:i,homepage:n.homepage??null,size:0,stargazers_count:0,watchers_count:0,language:null,has_issues:!0,has_projects:!1,has_downloads:!0,has_wiki:!1,has_pages:!1,has_discussions:!1,forks_count:0,mirror_url:null,archived:n.archived===!0,disabled:!1,open_issues_count:a,license:null,allow_forking:!0,is_template:!1,web_commit_signoff_required:!1,topics:t.topics??[],visibility:n.private?`private`:`public`,forks:0,open_issues:a,watchers:0,default_branch:t.defaultBranch,...e.requester.isAnonymous===!0?{}:{permissions:permissionsOf(e.requester)},allow_squash_merge:n.allowSquashMerge,allow_merge_commit:n.allowMergeCommit,allow_rebase_merge:n.allowRebaseMerge,allow_auto_merge:n.allowAutoMerge,delete_branch_on_merge:n.deleteBranchOnMerge,allow_update_branch:!1,use_squash_pr_title_as_default:!1,squash_merge_commit_title:`COMMIT_OR_PR_TITLE`,squash_merge_commit_message:`COMMIT_MESSAGES`,merge_commit_title:`MERGE_MESSAGE`,merge_commit_message:`PR_TITLE`,network_count:0,subscribers_count:0}}const permissionsOf=({tokenKind:e})=>({admin:e===`pat`,maintain:e===`pat`,push:!0,triage:!0,pull:!0});function forkAnswer(e,t){let{repo:n}=e.world.state,r=simpleUser({login:t,id:FORK_ID,type:`User`},e.apiUrl);return{...repositoryAnswer(e),id:FORK_ID,node_id:nodeId(`R`,FORK_ID),full_name:`${t}/${n}`,owner:r,fork:!0}}function ordered$1(e,t,{world:n}){let r=e=>n.state.comments.filter(t=>t.number===e).length,i=e.toSorted((e,n)=>t?.field===`UPDATED_AT`?e.updatedAt-n.updatedAt||e.number-n.number:t?.field===`COMMENTS`&&r(e.number)-r(n.number)||e.number-n.number);return t?.direction===`DESC`?i.reverse():i}const hasLabels=(e,t,{world:n})=>!Array.isArray(t)||t.some(t=>n.state.labelsOf[String(e)]?.includes(String(t))===!0);function pullRequests(e,t,n){let r=t.states,{headRefName:i,baseRefName:a,labels:o}=t;return connection(`pullRequests`,t,ordered$1(n.world.state.pulls.filter(e=>(r==null||r.includes(e.mergedAt===null?e.state.toUpperCase():`MERGED`))&&(i==null||e.headRef===i)&&(a==null||e.baseRef===a)&&hasLabels(e.number,o,n)),t.orderBy,n),e=>source(`PullRequest`,{pull:e}))}function issues(e,t,n){let r=t.filterBy??{},i=t.states??r.states,a=(e,t)=>e==null||String(e).toLowerCase()===t.toLowerCase();return connection(`issues`,t,ordered$1(n.world.state.issues.filter(e=>(i==null||i.includes(e.state.toUpperCase()))&&a(r.createdBy,e.author.login)&&(r.assignee==null||(n.world.state.assigneesOf?.[String(e.number)]??[]).some(({login:e})=>a(r.assignee,e)))&&(r.mentioned==null||e.body.toLowerCase().includes(`@${String(r.mentioned).toLowerCase()}`))&&hasLabels(e.number,t.labels??r.labels,n)),t.orderBy,n),e=>source(`Issue`,{issue:e}))}const missing=(e,t)=>{throw new FieldError(`NOT_FOUND`,`Could not resolve to ${e} with the number of ${String(t)}.`)},people=({world:e},t)=>{let n=typeof t.query==`string`?t.query.toLowerCase():``;return connection(`users`,t,collaborators(e).filter(({login:e})=>e.toLowerCase().includes(n)),e=>source(`User`,{actor:e}))},owned={id:({fork:e},t,{world:n})=>nodeId(`R`,e===null?n.state.repositoryId:990001),databaseId:({fork:e},t,{world:n})=>e===null?n.state.repositoryId:990001,name:(e,t,{world:n})=>n.state.repo,nameWithOwner:({fork:e},t,{world:n})=>`${e??n.state.owner}/${n.state.repo}`,owner:({fork:e},t,{world:n})=>account(e===null?ownerActor(n.state.owner):{login:e,id:990001,type:`User`}),isFork:({fork:e})=>e!==null,parent:({fork:e})=>e===null?null:source(`Repository`,{fork:null})},page=e=>repositoryPage(e),SETTINGS$1={isPrivate:(e,t,{world:n})=>n.state.settings.private,visibility:(e,t,{world:n})=>n.state.settings.private?`PRIVATE`:`PUBLIC`,mergeCommitAllowed:(e,t,{world:n})=>n.state.settings.allowMergeCommit,squashMergeAllowed:(e,t,{world:n})=>n.state.settings.allowSquashMerge,rebaseMergeAllowed:(e,t,{world:n})=>n.state.settings.allowRebaseMerge,autoMergeAllowed:(e,t,{world:n})=>n.state.settings.allowAutoMerge,deleteBranchOnMerge:(e,t,{world:n})=>n.state.settings.deleteBranchOnMerge,allowUpdateBranch:()=>!1,squashMergeCommitTitle:()=>`COMMIT_OR_PR_TITLE`,squashMergeCommitMessage:()=>`COMMIT_MESSAGES`,mergeCommitTitle:()=>`MERGE_MESSAGE`,mergeCommitMessage:()=>`PR_TITLE`,squashPrTitleUsedAsDefault:()=>!1,webCommitSignoffRequired:()=>!1,isArchived:(e,t,{world:n})=>n.state.settings.archived===!0,archivedAt:()=>null,description:(e,t,{world:n})=>n.state.settings.description??`Rehearsed on an embedded GitHub`,homepageUrl:(e,t,{world:n})=>n.state.settings.homepage??null,hasIssuesEnabled:()=>!0,hasProjectsEnabled:()=>!1,hasWikiEnabled:()=>!1,hasDiscussionsEnabled:()=>!1,hasSponsorshipsEnabled:()=>!1,hasVulnerabilityAlertsEnabled:()=>!1,isBlankIssuesEnabled:()=>!0,isSecurityPolicyEnabled:()=>!1,securityPolicyUrl:()=>null,isDisabled:()=>!1,isEmpty:()=>!1,isInOrganization:()=>!1,isLocked:()=>!1,lockReason:()=>null,isMirror:()=>!1,mirrorUrl:()=>null,isTemplate:()=>!1,templateRepository:()=>null,isUserConfigurationRepository:()=>!1,forkingAllowed:()=>!0,forkCount:()=>0,stargazerCount:()=>0,codeOfConduct:()=>null,contactLinks:()=>[],fundingLinks:()=>[],issueTemplates:()=>[],pullRequestTemplates:()=>[],primaryLanguage:()=>null,usesCustomOpenGraphImage:()=>!1},VIEWER={viewerPermission:(e,t,{requester:n})=>n.tokenKind===`pat`?`ADMIN`:`WRITE`,viewerCanAdminister:(e,t,{requester:n})=>n.tokenKind===`pat`,viewerCanCreateProjects:()=>!1,viewerCanSubscribe:()=>!0,viewerCanUpdateTopics:(e,t,{requester:n})=>n.tokenKind===`pat`,viewerDefaultMergeMethod:(e,t,{world:{state:n}})=>n.settings.allowMergeCommit?`MERGE`:n.settings.allowSquashMerge?`SQUASH`:`REBASE`,viewerDefaultCommitEmail:(e,t,{requester:{actor:n}})=>`${n.id}+${n.login}@users.noreply.github.com`,viewerPossibleCommitEmails:(e,t,{requester:{actor:n}})=>[`${n.id}+${n.login}@users.noreply.github.com`],viewerHasStarred:()=>!1,viewerSubscription:()=>`SUBSCRIBED`},REPOSITORY_FIELDS={Repository:{...owned,...SETTINGS$1,...VIEWER,...REPOSITORY_GIT,...REPOSITORY_RELEASES,url:(e,t,n)=>page(n),resourcePath:(e,t,n)=>pathOf(page(n)),projectsUrl:(e,t,n)=>`${page(n)}/projects`,sshUrl:(e,t,n)=>`${page(n)}.git`,openGraphImageUrl:(e,t,n)=>`${page(n)}/opengraph`,createdAt:(e,t,{world:n})=>isoTime(n.state.createdAt),updatedAt:(e,t,{world:n})=>isoTime(n.state.createdAt),pushedAt:(e,t,{world:n})=>isoTime(n.state.savedAt),diskUsage:()=>0,licenseInfo:async(e,t,{world:n})=>{let r=await readLicense(n,n.state.defaultBranch);return r===null||r.license.key===`other`?null:source(`License`,{license:r.license.key})},pullRequest:(e,{number:t},{world:n})=>{let r=findPull(n,Number(t));return r===null?missing(`a PullRequest`,t):source(`PullRequest`,{pull:r})},pullRequests,issue:(e,{number:t},{world:n})=>{let r=n.state.issues.find(e=>e.number===t);return r===void 0?missing(`an Issue`,t):source(`Issue`,{issue:r})},issues,issueOrPullRequest:(e,{number:t},{world:n})=>{let r=subjectOf$1(n,Number(t));return r===null?missing(`an issue or pull request`,t):isPull(r)?source(`PullRequest`,{pull:r}):source(`Issue`,{issue:r})},label:(e,{name:t},{world:n})=>{let r=n.state.labels.find(e=>e.name.toLowerCase()===String(t).toLowerCase());return r===void 0?null:source(`Label`,{label:r})},labels:(e,t,{world:n})=>labelConnection(n.state.labels,t),assignableUsers:(e,t,n)=>people(n,t),mentionableUsers:(e,t,n)=>people(n,t),collaborators:(e,t,n)=>people(n,t),mergeQueue:(e,t,{world:n})=>{let r=String(t.branch??n.state.defaultBranch);return n.state.rulesets.some(e=>e.rules.some(({type:e})=>e===`merge_queue`))?source(`MergeQueue`,{branch:r}):null},milestone:()=>null,milestones:none$1(`milestones`),projects:none$1(`projects`),projectsV2:none$1(`projectsV2`),forks:none$1(`forks`),watchers:none$1(`watchers`),stargazers:none$1(`stargazers`),languages:()=>({...connection(`languages`,{first:0},[],()=>null),totalSize:0}),repositoryTopics:none$1(`repositoryTopics`),branchProtectionRules:none$1(`branchProtectionRules`),rulesets:(e,t,{world:n})=>connection(`rulesets`,t,n.state.rulesets,e=>source(`RepositoryRuleset`,{ruleset:e}))},RepositoryRuleset:{id:({ruleset:e})=>nodeId(`RRS`,e.id),databaseId:({ruleset:e})=>e.id,name:({ruleset:e})=>e.name,target:({ruleset:e})=>e.target.toUpperCase(),enforcement:({ruleset:e})=>e.enforcement.toUpperCase(),createdAt:(e,t,{world:n})=>isoTime(n.state.createdAt),updatedAt:(e,t,{world:n})=>isoTime(n.state.createdAt)},License:{id:({license:e})=>nodeId(`L`,e),key:({license:e})=>e}},TYPES={...QUERY_FIELDS,...ACCOUNT_FIELDS,...REPOSITORY_FIELDS,...GIT_FIELDS,...CHECK_FIELDS,...PULL_FIELDS,...ISSUE_FIELDS,...RELEASE_FIELDS,Mutation:{createCommitOnBranch,createRef:createRef$1,updateRef:updateRef$1,updateRefs,deleteRef:deleteRef$1,...PULL_MUTATIONS,...ISSUE_MUTATIONS}},PLAIN={PageInfo:[`hasNextPage`,`hasPreviousPage`,`startCursor`,`endCursor`],StatusCheckRollupContextConnection:[`checkRunCount`,`checkRunCountsByState`,`statusContextCount`,`statusContextCountsByState`],SearchResultItemConnection:[`issueCount`,`repositoryCount`,`userCount`,`codeCount`,`discussionCount`,`wikiCount`],LanguageConnection:[`totalSize`],CreateCommitOnBranchPayload:[`clientMutationId`,`commit`,`ref`],CreateRefPayload:[`clientMutationId`,`ref`],UpdateRefPayload:[`clientMutationId`,`ref`],UpdateRefsPayload:[`clientMutationId`],DeleteRefPayload:[`clientMutationId`],CreatePullRequestPayload:[`clientMutationId`,`pullRequest`],MergePullRequestPayload:[`clientMutationId`,`pullRequest`,`actor`],UpdatePullRequestPayload:[`clientMutationId`,`pullRequest`,`actor`],EnablePullRequestAutoMergePayload:[`clientMutationId`,`pullRequest`,`actor`],DisablePullRequestAutoMergePayload:[`clientMutationId`,`pullRequest`,`actor`],RequestReviewsPayload:[`clientMutationId`,`pullRequest`,`actor`],AddPullRequestReviewPayload:[`clientMutationId`,`pullRequestReview`],EnqueuePullRequestPayload:[`clientMutationId`,`mergeQueueEntry`],DequeuePullRequestPayload:[`clientMutationId`,`mergeQueueEntry`],ClosePullRequestPayload:[`clientMutationId`,`pullRequest`],ReopenPullRequestPayload:[`clientMutationId`,`pullRequest`],MarkPullRequestReadyForReviewPayload:[`clientMutationId`,`pullRequest`],ConvertPullRequestToDraftPayload:[`clientMutationId`,`pullRequest`],UpdatePullRequestBranchPayload:[`clientMutationId`,`pullRequest`],CreateIssuePayload:[`clientMutationId`,`issue`],CloseIssuePayload:[`clientMutationId`,`issue`],ReopenIssuePayload:[`clientMutationId`,`issue`],UpdateIssuePayload:[`clientMutationId`,`issue`,`actor`],AddCommentPayload:[`clientMutationId`,`commentEdge`,`subject`],UpdateIssueCommentPayload:[`clientMutationId`,`issueComment`],DeleteIssueCommentPayload:[`clientMutationId`],CreateLabelPayload:[`clientMutationId`,`label`],AddLabelsToLabelablePayload:[`clientMutationId`,`labelable`],RemoveLabelsFromLabelablePayload:[`clientMutationId`,`labelable`],ClearLabelsFromLabelablePayload:[`clientMutationId`,`labelable`],AddAssigneesToAssignablePayload:[`clientMutationId`,`assignable`],RemoveAssigneesFromAssignablePayload:[`clientMutationId`,`assignable`]},NEVER={BranchProtectionRule:[`requiresStrictStatusChecks`,`requiredApprovingReviewCount`],CodeOfConduct:[`key`,`name`,`url`],FundingLink:[`platform`,`url`],IssueTemplate:[`name`,`title`,`body`,`about`],Language:[`name`],Milestone:[`number`,`title`,`description`,`dueOn`],Project:[`id`,`name`,`number`,`body`,`resourcePath`],ProjectCard:[`project`,`column`],ProjectColumn:[`name`],ProjectV2:[`id`,`title`,`number`,`resourcePath`,`closed`,`url`],ProjectV2Item:[`id`,`project`,`fieldValueByName`],ProjectV2ItemFieldSingleSelectValue:[`optionId`,`name`],PullRequestReviewComment:[`id`,`body`],PullRequestReviewThread:[`id`,`isResolved`],PullRequestTemplate:[`body`,`filename`],RepositoryContactLink:[`about`,`name`,`url`],RepositoryTopic:[`topic`],Team:[`name`,`slug`,`organization`],Topic:[`name`]};function resolverOf(e,t){let n=Object.hasOwn(TYPES,e)?TYPES[e]:void 0;if(n!==void 0&&Object.hasOwn(n,t))return n[t];if(Object.hasOwn(PLAIN,e)&&PLAIN[e]?.includes(t)===!0)return e=>e[t];let r=e.endsWith(`Connection`)?CONNECTION_FIELDS:e.endsWith(`Edge`)?EDGE_FIELDS:{};return Object.hasOwn(r,t)?r[t]:void 0}const isEmptyType=e=>Object.hasOwn(NEVER,e);new Map([...Object.entries(TYPES).map(([e,t])=>[e,Object.keys(t)]),...Object.entries(PLAIN),...Object.entries(NEVER).map(([e,t])=>[e,[`id`,...t]])]);const SCHEMA_PACKAGE=`@octokit/graphql-schema`,unansweredField=(e,t)=>`The embedded GitHub does not answer ${e}.${t}, which GitHub has.`;function answering(e){let t=buildSchema(e,{assumeValid:!0,assumeValidSDL:!0,noLocation:!0});for(let e of Object.values(t.getTypeMap()))if(isObjectType(e)&&!e.name.startsWith(`__`))for(let t of Object.values(e.getFields())){let n=resolverOf(e.name,t.name);t.resolve=(r,i,a)=>{if(n===void 0)throw new FieldError(`UNANSWERED`,unansweredField(e.name,t.name));return n(r,i,a)}}return t}let own;function ownSchema(){return own??=answering(`enum CheckConclusionState {
  ACTION_REQUIRED
  CANCELLED
  FAILURE
  NEUTRAL
  SKIPPED
  STALE
  STARTUP_FAILURE
  SUCCESS
  TIMED_OUT
}

enum CheckRunState {
  ACTION_REQUIRED
  CANCELLED
  COMPLETED
  FAILURE
  IN_PROGRESS
  NEUTRAL
  PENDING
  QUEUED
  SKIPPED
  STALE
  STARTUP_FAILURE
  SUCCESS
  TIMED_OUT
  WAITING
}

enum CheckRunType {
  ALL
  LATEST
}

enum CheckStatusState {
  COMPLETED
  IN_PROGRESS
  PENDING
  QUEUED
  REQUESTED
  WAITING
}

enum CollaboratorAffiliation {
  ALL
  DIRECT
  OUTSIDE
}

enum CommentAuthorAssociation {
  COLLABORATOR
  CONTRIBUTOR
  FIRST_TIMER
  FIRST_TIME_CONTRIBUTOR
  MANNEQUIN
  MEMBER
  NONE
  OWNER
}

enum ComparisonStatus {
  AHEAD
  BEHIND
  DIVERGED
  IDENTICAL
}

enum DiffSide {
  LEFT
  RIGHT
}

enum FileViewedState {
  DISMISSED
  UNVIEWED
  VIEWED
}

enum FundingPlatform {
  BUY_ME_A_COFFEE
  COMMUNITY_BRIDGE
  CUSTOM
  GITHUB
  ISSUEHUNT
  KO_FI
  LFX_CROWDFUNDING
  LIBERAPAY
  OPEN_COLLECTIVE
  PATREON
  POLAR
  THANKS_DEV
  TIDELIFT
}

enum IssueClosedStateReason {
  COMPLETED
  DUPLICATE
  NOT_PLANNED
}

enum IssueCommentOrderField {
  UPDATED_AT
}

enum IssueOrderField {
  COMMENTS
  CREATED_AT
  UPDATED_AT
}

enum IssueState {
  CLOSED
  OPEN
}

enum IssueStateReason {
  COMPLETED
  DUPLICATE
  NOT_PLANNED
  REOPENED
}

enum LabelOrderField {
  CREATED_AT
  NAME
}

enum LanguageOrderField {
  SIZE
}

enum LockReason {
  OFF_TOPIC
  RESOLVED
  SPAM
  TOO_HEATED
}

enum MergeCommitMessage {
  BLANK
  PR_BODY
  PR_TITLE
}

enum MergeCommitTitle {
  MERGE_MESSAGE
  PR_TITLE
}

enum MergeQueueEntryState {
  AWAITING_CHECKS
  LOCKED
  MERGEABLE
  QUEUED
  UNMERGEABLE
}

enum MergeStateStatus {
  BEHIND
  BLOCKED
  CLEAN
  DIRTY
  DRAFT
  HAS_HOOKS
  UNKNOWN
  UNSTABLE
}

enum MergeableState {
  CONFLICTING
  MERGEABLE
  UNKNOWN
}

enum MilestoneOrderField {
  CREATED_AT
  DUE_DATE
  NUMBER
  UPDATED_AT
}

enum MilestoneState {
  CLOSED
  OPEN
}

enum OrderDirection {
  ASC
  DESC
}

enum OrganizationOrderField {
  CREATED_AT
  LOGIN
}

enum PatchStatus {
  ADDED
  CHANGED
  COPIED
  DELETED
  MODIFIED
  RENAMED
}

enum ProjectCardArchivedState {
  ARCHIVED
  NOT_ARCHIVED
}

enum ProjectOrderField {
  CREATED_AT
  NAME
  UPDATED_AT
}

enum ProjectState {
  CLOSED
  OPEN
}

enum ProjectV2OrderField {
  CREATED_AT
  NUMBER
  TITLE
  UPDATED_AT
}

enum ProjectV2PermissionLevel {
  ADMIN
  READ
  WRITE
}

enum PullRequestBranchUpdateMethod {
  MERGE
  REBASE
}

enum PullRequestMergeMethod {
  MERGE
  REBASE
  SQUASH
}

enum PullRequestOrderField {
  CREATED_AT
  UPDATED_AT
}

enum PullRequestReviewDecision {
  APPROVED
  CHANGES_REQUESTED
  REVIEW_REQUIRED
}

enum PullRequestReviewEvent {
  APPROVE
  COMMENT
  DISMISS
  REQUEST_CHANGES
}

enum PullRequestReviewState {
  APPROVED
  CHANGES_REQUESTED
  COMMENTED
  DISMISSED
  PENDING
}

enum PullRequestState {
  CLOSED
  MERGED
  OPEN
}

enum PullRequestUpdateState {
  CLOSED
  OPEN
}

enum ReactionContent {
  CONFUSED
  EYES
  HEART
  HOORAY
  LAUGH
  ROCKET
  THUMBS_DOWN
  THUMBS_UP
}

enum RefOrderField {
  ALPHABETICAL
  TAG_COMMIT_DATE
}

enum ReleaseOrderField {
  CREATED_AT
  NAME
}

enum RepositoryAffiliation {
  COLLABORATOR
  ORGANIZATION_MEMBER
  OWNER
}

enum RepositoryLockReason {
  BILLING
  MIGRATING
  MOVING
  RENAME
  TRADE_RESTRICTION
  TRANSFERRING_OWNERSHIP
}

enum RepositoryOrderField {
  CREATED_AT
  NAME
  PUSHED_AT
  STARGAZERS
  UPDATED_AT
}

enum RepositoryPermission {
  ADMIN
  MAINTAIN
  READ
  TRIAGE
  WRITE
}

enum RepositoryPrivacy {
  PRIVATE
  PUBLIC
}

enum RepositoryRulesetTarget {
  BRANCH
  PUSH
  REPOSITORY
  TAG
}

enum RepositoryVisibility {
  INTERNAL
  PRIVATE
  PUBLIC
}

enum RuleEnforcement {
  ACTIVE
  DISABLED
  EVALUATE
}

enum SearchType {
  DISCUSSION
  ISSUE
  REPOSITORY
  USER
}

enum SquashMergeCommitMessage {
  BLANK
  COMMIT_MESSAGES
  PR_BODY
}

enum SquashMergeCommitTitle {
  COMMIT_OR_PR_TITLE
  PR_TITLE
}

enum StarOrderField {
  STARRED_AT
}

enum StatusState {
  ERROR
  EXPECTED
  FAILURE
  PENDING
  SUCCESS
}

enum SubscriptionState {
  IGNORED
  SUBSCRIBED
  UNSUBSCRIBED
}

enum WorkflowState {
  ACTIVE
  DELETED
  DISABLED_FORK
  DISABLED_INACTIVITY
  DISABLED_MANUALLY
}

input AddAssigneesToAssignableInput {
  assignableId: ID!
  assigneeIds: [ID!]!
  clientMutationId: String
}

input AddCommentInput {
  body: String!
  clientMutationId: String
  subjectId: ID!
}

input AddLabelsToLabelableInput {
  clientMutationId: String
  labelIds: [ID!]!
  labelableId: ID!
}

input AddPullRequestReviewInput {
  body: String
  clientMutationId: String
  comments: [DraftPullRequestReviewComment]
  commitOID: GitObjectID
  event: PullRequestReviewEvent
  pullRequestId: ID!
  threads: [DraftPullRequestReviewThread]
}

input CheckRunFilter {
  appId: Int
  checkName: String
  checkType: CheckRunType
  conclusions: [CheckConclusionState!]
  status: CheckStatusState
  statuses: [CheckStatusState!]
}

input CheckSuiteFilter {
  appId: Int
  checkName: String
}

input ClearLabelsFromLabelableInput {
  clientMutationId: String
  labelableId: ID!
}

input CloseIssueInput {
  clientMutationId: String
  duplicateIssueId: ID
  issueId: ID!
  stateReason: IssueClosedStateReason
}

input ClosePullRequestInput {
  clientMutationId: String
  pullRequestId: ID!
}

input CommitAuthor {
  emails: [String!]
  id: ID
}

input CommitMessage {
  body: String
  headline: String!
}

input CommittableBranch {
  branchName: String
  id: ID
  repositoryNameWithOwner: String
}

input ConvertPullRequestToDraftInput {
  clientMutationId: String
  pullRequestId: ID!
}

input CreateCommitOnBranchInput {
  branch: CommittableBranch!
  clientMutationId: String
  expectedHeadOid: GitObjectID!
  fileChanges: FileChanges
  message: CommitMessage!
}

input CreateIssueInput {
  assigneeIds: [ID!]
  body: String
  clientMutationId: String
  issueTemplate: String
  labelIds: [ID!]
  milestoneId: ID
  parentIssueId: ID
  projectIds: [ID!]
  repositoryId: ID!
  title: String!
}

input CreateLabelInput {
  clientMutationId: String
  color: String!
  description: String
  name: String!
  repositoryId: ID!
}

input CreatePullRequestInput {
  baseRefName: String!
  body: String
  clientMutationId: String
  draft: Boolean = false
  headRefName: String!
  headRepositoryId: ID
  maintainerCanModify: Boolean = true
  repositoryId: ID!
  title: String!
}

input CreateRefInput {
  clientMutationId: String
  name: String!
  oid: GitObjectID!
  repositoryId: ID!
}

input DeleteIssueCommentInput {
  clientMutationId: String
  id: ID!
}

input DeleteRefInput {
  clientMutationId: String
  refId: ID!
}

input DequeuePullRequestInput {
  clientMutationId: String
  id: ID!
}

input DisablePullRequestAutoMergeInput {
  clientMutationId: String
  pullRequestId: ID!
}

input DraftPullRequestReviewComment {
  body: String!
  path: String!
  position: Int!
}

input DraftPullRequestReviewThread {
  body: String!
  line: Int!
  path: String!
  side: DiffSide = RIGHT
  startLine: Int
  startSide: DiffSide = RIGHT
}

input EnablePullRequestAutoMergeInput {
  authorEmail: String
  clientMutationId: String
  commitBody: String
  commitHeadline: String
  expectedHeadOid: GitObjectID
  mergeMethod: PullRequestMergeMethod = MERGE
  pullRequestId: ID!
}

input EnqueuePullRequestInput {
  clientMutationId: String
  expectedHeadOid: GitObjectID
  jump: Boolean
  pullRequestId: ID!
}

input FileAddition {
  contents: Base64String!
  path: String!
}

input FileChanges {
  additions: [FileAddition!] = []
  deletions: [FileDeletion!] = []
}

input FileDeletion {
  path: String!
}

input IssueCommentOrder {
  direction: OrderDirection!
  field: IssueCommentOrderField!
}

input IssueFilters {
  assignee: String
  createdBy: String
  labels: [String!]
  mentioned: String
  milestone: String
  milestoneNumber: String
  since: DateTime
  states: [IssueState!]
  viewerSubscribed: Boolean = false
}

input IssueOrder {
  direction: OrderDirection!
  field: IssueOrderField!
}

input LabelOrder {
  direction: OrderDirection!
  field: LabelOrderField!
}

input LanguageOrder {
  direction: OrderDirection!
  field: LanguageOrderField!
}

input MarkPullRequestReadyForReviewInput {
  clientMutationId: String
  pullRequestId: ID!
}

input MergePullRequestInput {
  authorEmail: String
  clientMutationId: String
  commitBody: String
  commitHeadline: String
  expectedHeadOid: GitObjectID
  mergeMethod: PullRequestMergeMethod = MERGE
  pullRequestId: ID!
}

input MilestoneOrder {
  direction: OrderDirection!
  field: MilestoneOrderField!
}

input OrganizationOrder {
  direction: OrderDirection!
  field: OrganizationOrderField!
}

input ProjectOrder {
  direction: OrderDirection!
  field: ProjectOrderField!
}

input ProjectV2Order {
  direction: OrderDirection!
  field: ProjectV2OrderField!
}

input PullRequestOrder {
  direction: OrderDirection!
  field: PullRequestOrderField!
}

input RefOrder {
  direction: OrderDirection!
  field: RefOrderField!
}

input RefUpdate {
  afterOid: GitObjectID!
  beforeOid: GitObjectID
  force: Boolean = false
  name: GitRefname!
}

input ReleaseOrder {
  direction: OrderDirection!
  field: ReleaseOrderField!
}

input RemoveAssigneesFromAssignableInput {
  assignableId: ID!
  assigneeIds: [ID!]!
  clientMutationId: String
}

input RemoveLabelsFromLabelableInput {
  clientMutationId: String
  labelIds: [ID!]!
  labelableId: ID!
}

input ReopenIssueInput {
  clientMutationId: String
  issueId: ID!
}

input ReopenPullRequestInput {
  clientMutationId: String
  pullRequestId: ID!
}

input RepositoryOrder {
  direction: OrderDirection!
  field: RepositoryOrderField!
}

input RequestReviewsInput {
  clientMutationId: String
  pullRequestId: ID!
  teamIds: [ID!]
  union: Boolean = false
  userIds: [ID!]
}

input StarOrder {
  direction: OrderDirection!
  field: StarOrderField!
}

input UpdateIssueCommentInput {
  body: String!
  clientMutationId: String
  id: ID!
}

input UpdateIssueInput {
  assigneeIds: [ID!]
  body: String
  clientMutationId: String
  id: ID!
  labelIds: [ID!]
  milestoneId: ID
  projectIds: [ID!]
  state: IssueState
  title: String
}

input UpdatePullRequestBranchInput {
  clientMutationId: String
  expectedHeadOid: GitObjectID
  pullRequestId: ID!
  updateMethod: PullRequestBranchUpdateMethod
}

input UpdatePullRequestInput {
  assigneeIds: [ID!]
  baseRefName: String
  body: String
  clientMutationId: String
  labelIds: [ID!]
  maintainerCanModify: Boolean
  milestoneId: ID
  projectIds: [ID!]
  pullRequestId: ID!
  state: PullRequestUpdateState
  title: String
}

input UpdateRefInput {
  clientMutationId: String
  force: Boolean = false
  oid: GitObjectID!
  refId: ID!
}

input UpdateRefsInput {
  clientMutationId: String
  refUpdates: [RefUpdate!]!
  repositoryId: ID!
}

interface Actor {
  avatarUrl(size: Int): URI!
  login: String!
  resourcePath: URI!
  url: URI!
}

interface Assignable {
  assignees(after: String, before: String, first: Int, last: Int): UserConnection!
}

interface GitObject {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  oid: GitObjectID!
  repository: Repository!
}

interface Labelable {
  labels(after: String, before: String, first: Int, last: Int, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
  viewerCanLabel: Boolean!
}

interface Node {
  id: ID!
}

interface RepositoryOwner {
  avatarUrl(size: Int): URI!
  id: ID!
  login: String!
  resourcePath: URI!
  url: URI!
}

scalar Base64String

scalar BigInt

scalar DateTime

scalar GitObjectID

scalar GitRefname

scalar GitSSHRemote

scalar GitTimestamp

scalar HTML

scalar URI

type AddAssigneesToAssignablePayload {
  assignable: Assignable
  clientMutationId: String
}

type AddCommentPayload {
  clientMutationId: String
  commentEdge: IssueCommentEdge
  subject: Node
}

type AddLabelsToLabelablePayload {
  clientMutationId: String
  labelable: Labelable
}

type AddPullRequestReviewPayload {
  clientMutationId: String
  pullRequestReview: PullRequestReview
}

type App implements Node {
  databaseId: Int
  description: String
  id: ID!
  name: String!
  slug: String!
  url: URI!
}

type AutoMergeRequest {
  authorEmail: String
  commitBody: String
  commitHeadline: String
  enabledAt: DateTime
  enabledBy: Actor
  mergeMethod: PullRequestMergeMethod!
  pullRequest: PullRequest!
}

type Blob implements GitObject & Node {
  abbreviatedOid: String!
  byteSize: Int!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  isBinary: Boolean
  isTruncated: Boolean!
  oid: GitObjectID!
  repository: Repository!
  text: String
}

type Bot implements Actor & Node {
  avatarUrl(size: Int): URI!
  createdAt: DateTime!
  databaseId: Int
  id: ID!
  login: String!
  resourcePath: URI!
  updatedAt: DateTime!
  url: URI!
}

type BranchProtectionRule implements Node {
  id: ID!
  requiredApprovingReviewCount: Int
  requiresStrictStatusChecks: Boolean!
}

type BranchProtectionRuleConnection {
  edges: [BranchProtectionRuleEdge]
  nodes: [BranchProtectionRule]
  pageInfo: PageInfo!
  totalCount: Int!
}

type BranchProtectionRuleEdge {
  cursor: String!
  node: BranchProtectionRule
}

type CheckRun implements Node {
  checkSuite: CheckSuite!
  completedAt: DateTime
  conclusion: CheckConclusionState
  databaseId: Int
  detailsUrl: URI
  id: ID!
  isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
  name: String!
  permalink: URI!
  repository: Repository!
  resourcePath: URI!
  startedAt: DateTime
  status: CheckStatusState!
  steps(after: String, before: String, first: Int, last: Int, number: Int): CheckStepConnection
  url: URI!
}

type CheckRunConnection {
  edges: [CheckRunEdge]
  nodes: [CheckRun]
  pageInfo: PageInfo!
  totalCount: Int!
}

type CheckRunEdge {
  cursor: String!
  node: CheckRun
}

type CheckRunStateCount {
  count: Int!
  state: CheckRunState!
}

type CheckStep {
  completedAt: DateTime
  conclusion: CheckConclusionState
  name: String!
  number: Int!
  startedAt: DateTime
  status: CheckStatusState!
}

type CheckStepConnection {
  edges: [CheckStepEdge]
  nodes: [CheckStep]
  pageInfo: PageInfo!
  totalCount: Int!
}

type CheckStepEdge {
  cursor: String!
  node: CheckStep
}

type CheckSuite implements Node {
  app: App
  branch: Ref
  checkRuns(after: String, before: String, filterBy: CheckRunFilter, first: Int, last: Int): CheckRunConnection
  commit: Commit!
  conclusion: CheckConclusionState
  createdAt: DateTime!
  databaseId: Int
  id: ID!
  repository: Repository!
  resourcePath: URI!
  status: CheckStatusState!
  updatedAt: DateTime!
  url: URI!
  workflowRun: WorkflowRun
}

type CheckSuiteConnection {
  edges: [CheckSuiteEdge]
  nodes: [CheckSuite]
  pageInfo: PageInfo!
  totalCount: Int!
}

type CheckSuiteEdge {
  cursor: String!
  node: CheckSuite
}

type ClearLabelsFromLabelablePayload {
  clientMutationId: String
  labelable: Labelable
}

type CloseIssuePayload {
  clientMutationId: String
  issue: Issue
}

type ClosePullRequestPayload {
  clientMutationId: String
  pullRequest: PullRequest
}

type CodeOfConduct implements Node {
  id: ID!
  key: String!
  name: String!
  url: URI
}

type Commit implements GitObject & Node {
  abbreviatedOid: String!
  additions: Int!
  associatedPullRequests(after: String, before: String, first: Int, last: Int, orderBy: PullRequestOrder = {field: CREATED_AT, direction: ASC}): PullRequestConnection
  author: GitActor
  authoredByCommitter: Boolean!
  authoredDate: DateTime!
  authors(after: String, before: String, first: Int, last: Int): GitActorConnection!
  changedFilesIfAvailable: Int
  checkSuites(after: String, before: String, filterBy: CheckSuiteFilter, first: Int, last: Int): CheckSuiteConnection
  commitResourcePath: URI!
  commitUrl: URI!
  committedDate: DateTime!
  committedViaWeb: Boolean!
  committer: GitActor
  deletions: Int!
  file(path: String!): TreeEntry
  history(after: String, author: CommitAuthor, before: String, first: Int, last: Int, path: String, since: GitTimestamp, until: GitTimestamp): CommitHistoryConnection!
  id: ID!
  message: String!
  messageBody: String!
  messageHeadline: String!
  oid: GitObjectID!
  parents(after: String, before: String, first: Int, last: Int): CommitConnection!
  repository: Repository!
  resourcePath: URI!
  status: Status
  statusCheckRollup: StatusCheckRollup
  tree: Tree!
  treeUrl: URI!
  url: URI!
}

type CommitConnection {
  edges: [CommitEdge]
  nodes: [Commit]
  pageInfo: PageInfo!
  totalCount: Int!
}

type CommitEdge {
  cursor: String!
  node: Commit
}

type CommitHistoryConnection {
  edges: [CommitEdge]
  nodes: [Commit]
  pageInfo: PageInfo!
  totalCount: Int!
}

type Comparison implements Node {
  aheadBy: Int!
  behindBy: Int!
  commits(after: String, before: String, first: Int, last: Int): ComparisonCommitConnection!
  id: ID!
  status: ComparisonStatus!
}

type ComparisonCommitConnection {
  edges: [CommitEdge]
  nodes: [Commit]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ConvertPullRequestToDraftPayload {
  clientMutationId: String
  pullRequest: PullRequest
}

type CreateCommitOnBranchPayload {
  clientMutationId: String
  commit: Commit
  ref: Ref
}

type CreateIssuePayload {
  clientMutationId: String
  issue: Issue
}

type CreateLabelPayload {
  clientMutationId: String
  label: Label
}

type CreatePullRequestPayload {
  clientMutationId: String
  pullRequest: PullRequest
}

type CreateRefPayload {
  clientMutationId: String
  ref: Ref
}

type DeleteIssueCommentPayload {
  clientMutationId: String
}

type DeleteRefPayload {
  clientMutationId: String
}

type DequeuePullRequestPayload {
  clientMutationId: String
  mergeQueueEntry: MergeQueueEntry
}

type DisablePullRequestAutoMergePayload {
  actor: Actor
  clientMutationId: String
  pullRequest: PullRequest
}

type EnablePullRequestAutoMergePayload {
  actor: Actor
  clientMutationId: String
  pullRequest: PullRequest
}

type EnqueuePullRequestPayload {
  clientMutationId: String
  mergeQueueEntry: MergeQueueEntry
}

type FundingLink {
  platform: FundingPlatform!
  url: URI!
}

type GitActor {
  avatarUrl(size: Int): URI!
  date: GitTimestamp
  email: String
  name: String
  user: User
}

type GitActorConnection {
  edges: [GitActorEdge]
  nodes: [GitActor]
  pageInfo: PageInfo!
  totalCount: Int!
}

type GitActorEdge {
  cursor: String!
  node: GitActor
}

type Issue implements Assignable & Labelable & Node {
  activeLockReason: LockReason
  assignees(after: String, before: String, first: Int, last: Int): UserConnection!
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  body: String!
  bodyText: String!
  closed: Boolean!
  closedAt: DateTime
  closedByPullRequestsReferences(after: String, before: String, first: Int, includeClosedPrs: Boolean = false, last: Int, orderByState: Boolean = false, userLinkedOnly: Boolean = false): PullRequestConnection
  comments(after: String, before: String, first: Int, last: Int, orderBy: IssueCommentOrder): IssueCommentConnection!
  createdAt: DateTime!
  databaseId: Int
  editor: Actor
  fullDatabaseId: BigInt
  id: ID!
  includesCreatedEdit: Boolean!
  isPinned: Boolean
  isReadByViewer: Boolean
  labels(after: String, before: String, first: Int, last: Int, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
  lastEditedAt: DateTime
  locked: Boolean!
  milestone: Milestone
  number: Int!
  participants(after: String, before: String, first: Int, last: Int): UserConnection!
  projectCards(after: String, archivedStates: [ProjectCardArchivedState] = [ARCHIVED, NOT_ARCHIVED], before: String, first: Int, last: Int): ProjectCardConnection!
  projectItems(after: String, before: String, first: Int, includeArchived: Boolean = true, last: Int): ProjectV2ItemConnection!
  projectsV2(after: String, before: String, first: Int, last: Int, minPermissionLevel: ProjectV2PermissionLevel = READ, orderBy: ProjectV2Order = {field: NUMBER, direction: DESC}, query: String): ProjectV2Connection!
  publishedAt: DateTime
  reactionGroups: [ReactionGroup!]
  repository: Repository!
  resourcePath: URI!
  state: IssueState!
  stateReason(enableDuplicate: Boolean = false): IssueStateReason
  title: String!
  updatedAt: DateTime!
  url: URI!
  viewerCanClose: Boolean!
  viewerCanLabel: Boolean!
  viewerCanReact: Boolean!
  viewerCanReopen: Boolean!
  viewerCanSubscribe: Boolean!
  viewerCanUpdate: Boolean!
  viewerDidAuthor: Boolean!
  viewerSubscription: SubscriptionState
}

type IssueComment implements Node {
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  body: String!
  bodyText: String!
  createdAt: DateTime!
  databaseId: Int
  fullDatabaseId: BigInt
  id: ID!
  includesCreatedEdit: Boolean!
  isMinimized: Boolean!
  issue: Issue!
  minimizedReason: String
  publishedAt: DateTime
  pullRequest: PullRequest
  reactionGroups: [ReactionGroup!]
  repository: Repository!
  resourcePath: URI!
  updatedAt: DateTime!
  url: URI!
  viewerCanDelete: Boolean!
  viewerCanUpdate: Boolean!
  viewerDidAuthor: Boolean!
}

type IssueCommentConnection {
  edges: [IssueCommentEdge]
  nodes: [IssueComment]
  pageInfo: PageInfo!
  totalCount: Int!
}

type IssueCommentEdge {
  cursor: String!
  node: IssueComment
}

type IssueConnection {
  edges: [IssueEdge]
  nodes: [Issue]
  pageInfo: PageInfo!
  totalCount: Int!
}

type IssueEdge {
  cursor: String!
  node: Issue
}

type IssueTemplate {
  about: String
  body: String
  name: String!
  title: String
}

type Label implements Node {
  color: String!
  createdAt: DateTime
  description: String
  id: ID!
  isDefault: Boolean!
  name: String!
  repository: Repository!
  resourcePath: URI!
  updatedAt: DateTime
  url: URI!
}

type LabelConnection {
  edges: [LabelEdge]
  nodes: [Label]
  pageInfo: PageInfo!
  totalCount: Int!
}

type LabelEdge {
  cursor: String!
  node: Label
}

type Language implements Node {
  id: ID!
  name: String!
}

type LanguageConnection {
  edges: [LanguageEdge]
  nodes: [Language]
  pageInfo: PageInfo!
  totalCount: Int!
  totalSize: Int!
}

type LanguageEdge {
  cursor: String!
  node: Language!
}

type License implements Node {
  id: ID!
  key: String!
}

type MarkPullRequestReadyForReviewPayload {
  clientMutationId: String
  pullRequest: PullRequest
}

type MergePullRequestPayload {
  actor: Actor
  clientMutationId: String
  pullRequest: PullRequest
}

type MergeQueue implements Node {
  entries(after: String, before: String, first: Int, last: Int): MergeQueueEntryConnection
  id: ID!
  url: URI!
}

type MergeQueueEntry implements Node {
  enqueuedAt: DateTime!
  id: ID!
  position: Int!
  pullRequest: PullRequest
  state: MergeQueueEntryState!
}

type MergeQueueEntryConnection {
  edges: [MergeQueueEntryEdge]
  nodes: [MergeQueueEntry]
  pageInfo: PageInfo!
  totalCount: Int!
}

type MergeQueueEntryEdge {
  cursor: String!
  node: MergeQueueEntry
}

type Milestone implements Node {
  description: String
  dueOn: DateTime
  id: ID!
  number: Int!
  title: String!
}

type MilestoneConnection {
  edges: [MilestoneEdge]
  nodes: [Milestone]
  pageInfo: PageInfo!
  totalCount: Int!
}

type MilestoneEdge {
  cursor: String!
  node: Milestone
}

type Mutation {
  addAssigneesToAssignable(input: AddAssigneesToAssignableInput!): AddAssigneesToAssignablePayload
  addComment(input: AddCommentInput!): AddCommentPayload
  addLabelsToLabelable(input: AddLabelsToLabelableInput!): AddLabelsToLabelablePayload
  addPullRequestReview(input: AddPullRequestReviewInput!): AddPullRequestReviewPayload
  clearLabelsFromLabelable(input: ClearLabelsFromLabelableInput!): ClearLabelsFromLabelablePayload
  closeIssue(input: CloseIssueInput!): CloseIssuePayload
  closePullRequest(input: ClosePullRequestInput!): ClosePullRequestPayload
  convertPullRequestToDraft(input: ConvertPullRequestToDraftInput!): ConvertPullRequestToDraftPayload
  createCommitOnBranch(input: CreateCommitOnBranchInput!): CreateCommitOnBranchPayload
  createIssue(input: CreateIssueInput!): CreateIssuePayload
  createLabel(input: CreateLabelInput!): CreateLabelPayload
  createPullRequest(input: CreatePullRequestInput!): CreatePullRequestPayload
  createRef(input: CreateRefInput!): CreateRefPayload
  deleteIssueComment(input: DeleteIssueCommentInput!): DeleteIssueCommentPayload
  deleteRef(input: DeleteRefInput!): DeleteRefPayload
  dequeuePullRequest(input: DequeuePullRequestInput!): DequeuePullRequestPayload
  disablePullRequestAutoMerge(input: DisablePullRequestAutoMergeInput!): DisablePullRequestAutoMergePayload
  enablePullRequestAutoMerge(input: EnablePullRequestAutoMergeInput!): EnablePullRequestAutoMergePayload
  enqueuePullRequest(input: EnqueuePullRequestInput!): EnqueuePullRequestPayload
  markPullRequestReadyForReview(input: MarkPullRequestReadyForReviewInput!): MarkPullRequestReadyForReviewPayload
  mergePullRequest(input: MergePullRequestInput!): MergePullRequestPayload
  removeAssigneesFromAssignable(input: RemoveAssigneesFromAssignableInput!): RemoveAssigneesFromAssignablePayload
  removeLabelsFromLabelable(input: RemoveLabelsFromLabelableInput!): RemoveLabelsFromLabelablePayload
  reopenIssue(input: ReopenIssueInput!): ReopenIssuePayload
  reopenPullRequest(input: ReopenPullRequestInput!): ReopenPullRequestPayload
  requestReviews(input: RequestReviewsInput!): RequestReviewsPayload
  updateIssue(input: UpdateIssueInput!): UpdateIssuePayload
  updateIssueComment(input: UpdateIssueCommentInput!): UpdateIssueCommentPayload
  updatePullRequest(input: UpdatePullRequestInput!): UpdatePullRequestPayload
  updatePullRequestBranch(input: UpdatePullRequestBranchInput!): UpdatePullRequestBranchPayload
  updateRef(input: UpdateRefInput!): UpdateRefPayload
  updateRefs(input: UpdateRefsInput!): UpdateRefsPayload
}

type Organization implements Actor & Node & RepositoryOwner {
  avatarUrl(size: Int): URI!
  createdAt: DateTime!
  databaseId: Int
  id: ID!
  login: String!
  name: String
  resourcePath: URI!
  updatedAt: DateTime!
  url: URI!
}

type OrganizationConnection {
  edges: [OrganizationEdge]
  nodes: [Organization]
  pageInfo: PageInfo!
  totalCount: Int!
}

type OrganizationEdge {
  cursor: String!
  node: Organization
}

type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
}

type Project implements Node {
  body: String
  id: ID!
  name: String!
  number: Int!
  resourcePath: URI!
}

type ProjectCard implements Node {
  column: ProjectColumn
  id: ID!
  project: Project!
}

type ProjectCardConnection {
  edges: [ProjectCardEdge]
  nodes: [ProjectCard]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ProjectCardEdge {
  cursor: String!
  node: ProjectCard
}

type ProjectColumn implements Node {
  id: ID!
  name: String!
}

type ProjectConnection {
  edges: [ProjectEdge]
  nodes: [Project]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ProjectEdge {
  cursor: String!
  node: Project
}

type ProjectV2 implements Node {
  closed: Boolean!
  id: ID!
  number: Int!
  resourcePath: URI!
  title: String!
  url: URI!
}

type ProjectV2Connection {
  edges: [ProjectV2Edge]
  nodes: [ProjectV2]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ProjectV2Edge {
  cursor: String!
  node: ProjectV2
}

type ProjectV2Item implements Node {
  fieldValueByName(name: String!): ProjectV2ItemFieldValue
  id: ID!
  project: ProjectV2!
}

type ProjectV2ItemConnection {
  edges: [ProjectV2ItemEdge]
  nodes: [ProjectV2Item]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ProjectV2ItemEdge {
  cursor: String!
  node: ProjectV2Item
}

type ProjectV2ItemFieldSingleSelectValue implements Node {
  id: ID!
  name: String
  optionId: String
}

type PullRequest implements Assignable & Labelable & Node {
  activeLockReason: LockReason
  additions: Int!
  assignees(after: String, before: String, first: Int, last: Int): UserConnection!
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  autoMergeRequest: AutoMergeRequest
  baseRef: Ref
  baseRefName: String!
  baseRefOid: GitObjectID!
  baseRepository: Repository
  body: String!
  bodyText: String!
  canBeRebased: Boolean!
  changedFiles: Int!
  checksResourcePath: URI!
  checksUrl: URI!
  closed: Boolean!
  closedAt: DateTime
  closingIssuesReferences(after: String, before: String, first: Int, last: Int, orderBy: IssueOrder, userLinkedOnly: Boolean = false): IssueConnection
  comments(after: String, before: String, first: Int, last: Int, orderBy: IssueCommentOrder): IssueCommentConnection!
  commits(after: String, before: String, first: Int, last: Int): PullRequestCommitConnection!
  createdAt: DateTime!
  databaseId: Int
  deletions: Int!
  editor: Actor
  files(after: String, before: String, first: Int, last: Int): PullRequestChangedFileConnection
  fullDatabaseId: BigInt
  headRef: Ref
  headRefName: String!
  headRefOid: GitObjectID!
  headRepository: Repository
  headRepositoryOwner: RepositoryOwner
  id: ID!
  includesCreatedEdit: Boolean!
  isCrossRepository: Boolean!
  isDraft: Boolean!
  isInMergeQueue: Boolean!
  isMergeQueueEnabled: Boolean!
  isReadByViewer: Boolean
  labels(after: String, before: String, first: Int, last: Int, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
  lastEditedAt: DateTime
  latestOpinionatedReviews(after: String, before: String, first: Int, last: Int, writersOnly: Boolean = false): PullRequestReviewConnection
  latestReviews(after: String, before: String, first: Int, last: Int): PullRequestReviewConnection
  locked: Boolean!
  maintainerCanModify: Boolean!
  mergeCommit: Commit
  mergeQueue: MergeQueue
  mergeQueueEntry: MergeQueueEntry
  mergeStateStatus: MergeStateStatus!
  mergeable: MergeableState!
  merged: Boolean!
  mergedAt: DateTime
  mergedBy: Actor
  milestone: Milestone
  number: Int!
  participants(after: String, before: String, first: Int, last: Int): UserConnection!
  permalink: URI!
  potentialMergeCommit: Commit
  projectCards(after: String, archivedStates: [ProjectCardArchivedState] = [ARCHIVED, NOT_ARCHIVED], before: String, first: Int, last: Int): ProjectCardConnection!
  projectItems(after: String, before: String, first: Int, includeArchived: Boolean = true, last: Int): ProjectV2ItemConnection!
  projectsV2(after: String, before: String, first: Int, last: Int, minPermissionLevel: ProjectV2PermissionLevel = READ, orderBy: ProjectV2Order = {field: NUMBER, direction: DESC}, query: String): ProjectV2Connection!
  publishedAt: DateTime
  reactionGroups: [ReactionGroup!]
  repository: Repository!
  resourcePath: URI!
  reviewDecision: PullRequestReviewDecision
  reviewRequests(after: String, before: String, first: Int, last: Int): ReviewRequestConnection
  reviewThreads(after: String, before: String, first: Int, last: Int): PullRequestReviewThreadConnection!
  reviews(after: String, author: String, before: String, first: Int, last: Int, states: [PullRequestReviewState!]): PullRequestReviewConnection
  state: PullRequestState!
  statusCheckRollup: StatusCheckRollup
  title: String!
  totalCommentsCount: Int
  updatedAt: DateTime!
  url: URI!
  viewerCanClose: Boolean!
  viewerCanDeleteHeadRef: Boolean!
  viewerCanDisableAutoMerge: Boolean!
  viewerCanEnableAutoMerge: Boolean!
  viewerCanLabel: Boolean!
  viewerCanMergeAsAdmin: Boolean!
  viewerCanReact: Boolean!
  viewerCanReopen: Boolean!
  viewerCanSubscribe: Boolean!
  viewerCanUpdate: Boolean!
  viewerCanUpdateBranch: Boolean!
  viewerDidAuthor: Boolean!
  viewerMergeBodyText(mergeType: PullRequestMergeMethod): String!
  viewerMergeHeadlineText(mergeType: PullRequestMergeMethod): String!
  viewerSubscription: SubscriptionState
}

type PullRequestChangedFile {
  additions: Int!
  changeType: PatchStatus!
  deletions: Int!
  path: String!
  viewerViewedState: FileViewedState!
}

type PullRequestChangedFileConnection {
  edges: [PullRequestChangedFileEdge]
  nodes: [PullRequestChangedFile]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PullRequestChangedFileEdge {
  cursor: String!
  node: PullRequestChangedFile
}

type PullRequestCommit implements Node {
  commit: Commit!
  id: ID!
  pullRequest: PullRequest!
  resourcePath: URI!
  url: URI!
}

type PullRequestCommitConnection {
  edges: [PullRequestCommitEdge]
  nodes: [PullRequestCommit]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PullRequestCommitEdge {
  cursor: String!
  node: PullRequestCommit
}

type PullRequestConnection {
  edges: [PullRequestEdge]
  nodes: [PullRequest]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PullRequestEdge {
  cursor: String!
  node: PullRequest
}

type PullRequestReview implements Node {
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  body: String!
  bodyText: String!
  comments(after: String, before: String, first: Int, last: Int): PullRequestReviewCommentConnection!
  commit: Commit
  createdAt: DateTime!
  databaseId: Int
  fullDatabaseId: BigInt
  id: ID!
  includesCreatedEdit: Boolean!
  isMinimized: Boolean!
  minimizedReason: String
  pullRequest: PullRequest!
  reactionGroups: [ReactionGroup!]
  resourcePath: URI!
  state: PullRequestReviewState!
  submittedAt: DateTime
  updatedAt: DateTime!
  url: URI!
  viewerDidAuthor: Boolean!
}

type PullRequestReviewComment implements Node {
  body: String!
  id: ID!
}

type PullRequestReviewCommentConnection {
  edges: [PullRequestReviewCommentEdge]
  nodes: [PullRequestReviewComment]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PullRequestReviewCommentEdge {
  cursor: String!
  node: PullRequestReviewComment
}

type PullRequestReviewConnection {
  edges: [PullRequestReviewEdge]
  nodes: [PullRequestReview]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PullRequestReviewEdge {
  cursor: String!
  node: PullRequestReview
}

type PullRequestReviewThread implements Node {
  id: ID!
  isResolved: Boolean!
}

type PullRequestReviewThreadConnection {
  edges: [PullRequestReviewThreadEdge]
  nodes: [PullRequestReviewThread]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PullRequestReviewThreadEdge {
  cursor: String!
  node: PullRequestReviewThread
}

type PullRequestTemplate {
  body: String
  filename: String
}

type Query implements Node {
  id: ID!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  organization(login: String!): Organization
  rateLimit(dryRun: Boolean = false): RateLimit
  relay: Query!
  repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
  repositoryOwner(login: String!): RepositoryOwner
  search(after: String, before: String, first: Int, last: Int, query: String!, type: SearchType!): SearchResultItemConnection!
  user(login: String!): User
  viewer: User!
}

type RateLimit {
  cost: Int!
  limit: Int!
  nodeCount: Int!
  remaining: Int!
  resetAt: DateTime!
  used: Int!
}

type ReactingUserConnection {
  edges: [ReactingUserEdge]
  nodes: [User]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ReactingUserEdge {
  cursor: String!
  node: User!
}

type ReactionGroup {
  content: ReactionContent!
  createdAt: DateTime
  reactors(after: String, before: String, first: Int, last: Int): ReactorConnection!
  users(after: String, before: String, first: Int, last: Int): ReactingUserConnection!
  viewerHasReacted: Boolean!
}

type ReactorConnection {
  edges: [ReactorEdge]
  nodes: [Reactor]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ReactorEdge {
  cursor: String!
  node: Reactor!
}

type Ref implements Node {
  associatedPullRequests(after: String, baseRefName: String, before: String, first: Int, headRefName: String, labels: [String!], last: Int, orderBy: IssueOrder, states: [PullRequestState!]): PullRequestConnection!
  branchProtectionRule: BranchProtectionRule
  compare(headRef: String!): Comparison
  id: ID!
  name: String!
  prefix: String!
  repository: Repository!
  target: GitObject
}

type RefConnection {
  edges: [RefEdge]
  nodes: [Ref]
  pageInfo: PageInfo!
  totalCount: Int!
}

type RefEdge {
  cursor: String!
  node: Ref
}

type Release implements Node {
  author: User
  createdAt: DateTime!
  databaseId: Int
  description: String
  id: ID!
  isDraft: Boolean!
  isLatest: Boolean!
  isPrerelease: Boolean!
  mentions(after: String, before: String, first: Int, last: Int): UserConnection
  name: String
  publishedAt: DateTime
  reactionGroups: [ReactionGroup!]
  releaseAssets(after: String, before: String, first: Int, last: Int, name: String): ReleaseAssetConnection!
  repository: Repository!
  resourcePath: URI!
  shortDescriptionHTML(limit: Int = 200): HTML
  tag: Ref
  tagCommit: Commit
  tagName: String!
  updatedAt: DateTime!
  url: URI!
}

type ReleaseAsset implements Node {
  contentType: String!
  createdAt: DateTime!
  downloadCount: Int!
  downloadUrl: URI!
  id: ID!
  name: String!
  release: Release
  size: Int!
  updatedAt: DateTime!
  uploadedBy: User!
  url: URI!
}

type ReleaseAssetConnection {
  edges: [ReleaseAssetEdge]
  nodes: [ReleaseAsset]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ReleaseAssetEdge {
  cursor: String!
  node: ReleaseAsset
}

type ReleaseConnection {
  edges: [ReleaseEdge]
  nodes: [Release]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ReleaseEdge {
  cursor: String!
  node: Release
}

type RemoveAssigneesFromAssignablePayload {
  assignable: Assignable
  clientMutationId: String
}

type RemoveLabelsFromLabelablePayload {
  clientMutationId: String
  labelable: Labelable
}

type ReopenIssuePayload {
  clientMutationId: String
  issue: Issue
}

type ReopenPullRequestPayload {
  clientMutationId: String
  pullRequest: PullRequest
}

type Repository implements Node {
  allowUpdateBranch: Boolean!
  archivedAt: DateTime
  assignableUsers(after: String, before: String, first: Int, last: Int, query: String): UserConnection!
  autoMergeAllowed: Boolean!
  branchProtectionRules(after: String, before: String, first: Int, last: Int): BranchProtectionRuleConnection!
  codeOfConduct: CodeOfConduct
  collaborators(affiliation: CollaboratorAffiliation, after: String, before: String, first: Int, last: Int, login: String, query: String): RepositoryCollaboratorConnection
  contactLinks: [RepositoryContactLink!]
  createdAt: DateTime!
  databaseId: Int
  defaultBranchRef: Ref
  deleteBranchOnMerge: Boolean!
  description: String
  diskUsage: Int
  forkCount: Int!
  forkingAllowed: Boolean!
  forks(affiliations: [RepositoryAffiliation], after: String, before: String, first: Int, hasIssuesEnabled: Boolean, isLocked: Boolean, last: Int, orderBy: RepositoryOrder, ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
  fundingLinks: [FundingLink!]!
  hasDiscussionsEnabled: Boolean!
  hasIssuesEnabled: Boolean!
  hasProjectsEnabled: Boolean!
  hasSponsorshipsEnabled: Boolean!
  hasVulnerabilityAlertsEnabled: Boolean!
  hasWikiEnabled: Boolean!
  homepageUrl: URI
  id: ID!
  isArchived: Boolean!
  isBlankIssuesEnabled: Boolean!
  isDisabled: Boolean!
  isEmpty: Boolean!
  isFork: Boolean!
  isInOrganization: Boolean!
  isLocked: Boolean!
  isMirror: Boolean!
  isPrivate: Boolean!
  isSecurityPolicyEnabled: Boolean
  isTemplate: Boolean!
  isUserConfigurationRepository: Boolean!
  issue(number: Int!): Issue
  issueOrPullRequest(number: Int!): IssueOrPullRequest
  issueTemplates: [IssueTemplate!]
  issues(after: String, before: String, filterBy: IssueFilters, first: Int, labels: [String!], last: Int, orderBy: IssueOrder, states: [IssueState!]): IssueConnection!
  label(name: String!): Label
  labels(after: String, before: String, first: Int, last: Int, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}, query: String): LabelConnection
  languages(after: String, before: String, first: Int, last: Int, orderBy: LanguageOrder): LanguageConnection
  latestRelease: Release
  licenseInfo: License
  lockReason: RepositoryLockReason
  mentionableUsers(after: String, before: String, first: Int, last: Int, query: String): UserConnection!
  mergeCommitAllowed: Boolean!
  mergeCommitMessage: MergeCommitMessage!
  mergeCommitTitle: MergeCommitTitle!
  mergeQueue(branch: String): MergeQueue
  milestone(number: Int!): Milestone
  milestones(after: String, before: String, first: Int, last: Int, orderBy: MilestoneOrder, query: String, states: [MilestoneState!]): MilestoneConnection
  mirrorUrl: URI
  name: String!
  nameWithOwner: String!
  object(expression: String, oid: GitObjectID): GitObject
  openGraphImageUrl: URI!
  owner: RepositoryOwner!
  parent: Repository
  primaryLanguage: Language
  projects(after: String, before: String, first: Int, last: Int, orderBy: ProjectOrder, search: String, states: [ProjectState!]): ProjectConnection!
  projectsUrl: URI!
  projectsV2(after: String, before: String, first: Int, last: Int, minPermissionLevel: ProjectV2PermissionLevel = READ, orderBy: ProjectV2Order = {field: NUMBER, direction: DESC}, query: String): ProjectV2Connection!
  pullRequest(number: Int!): PullRequest
  pullRequestTemplates: [PullRequestTemplate!]
  pullRequests(after: String, baseRefName: String, before: String, first: Int, headRefName: String, labels: [String!], last: Int, orderBy: IssueOrder, states: [PullRequestState!]): PullRequestConnection!
  pushedAt: DateTime
  rebaseMergeAllowed: Boolean!
  ref(qualifiedName: String!): Ref
  refs(after: String, before: String, direction: OrderDirection, first: Int, last: Int, orderBy: RefOrder, query: String, refPrefix: String!): RefConnection
  release(tagName: String!): Release
  releases(after: String, before: String, first: Int, last: Int, orderBy: ReleaseOrder): ReleaseConnection!
  repositoryTopics(after: String, before: String, first: Int, last: Int): RepositoryTopicConnection!
  resourcePath: URI!
  rulesets(after: String, before: String, first: Int, includeParents: Boolean = true, last: Int, targets: [RepositoryRulesetTarget!] = null): RepositoryRulesetConnection
  securityPolicyUrl: URI
  squashMergeAllowed: Boolean!
  squashMergeCommitMessage: SquashMergeCommitMessage!
  squashMergeCommitTitle: SquashMergeCommitTitle!
  squashPrTitleUsedAsDefault: Boolean!
  sshUrl: GitSSHRemote!
  stargazerCount: Int!
  stargazers(after: String, before: String, first: Int, last: Int, orderBy: StarOrder): StargazerConnection!
  templateRepository: Repository
  updatedAt: DateTime!
  url: URI!
  usesCustomOpenGraphImage: Boolean!
  viewerCanAdminister: Boolean!
  viewerCanCreateProjects: Boolean!
  viewerCanSubscribe: Boolean!
  viewerCanUpdateTopics: Boolean!
  viewerDefaultCommitEmail: String
  viewerDefaultMergeMethod: PullRequestMergeMethod!
  viewerHasStarred: Boolean!
  viewerPermission: RepositoryPermission
  viewerPossibleCommitEmails: [String!]
  viewerSubscription: SubscriptionState
  visibility: RepositoryVisibility!
  watchers(after: String, before: String, first: Int, last: Int): UserConnection!
  webCommitSignoffRequired: Boolean!
}

type RepositoryCollaboratorConnection {
  edges: [RepositoryCollaboratorEdge]
  nodes: [User]
  pageInfo: PageInfo!
  totalCount: Int!
}

type RepositoryCollaboratorEdge {
  cursor: String!
  node: User!
}

type RepositoryConnection {
  edges: [RepositoryEdge]
  nodes: [Repository]
  pageInfo: PageInfo!
  totalCount: Int!
}

type RepositoryContactLink {
  about: String!
  name: String!
  url: URI!
}

type RepositoryEdge {
  cursor: String!
  node: Repository
}

type RepositoryRuleset implements Node {
  createdAt: DateTime!
  databaseId: Int
  enforcement: RuleEnforcement!
  id: ID!
  name: String!
  target: RepositoryRulesetTarget
  updatedAt: DateTime!
}

type RepositoryRulesetConnection {
  edges: [RepositoryRulesetEdge]
  nodes: [RepositoryRuleset]
  pageInfo: PageInfo!
  totalCount: Int!
}

type RepositoryRulesetEdge {
  cursor: String!
  node: RepositoryRuleset
}

type RepositoryTopic implements Node {
  id: ID!
  topic: Topic!
}

type RepositoryTopicConnection {
  edges: [RepositoryTopicEdge]
  nodes: [RepositoryTopic]
  pageInfo: PageInfo!
  totalCount: Int!
}

type RepositoryTopicEdge {
  cursor: String!
  node: RepositoryTopic
}

type RequestReviewsPayload {
  actor: Actor
  clientMutationId: String
  pullRequest: PullRequest
}

type ReviewRequest implements Node {
  asCodeOwner: Boolean!
  databaseId: Int
  id: ID!
  pullRequest: PullRequest!
  requestedReviewer: RequestedReviewer
}

type ReviewRequestConnection {
  edges: [ReviewRequestEdge]
  nodes: [ReviewRequest]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ReviewRequestEdge {
  cursor: String!
  node: ReviewRequest
}

type SearchResultItemConnection {
  codeCount: Int!
  discussionCount: Int!
  edges: [SearchResultItemEdge]
  issueCount: Int!
  nodes: [SearchResultItem]
  pageInfo: PageInfo!
  repositoryCount: Int!
  userCount: Int!
  wikiCount: Int!
}

type SearchResultItemEdge {
  cursor: String!
  node: SearchResultItem
}

type StargazerConnection {
  edges: [StargazerEdge]
  nodes: [User]
  pageInfo: PageInfo!
  totalCount: Int!
}

type StargazerEdge {
  cursor: String!
  node: User!
}

type Status implements Node {
  commit: Commit
  context(name: String!): StatusContext
  contexts: [StatusContext!]!
  id: ID!
  state: StatusState!
}

type StatusCheckRollup implements Node {
  commit: Commit
  contexts(after: String, before: String, first: Int, last: Int): StatusCheckRollupContextConnection!
  id: ID!
  state: StatusState!
}

type StatusCheckRollupContextConnection {
  checkRunCount: Int!
  checkRunCountsByState: [CheckRunStateCount!]
  edges: [StatusCheckRollupContextEdge]
  nodes: [StatusCheckRollupContext]
  pageInfo: PageInfo!
  statusContextCount: Int!
  statusContextCountsByState: [StatusContextStateCount!]
  totalCount: Int!
}

type StatusCheckRollupContextEdge {
  cursor: String!
  node: StatusCheckRollupContext
}

type StatusContext implements Node {
  avatarUrl(size: Int = 40): URI
  commit: Commit
  context: String!
  createdAt: DateTime!
  creator: Actor
  description: String
  id: ID!
  isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
  state: StatusState!
  targetUrl: URI
}

type StatusContextStateCount {
  count: Int!
  state: StatusState!
}

type Tag implements GitObject & Node {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  message: String
  name: String!
  oid: GitObjectID!
  repository: Repository!
  tagger: GitActor
  target: GitObject!
}

type Team implements Node {
  id: ID!
  name: String!
  organization: Organization!
  slug: String!
}

type Topic implements Node {
  id: ID!
  name: String!
}

type Tree implements GitObject & Node {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  entries: [TreeEntry!]
  id: ID!
  oid: GitObjectID!
  repository: Repository!
}

type TreeEntry {
  extension: String
  isGenerated: Boolean!
  mode: Int!
  name: String!
  object: GitObject
  oid: GitObjectID!
  path: String
  repository: Repository!
  type: String!
}

type UpdateIssueCommentPayload {
  clientMutationId: String
  issueComment: IssueComment
}

type UpdateIssuePayload {
  actor: Actor
  clientMutationId: String
  issue: Issue
}

type UpdatePullRequestBranchPayload {
  clientMutationId: String
  pullRequest: PullRequest
}

type UpdatePullRequestPayload {
  actor: Actor
  clientMutationId: String
  pullRequest: PullRequest
}

type UpdateRefPayload {
  clientMutationId: String
  ref: Ref
}

type UpdateRefsPayload {
  clientMutationId: String
}

type User implements Actor & Node & RepositoryOwner {
  avatarUrl(size: Int): URI!
  bio: String
  company: String
  createdAt: DateTime!
  databaseId: Int
  email: String!
  id: ID!
  isBountyHunter: Boolean!
  isSiteAdmin: Boolean!
  isViewer: Boolean!
  location: String
  login: String!
  name: String
  organizations(after: String, before: String, first: Int, last: Int, orderBy: OrganizationOrder = null): OrganizationConnection!
  repository(followRenames: Boolean = true, name: String!): Repository
  resourcePath: URI!
  updatedAt: DateTime!
  url: URI!
  websiteUrl: URI
}

type UserConnection {
  edges: [UserEdge]
  nodes: [User]
  pageInfo: PageInfo!
  totalCount: Int!
}

type UserEdge {
  cursor: String!
  node: User
}

type Workflow implements Node {
  databaseId: Int
  id: ID!
  name: String!
  resourcePath: URI!
  state: WorkflowState!
  url: URI!
}

type WorkflowRun implements Node {
  checkSuite: CheckSuite!
  createdAt: DateTime!
  databaseId: Int
  event: String!
  file: WorkflowRunFile
  id: ID!
  resourcePath: URI!
  runNumber: Int!
  updatedAt: DateTime!
  url: URI!
  workflow: Workflow!
}

type WorkflowRunFile implements Node {
  id: ID!
  path: String!
}

union IssueOrPullRequest = Issue | PullRequest

union ProjectV2ItemFieldValue = ProjectV2ItemFieldSingleSelectValue

union Reactor = Bot | Organization | User

union RequestedReviewer = Bot | Team | User

union SearchResultItem = App | Issue | Organization | PullRequest | Repository | User

union StatusCheckRollupContext = CheckRun | StatusContext`),own}let whole$1;function wholeSchema(){return whole$1??=readSchema().then(e=>e===null?null:answering(e)),whole$1}async function readSchema(){for(let e of createRequire(import.meta.url).resolve.paths(`@octokit/graphql-schema`)??[]){let t=await readFile(join(e,SCHEMA_PACKAGE,`schema.graphql`),`utf8`).catch(()=>null);if(t!==null)return t}return null}const examined=new Map;function examineDocument(e){let t=examined.get(e);if(t!==void 0)return t;examined.size>=200&&examined.clear();let n=examine(readDocument(e));return examined.set(e,n),n}const objections=(e,t)=>validate(e,t).filter(({message:e})=>!/^Fields "\w+" conflict because they return conflicting types/.test(e));async function examine(e){let t=ownSchema(),n=isAboutSchema(e),r=n?[]:objections(t,e);if(!n&&r.length===0)return{ok:!0,document:e,schema:t};let i=await wholeSchema();if(i===null)return withoutSchema(r.map(({message:e})=>e));let a=objections(i,e);if(a.length>0)return{ok:!1,errors:a.map(t=>refusalOf$1(e,t))};let o=unansweredFields(i,e);return o.length===0?{ok:!0,document:e,schema:i}:{ok:!1,errors:o.map(([e,t])=>unansweredField(e,t)).map(e=>({message:e,extensions:{code:`unansweredByTheEmbeddedGitHub`}})),unanswered:o.map(([e,t])=>`GraphQL ${e}.${t}`)}}function withoutSchema(e){let t=e[0]??`The query is about the schema.`;return{ok:!1,errors:[{message:`The embedded GitHub answers only a part of GitHub's schema without the package ${SCHEMA_PACKAGE}, and this query is not within it (${t}). Install it beside the program: npm install ${SCHEMA_PACKAGE}`}],unanswered:[`GraphQL without ${SCHEMA_PACKAGE}`]}}function isAboutSchema(e){let t=!1;return visit(e,{Field:({name:e})=>{(e.value===`__schema`||e.value===`__type`)&&(t=!0)}}),t}function unansweredFields(e,t){let n=new Map,r=new TypeInfo(e);return visit(t,visitWithTypeInfo(r,{[Kind.FIELD]:{enter({name:{value:t}}){let i=r.getParentType();if(i==null||t.startsWith(`__`)||i.name.startsWith(`__`))return;let a=getNamedType(i);(isAbstractType(a)?e.getPossibleTypes(a):isObjectType(a)?[a]:[]).some(({name:e})=>isEmptyType(e)||resolverOf(e,t)!==void 0)||n.set(`${i.name}.${t}`,[i.name,t])}}})),[...n.values()]}const Body=object({query:string(),variables:record(string(),unknown()).nullish(),operationName:string().nullish()}),refuse=(...e)=>({status:200,body:{errors:e}});function operationOf(e,t){return getOperationAST(e,t===``?null:t)??{message:t?`No operation named "${t}"`:`An operation name is required`}}async function graphql(e,t){let n=Body.safeParse(e.body);if(!n.success)return apiError(400,`A query attribute must be specified and must be a string.`);let{query:r,variables:i,operationName:a}=n.data,o;try{o=await examineDocument(r)}catch(e){if(!(e instanceof GraphQLSyntaxError))throw e;return refuse({message:e.message,...e.at===null?{}:{locations:[e.at]}})}if(!o.ok){let{errors:e,unanswered:t}=o;return{...refuse(...e),...t===void 0?{}:{unanswered:t}}}let s=operationOf(o.document,a);return`kind`in s?answer(e,t,{...o,operation:s,variables:i??{}}):refuse(s)}async function answer(e,t,n){let{schema:r,document:i,operation:a,variables:o}=n,s=a.variableDefinitions??[],c=getVariableValues(r,s,o);if(c.errors!==void 0){let e=new Map(s.map(({variable:e,type:t})=>[e.name.value,print(t)]));return refuse(...c.errors.map(t=>variableRefusal(t,e)))}let l=costOf(i,a,c.coerced),u=e.world.now(),d=await execute({schema:r,document:i,operationName:a.name?.value??null,variableValues:o,contextValue:{...e,budget:()=>{let{limit:n,used:r,reset:i}=t?.budget(e.requester.tokenKind,`graphql`,u)??STANDING;return{cost:l,limit:n,used:r,reset:i}}}}),f=(d.errors??[]).map(e=>fieldRefusal(e));return{status:200,points:l,body:{data:d.data??null,...f.length===0?{}:{errors:f}},...unansweredIn(d.errors)}}const STANDING={limit:5e3,used:0,reset:0};function fieldRefusal(e){let{originalError:t,path:n=[],locations:r=[],message:i}=e;if(!(t instanceof FieldError))throw t??e;return{type:t.type,path:n,locations:r,message:i}}function unansweredIn(e){let t=(e??[]).filter(({originalError:e})=>e instanceof FieldError&&e.type===`UNANSWERED`);return t.length===0?{}:{unanswered:t.map(({message:e})=>`GraphQL: ${e}`)}}const graphqlRoutes=e=>[{method:`POST`,path:`/graphql`,handle:t=>graphql(t,e)}];async function runArtifacts(e,t){let n=t.attempts.at(-1),r=(await workflowsAt(e,t.headSha)).find(({path:e})=>e===t.workflowPath);if(n?.conclusion!==`success`||r?.file.ok!==!0)return[];let i=uploadedArtifacts(r.file.value,subjectOf(t)).map(({name:e,files:t})=>({name:filled(e),files:t.length===0?[`${filled(e)}.bin`]:t.map(e=>filled(e.name))}));return[...new Map(i.map(e=>[e.name,e])).values()]}function subjectOf(e){let t=e.headBranch;return{tag:t,version:/\d+\.\d+\.\d+\S*/.exec(t)?.[0]??t,event:EVENTS.find(t=>t===e.event)??`push`,inputs:new Map(Object.entries(e.inputs))}}const EVENTS=[`push`,`create`,`workflow_dispatch`,`release`],filled=e=>e.replaceAll(`*`,`any`).replaceAll(`?`,`x`);async function artifactBytes(e,t,n){let{time:r}=(await e.git.commit(t.headSha)).committer,i={project:e.state.repo,version:subjectOf(t).version,commit:t.headSha,time:r};return packZip(n.files.map(e=>({path:e,bytes:assetContent(e,i)})),r)}const notFound$2=()=>apiError(404,`Not Found`),param=(e,t)=>e.params[t]??``,numberParam=(e,t)=>{let n=param(e,t);return/^\d{1,15}$/.test(n)?Number(n):-1};function findWorkflow(e){let t=param(e,`workflow_id`),{workflows:n}=e.world.state;return n.find(e=>String(e.id)===t||workflowFileName(e.path)===t)??null}async function workflowNames(e){let{world:t}=e,n=await t.git.resolveRef(`refs/heads/${t.state.defaultBranch}`),r=n===null?[]:await workflowsAt(t,n);return new Map(r.flatMap(({path:e,file:t})=>t.ok?[[e,t.value.name]]:[]))}function workflowAnswer(e,t,n){let{defaultBranch:r}=e.world.state,i=isoTime(t.createdAt);return{id:t.id,node_id:nodeId(`W`,t.id),name:n.get(t.path)??t.path,path:t.path,state:t.state,created_at:i,updated_at:i,url:`${repositoryUrl(e)}/actions/workflows/${t.id}`,html_url:`${repositoryPage(e)}/blob/${urlPath(r)}/${urlPath(t.path)}`,badge_url:`${repositoryPage(e)}/workflows/${t.id}/badge.svg`}}async function listWorkflows(e){let{workflows:t}=e.world.state,n=await workflowNames(e),{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/actions/workflows`,t);return{status:200,body:{total_count:t.length,workflows:r.map(t=>workflowAnswer(e,t,n))},headers:i}}async function getWorkflow(e){let t=findWorkflow(e);return t===null?notFound$2():{status:200,body:workflowAnswer(e,t,await workflowNames(e))}}const setWorkflowState=e=>t=>{let n=findWorkflow(t);return n===null?notFound$2():(n.state=e,{status:204})},Dispatch$1=object({ref:string(),inputs:record(string(),union([string(),boolean(),number()])).optional(),return_run_details:boolean().optional()});async function dispatch(e,t){let{world:n}=e,r=findWorkflow(e);if(r===null)return notFound$2();let i=readBody(e.body,Dispatch$1);if(!i.ok)return i.reply;let{ref:a,inputs:o={},return_run_details:s}=i.value;if(s!==void 0&&t.standing(`no-run-details`)!==null)return apiError(422,`Invalid request.

"return_run_details" is not a permitted key.`);if(r.state!==`active`)return apiError(422,`Cannot trigger a 'workflow_dispatch' on a disabled workflow`);let c=null;for(let e of a.startsWith(`refs/`)?[a]:[`refs/heads/${a}`,`refs/tags/${a}`]){let t=await n.git.resolveRef(e),r=t===null?null:await n.git.peel(t);r!==null&&(c??={name:e,commit:r})}if(c===null)return apiError(422,`No ref found for: ${a}`);let l=(await workflowsAt(n,c.commit)).find(e=>e.path===r.path);if(l===void 0)return apiError(404,`Not Found`);let u=l.file.ok?l.file.value.triggers.get(`workflow_dispatch`):void 0;if(u===void 0)return apiError(422,`Workflow does not have 'workflow_dispatch' trigger`);let d=Object.keys(o).filter(e=>!u.inputs.has(e));if(d.length>0)return apiError(422,`Unexpected inputs provided: ${JSON.stringify(d)}`);let f=new Map;for(let e of u.inputs.values()){let t=Object.hasOwn(o,e.name)?o[e.name]:void 0,n=t===void 0?e.default:String(t);if(e.required&&(n===null||n===``))return apiError(422,`Required input '${e.name}' not provided`);if(e.type===`choice`&&n!==null&&!e.options.includes(n))return apiError(422,`Provided value '${n}' for input '${e.name}' not in the list of allowed values`);n!==null&&f.set(e.name,n)}let p=n.state.runs.length;await e.emit(n,{kind:`workflow_dispatch`,workflowPath:r.path,ref:c.name,commit:c.commit,inputs:Object.fromEntries(f)},e.requester);let m=n.state.runs[p];return s!==!0||m===void 0?{status:204}:{status:200,body:{workflow_run_id:m.id,run_url:`${repositoryUrl(e)}/actions/runs/${m.id}`,html_url:`${repositoryPage(e)}/actions/runs/${m.id}`}}}const workflowUsage=e=>findWorkflow(e)===null?notFound$2():{status:200,body:{billable:{}}},SHOWN_REPOSITORY=new Set(`archive_url assignees_url blobs_url branches_url collaborators_url comments_url commits_url compare_url contents_url
  contributors_url deployments_url description downloads_url events_url fork forks_url full_name git_commits_url
  git_refs_url git_tags_url hooks_url html_url id node_id issue_comment_url issue_events_url issues_url keys_url labels_url
  languages_url merges_url milestones_url name notifications_url owner private pulls_url releases_url stargazers_url
  statuses_url subscribers_url subscription_url tags_url teams_url trees_url url`.split(/\s+/)),minimalRepository=e=>Object.fromEntries(Object.entries(repositoryAnswer(e)).filter(([e])=>SHOWN_REPOSITORY.has(e)));async function runAnswer(e,t,n){let{world:r,apiUrl:i}=e,{git:a,state:o}=r,s=`${repositoryUrl(e)}/actions/runs/${t.id}`,c=await a.commit(t.headSha),l=o.workflows.find(e=>e.path===t.workflowPath),u=minimalRepository(e),d=({name:e,email:t})=>({name:e,email:t}),f=o.pulls.find(e=>e.number===t.pullRequestNumber),p=simpleUser(t.actor,i),m={id:o.repositoryId,url:repositoryUrl(e),name:o.repo};return{id:t.id,name:t.workflowName,node_id:nodeId(`WFR`,t.id),head_branch:t.headBranch,head_sha:t.headSha,path:t.workflowPath,display_title:t.displayTitle,run_number:t.runNumber,event:t.event,status:n.status,conclusion:n.conclusion,workflow_id:l?.id??0,check_suite_id:t.id,check_suite_node_id:nodeId(`CS`,t.id),url:s,html_url:`${repositoryPage(e)}/actions/runs/${t.id}`,pull_requests:f===void 0?[]:[{url:`${repositoryUrl(e)}/pulls/${f.number}`,id:f.id,number:f.number,head:{ref:f.headRef,sha:f.headSha,repo:m},base:{ref:f.baseRef,sha:f.baseSha,repo:m}}],created_at:isoTime(t.createdAt),updated_at:isoTime(n.updatedAt),actor:p,run_attempt:n.attempt.attempt,referenced_workflows:[],run_started_at:isoTime(n.startedAt),triggering_actor:p,jobs_url:`${s}/jobs`,logs_url:`${s}/logs`,check_suite_url:`${repositoryUrl(e)}/check-suites/${t.id}`,artifacts_url:`${s}/artifacts`,cancel_url:`${s}/cancel`,rerun_url:`${s}/rerun`,previous_attempt_url:n.attempt.attempt>1?`${s}/attempts/${n.attempt.attempt-1}`:null,workflow_url:`${repositoryUrl(e)}/actions/workflows/${l?.id??0}`,head_commit:{id:t.headSha,tree_id:c.tree,message:c.message,timestamp:isoTime(c.committer.time),author:d(c.author),committer:d(c.committer)},repository:u,head_repository:u}}const FILTERS=[`actor`,`branch`,`event`,`status`,`created`,`head_sha`,`check_suite_id`,`exclude_pull_requests`];function createdMatches(e,t){let[n,r]=e.split(`..`,2),i=e=>Date.parse(e===`*`?`0000`:e),a=e=>i(e)+(/^\d{4}-\d{2}-\d{2}$/.test(e)?86399999:999);if(r!==void 0)return(n===`*`||t>=i(n??``))&&(r===`*`||t<=a(r));let o=/^(>=|<=|>|<)?(.*)$/s.exec(e),s=o?.[2]??``;switch(o?.[1]){case`>=`:return t>=i(s);case`>`:return t>a(s);case`<=`:return t<=a(s);case`<`:return t<i(s);default:return t>=i(s)&&t<=a(s)}}function passes(e,t,n){let r=(t,n)=>!e.has(t)||e.get(t)===``||e.get(t)===n,i=e.get(`status`)??``;return r(`actor`,t.actor.login)&&r(`branch`,t.headBranch)&&r(`event`,t.event)&&r(`head_sha`,t.headSha)&&r(`check_suite_id`,String(t.id))&&(i===``||i===n.status||i===n.conclusion)&&((e.get(`created`)??``)===``||createdMatches(e.get(`created`)??``,t.createdAt))}async function listRuns(e,t,n,r){let{query:i,world:a}=e,o=FILTERS.some(e=>(i.get(e)??``)!==``),s=a.now()-(o&&t.standing(`stale-list`)!==null?3e5:0),c=r.flatMap(e=>{let t=e.createdAt>s?null:runAt(e,s);return t!==null&&passes(i,e,t)?[{run:e,view:t}]:[]}).sort((e,t)=>t.run.createdAt-e.run.createdAt||t.run.id-e.run.id),{items:l,headers:u}=paginate(e,n,c),d={total_count:c.length,workflow_runs:[]};for(let{run:t,view:n}of l)d.workflow_runs.push(await runAnswer(e,t,n));return{status:200,body:d,headers:u}}function listWorkflowRuns(e,t){let n=findWorkflow(e);if(n===null)return notFound$2();let r=e.world.state.runs.filter(e=>e.workflowPath===n.path);return listRuns(e,t,`${repositoryPath(e)}/actions/workflows/${encodeURIComponent(param(e,`workflow_id`))}/runs`,r)}function findRun(e){let t=e.world.state.runs.find(t=>t.id===numberParam(e,`run_id`));if(t===void 0)return null;let n=runAt(t,e.world.now());return n===null&&t.event===`workflow_dispatch`?{run:t,view:{attempt:latestAttempt(t),status:`queued`,conclusion:null,startedAt:t.createdAt,updatedAt:t.createdAt}}:n===null?null:{run:t,view:n}}async function getRun(e){let t=findRun(e);return t===null?notFound$2():{status:200,body:await runAnswer(e,t.run,t.view)}}function attemptOf(e){let t=findRun(e);if(t===null)return null;let n=runAt(t.run,e.world.now(),numberParam(e,`attempt_number`));return n===null?null:{run:t.run,view:n}}async function getAttempt(e){let t=attemptOf(e);return t===null?notFound$2():{status:200,body:await runAnswer(e,t.run,t.view)}}const REPO$17=`/repos/{owner}/{repo}`,KEPT=7776e6,PLACES$1=1e3;async function artifactsOf(e,t){let n=runAt(t,e.world.now())?.status===`completed`&&t.effectsApplied?await runArtifacts(e.world,t):[],r=new Set(e.world.state.deletedArtifacts??[]);return n.map((e,n)=>({run:t,artifact:e,id:t.id*PLACES$1+n})).filter(({id:e})=>!r.has(e))}async function answerOf$5(e,{run:t,artifact:n,id:r}){let i=latestAttempt(t),a=i.beginsAt+(i.endsAfter??0),o=`${repositoryUrl(e)}/actions/artifacts/${r}`,s=await artifactBytes(e.world,t,n);return{id:r,node_id:nodeId(`MDg6QXJ0aWZhY3Q`,r),name:n.name,size_in_bytes:s.byteLength,url:o,archive_download_url:`${o}/zip`,expired:a+KEPT<=e.world.now(),digest:`sha256:${sha256(s)}`,created_at:isoTime(a),updated_at:isoTime(a),expires_at:isoTime(a+KEPT),workflow_run:{id:t.id,repository_id:e.world.state.repositoryId,head_repository_id:e.world.state.repositoryId,head_branch:t.headBranch,head_sha:t.headSha}}}async function listArtifacts(e){let t=findRun(e);if(t===null)return notFound$2();let n=await artifactsOf(e,t.run),{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/actions/runs/${t.run.id}/artifacts`,n),a=await Promise.all(r.map(t=>answerOf$5(e,t)));return{status:200,body:{total_count:n.length,artifacts:a},headers:i}}async function listEvery(e){let t=[];for(let n of e.world.state.runs)t.push(...await artifactsOf(e,n));let n=e.query.get(`name`),r=t.filter(({artifact:e})=>n===null||e.name===n).reverse(),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/actions/artifacts`,r),o=await Promise.all(i.map(t=>answerOf$5(e,t)));return{status:200,body:{total_count:r.length,artifacts:o},headers:a}}async function findArtifact(e){let t=e.params.artifact_id??``,n=/^\d{1,15}$/.test(t)?Number(t):-1,r=e.world.state.runs.find(e=>e.id===Math.floor(n/PLACES$1));return(r===void 0?[]:await artifactsOf(e,r)).find(e=>e.id===n)??null}async function getArtifact(e){let t=await findArtifact(e);return t===null?notFound$2():{status:200,body:await answerOf$5(e,t)}}async function downloadArtifact(e){let t=e.params.archive_format===`zip`?await findArtifact(e):null;return t===null?notFound$2():{status:302,headers:{location:`${e.apiUrl.replace(/\/api\/v3$/,``)}/_downloads/artifacts/${t.id}`}}}async function deleteArtifact(e){let t=await findArtifact(e);if(t===null)return notFound$2();let{state:n}=e.world;return n.deletedArtifacts=[...n.deletedArtifacts??[],t.id],{status:204}}const artifactRoutes=[{method:`GET`,path:`${REPO$17}/actions/artifacts`,handle:listEvery},{method:`GET`,path:`${REPO$17}/actions/runs/{run_id}/artifacts`,handle:listArtifacts},{method:`GET`,path:`${REPO$17}/actions/artifacts/{artifact_id}`,handle:getArtifact},{method:`DELETE`,path:`${REPO$17}/actions/artifacts/{artifact_id}`,handle:deleteArtifact},{method:`GET`,path:`${REPO$17}/actions/artifacts/{artifact_id}/{archive_format}`,handle:downloadArtifact}];function jobAnswer(e,t,n,r){let i=repositoryUrl(e),a=r.status===`in_progress`||r.status===`completed`&&r.steps.length>0;return{id:r.id,run_id:t.id,workflow_name:t.workflowName,head_branch:t.headBranch,run_url:`${i}/actions/runs/${t.id}`,run_attempt:n.attempt,node_id:nodeId(`CR`,r.id),head_sha:t.headSha,url:`${i}/actions/jobs/${r.id}`,html_url:`${repositoryPage(e)}/actions/runs/${t.id}/job/${r.id}`,status:r.status,conclusion:r.conclusion,created_at:isoTime(r.createdAt),started_at:isoTime(r.startedAt),completed_at:r.completedAt===null?null:isoTime(r.completedAt),name:r.name,steps:r.steps.map(e=>({name:e.name,status:e.status,conclusion:e.conclusion,number:e.number,started_at:e.startedAt===null?null:isoTime(e.startedAt),completed_at:e.completedAt===null?null:isoTime(e.completedAt)})),check_run_url:`${i}/check-runs/${r.id}`,labels:[],runner_id:a?1:null,runner_name:a?`simulated runner`:null,runner_group_id:a?1:null,runner_group_name:a?`simulated`:null}}function jobsReply(e,t,n,r){let i=e.world.now(),a=n.flatMap(e=>jobsAt(e,i).map(t=>({attempt:e,job:t}))),{items:o,headers:s}=paginate(e,`${repositoryPath(e)}/actions/runs/${t.id}${r}`,a);return{status:200,body:{total_count:a.length,jobs:o.map(({attempt:n,job:r})=>jobAnswer(e,t,n,r))},headers:s}}function listJobs(e){let t=findRun(e);if(t===null)return notFound$2();let{run:n,view:r}=t;return jobsReply(e,n,e.query.get(`filter`)===`all`?n.attempts:[r.attempt],`/jobs`)}function listAttemptJobs(e){let t=attemptOf(e);if(t===null)return notFound$2();let{run:n,view:r}=t;return jobsReply(e,n,[r.attempt],`/attempts/${r.attempt.attempt}/jobs`)}function findJob(e,t){let n=e.world.now();for(let r of e.world.state.runs)for(let e of r.attempts){let i=e.jobs.find(e=>e.id===t);if(i!==void 0)return jobsAt(e,n).some(e=>e.id===t)?{run:r,attempt:e,job:jobAt(e,i,n)}:null}return null}function getJob(e){let t=findJob(e,numberParam(e,`job_id`));return t===null?notFound$2():{status:200,body:jobAnswer(e,t.run,t.attempt,t.job)}}const redirect=e=>({status:302,headers:{location:e}}),origin=e=>e.apiUrl.replace(/\/api\/v3$/,``);function jobLogs(e){let t=findJob(e,numberParam(e,`job_id`));return t===null||t.job.status!==`completed`||t.job.log===``||(e.world.state.deletedLogs??[]).includes(t.run.id)?notFound$2():redirect(`${origin(e)}/_downloads/logs/${t.job.id}`)}function runLogs$1(e){let t=e.params.attempt_number===void 0?findRun(e):attemptOf(e);return t===null||t.view.status!==`completed`||(e.world.state.deletedLogs??[]).includes(t.run.id)?notFound$2():redirect(`${origin(e)}/_downloads/run-logs/${t.run.id}/${t.view.attempt.attempt}`)}const done=e=>({status:e,body:{}});async function rerunRun(e,t){let n=findRun(e);return n===null?notFound$2():n.view.status===`completed`?t===`failed`&&n.view.conclusion===`success`?apiError(403,`This workflow run has no failed jobs to rerun`):(await rerun(e.world,n.run,t),done(201)):apiError(403,`The workflow run cannot be rerun while it is in progress`)}async function rerunJob(e){let t=numberParam(e,`job_id`),n=e.world.state.runs.find(({attempts:e})=>e.at(-1)?.jobs.some(e=>e.id===t)),r=n===void 0?null:runAt(n,e.world.now()),i=n?.attempts.at(-1)?.jobs.find(e=>e.id===t);return n===void 0||r===null||i===void 0?notFound$2():r.status===`completed`?(await rerun(e.world,n,i.conclusion===`success`?`all`:`failed`),done(201)):apiError(403,`The workflow run containing this job is already running`)}function cancel(e){let t=findRun(e);return t===null?notFound$2():t.view.status===`completed`?apiError(409,`Cannot cancel a workflow run that is completed.`):(cancelRun(t.run,e.world.now()),done(202))}function replaceLatest(e,t){e.attempts[e.attempts.length-1]=t}function approve(e){let t=findRun(e);return t===null?notFound$2():t.view.attempt.heldAs===`action_required`?e.requester.tokenKind===`github-token`?apiError(403,`Resource not accessible by integration`):(replaceLatest(t.run,releaseAttempt(t.view.attempt,e.world.now())),done(201)):apiError(403,`This run is not waiting for approval`)}const environmentId=e=>[...e].reduce((e,t)=>(e*31+(t.codePointAt(0)??0))%1000000007,7);function pendingDeployments(e){let t=findRun(e);if(t===null)return notFound$2();let{environment:n}=t.view.attempt;if(t.view.status!==`waiting`||n===null)return{status:200,body:[]};let r=environmentId(n);return{status:200,body:[{environment:{id:r,node_id:nodeId(`EN`,r),name:n,url:`${repositoryUrl(e)}/environments/${encodeURIComponent(n)}`,html_url:`${repositoryPage(e)}/deployments/activity_log?environments_filter=${encodeURIComponent(n)}`},wait_timer:0,wait_timer_started_at:null,current_user_can_approve:e.requester.tokenKind===`pat`,reviewers:[{type:`User`,reviewer:simpleUser(MAINTAINER,e.apiUrl)}]}]}}const Review=object({environment_ids:array(number()),state:_enum([`approved`,`rejected`]),comment:string()});function reviewDeployments(e){let t=findRun(e);if(t===null)return notFound$2();let n=readBody(e.body,Review);if(!n.ok)return n.reply;let{run:r,view:i}=t,{environment:a}=i.attempt;if(i.status!==`waiting`||a===null||!n.value.environment_ids.includes(environmentId(a)))return apiError(422,`No pending deployment requests to approve or reject`);if(e.requester.tokenKind!==`pat`)return apiError(403,`Resource not accessible by integration`);let o=e.world.now();n.value.state===`approved`?replaceLatest(r,releaseAttempt(i.attempt,o)):(cancelRun(r,o),replaceLatest(r,{...latestAttempt(r),conclusion:`failure`}));let s=environmentId(a),c=`${repositoryUrl(e)}/deployments/${s}`;return{status:200,body:[{url:c,id:s,node_id:nodeId(`DE`,s),sha:r.headSha,ref:r.headBranch,task:`deploy`,payload:{},environment:a,description:null,creator:simpleUser(r.actor,e.apiUrl),created_at:isoTime(r.createdAt),updated_at:isoTime(o),statuses_url:`${c}/statuses`,repository_url:repositoryUrl(e)}]}}function deleteRun(e){let t=findRun(e);if(t===null)return notFound$2();if(t.view.status!==`completed`)return apiError(403,`Could not delete the workflow run`);let{runs:n}=e.world.state;return n.splice(n.indexOf(t.run),1),{status:204}}function deleteLogs(e){let t=findRun(e);if(t===null)return notFound$2();if(t.view.status!==`completed`)return apiError(403,`Logs can only be deleted after the run has completed`);let{state:n}=e.world;return n.deletedLogs=[...new Set([...n.deletedLogs??[],t.run.id])],{status:204}}function runUsage(e){let t=findRun(e);if(t===null)return notFound$2();let{view:n}=t;return{status:200,body:{billable:{},...n.status===`completed`?{run_duration_ms:n.updatedAt-n.startedAt}:{}}}}const REPO$16=`/repos/{owner}/{repo}`;function actionsRoutes(e){let t=`${REPO$16}/actions/workflows/{workflow_id}`,n=`${REPO$16}/actions/runs/{run_id}`,r=`${REPO$16}/actions/jobs/{job_id}`;return[...artifactRoutes,{method:`GET`,path:`${REPO$16}/actions/workflows`,handle:listWorkflows},{method:`GET`,path:t,handle:getWorkflow},{method:`PUT`,path:`${t}/enable`,handle:setWorkflowState(`active`)},{method:`PUT`,path:`${t}/disable`,handle:setWorkflowState(`disabled_manually`)},{method:`POST`,path:`${t}/dispatches`,handle:t=>dispatch(t,e)},{method:`GET`,path:`${t}/runs`,handle:t=>listWorkflowRuns(t,e)},{method:`GET`,path:`${REPO$16}/actions/runs`,handle:t=>listRuns(t,e,`${repositoryPath(t)}/actions/runs`,t.world.state.runs)},{method:`GET`,path:n,handle:getRun},{method:`DELETE`,path:n,handle:deleteRun},{method:`DELETE`,path:`${n}/logs`,handle:deleteLogs},{method:`GET`,path:`${n}/timing`,handle:runUsage},{method:`GET`,path:`${t}/timing`,handle:workflowUsage},{method:`POST`,path:`${n}/force-cancel`,handle:cancel},{method:`GET`,path:`${n}/jobs`,handle:listJobs},{method:`GET`,path:`${n}/logs`,handle:runLogs$1},{method:`GET`,path:`${n}/attempts/{attempt_number}`,handle:getAttempt},{method:`GET`,path:`${n}/attempts/{attempt_number}/jobs`,handle:listAttemptJobs},{method:`GET`,path:`${n}/attempts/{attempt_number}/logs`,handle:runLogs$1},{method:`POST`,path:`${n}/rerun`,handle:e=>rerunRun(e,`all`)},{method:`POST`,path:`${n}/rerun-failed-jobs`,handle:e=>rerunRun(e,`failed`)},{method:`POST`,path:`${n}/cancel`,handle:cancel},{method:`POST`,path:`${n}/approve`,handle:approve},{method:`GET`,path:`${n}/pending_deployments`,handle:pendingDeployments},{method:`POST`,path:`${n}/pending_deployments`,handle:reviewDeployments},{method:`GET`,path:r,handle:getJob},{method:`GET`,path:`${r}/logs`,handle:jobLogs},{method:`POST`,path:`${r}/rerun`,handle:rerunJob}]}const REPO$15=`/repos/{owner}/{repo}`;function checkRunAnswer(e,t){let n=`${repositoryUrl(e)}/check-runs/${t.id}`,r=`${repositoryPage(e)}/runs/${t.id}`;return{id:t.id,name:t.name,node_id:nodeId(`CR`,t.id),head_sha:t.headSha,external_id:t.externalId,url:n,html_url:r,details_url:t.detailsUrl??r,status:t.status,conclusion:t.conclusion,started_at:isoTime(t.startedAt),completed_at:t.completedAt===null?null:isoTime(t.completedAt),output:{title:t.output.title,summary:t.output.summary,text:t.output.text,annotations_count:t.output.annotations.length,annotations_url:`${n}/annotations`},check_suite:{id:suiteIdOf(e.world,t)},app:integration(t.appSlug,e),pull_requests:e.world.state.pulls.filter(e=>e.state===`open`&&e.headOwner===void 0&&e.headSha===t.headSha).map(t=>{let n={id:e.world.state.repositoryId,url:repositoryUrl(e),name:e.world.state.repo};return{id:t.id,number:t.number,url:`${repositoryUrl(e)}/pulls/${t.number}`,head:{ref:t.headRef,sha:t.headSha,repo:n},base:{ref:t.baseRef,sha:t.baseSha,repo:n}}})}}const CheckRunFields={details_url:string().optional(),external_id:string().optional(),status:_enum([`queued`,`in_progress`,`completed`,`waiting`,`requested`,`pending`]).optional(),started_at:datetime({offset:!0}).optional(),conclusion:_enum([`action_required`,`cancelled`,`failure`,`neutral`,`success`,`skipped`,`stale`,`timed_out`]).optional(),completed_at:datetime({offset:!0}).optional(),output:object({title:string().optional(),summary:string().max(65535).optional(),text:string().max(65535).optional(),annotations:array(looseObject({path:string(),start_line:number().int(),end_line:number().int(),annotation_level:_enum([`notice`,`warning`,`failure`]),message:string()})).max(50).optional()}).optional()},CheckRunCreation=object({name:string().min(1),head_sha:string(),...CheckRunFields}),CheckRunUpdate=object({name:string().optional(),...CheckRunFields});function applyChange(e,t,n){(t.status===`queued`||t.status===`in_progress`||t.status===`completed`)&&(e.status=t.status),t.details_url!==void 0&&(e.detailsUrl=t.details_url),t.external_id!==void 0&&(e.externalId=t.external_id),t.conclusion!==void 0&&(e.conclusion=t.conclusion,e.status=`completed`),e.status===`completed`?e.completedAt=t.completed_at===void 0?e.completedAt??n:Date.parse(t.completed_at):(e.conclusion=null,e.completedAt=null),t.output!==void 0&&(e.output={title:t.output.title??e.output.title,summary:t.output.summary??e.output.summary,text:t.output.text??e.output.text,annotations:[...e.output.annotations,...t.output.annotations??[]]})}async function createCheckRun(e){let t=appSlug(e.requester);if(t===null)return apiError(403,`You must authenticate via a GitHub App.`);let n=readBody(e.body,CheckRunCreation);if(!n.ok)return n.reply;let{world:r}=e,{name:i,head_sha:a,...o}=n.value;if((await r.git.objectInfo(a))?.type!==`commit`)return apiError(422,`No commit found for SHA: ${a}`);if(o.status===`completed`&&o.conclusion===void 0)return validationFailed({resource:`CheckRun`,field:`conclusion`,code:`missing_field`});let s=r.now(),c={id:r.nextId(),name:i,headSha:a,status:`queued`,conclusion:null,startedAt:o.started_at===void 0?s:Date.parse(o.started_at),completedAt:null,detailsUrl:null,externalId:``,output:{title:null,summary:null,text:null,annotations:[]},appSlug:t};applyChange(c,o,s),r.state.checkRuns.push(c);let l=checkRunAnswer(e,c);return{status:201,body:l,headers:{location:l.url}}}const runOf=e=>e.world.state.checkRuns.find(t=>String(t.id)===e.params.check_run_id);function getCheckRun(e){let t=runOf(e);return t===void 0?notFound$2():{status:200,body:checkRunAnswer(e,t)}}function updateCheckRun(e){let t=appSlug(e.requester);if(t===null)return apiError(403,`You must authenticate via a GitHub App.`);let n=runOf(e);if(n===void 0)return notFound$2();if(n.appSlug!==t)return apiError(403,"Invalid app_id `1` - check run can only be modified by the GitHub App that created it.");let r=readBody(e.body,CheckRunUpdate);return r.ok?(applyChange(n,r.value,e.world.now()),{status:200,body:checkRunAnswer(e,n)}):r.reply}function listAnnotations(e){let t=runOf(e),n=e.world.state.runs.some(t=>t.attempts.some(t=>t.jobs.some(t=>String(t.id)===e.params.check_run_id)));if(t===void 0)return n?{status:200,body:[]}:notFound$2();let r=t.output.annotations.map(t=>({start_column:null,end_column:null,title:null,raw_details:null,...t,blob_href:`${webUrl(e.apiUrl)}/`})),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/check-runs/${t.id}/annotations`,r);return{status:200,body:i,headers:a}}async function checkRunsOfCommit(e){let{world:t,query:n}=e,r=e.params.ref??``,i=await t.git.resolveCommit(r);if(i===null)return apiError(422,`No commit found for SHA: ${r}`);let a=(n.get(`filter`)===`all`?t.state.checkRuns.filter(e=>e.headSha===i):latestCheckRuns(t,i)).filter(e=>!n.has(`check_name`)||e.name===n.get(`check_name`)).filter(e=>!n.has(`status`)||e.status===n.get(`status`)).filter(t=>!n.has(`app_id`)||String(integration(t.appSlug,e).id)===n.get(`app_id`)),{items:o,headers:s}=paginate(e,`${repositoryPath(e)}/commits/${urlPath(r)}/check-runs`,a);return{status:200,body:{total_count:a.length,check_runs:o.map(t=>checkRunAnswer(e,t))},headers:s}}function statusAnswer$1(e,t){return{url:`${repositoryUrl(e)}/statuses/${t.sha}`,avatar_url:simpleUser(t.creator,e.apiUrl).avatar_url,id:t.id,node_id:nodeId(`SC`,t.id),state:t.state,description:t.description,target_url:t.targetUrl,context:t.context,created_at:isoTime(t.createdAt),updated_at:isoTime(t.createdAt),creator:simpleUser(t.creator,e.apiUrl)}}const StatusCreation=object({state:_enum([`error`,`failure`,`pending`,`success`]),target_url:string().nullish(),description:string().max(140).nullish(),context:string().optional()});async function createStatus$1(e){let t=e.params.sha??``,{world:n}=e;if(!isObjectId(t)||(await n.git.objectInfo(t))?.type!==`commit`)return apiError(422,`No commit found for SHA: ${t}`);let r=readBody(e.body,StatusCreation);if(!r.ok)return r.reply;let i={id:n.nextId(),sha:t,context:r.value.context??`default`,state:r.value.state,description:r.value.description??null,targetUrl:r.value.target_url??null,creator:e.requester.actor,createdAt:n.now()};n.state.statuses.push(i);let a=statusAnswer$1(e,i);return{status:201,body:a,headers:{location:a.url}}}async function listStatuses$1(e){let t=e.params.ref??``,n=await e.world.git.resolveCommit(t);if(n===null)return notFound$2();let r=e.world.state.statuses.filter(e=>e.sha===n).reverse(),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/commits/${urlPath(t)}/statuses`,r);return{status:200,body:i.map(t=>statusAnswer$1(e,t)),headers:a}}async function combinedStatus(e){let t=e.params.ref??``,n=await e.world.git.resolveCommit(t);if(n===null)return notFound$2();let r=latestStatuses(e.world,n),i=new Set(r.map(e=>e.state)),a=i.has(`failure`)||i.has(`error`)?`failure`:r.length===0||i.has(`pending`)?`pending`:`success`,{items:o,headers:s}=paginate(e,`${repositoryPath(e)}/commits/${urlPath(t)}/status`,r);return{status:200,body:{state:a,statuses:o.map(t=>{let{creator:n,...r}=statusAnswer$1(e,t);return r}),sha:n,total_count:r.length,repository:repositoryAnswer(e),commit_url:`${repositoryUrl(e)}/commits/${n}`,url:`${repositoryUrl(e)}/commits/${n}/status`},headers:s}}async function checkSuites(e){let{world:t,query:n}=e,r=e.params.ref??``,i=await t.git.resolveCommit(r);if(i===null)return apiError(422,`No commit found for SHA: ${r}`);let a=checkSuitesOf(t,i).filter(({appSlug:t})=>!n.has(`app_id`)||String(integration(t,e).id)===n.get(`app_id`)).filter(({checkRuns:e})=>!n.has(`check_name`)||e.some(({name:e})=>e===n.get(`check_name`))),{items:o,headers:s}=paginate(e,`${repositoryPath(e)}/commits/${urlPath(r)}/check-suites`,a),c=await t.git.commit(i),l=o.map(t=>suiteAnswer(e,t,c));return{status:200,body:{total_count:a.length,check_suites:l},headers:s}}function suiteAnswer(e,t,n){let{sha:r}=n,i=({name:e,email:t})=>({name:e,email:t});return{id:t.id,node_id:nodeId(`CS`,t.id),head_branch:t.headBranch,head_sha:r,status:t.status,conclusion:t.conclusion,url:`${repositoryUrl(e)}/check-suites/${t.id}`,before:n.parents[0]??null,after:r,pull_requests:[],app:integration(t.appSlug,e),repository:repositoryAnswer(e),created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),head_commit:{id:r,tree_id:n.tree,message:n.message,timestamp:isoTime(n.author.time),author:i(n.author),committer:i(n.committer)},latest_check_runs_count:t.checkRuns.length,check_runs_url:`${repositoryUrl(e)}/check-suites/${t.id}/check-runs`}}function suiteAt(e){let{world:t}=e,n=numberParam(e,`check_suite_id`),r=[...t.state.runs.filter(e=>e.id===n).map(({headSha:e})=>e),...t.state.checkRuns.filter(e=>suiteIdOf(t,e)===n).map(({headSha:e})=>e)];return[...new Set(r)].flatMap(e=>checkSuitesOf(t,e)).find(e=>e.id===n)??null}async function getSuite(e){let t=suiteAt(e);return t===null?notFound$2():{status:200,body:suiteAnswer(e,t,await e.world.git.commit(t.headSha))}}function checkRunsOfSuite(e){let t=suiteAt(e);if(t===null)return notFound$2();let{query:n,world:r}=e,i=n.get(`filter`)===`all`?t.everyCheckRun:t.checkRuns,a=new Set(i.map(({id:e})=>e)),o=r.state.checkRuns.filter(({id:e})=>a.has(e)).filter(({name:e})=>!n.has(`check_name`)||e===n.get(`check_name`)).filter(({status:e})=>!n.has(`status`)||e===n.get(`status`)),{items:s,headers:c}=paginate(e,`${repositoryPath(e)}/check-suites/${t.id}/check-runs`,o);return{status:200,body:{total_count:o.length,check_runs:s.map(t=>checkRunAnswer(e,t))},headers:c}}const checkRoutes=[{method:`POST`,path:`${REPO$15}/check-runs`,handle:createCheckRun},{method:`GET`,path:`${REPO$15}/check-runs/{check_run_id}`,handle:getCheckRun},{method:`PATCH`,path:`${REPO$15}/check-runs/{check_run_id}`,handle:updateCheckRun},{method:`GET`,path:`${REPO$15}/check-runs/{check_run_id}/annotations`,handle:listAnnotations},{method:`GET`,path:`${REPO$15}/check-suites/{check_suite_id}`,handle:getSuite},{method:`GET`,path:`${REPO$15}/check-suites/{check_suite_id}/check-runs`,handle:checkRunsOfSuite},{method:`GET`,path:`${REPO$15}/commits/{ref}/check-runs`,handle:checkRunsOfCommit},{method:`GET`,path:`${REPO$15}/commits/{ref}/check-suites`,handle:checkSuites},{method:`GET`,path:`${REPO$15}/commits/{ref}/status`,handle:combinedStatus},{method:`GET`,path:`${REPO$15}/commits/{ref}/statuses`,handle:listStatuses$1},{method:`GET`,path:`${REPO$15}/statuses/{ref}`,handle:listStatuses$1},{method:`POST`,path:`${REPO$15}/statuses/{sha}`,handle:createStatus$1}],CONTENTS=[`+1`,`-1`,`laugh`,`confused`,`heart`,`hooray`,`rocket`,`eyes`],OF_RELEASES=[`+1`,`laugh`,`heart`,`hooray`,`rocket`,`eyes`],hasId=e=>(t,n)=>(e(t)??[]).some(({id:e})=>e===n),PLACES=[{on:`issue`,below:`issues`,parameter:`issue_number`,isThere:(e,t)=>subjectOf$1(e,t)!==null},{on:`issue-comment`,below:`issues/comments`,parameter:`comment_id`,isThere:hasId(({state:e})=>e.comments)},{on:`commit-comment`,below:`comments`,parameter:`comment_id`,isThere:hasId(({state:e})=>e.commitComments)},{on:`line-comment`,below:`pulls/comments`,parameter:`comment_id`,isThere:hasId(({state:e})=>e.lineComments)},{on:`release`,below:`releases`,parameter:`release_id`,isThere:hasId(({state:e})=>e.releases)}],answerOf$4=({apiUrl:e},{id:t,author:n,content:r,createdAt:i})=>({id:t,node_id:nodeId(`REA`,t),user:simpleUser(n,e),content:r,created_at:isoTime(i)}),reactionsTo=({state:e},t,n)=>(e.reactions??[]).filter(e=>e.on===t&&e.of===n);function reactionRollup({world:e},t,n,r){let i=reactionsTo(e,t,n),a=Object.fromEntries(CONTENTS.map(e=>[e,i.filter(t=>t.content===e).length]));return{url:`${r}/reactions`,total_count:i.length,...a}}const list$2=e=>t=>{let n=numberParam(t,e.parameter);if(!e.isThere(t.world,n))return notFound$2();let r=t.query.get(`content`),i=reactionsTo(t.world,e.on,n).filter(e=>r===null||e.content===r),{items:a,headers:o}=paginate(t,`${repositoryPath(t)}/${e.below}/${n}/reactions`,i);return{status:200,body:a.map(e=>answerOf$4(t,e)),headers:o}},create$4=e=>t=>{let n=numberParam(t,e.parameter),{world:r,requester:i}=t;if(!e.isThere(r,n))return notFound$2();let a=readBody(t.body,object({content:_enum(CONTENTS)}));if(!a.ok)return a.reply;let{content:o}=a.value;if(e.on===`release`&&!OF_RELEASES.includes(o))return apiError(422,`Validation Failed`,[{resource:`Reaction`,field:`content`,code:`invalid`}]);let s=reactionsTo(r,e.on,n).find(e=>e.author.id===i.actor.id&&e.content===o);if(s!==void 0)return{status:200,body:answerOf$4(t,s)};let c={id:r.nextId(),on:e.on,of:n,author:i.actor,content:o,createdAt:r.now()};return r.state.reactions=[...r.state.reactions??[],c],{status:201,body:answerOf$4(t,c)}},remove$4=e=>t=>{let{world:n,requester:r}=t,i=numberParam(t,`reaction_id`),a=reactionsTo(n,e.on,numberParam(t,e.parameter)).find(e=>e.id===i);return a===void 0?notFound$2():a.author.id!==r.actor.id&&r.tokenKind!==`pat`?apiError(403,`Resource not accessible by integration`):(n.state.reactions=(n.state.reactions??[]).filter(e=>e!==a),{status:204})},reactionRoutes=PLACES.flatMap(e=>{let t=`/repos/{owner}/{repo}/${e.below}/{${e.parameter}}/reactions`;return[{method:`GET`,path:t,handle:list$2(e)},{method:`POST`,path:t,handle:create$4(e)},{method:`DELETE`,path:`${t}/{reaction_id}`,handle:remove$4(e)}]}),REPO$13=`/repos/{owner}/{repo}`;function answerOf$3(e,t){let n=`${repositoryUrl(e)}/comments/${t.id}`;return{html_url:`${repositoryPage(e)}/commit/${t.sha}#commitcomment-${t.id}`,url:n,id:t.id,node_id:nodeId(`CC`,t.id),body:t.body,path:t.path,position:t.position,line:t.line,commit_id:t.sha,user:simpleUser(t.author,e.apiUrl),created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),author_association:`CONTRIBUTOR`,reactions:reactionRollup(e,`commit-comment`,t.id,n)}}function paged$1(e,t,n){let{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/${t}`,n);return{status:200,body:r.map(t=>answerOf$3(e,t)),headers:i}}const listAll$2=e=>paged$1(e,`comments`,e.world.state.commitComments??[]);async function listOfCommit(e){let t=param(e,`commit_sha`),n=await e.world.git.resolveCommit(t);if(n===null)return apiError(422,`No commit found for SHA: ${t}`);let r=(e.world.state.commitComments??[]).filter(e=>e.sha===n);return paged$1(e,`commits/${encodeURIComponent(t)}/comments`,r)}const Text=object({body:string().min(1).max(COMMENT_LENGTH)});async function create$3(e){let{world:t,requester:n}=e,r=param(e,`commit_sha`),i=await t.git.resolveCommit(r);if(i===null)return apiError(422,`No commit found for SHA: ${r}`);let a=readBody(e.body,Text.extend({path:string().nullish(),position:number().int().nullish(),line:number().int().nullish()}));if(!a.ok)return a.reply;let o=t.now(),s={id:t.nextId(),sha:i,path:a.value.path??null,position:a.value.position??null,line:a.value.line??null,author:n.actor,body:a.value.body,createdAt:o,updatedAt:o};t.state.commitComments=[...t.state.commitComments??[],s];let c=answerOf$3(e,s);return{status:201,body:c,headers:{location:c.url}}}const found$3=e=>(e.world.state.commitComments??[]).find(({id:t})=>t===numberParam(e,`comment_id`));function get$4(e){let t=found$3(e);return t===void 0?notFound$2():{status:200,body:answerOf$3(e,t)}}function update$2(e){let t=found$3(e);if(t===void 0)return notFound$2();if(!mayChange$1(e,t))return apiError(403,`Resource not accessible by integration`);let n=readBody(e.body,Text);return n.ok?(t.body=n.value.body,t.updatedAt=e.world.now(),{status:200,body:answerOf$3(e,t)}):n.reply}function remove$3(e){let t=found$3(e);if(t===void 0)return notFound$2();if(!mayChange$1(e,t))return apiError(403,`Resource not accessible by integration`);let{state:n}=e.world;return n.commitComments=(n.commitComments??[]).filter(e=>e!==t),{status:204}}const commitCommentRoutes=[{method:`GET`,path:`${REPO$13}/comments`,handle:listAll$2},{method:`GET`,path:`${REPO$13}/comments/{comment_id}`,handle:get$4},{method:`PATCH`,path:`${REPO$13}/comments/{comment_id}`,handle:update$2},{method:`DELETE`,path:`${REPO$13}/comments/{comment_id}`,handle:remove$3},{method:`GET`,path:`${REPO$13}/commits/{commit_sha}/comments`,handle:listOfCommit},{method:`POST`,path:`${REPO$13}/commits/{commit_sha}/comments`,handle:create$3}],BY_ENDING={c:`C`,h:`C`,cc:`C++`,cpp:`C++`,cxx:`C++`,hh:`C++`,hpp:`C++`,hxx:`C++`,rs:`Rust`,go:`Go`,zig:`Zig`,java:`Java`,kt:`Kotlin`,cs:`C#`,py:`Python`,rb:`Ruby`,php:`PHP`,swift:`Swift`,js:`JavaScript`,mjs:`JavaScript`,cjs:`JavaScript`,ts:`TypeScript`,mts:`TypeScript`,tsx:`TypeScript`,sh:`Shell`,bash:`Shell`,cmake:`CMake`,css:`CSS`,html:`HTML`,lua:`Lua`,asm:`Assembly`,s:`Assembly`},BY_NAME={"CMakeLists.txt":`CMake`,Makefile:`Makefile`,Dockerfile:`Dockerfile`};function languageOf(e){let t=e.slice(e.lastIndexOf(`/`)+1);if(Object.hasOwn(BY_NAME,t))return BY_NAME[t]??null;let n=t.lastIndexOf(`.`),r=n<=0?``:t.slice(n+1).toLowerCase();return Object.hasOwn(BY_ENDING,r)?BY_ENDING[r]??null:null}const FOREIGN=/(?:^|\/)(?:node_modules|vendor|third[-_]?party|dist|docs?|deps)\//i;async function languagesOf({git:e,state:t}){let n=await e.resolveRef(`refs/heads/${t.defaultBranch}`);if(n===null)return{};let r=await e.listTree((await e.commit(n)).tree,{recursive:!0})??[],i=new Map;for(let{type:e,path:t,size:n}of r){let r=e===`blob`&&!FOREIGN.test(t)?languageOf(t):null;r!==null&&i.set(r,(i.get(r)??0)+(n??0))}return Object.fromEntries([...i].filter(([,e])=>e>0).sort((e,t)=>t[1]-e[1]))}const REPO$12=`/repos/{owner}/{repo}`;function permission(e){let t=param(e,`username`),n=collaborators(e.world).find(e=>sameName(e.login,t));if(n===void 0)return notFound$2();let r=collaboratorAnswer(n,e.apiUrl);return{status:200,body:{permission:r.role_name,role_name:r.role_name,user:r}}}async function contributors(e){let{git:t,state:n}=e.world,r=await t.resolveRef(`refs/heads/${n.defaultBranch}`);if(r===null)return{status:204};let i=[`1`,`true`].includes(e.query.get(`anon`)??``),a=new Map;for(let n of await t.log(r,{})){let{author:r}=await t.commit(n),o=accountOf(r);if(o===null&&!i)continue;let s=o===null?{type:`Anonymous`,name:r.name,email:r.email}:simpleUser(o,e.apiUrl),c=a.get(r.email)??{answer:s,contributions:0};a.set(r.email,{...c,contributions:c.contributions+1})}let o=[...a.values()].sort((e,t)=>t.contributions-e.contributions),{items:s,headers:c}=paginate(e,`${repositoryPath(e)}/contributors`,o);return{status:200,body:s.map(({answer:e,contributions:t})=>({...e,contributions:t})),headers:c}}const none=()=>({status:200,body:[]}),noneForAdmins=({requester:e})=>e.tokenKind===`pat`?none():apiError(403,`Resource not accessible by integration`),languages=async({world:e})=>({status:200,body:await languagesOf(e)}),topics=({world:e})=>({status:200,body:{names:e.state.topics??[]}});function replaceTopics({world:e,body:t}){let n=readBody(t,object({names:array(string())}));if(!n.ok)return n.reply;let r=[...new Set(n.value.names.map(e=>e.toLowerCase()))];return r.length>20?apiError(422,`Validation Failed`,[`A repository cannot have more than 20 topics.`]):r.some(e=>!/^[a-z0-9][a-z0-9-]{0,49}$/.test(e))?apiError(422,`Validation Failed`,[`Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.`]):(e.state.topics=r,{status:200,body:{names:r}})}const communityRoutes=[{method:`GET`,path:`${REPO$12}/collaborators/{username}/permission`,handle:permission},{method:`GET`,path:`${REPO$12}/contributors`,handle:contributors},...[`forks`,`stargazers`,`watchers`,`subscribers`,`teams`].map(e=>({method:`GET`,path:`${REPO$12}/${e}`,handle:none})),...[`keys`,`hooks`].map(e=>({method:`GET`,path:`${REPO$12}/${e}`,handle:noneForAdmins})),{method:`GET`,path:`${REPO$12}/events`,handle:none},{method:`GET`,path:`${REPO$12}/languages`,handle:languages},{method:`GET`,path:`${REPO$12}/topics`,handle:topics},{method:`PUT`,path:`${REPO$12}/topics`,handle:replaceTopics}];async function commitChange(e,{branch:t,tip:n,change:r,message:i}){let{world:a,requester:o}=e,{git:s}=a,c=identityOf(o.actor,a.now()),l=await s.treeWithChanges((await s.commit(n)).tree,[r]),u=await s.writeCommit({tree:l,parents:[n],author:c,committer:c,message:i}),d=await pushRef(e,{ref:`refs/heads/${t}`,to:u,from:n});return d===null?{ok:!0,commit:await s.commit(u)}:{ok:!1,reply:d.status===422?apiError(409,messageOf(d)):d}}const messageOf=({body:e})=>String(e.message??``),Deletion=object({message:string(),sha:string(),branch:string().optional()});async function deleteContents(e){let t=readBody(e.body,Deletion);if(!t.ok)return t.reply;let{git:n,state:r}=e.world,{message:i,sha:a,branch:o=r.defaultBranch}=t.value,s=param(e,`path`),c=await n.resolveRef(`refs/heads/${o}`);if(c===null)return apiError(404,`Branch ${o} not found`);let l=await n.entryAt((await n.commit(c)).tree,s);if(l===null||s===``)return notFound$2();if(l.type!==`blob`)return apiError(422,`${s} is a directory`);if(l.sha!==a)return apiError(409,`${s} does not match ${a}`);let u=await commitChange(e,{branch:o,tip:c,change:{path:s,mode:`100644`,sha:null},message:i});return u.ok?{status:200,body:{content:null,commit:gitCommitAnswer(e,u.commit)}}:u.reply}const deleteContentsRoutes=[{method:`DELETE`,path:`/repos/{owner}/{repo}/contents/{path}`,handle:deleteContents}],REPO$11=`/repos/{owner}/{repo}`,ONE=`${REPO$11}/deployments/{deployment_id}`,urlOf=(e,{id:t})=>`${repositoryUrl(e)}/deployments/${t}`;function answerOf$2(e,t){let n=urlOf(e,t);return{url:n,id:t.id,node_id:nodeId(`DE`,t.id),sha:t.sha,ref:t.ref,task:t.task,payload:t.payload,original_environment:t.environment,environment:t.environment,description:t.description,creator:simpleUser(t.creator,e.apiUrl),created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),statuses_url:`${n}/statuses`,repository_url:repositoryUrl(e),transient_environment:t.isTransient,production_environment:t.isProduction,performed_via_github_app:null}}function statusAnswer(e,t,n){let r=urlOf(e,t),i=isoTime(n.createdAt);return{url:`${r}/statuses/${n.id}`,id:n.id,node_id:nodeId(`DES`,n.id),state:n.state,creator:simpleUser(n.creator,e.apiUrl),description:n.description,environment:n.environment,target_url:n.logUrl,created_at:i,updated_at:i,deployment_url:r,repository_url:repositoryUrl(e),environment_url:n.environmentUrl,log_url:n.logUrl,performed_via_github_app:null}}function list$1(e){let{query:t,world:n}=e,r=(e,n)=>{let r=t.get(e);return r===null||r===``||r===`none`||r===n},i=(n.state.deployments??[]).filter(({sha:e,ref:t,task:n,environment:i})=>r(`sha`,e)&&r(`ref`,t)&&r(`task`,n)&&r(`environment`,i)).reverse(),{items:a,headers:o}=paginate(e,`${repositoryPath(e)}/deployments`,i);return{status:200,body:a.map(t=>answerOf$2(e,t)),headers:o}}const Creation$2=object({ref:string().min(1),task:string().optional(),auto_merge:boolean().optional(),required_contexts:array(string()).nullish(),payload:union([record(string(),unknown()),string()]).optional(),environment:string().optional(),description:string().nullish(),transient_environment:boolean().optional(),production_environment:boolean().optional()});function contextsOf({world:e},t){let n=new Set([`success`,`neutral`,`skipped`]);return new Map([...latestStatuses(e,t).map(({context:e,state:t})=>[e,t]),...latestCheckRuns(e,t).map(({name:e,status:t,conclusion:r})=>[e,t===`completed`?n.has(r??``)?`success`:`failure`:`pending`])])}async function create$2(e){let t=readBody(e.body,Creation$2);if(!t.ok)return t.reply;let{world:n,requester:r}=e,{value:i}=t,a=await n.git.resolveCommit(i.ref);if(a===null)return apiError(422,`No ref found for: ${i.ref}`);let o=contextsOf(e,a),s=i.required_contexts??[...o.keys()];if(s.filter(e=>o.get(e)!==`success`).length>0)return apiError(409,`Conflict: Commit status checks failed for ${i.ref}.`,[{contexts:s.map(e=>({context:e,state:o.get(e)??`pending`})),resource:`Deployment`,field:`required_contexts`,code:`invalid`}]);let c=n.now(),l=i.environment??`production`,u={id:n.nextId(),sha:a,ref:i.ref,task:i.task??`deploy`,environment:l,description:i.description||null,payload:i.payload??{},isTransient:i.transient_environment??!1,isProduction:i.production_environment??l===`production`,creator:r.actor,createdAt:c,updatedAt:c,statuses:[]};n.state.deployments=[...n.state.deployments??[],u];let d=answerOf$2(e,u);return{status:201,body:d,headers:{location:d.url}}}const found$2=e=>(e.world.state.deployments??[]).find(({id:t})=>t===numberParam(e,`deployment_id`));function get$3(e){let t=found$2(e);return t===void 0?notFound$2():{status:200,body:answerOf$2(e,t)}}function remove$2(e){let t=found$2(e);if(t===void 0)return notFound$2();let{state:n}=e.world,r=n.deployments??[];return r.length>1&&t.statuses.at(-1)?.state!==`inactive`?apiError(422,`We cannot delete an active deployment unless it is the only deployment in a given environment.`):(n.deployments=r.filter(e=>e!==t),{status:204})}function listStatuses(e){let t=found$2(e);if(t===void 0)return notFound$2();let{items:n,headers:r}=paginate(e,`${repositoryPath(e)}/deployments/${t.id}/statuses`,[...t.statuses].reverse());return{status:200,body:n.map(n=>statusAnswer(e,t,n)),headers:r}}const Status=object({state:_enum([`error`,`failure`,`inactive`,`in_progress`,`queued`,`pending`,`success`]),target_url:string().optional(),log_url:string().optional(),description:string().max(140).optional(),environment:string().optional(),environment_url:string().optional(),auto_inactive:boolean().optional()});function createStatus(e){let t=found$2(e);if(t===void 0)return notFound$2();let n=readBody(e.body,Status);if(!n.ok)return n.reply;let{world:r,requester:i}=e,{value:a}=n,o=r.now(),s=e=>({id:r.nextId(),state:e,description:a.description??``,environment:a.environment??t.environment,environmentUrl:a.environment_url??``,logUrl:a.log_url??a.target_url??``,creator:i.actor,createdAt:o});if(a.state===`success`&&a.auto_inactive!==!1)for(let e of r.state.deployments??[])!(e!==t&&e.createdAt<=t.createdAt&&e.id<t.id)||e.environment!==t.environment||e.isTransient||e.isProduction||e.statuses.at(-1)?.state===`success`&&e.statuses.push(s(`inactive`));let c=s(a.state);t.statuses.push(c),t.updatedAt=o;let l=statusAnswer(e,t,c);return{status:201,body:l,headers:{location:l.url}}}function getStatus(e){let t=found$2(e),n=t?.statuses.find(({id:t})=>t===numberParam(e,`status_id`));return t===void 0||n===void 0?notFound$2():{status:200,body:statusAnswer(e,t,n)}}const deploymentRoutes=[{method:`GET`,path:`${REPO$11}/deployments`,handle:list$1},{method:`POST`,path:`${REPO$11}/deployments`,handle:create$2},{method:`GET`,path:ONE,handle:get$3},{method:`DELETE`,path:ONE,handle:remove$2},{method:`GET`,path:`${ONE}/statuses`,handle:listStatuses},{method:`POST`,path:`${ONE}/statuses`,handle:createStatus},{method:`GET`,path:`${ONE}/statuses/{status_id}`,handle:getStatus}];async function generatedNotes(e,t,n){let{git:r,state:i}=e.world,{defaultBranch:a,releases:o,pulls:s}=i,c=await r.resolveCommit(`refs/tags/${t}`)??await r.resolveCommit(`refs/heads/${a}`),l=n??o.filter(e=>!e.draft&&e.tagName!==t).sort((e,t)=>t.createdAt-e.createdAt)[0]?.tagName??null,u=l===null?null:await r.resolveCommit(`refs/tags/${l}`),d=s.flatMap(e=>e.mergeCommitSha===null||e.mergedAt===null?[]:[e]),f=d.map(e=>e.mergeCommitSha??``),p=c===null?new Set:await r.contained(f,c),m=u===null?new Set:await r.contained(f,u),h=repositoryPage(e),g=d.filter(({mergeCommitSha:e})=>p.has(e??``)&&!m.has(e??``)).map(e=>`* ${e.title} by @${e.author.login} in ${h}/pull/${e.number}`),_=l===null?`${h}/commits/${t}`:`${h}/compare/${l}...${t}`;return{name:t,body:`${g.length===0?``:`## What's Changed\n${g.join(`
`)}\n\n\n`}**Full Changelog**: ${_}`}}const REPO$10=`/repos/{owner}/{repo}`,idParam=(e,t)=>{let n=e.params[t]??``;return/^\d{1,15}$/.test(n)?Number(n):-1};function assetAnswer(e,t,n){let r=isoTime(n.createdAt);return{url:`${repositoryUrl(e)}/releases/assets/${n.id}`,id:n.id,node_id:nodeId(`RA`,n.id),name:n.name,label:n.label,uploader:simpleUser(n.uploader,e.apiUrl),content_type:n.contentType,state:n.state,size:n.size,digest:n.digest,download_count:0,created_at:r,updated_at:r,browser_download_url:`${repositoryPage(e)}/releases/download/${urlPath(t.tagName)}/${encodeURIComponent(n.name)}`}}function uploadsUrl(e){let t=repositoryUrl(e);return e.apiUrl.endsWith(`/api/v3`)?t.replace(`/api/v3/`,`/api/uploads/`):t.replace(/^(https?:\/\/)api\./,`$1uploads.`)}function releaseAnswer(e,t){let n=`${repositoryUrl(e)}/releases/${t.id}`,r=urlPath(t.tagName),i=repositoryUrl(e);return{url:n,assets_url:`${n}/assets`,upload_url:`${uploadsUrl(e)}/releases/${t.id}/assets{?name,label}`,html_url:releasePage(e,t),id:t.id,author:simpleUser(t.author,e.apiUrl),node_id:nodeId(`RE`,t.id),tag_name:t.tagName,target_commitish:t.targetCommitish,name:t.name,draft:t.draft,immutable:t.immutable,prerelease:t.prerelease,created_at:isoTime(t.createdAt),updated_at:isoTime(t.publishedAt??t.createdAt),published_at:t.publishedAt===null?null:isoTime(t.publishedAt),assets:t.assets.map(n=>assetAnswer(e,t,n)),tarball_url:t.draft?null:`${i}/tarball/${r}`,zipball_url:t.draft?null:`${i}/zipball/${r}`,body:t.body}}const immutableReleases=({world:e})=>e.state.settings.immutableReleases?{status:200,body:{enabled:!0,enforced_by_owner:!1}}:notFound$2(),findRelease=e=>e.world.state.releases.find(t=>t.id===idParam(e,`release_id`))??null;function listReleases(e){let{requester:t,world:n}=e,r=n.state.releases.filter(({draft:e})=>!e||t.isAnonymous!==!0).toSorted((e,t)=>t.createdAt-e.createdAt||t.id-e.id),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/releases`,r);return{status:200,body:i.map(t=>releaseAnswer(e,t)),headers:a}}function getRelease(e){let t=findRelease(e),n=t?.draft===!0&&e.requester.isAnonymous===!0;return t===null||n?notFound$2():{status:200,body:releaseAnswer(e,t)}}function getByTag(e){let t=e.world.state.releases.find(t=>!t.draft&&t.tagName===e.params.tag);return t===void 0?notFound$2():{status:200,body:releaseAnswer(e,t)}}function getLatest(e){let t=latestRelease(e.world);return t===null?notFound$2():{status:200,body:releaseAnswer(e,t)}}function makeLatest({world:{state:e}},t,n=`true`){t.draft||t.prerelease||n===`false`||(e.latestRelease=t.id)}const ReleaseBody=object({tag_name:string(),target_commitish:string().optional(),name:string().nullish(),body:string().nullish(),draft:boolean().optional(),prerelease:boolean().optional(),make_latest:_enum([`true`,`false`,`legacy`]).optional(),generate_release_notes:boolean().optional()}),refusedLatest=(e,{draft:t,prerelease:n})=>e===`true`&&(t||n)?validationFailed({resource:`Release`,code:`custom`,message:`Latest release cannot be draft or prerelease.`}):null,alreadyExists=()=>validationFailed({resource:`Release`,code:`already_exists`,field:`tag_name`});async function createRelease(e){let t=readBody(e.body,ReleaseBody);if(!t.ok)return t.reply;let{tag_name:n,draft:r=!1,prerelease:i=!1,name:a,body:o}=t.value,{world:s,requester:c}=e,{state:l}=s;if(!isValidRefName(`refs/tags/${n}`))return validationFailed({resource:`Release`,code:`custom`,field:`tag_name`,message:`tag_name is not a valid tag`});let u=refusedLatest(t.value.make_latest,{draft:r,prerelease:i});if(u!==null)return u;if(!r&&l.releases.some(e=>!e.draft&&e.tagName===n))return alreadyExists();let d=t.value.target_commitish??l.defaultBranch,f=s.now(),p={id:s.nextId(),tagName:n,targetCommitish:d,name:a??n,body:t.value.generate_release_notes===!0?await withGenerated(e,n,o):o??``,draft:!0,prerelease:i,immutable:!1,createdAt:f,publishedAt:null,author:c.actor,assets:[]};if(!r){let t=await publish(e,p);if(t!==null)return t}l.releases.push(p),makeLatest(e,p,t.value.make_latest);let m=releaseAnswer(e,p);return r||await announce(e,p,[`created`,`published`]),{status:201,body:m,headers:{location:m.url}}}async function publish(e,t){let{world:n}=e;if(n.state.burnedTagNames?.includes(t.tagName)===!0)return validationFailed({resource:`Release`,code:`custom`,field:`tag_name`,message:`tag_name was used by an immutable release`});let r=`refs/tags/${t.tagName}`;if(await n.git.resolveRef(r)===null){let i=await n.git.resolveCommit(t.targetCommitish);if(i===null)return validationFailed({resource:`Release`,code:`invalid`,field:`target_commitish`});let a=await pushRef(e,{ref:r,to:i,from:null});if(a!==null)return a}return t.draft=!1,t.publishedAt=n.now(),t.immutable=n.state.settings.immutableReleases,null}async function announce({world:e,requester:t,emit:n},r,i){let a=r.prerelease?`prereleased`:`released`;for(let o of[...i,a])await n(e,{kind:`release`,action:o,tag:r.tagName},t)}async function withGenerated(e,t,n){let{body:r}=await generatedNotes(e,t,null);return n?`${n}\n\n${r}`:r}const NotesBody=object({tag_name:string(),previous_tag_name:string().optional(),target_commitish:string().optional()});async function generateNotes(e){let t=readBody(e.body,NotesBody);if(!t.ok)return t.reply;let{tag_name:n,previous_tag_name:r=null}=t.value;return r!==null&&await e.world.git.resolveRef(`refs/tags/${r}`)===null?validationFailed({resource:`Release`,code:`invalid`,field:`previous_tag_name`}):{status:200,body:await generatedNotes(e,n,r)}}const ReleaseChange=ReleaseBody.partial();async function updateRelease(e){let t=findRelease(e);if(t===null)return notFound$2();let n=readBody(e.body,ReleaseChange);if(!n.ok)return n.reply;let r=n.value,{state:i}=e.world;if(t.immutable&&r.tag_name!==void 0&&r.tag_name!==t.tagName)return apiError(422,`Cannot change the tag of an immutable release.`);let a=r.tag_name??t.tagName;if(!isValidRefName(`refs/tags/${a}`))return validationFailed({resource:`Release`,code:`invalid`,field:`tag_name`});let o=r.draft===void 0?!t.draft:!r.draft;if(o&&i.releases.some(e=>e!==t&&!e.draft&&e.tagName===a))return alreadyExists();let s=r.prerelease??t.prerelease,c=refusedLatest(r.make_latest,{draft:!o,prerelease:s});if(c!==null)return c;let l=t.draft&&r.draft===!1;if(t.tagName=a,t.targetCommitish=r.target_commitish??t.targetCommitish,l){let n=await publish(e,t);if(n!==null)return n}return r.draft===!0&&!t.immutable&&(t.draft=!0),t.name=r.name??t.name,t.body=r.body??t.body,t.prerelease=s,(l||r.make_latest!==void 0)&&makeLatest(e,t,r.make_latest),l&&await announce(e,t,[`published`]),{status:200,body:releaseAnswer(e,t)}}function deleteRelease(e){let t=findRelease(e);if(t===null)return notFound$2();let{state:n}=e.world;return n.releases=n.releases.filter(e=>e!==t),t.immutable&&(n.burnedTagNames=[...n.burnedTagNames??[],t.tagName]),{status:204}}function listAssets(e){let t=findRelease(e);if(t===null)return notFound$2();let{items:n,headers:r}=paginate(e,`${repositoryPath(e)}/releases/${t.id}/assets`,t.assets);return{status:200,body:n.map(n=>assetAnswer(e,t,n)),headers:r}}function findAsset(e){let t=idParam(e,`asset_id`);for(let n of e.world.state.releases){let e=n.assets.find(e=>e.id===t);if(e!==void 0)return{release:n,asset:e}}return null}function getAsset(e){let t=findAsset(e);return t===null?notFound$2():e.headers.get(`accept`)?.includes(`application/octet-stream`)===!0?{status:302,headers:{location:`${e.apiUrl.replace(/\/api\/v3$/,``)}/_downloads/assets/${t.asset.id}`}}:{status:200,body:assetAnswer(e,t.release,t.asset)}}const immutableAssets=()=>apiError(422,`Cannot upload assets to an immutable release.`);async function uploadAsset(e){let t=findRelease(e);if(t===null)return notFound$2();if(t.immutable)return immutableAssets();let n=e.query.get(`name`)??``;if(n===``)return validationFailed({resource:`ReleaseAsset`,code:`missing_field`,field:`name`});let r=n.replace(/[^A-Za-z0-9._+@-]+/g,`.`).replace(/^\.+|\.+$/g,``)||`default`;if(t.assets.some(e=>e.name===r))return validationFailed({resource:`ReleaseAsset`,code:`already_exists`,field:`name`});let i=e.body instanceof Uint8Array?e.body:new Uint8Array;if(i.byteLength===0)return apiError(400,`Bad Content-Length: asset is empty`);let a=e.headers.get(`content-type`)??`application/octet-stream`,o=e.query.get(`label`),{world:s,requester:c}=e,l=await storeAsset(s,{name:r,bytes:i,contentType:a,label:o},c.actor,s.now());return t.assets.push(l),{status:201,body:assetAnswer(e,t,l)}}const AssetChange=object({name:string().min(1).optional(),label:string().nullish(),state:_enum([`uploaded`,`open`]).optional()});function updateAsset(e){let t=findAsset(e);if(t===null)return notFound$2();if(t.release.immutable)return immutableAssets();let n=readBody(e.body??{},AssetChange);if(!n.ok)return n.reply;let{name:r=t.asset.name,label:i}=n.value;if(t.release.assets.some(e=>e!==t.asset&&e.name===r))return validationFailed({resource:`ReleaseAsset`,code:`already_exists`,field:`name`});let a={...t.asset,name:r,label:i===void 0?t.asset.label:i};return t.release.assets=t.release.assets.map(e=>e===t.asset?a:e),{status:200,body:assetAnswer(e,t.release,a)}}function deleteAsset(e){let t=findAsset(e);return t===null?notFound$2():t.release.immutable?immutableAssets():(t.release.assets=t.release.assets.filter(e=>e!==t.asset),{status:204})}const setImmutable=e=>({world:t})=>(t.state.settings.immutableReleases=e,{status:204}),releaseRoutes=[{method:`GET`,path:`${REPO$10}/immutable-releases`,handle:immutableReleases},{method:`PUT`,path:`${REPO$10}/immutable-releases`,handle:setImmutable(!0)},{method:`DELETE`,path:`${REPO$10}/immutable-releases`,handle:setImmutable(!1)},{method:`GET`,path:`${REPO$10}/releases`,handle:listReleases},{method:`POST`,path:`${REPO$10}/releases`,handle:createRelease},{method:`POST`,path:`${REPO$10}/releases/generate-notes`,handle:generateNotes},{method:`GET`,path:`${REPO$10}/releases/latest`,handle:getLatest},{method:`GET`,path:`${REPO$10}/releases/tags/{tag}`,handle:getByTag},{method:`GET`,path:`${REPO$10}/releases/assets/{asset_id}`,handle:getAsset},{method:`PATCH`,path:`${REPO$10}/releases/assets/{asset_id}`,handle:updateAsset},{method:`DELETE`,path:`${REPO$10}/releases/assets/{asset_id}`,handle:deleteAsset},{method:`GET`,path:`${REPO$10}/releases/{release_id}`,handle:getRelease},{method:`PATCH`,path:`${REPO$10}/releases/{release_id}`,handle:updateRelease},{method:`DELETE`,path:`${REPO$10}/releases/{release_id}`,handle:deleteRelease},{method:`GET`,path:`${REPO$10}/releases/{release_id}/assets`,handle:listAssets},{method:`POST`,path:`${REPO$10}/releases/{release_id}/assets`,takes:`bytes`,handle:uploadAsset}],notFound$1=()=>({status:404,body:`Not Found
`});async function downloadAsset(e){let t=findAsset(e);return t===null?notFound$1():assetReply(e,t.asset.id)}async function downloadByName(e){let t=e.params.path??``,n=t.lastIndexOf(`/`),r=e.world.state.releases.find(e=>!e.draft&&e.tagName===t.slice(0,n))?.assets.find(e=>e.name===t.slice(n+1));return r===void 0?notFound$1():assetReply(e,r.id)}async function assetReply(e,t){let n=e.world.state.releases.flatMap(e=>e.assets).find(e=>e.id===t);return n===void 0?notFound$1():{status:200,body:await readAsset(e.world,n),headers:{"content-type":n.contentType.replace(/[^\x20-\x7e]/g,``),"content-disposition":`attachment; filename="${n.name.replace(/[^A-Za-z0-9._+@-]/g,`.`)}"`}}}async function artifact(e){let t=await findArtifact(e);return t===null?notFound$1():{status:200,body:await artifactBytes(e.world,t.run,t.artifact),headers:{"content-type":`application/zip`}}}const whole=e=>/^\d{1,15}$/.test(e??``)?Number(e):-1;function jobLog(e){let t=findJob(e,whole(e.params.job_id));return t===null||t.job.status!==`completed`?notFound$1():{status:200,body:t.job.log}}function runLogs(e){let t=e.world.state.runs.find(t=>t.id===whole(e.params.run_id))?.attempts.find(t=>t.attempt===whole(e.params.attempt_number));if(t===void 0)return notFound$1();let n=e=>e.replace(/[\\/:*?"<>|]/g,``).slice(0,90);return{status:200,body:packZip(t.jobs.flatMap(e=>{let t=e.log.split(/(?=^\S+ ##\[group\])/m).filter(e=>e!==``);return e.steps.map((e,t)=>({step:e,number:t+1})).filter(({step:e})=>e.conclusion!==`skipped`).map(({step:r,number:i},a)=>({path:`${n(e.name)}/${i}_${n(r.name)}.txt`,bytes:Buffer.from(t[a]??``)}))}),t.beginsAt),headers:{"content-type":`application/zip`}}}async function archive(e){let t=/^(.+)\.(tar\.gz|zip)$/s.exec(e.params.path??``),n=t?.[1];if(n===void 0)return notFound$1();let{state:r}=e.world,i=n.replace(/^refs\/(heads|tags)\//,``).replace(/^v(?=\d)/,``);return archiveReply(e,n,`${r.repo}-${i}`,t?.[2]===`zip`?`zip`:`tar.gz`)}async function archiveReply(e,t,n,r){let i=await e.world.git.resolveCommit(t);if(i===null)return notFound$1();let{bytes:a,leftOut:o}=await sourceArchive(e.world,i,n,r);return{status:200,body:a,headers:{"content-type":r===`zip`?`application/zip`:`application/x-gzip`,"content-disposition":`attachment; filename="${n.replace(/[^A-Za-z0-9._-]/g,`-`)}.${r}"`,...leftOutHeader(o)}}}const legacyArchive=e=>async t=>{let{owner:n,repo:r}=t.world.state,i=t.params.ref??``,a=await t.world.git.resolveCommit(i);return a===null?notFound$1():archiveReply(t,a,`${n}-${r}-${a.slice(0,7)}`,e)},toArchive=e=>async t=>{let n=t.params.ref||t.world.state.defaultBranch;return await t.world.git.resolveCommit(n)===null?apiError(404,`Not Found`):{status:302,headers:{location:`${t.apiUrl.replace(/\/api\/v3$/,``)}/_downloads/${e}/${encodeURIComponent(n)}`}}},archiveRoutes=[{method:`GET`,path:`/repos/{owner}/{repo}/tarball/{ref}`,lastMayBeEmpty:!0,handle:toArchive(`tarball`)},{method:`GET`,path:`/repos/{owner}/{repo}/zipball/{ref}`,lastMayBeEmpty:!0,handle:toArchive(`zipball`)}],downloadRoutes=[{method:`GET`,path:`/{owner}/{repo}/archive/{path}`,handle:archive},{method:`GET`,path:`/{owner}/{repo}/releases/download/{path}`,handle:downloadByName},{method:`GET`,path:`/_downloads/assets/{asset_id}`,handle:downloadAsset},{method:`GET`,path:`/_downloads/artifacts/{artifact_id}`,handle:artifact},{method:`GET`,path:`/_downloads/logs/{job_id}`,handle:jobLog},{method:`GET`,path:`/_downloads/run-logs/{run_id}/{attempt_number}`,handle:runLogs},{method:`GET`,path:`/_downloads/tarball/{ref}`,handle:legacyArchive(`tar.gz`)},{method:`GET`,path:`/_downloads/zipball/{ref}`,handle:legacyArchive(`zip`)}],REPO$9=`/repos/{owner}/{repo}`,TREE_ENTRIES=1e5;async function refAnswer(e,t){let n=(await e.world.git.objectInfo(t.sha))?.type??`commit`,r={commit:`commits`,tag:`tags`,tree:`trees`,blob:`blobs`}[n],i=repositoryUrl(e);return{ref:t.name,node_id:nodeId(`REF`,t.name),url:`${i}/git/${urlPath(t.name)}`,object:{sha:t.sha,type:n,url:`${i}/git/${r}/${t.sha}`}}}async function getRef(e){let{git:t,state:n}=e.world,r=`refs/${param(e,`ref`)}`,i=n.pulls.find(({number:e})=>r===`refs/pull/${e}/head`)?.headSha??await t.resolveRef(r);return i===null?notFound$2():{status:200,body:await refAnswer(e,{name:r,sha:i})}}async function matchingRefs(e){let t=param(e,`ref`),n=`refs/${t}`,r=e.world.state.pulls.map(({number:e,headSha:t})=>({name:`refs/pull/${e}/head`,sha:t})),i=[...await e.world.git.listRefs(n),...r.filter(({name:e})=>e.startsWith(n))].sort((e,t)=>Buffer.compare(Buffer.from(e.name),Buffer.from(t.name))),a=`${repositoryPath(e)}/git/matching-refs${t===``?``:`/${urlPath(t)}`}`,o=t===``||e.query.has(`per_page`)||e.query.has(`page`)?paginate(e,a,i):{items:i,headers:{}};return{status:200,body:await Promise.all(o.items.map(t=>refAnswer(e,t))),headers:o.headers}}const notAnId=()=>apiError(422,`The sha parameter must be exactly 40 characters and contain only [0-9a-f].`),RefCreation=object({ref:string(),sha:string()});async function createRef(e){let t=readBody(e.body,RefCreation);if(!t.ok)return t.reply;let{ref:n,sha:r}=t.value;if(!n.startsWith(`refs/`)||n.split(`/`).length<3)return apiError(422,`Reference name must start with 'refs/' and have at least three parts`);if(!isValidRefName(n))return apiError(422,`${n} is not a valid ref name.`);let{git:i}=e.world;if(!isObjectId(r))return notAnId();if(await i.objectInfo(r)===null)return apiError(422,`Object does not exist`);if(await i.resolveRef(n)!==null)return apiError(422,`Reference already exists`);let a=await pushRef(e,{ref:n,to:r,from:null});if(a!==null)return a;let o=await refAnswer(e,{name:n,sha:r});return{status:201,body:o,headers:{location:o.url}}}const RefUpdateBody=object({sha:string(),force:boolean().optional()});async function updateRef(e){let t=readBody(e.body,RefUpdateBody);if(!t.ok)return t.reply;let{git:n}=e.world,r=`refs/${param(e,`ref`)}`,i=await n.resolveRef(r);if(i===null)return apiError(422,`Reference does not exist`);let{sha:a,force:o=!1}=t.value;if(!isObjectId(a))return notAnId();if(await n.objectInfo(a)===null)return apiError(422,`Object does not exist`);if(!o&&r.startsWith(`refs/tags/`)&&i!==a){let[e,t]=[await n.peel(i),await n.peel(a)];if(e===null||t===null||!await n.isAncestor(e,t))return apiError(422,`Update is not a fast forward`)}let s=await pushRef(e,{ref:r,to:a,from:i,force:o});return s===null?{status:200,body:await refAnswer(e,{name:r,sha:a})}:s}async function deleteRef(e){let{git:t,state:n}=e.world,r=`refs/${param(e,`ref`)}`;return await t.resolveRef(r)===null?apiError(422,`Reference does not exist`):r===`refs/heads/${n.defaultBranch}`?apiError(422,`Cannot delete the default branch`):await pushRef(e,{ref:r,to:null})??{status:204}}async function getCommit$1(e){let t=await e.world.git.readCommit(param(e,`commit_sha`));return t===null?notFound$2():{status:200,body:gitCommitAnswer(e,t)}}const Person=object({name:string().min(1),email:string().min(1),date:datetime({offset:!0}).optional()}),CommitCreation=object({message:string(),tree:string(),parents:array(string()).max(64).optional(),author:Person.optional(),committer:Person.optional(),signature:string().optional()});function identity(e,t){if(e===void 0)return t;if(e.date===void 0)return{name:e.name,email:e.email,time:t.time};let n=/([+-]\d{2}):?(\d{2})$/.exec(e.date);return{name:e.name,email:e.email,time:Date.parse(e.date),...n===null?{}:{zone:`${n[1]}${n[2]}`}}}async function createCommit(e){let t=readBody(e.body,CommitCreation);if(!t.ok)return t.reply;let{message:n,tree:r,parents:i=[],signature:a}=t.value,{git:o}=e.world;if((await o.objectInfo(r))?.type!==`tree`)return apiError(422,`Tree SHA does not exist`);for(let e of i)if((await o.objectInfo(e))?.type!==`commit`)return apiError(422,`Parent SHA does not exist or is not a commit object`);let s=identity(t.value.author,identityOf(e.requester.actor,e.world.now())),c=await o.writeCommit({tree:r,parents:i,author:s,committer:identity(t.value.committer,s),message:n,...a===void 0?{}:{signature:a}}),l=gitCommitAnswer(e,await o.commit(c));return{status:201,body:l,headers:{location:l.url}}}async function getTree(e){let{git:t,state:n}=e.world,r=param(e,`tree_sha`),i=await t.objectInfo(r),a=i?.type===`tree`?null:await t.resolveCommit(r),o=i?.type===`tree`?r:a===null?null:(await t.commit(a)).tree;if(o===null)return notFound$2();let s=await t.listTree(o,{recursive:e.query.has(`recursive`)});if(s===null)return notFound$2();let c=repositoryUrl(e),l=Math.min(n.settings.treeEntryLimit??TREE_ENTRIES,TREE_ENTRIES),u=[],d=0;for(let e of s){let t={path:e.path,mode:e.mode,type:e.type,sha:e.sha,...e.size===null?{}:{size:e.size},...e.type===`commit`?{}:{url:`${c}/git/${e.type===`tree`?`trees`:`blobs`}/${e.sha}`}};if(d+=Buffer.byteLength(e.path)+c.length+170,u.length>=l||d>7340032)break;u.push(t)}return{status:200,body:{sha:o,url:`${c}/git/trees/${o}`,tree:u,truncated:u.length<s.length}}}const TREE_TYPES={100644:`blob`,100755:`blob`,12e4:`blob`,"040000":`tree`,16e4:`commit`},TreeCreation=object({base_tree:string().nullish(),tree:array(object({path:string(),mode:_enum([`100644`,`100755`,`040000`,`160000`,`120000`]).optional(),type:_enum([`blob`,`tree`,`commit`]).optional(),sha:string().nullish(),content:string().optional()})).max(TREE_ENTRIES)});async function createTree(e){let t=readBody(e.body,TreeCreation);if(!t.ok)return t.reply;let{git:n}=e.world,r=null;if(typeof t.value.base_tree==`string`){let e=t.value.base_tree,i=(await n.objectInfo(e))?.type,a=i===`commit`?await n.readCommit(e):null;if(i!==`tree`&&a===null)return apiError(422,`base_tree is not a valid tree oid`);r=a?.tree??e}if(t.value.tree.length===0&&r===null)return apiError(422,`Invalid tree info`);let i=[];for(let e of t.value.tree){if(!e.path.split(`/`).every(isValidEntryName))return apiError(422,`tree.path contains a malformed path component`);let t=e.mode??`100644`;if(e.content!==void 0&&e.sha===void 0){i.push({path:e.path,mode:t,sha:await n.writeBlob(e.content)});continue}if(e.sha===null){i.push({path:e.path,mode:t,sha:null});continue}let r=e.sha??``;if(!isObjectId(r))return apiError(422,`Must supply either tree.sha or tree.content`);let a=(await n.objectInfo(r))?.type;if(t!==`160000`&&a!==TREE_TYPES[t])return apiError(422,`tree.sha ${r} is not a valid ${TREE_TYPES[t]}`);i.push({path:e.path,mode:t,sha:r})}let a=await n.treeWithChanges(r,i),o=repositoryUrl(e),s=(await n.listTree(a,{recursive:!1})??[]).map(({path:e,mode:t,type:n,sha:r,size:i})=>({path:e,mode:t,type:n,sha:r,...i===null?{}:{size:i},...n===`commit`?{}:{url:`${o}/git/${n===`tree`?`trees`:`blobs`}/${r}`}})),c=`${o}/git/trees/${a}`;return{status:201,body:{sha:a,url:c,tree:s,truncated:!1},headers:{location:c}}}async function getBlob(e){let t=param(e,`file_sha`),n=await e.world.git.readBlob(t);return n===null?notFound$2():(e.headers.get(`accept`)??``).includes(`raw`)?{status:200,body:n,headers:{"content-type":`application/vnd.github.raw+json; charset=utf-8`}}:{status:200,body:{sha:t,node_id:nodeId(`B`,t),size:n.byteLength,url:`${repositoryUrl(e)}/git/blobs/${t}`,content:wrappedBase64(n),encoding:`base64`}}}const BlobCreation=object({content:string(),encoding:_enum([`utf-8`,`base64`]).optional()});async function createBlob(e){let t=readBody(e.body,BlobCreation);if(!t.ok)return t.reply;let{content:n,encoding:r=`utf-8`}=t.value;if(r===`base64`&&!isBase64(n))return apiError(422,`content is not valid Base64`);let i=await e.world.git.writeBlob(Buffer.from(n,r===`base64`?`base64`:`utf8`)),a=`${repositoryUrl(e)}/git/blobs/${i}`;return{status:201,body:{sha:i,url:a},headers:{location:a}}}function tagAnswer(e,t){let n=repositoryUrl(e),r=t.tagger??{name:``,email:``,time:0},i={commit:`commits`,tag:`tags`,tree:`trees`,blob:`blobs`}[t.objectType];return{node_id:nodeId(`TA`,t.sha),tag:t.name,sha:t.sha,url:`${n}/git/tags/${t.sha}`,message:shownMessage(t.message),tagger:{name:r.name,email:r.email,date:new Date(r.time).toISOString().replace(/\.\d+Z$/,`Z`)},object:{sha:t.object,type:t.objectType,url:`${n}/git/${i}/${t.object}`},verification:t.signature===null?verificationOf(null):{...verificationOf(null),reason:`unknown_key`,signature:t.signature,payload:t.message}}}async function getTag(e){let t=await e.world.git.readTag(param(e,`tag_sha`));return t===null?notFound$2():{status:200,body:tagAnswer(e,t)}}const TagCreation=object({tag:string().min(1),message:string(),object:string(),type:_enum([`commit`,`tree`,`blob`]),tagger:Person.optional()});async function createTag(e){let t=readBody(e.body,TagCreation);if(!t.ok)return t.reply;let{tag:n,message:r,object:i,type:a}=t.value,{git:o}=e.world;if(!isValidRefName(`refs/tags/${n}`))return validationFailed({resource:`Tag`,field:`tag`,code:`invalid`});let s=await o.objectInfo(i);if(s===null)return apiError(422,`Object does not exist`);if(s.type!==a)return apiError(422,`Object is not a ${a}`);let c=await o.writeTag({object:i,objectType:a,name:n,tagger:identity(t.value.tagger,identityOf(e.requester.actor,e.world.now())),message:r}),l=await o.readTag(c);if(l===null)return apiError(500,`The tag object cannot be read back`);let u=tagAnswer(e,l);return{status:201,body:u,headers:{location:u.url}}}const gitDatabaseRoutes=[{method:`GET`,path:`${REPO$9}/git/ref/{ref}`,handle:getRef},{method:`GET`,path:`${REPO$9}/git/matching-refs/{ref}`,handle:matchingRefs,lastMayBeEmpty:!0},{method:`GET`,path:`${REPO$9}/git/refs/{ref}`,handle:matchingRefs,lastMayBeEmpty:!0},{method:`POST`,path:`${REPO$9}/git/refs`,handle:createRef},{method:`PATCH`,path:`${REPO$9}/git/refs/{ref}`,handle:updateRef},{method:`DELETE`,path:`${REPO$9}/git/refs/{ref}`,handle:deleteRef},{method:`GET`,path:`${REPO$9}/git/commits/{commit_sha}`,handle:getCommit$1},{method:`POST`,path:`${REPO$9}/git/commits`,handle:createCommit},{method:`GET`,path:`${REPO$9}/git/trees/{tree_sha}`,handle:getTree},{method:`POST`,path:`${REPO$9}/git/trees`,handle:createTree},{method:`GET`,path:`${REPO$9}/git/blobs/{file_sha}`,handle:getBlob},{method:`POST`,path:`${REPO$9}/git/blobs`,handle:createBlob},{method:`GET`,path:`${REPO$9}/git/tags/{tag_sha}`,handle:getTag},{method:`POST`,path:`${REPO$9}/git/tags`,handle:createTag}],REPO$8=`/repos/{owner}/{repo}`;function commentAnswer(e,t){let n=findPull(e.world,t.number)===null?`issues`:`pull`;return{id:t.id,node_id:nodeId(`IC`,t.id),url:`${repositoryUrl(e)}/issues/comments/${t.id}`,html_url:`${repositoryPage(e)}/${n}/${t.number}#issuecomment-${t.id}`,issue_url:`${repositoryUrl(e)}/issues/${t.number}`,body:t.body,user:simpleUser(t.author,e.apiUrl),created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),author_association:`CONTRIBUTOR`,performed_via_github_app:null,reactions:reactionRollup(e,`issue-comment`,t.id,`${repositoryUrl(e)}/issues/comments/${t.id}`)}}function listComments(e){let t=numberParam(e,`issue_number`);if(subjectOf$1(e.world,t)===null)return notFound$2();let n=Date.parse(e.query.get(`since`)??``),r=e.world.state.comments.filter(e=>e.number===t&&(Number.isNaN(n)||e.updatedAt>=n)),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/issues/${t}/comments`,r);return{status:200,body:i.map(t=>commentAnswer(e,t)),headers:a}}const CommentBody=object({body:string().min(1)});function readComment(e){let t=readBody(e.body,CommentBody);return t.ok?t.value.body.length>65536?{ok:!1,reply:validationFailed({resource:`IssueComment`,code:`unprocessable`,field:`data`,message:`Body is too long (maximum is ${COMMENT_LENGTH} characters)`})}:{ok:!0,text:t.value.body}:t}function createComment(e){let t=numberParam(e,`issue_number`),n=subjectOf$1(e.world,t);if(n===null)return notFound$2();let r=readComment(e);if(!r.ok)return r.reply;let i=commentAnswer(e,writeComment(e,n,r.text));return{status:201,body:i,headers:{location:i.url}}}const commentOf=e=>{let t=numberParam(e,`comment_id`);return e.world.state.comments.find(e=>e.id===t)};function getComment(e){let t=commentOf(e);return t===void 0?notFound$2():{status:200,body:commentAnswer(e,t)}}function updateComment(e){let t=commentOf(e);if(t===void 0)return notFound$2();if(!mayChange$1(e,t))return apiError(403,`Resource not accessible by integration`);let n=readComment(e);return n.ok?(t.body=n.text,t.updatedAt=e.world.now(),{status:200,body:commentAnswer(e,t)}):n.reply}function deleteComment(e){let t=commentOf(e);return t===void 0?notFound$2():mayChange$1(e,t)?(removeComment(e,t),{status:204}):apiError(403,`Resource not accessible by integration`)}function listAllComments(e){let{query:t,world:n}=e,r=Date.parse(t.get(`since`)??``),i=t.get(`sort`),a=i!==null&&t.get(`direction`)===`desc`?-1:1,o=e=>i===`updated`?e.updatedAt:e.createdAt,s=n.state.comments.filter(e=>Number.isNaN(r)||e.updatedAt>=r).sort((e,t)=>a*(o(e)-o(t)||e.id-t.id)),{items:c,headers:l}=paginate(e,`${repositoryPath(e)}/issues/comments`,s);return{status:200,body:c.map(t=>commentAnswer(e,t)),headers:l}}const issueCommentRoutes=[{method:`GET`,path:`${REPO$8}/issues/{issue_number}/comments`,handle:listComments},{method:`POST`,path:`${REPO$8}/issues/{issue_number}/comments`,handle:createComment},{method:`GET`,path:`${REPO$8}/issues/comments`,handle:listAllComments},{method:`GET`,path:`${REPO$8}/issues/comments/{comment_id}`,handle:getComment},{method:`PATCH`,path:`${REPO$8}/issues/comments/{comment_id}`,handle:updateComment},{method:`DELETE`,path:`${REPO$8}/issues/comments/{comment_id}`,handle:deleteComment}];function milestoneAnswer(e,t){let{world:n}=e,r=`${repositoryUrl(e)}/milestones/${t.number}`,i=[...n.state.issues,...n.state.pulls].filter(({number:e})=>milestoneOf(n,e)?.number===t.number),a=e=>e===null?null:isoTime(e);return{url:r,html_url:`${repositoryPage(e)}/milestone/${t.number}`,labels_url:`${r}/labels`,id:t.id,node_id:nodeId(`MI`,t.id),number:t.number,state:t.state,title:t.title,description:t.description,creator:simpleUser(t.creator,e.apiUrl),open_issues:i.filter(({state:e})=>e===`open`).length,closed_issues:i.filter(({state:e})=>e===`closed`).length,created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),closed_at:a(t.closedAt),due_on:a(t.dueOn)}}function milestoneShown(e,t){let n=milestoneOf(e.world,t);return n===null?null:milestoneAnswer(e,n)}const REPO$7=`/repos/{owner}/{repo}`,labelAnswer=(e,t)=>({id:t.id,node_id:nodeId(`LA`,t.id),url:`${repositoryUrl(e)}/labels/${encodeURIComponent(t.name)}`,name:t.name,color:t.color,default:!1,description:t.description});function listLabels(e){let{items:t,headers:n}=paginate(e,`${repositoryPath(e)}/labels`,e.world.state.labels);return{status:200,body:t.map(t=>labelAnswer(e,t)),headers:n}}const LabelCreation=object({name:string().min(1).max(50),color:string().regex(/^[0-9a-fA-F]{6}$/).optional(),description:string().max(100).nullish()});function createLabel(e){let t=readBody(e.body,LabelCreation);if(!t.ok)return t.reply;let{labels:n}=e.world.state,{name:r,color:i=`ededed`,description:a}=t.value;if(findLabel(e.world,r)!==null)return validationFailed({resource:`Label`,field:`name`,code:`already_exists`});let o={id:e.world.nextId(),name:r,color:i.toLowerCase(),description:a??null};n.push(o);let s=labelAnswer(e,o);return{status:201,body:s,headers:{location:s.url}}}function getLabel(e){let t=findLabel(e.world,param(e,`name`));return t===null?notFound$2():{status:200,body:labelAnswer(e,t)}}const LabelNames=object({labels:array(union([string(),object({name:string()})])).max(100)});function addLabels(e){let t=numberParam(e,`issue_number`);if(subjectOf$1(e.world,t)===null)return notFound$2();let n=readBody(Array.isArray(e.body)?{labels:e.body}:e.body,LabelNames);if(!n.ok)return n.reply;let r=labelsOf(e.world,t).map(({name:e})=>e),i=n.value.labels.map(e=>typeof e==`string`?e:e.name);return setLabels(e.world,t,[...r,...i]),{status:200,body:labelsOf(e.world,t).map(t=>labelAnswer(e,t))}}function listIssueLabels(e){let t=numberParam(e,`issue_number`);if(subjectOf$1(e.world,t)===null)return notFound$2();let{items:n,headers:r}=paginate(e,`${repositoryPath(e)}/issues/${t}/labels`,labelsOf(e.world,t));return{status:200,body:n.map(t=>labelAnswer(e,t)),headers:r}}function issueAnswer(e,t){let{number:n}=t,r=`${repositoryUrl(e)}/issues/${n}`,i=`headRef`in t,a=`${repositoryPage(e)}/${i?`pull`:`issues`}/${n}`,o=assigneesOf(e.world,n).map(t=>simpleUser(t,e.apiUrl)),s=lockOf(e.world,n);return{url:r,repository_url:repositoryUrl(e),labels_url:`${r}/labels{/name}`,comments_url:`${r}/comments`,events_url:`${r}/events`,html_url:a,id:t.id,node_id:nodeId(i?`PR`:`I`,t.id),number:n,title:t.title,user:simpleUser(t.author,e.apiUrl),labels:labelsOf(e.world,n).map(t=>labelAnswer(e,t)),state:t.state,state_reason:i?null:t.stateReason??(t.state===`closed`?`completed`:null),locked:s!==null,assignee:o[0]??null,assignees:o,milestone:milestoneShown(e,n),comments:e.world.state.comments.filter(e=>e.number===n).length,created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),closed_at:t.closedAt===null?null:isoTime(t.closedAt),author_association:`CONTRIBUTOR`,active_lock_reason:s?.reason??null,body:t.body===``?null:t.body,timeline_url:`${r}/timeline`,reactions:reactionRollup(e,`issue`,n,r),...i?{draft:t.draft,pull_request:{url:`${repositoryUrl(e)}/pulls/${n}`,html_url:a,diff_url:`${a}.diff`,patch_url:`${a}.patch`,merged_at:t.mergedAt===null?null:isoTime(t.mergedAt)}}:{}}}function isAskedFor({world:e,query:t},n){let r=(t.get(`labels`)??``).split(`,`).filter(Boolean),i=labelsOf(e,n.number);if(!r.every(e=>i.some(t=>sameName(t.name,e))))return!1;let a=t.get(`creator`);if(a!==null&&!sameName(n.author.login,a))return!1;let o=Date.parse(t.get(`since`)??``);if(!Number.isNaN(o)&&n.updatedAt<o)return!1;let s=t.get(`milestone`),c=milestoneOf(e,n.number);if(s===`none`&&c!==null||s===`*`&&c===null||s!==null&&/^\d+$/.test(s)&&c?.number!==Number(s))return!1;let l=t.get(`assignee`),u=assigneesOf(e,n.number);return l===null?!0:l===`none`?u.length===0:l===`*`?u.length>0:u.some(({login:e})=>sameName(e,l))}function orderOf(e){let t=e.get(`direction`)===`asc`?1:-1,n=e.get(`sort`)===`updated`?e=>e.updatedAt:e=>e.createdAt;return(e,r)=>t*(n(e)-n(r)||e.number-r.number)}function listIssues(e){let{state:t}=e.world,n=e.query.get(`state`)??`open`,r=[...t.issues,...t.pulls].filter(e=>n===`all`||e.state===n).filter(t=>isAskedFor(e,t)).sort(orderOf(e.query)),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/issues`,r);return{status:200,body:i.map(t=>issueAnswer(e,t)),headers:a}}const IssueCreation=object({title:union([string().min(1),number()]),body:string().max(COMMENT_LENGTH,`Body is too long (maximum is ${COMMENT_LENGTH} characters)`).nullish(),labels:array(union([string().min(1),object({name:string().min(1)})])).optional(),assignees:array(string()).optional(),assignee:string().nullish(),milestone:union([number().int(),string().regex(/^\d+$/)]).nullish()}),labelName=e=>typeof e==`string`?e:e.name,collaboratorsOf=(e,t)=>collaborators(e).filter(({login:e})=>t.some(t=>sameName(t,e))),assigneesIn=e=>e.assignees??(e.assignee===void 0?void 0:[e.assignee??``].filter(Boolean)),isUnknownMilestone=({world:e},t)=>t!=null&&findMilestone(e,Number(t))===null,unknownMilestone=()=>validationFailed({resource:`Issue`,field:`milestone`,code:`invalid`});function createIssue(e){let t=readBody(e.body,IssueCreation);if(!t.ok)return t.reply;let{title:n,body:r,milestone:i}=t.value;if(isUnknownMilestone(e,i))return unknownMilestone();let a=openIssue(e,{title:String(n),body:r??``}),{labels:o}=t.value,s=assigneesIn(t.value);i!=null&&setMilestone(e.world,a.number,Number(i)),o!==void 0&&setLabels(e.world,a.number,o.map(labelName)),s!==void 0&&setAssignees(e.world,a.number,collaboratorsOf(e.world,s));let c=issueAnswer(e,a);return{status:201,body:c,headers:{location:c.url}}}function getIssue(e){let t=subjectOf$1(e.world,numberParam(e,`issue_number`));return t===null?notFound$2():{status:200,body:issueAnswer(e,t)}}const IssueUpdate=IssueCreation.partial().extend({state:_enum([`open`,`closed`]).optional(),state_reason:_enum([`completed`,`not_planned`,`duplicate`,`reopened`]).nullish()});async function updateIssue(e){let t=subjectOf$1(e.world,numberParam(e,`issue_number`));if(t===null)return notFound$2();let n=readBody(e.body,IssueUpdate);if(!n.ok)return n.reply;let{title:r,state:i,labels:a,milestone:o}=n.value;if(isUnknownMilestone(e,o))return unknownMilestone();let s=assigneesIn(n.value),{world:c}=e;if(i!==void 0){if(!isPull(t))setIssueState(e,t,i,n.value.state_reason??void 0);else if(i!==t.state){let n=i===`open`?await reopenPull(e,t):null;if(n!==null)return n;i===`closed`&&await closePull(e,t)}}return r!==void 0&&(t.title=String(r)),n.value.body!==void 0&&(t.body=n.value.body??``),a!==void 0&&setLabels(c,t.number,a.map(labelName)),s!==void 0&&setAssignees(c,t.number,collaboratorsOf(c,s)),o!==void 0&&setMilestone(c,t.number,o===null?null:Number(o)),t.updatedAt=c.now(),{status:200,body:issueAnswer(e,t)}}const issueRoutes=[{method:`GET`,path:`${REPO$7}/issues`,handle:listIssues},{method:`POST`,path:`${REPO$7}/issues`,handle:createIssue},{method:`GET`,path:`${REPO$7}/issues/{issue_number}`,handle:getIssue},{method:`PATCH`,path:`${REPO$7}/issues/{issue_number}`,handle:updateIssue},{method:`GET`,path:`${REPO$7}/issues/{issue_number}/labels`,handle:listIssueLabels},{method:`POST`,path:`${REPO$7}/issues/{issue_number}/labels`,handle:addLabels},{method:`GET`,path:`${REPO$7}/labels`,handle:listLabels},{method:`POST`,path:`${REPO$7}/labels`,handle:createLabel},{method:`GET`,path:`${REPO$7}/labels/{name}`,handle:getLabel}];function patchLines(e){let t=[],n=0,r=0,i=[];for(let[a,o]of e.split(`
`).entries()){let e=/^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(o);if(e!==null){n=Number(e[1]),r=Number(e[2]),i=[o];continue}i.push(o);let s=o.charAt(0);[`+`,`-`,` `].includes(s)&&(t.push({position:a,left:s===`+`?null:n,right:s===`-`?null:r,hunk:i.join(`
`)}),s!==`+`&&(n+=1),s!==`-`&&(r+=1))}return t}async function placed(e,t,n){let r=await forkPoint(e,t),i=(await e.git.changedFiles(r,n.commit??t.headSha)).find(({path:e})=>e===n.path);if(i===void 0)return null;if(n.isOfFile===!0)return{position:1,line:null,side:`RIGHT`,startLine:null,startSide:null,hunk:i.patch?.split(`
`)[0]??``};let a=patchLines(i.patch??``),o=n.side??`RIGHT`,s=(e,t)=>a.find(({left:n,right:r})=>e!==void 0&&(t===`LEFT`?n:r)===e),c=n.position===void 0?s(n.line,o):a.find(({position:e})=>e===n.position);if(c===void 0)return null;let l=n.position===void 0?o===`LEFT`:c.right===null,u=n.startSide??o;return n.startLine!==void 0&&s(n.startLine,u)===void 0?null:{position:c.position,line:l?c.left:c.right,side:l?`LEFT`:`RIGHT`,startLine:n.startLine??null,startSide:n.startLine===void 0?null:u,hunk:c.hunk}}async function writeLineComments(e,t,{id:n,author:r},i){let a=e.now(),o=[];for(let s of i){let i=await placed(e,t,s);if(i===null)return null;o.push({id:e.nextId(),number:t.number,reviewId:n,commitSha:s.commit??t.headSha,path:s.path,...i,inReplyTo:null,author:r,body:s.body,createdAt:a,updatedAt:a})}return e.state.lineComments=[...e.state.lineComments??[],...o],t.updatedAt=a,o}function replyTo(e,t,n,r){let i=e.now(),a={...t,id:e.nextId(),reviewId:n.id,inReplyTo:t.inReplyTo??t.id,author:n.author,body:r,createdAt:i,updatedAt:i};return e.state.lineComments=[...e.state.lineComments??[],a],a}function shownLineComments({state:e}){let t=new Set((e.reviews??[]).filter(e=>e.state===`PENDING`).map(({id:e})=>e));return(e.lineComments??[]).filter(({reviewId:e})=>!t.has(e))}const REPO$6=`/repos/{owner}/{repo}`,PULL$1=`${REPO$6}/pulls/{pull_number}`;function answerOf$1(e,t){let n=`${repositoryUrl(e)}/pulls/comments/${t.id}`,r=`${repositoryUrl(e)}/pulls/${t.number}`,i=`${repositoryPage(e)}/pull/${t.number}#discussion_r${t.id}`;return{url:n,pull_request_review_id:t.reviewId,id:t.id,node_id:nodeId(`PRRC`,t.id),diff_hunk:t.hunk,path:t.path,position:t.position,original_position:t.position,commit_id:t.commitSha,original_commit_id:t.commitSha,...t.inReplyTo===null?{}:{in_reply_to_id:t.inReplyTo},user:simpleUser(t.author,e.apiUrl),body:t.body,created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),html_url:i,pull_request_url:r,author_association:`CONTRIBUTOR`,_links:{self:{href:n},html:{href:i},pull_request:{href:r}},start_line:t.startLine,original_start_line:t.startLine,start_side:t.startSide,...t.line===null?{}:{line:t.line,original_line:t.line},side:t.side,subject_type:t.line===null?`file`:`line`,reactions:reactionRollup(e,`line-comment`,t.id,n)}}function ordered({query:e},t){let n=Date.parse(e.get(`since`)??``),r=e.get(`sort`),i=r!==null&&e.get(`direction`)===`desc`?-1:1,a=e=>r===`updated`?e.updatedAt:e.createdAt;return t.filter(({updatedAt:e})=>Number.isNaN(n)||e>=n).sort((e,t)=>i*(a(e)-a(t)||e.id-t.id))}function paged(e,t,n){let{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/${t}`,n);return{status:200,body:r.map(t=>answerOf$1(e,t)),headers:i}}const listAll$1=e=>paged(e,`pulls/comments`,ordered(e,shownLineComments(e.world))),pullAt$1=e=>findPull(e.world,numberParam(e,`pull_number`));function listOfPull(e){let t=pullAt$1(e);if(t===null)return notFound$2();let n=shownLineComments(e.world).filter(({number:e})=>e===t.number);return paged(e,`pulls/${t.number}/comments`,ordered(e,n))}function listOfReview(e){let t=pullAt$1(e),n=numberParam(e,`review_id`),{state:r}=e.world,i=(r.reviews??[]).find(e=>e.id===n&&e.number===t?.number);if(t===null||i===void 0)return notFound$2();let a=(r.lineComments??[]).filter(({reviewId:e})=>e===n);return paged(e,`pulls/${t.number}/reviews/${n}/comments`,a)}const side=_enum([`LEFT`,`RIGHT`]),Place=object({body:string().min(1).max(COMMENT_LENGTH),path:string(),line:number().int().optional(),side:side.optional(),start_line:number().int().nullish(),start_side:_enum([`LEFT`,`RIGHT`,`side`]).nullish(),position:number().int().optional()}),ReviewLines=array(Place).optional(),wantedLine=e=>({body:e.body,path:e.path,line:e.line,side:e.side,startLine:e.start_line??void 0,startSide:e.start_side===`side`?void 0:e.start_side??void 0,position:e.position}),unresolvedLine=()=>validationFailed({resource:`PullRequestReviewComment`,code:`custom`,field:`pull_request_review_thread.line`,message:`could not be resolved`});function ownReview(e,t){let{world:n,requester:r}=e,i=addReview(n,r,t,{event:null,body:``});if(!(`author`in i))throw Error(`a review without an event was refused`);return i.state=`COMMENTED`,i.submittedAt=n.now(),i}function withoutReview({world:e},t){e.state.reviews=(e.state.reviews??[]).filter(e=>e!==t)}const Creation$1=Place.extend({commit_id:string(),subject_type:_enum([`line`,`file`]).optional(),in_reply_to:number().int().optional()}),Reply=object({body:string().min(1).max(COMMENT_LENGTH),in_reply_to:number().int()});async function create$1(e){let t=pullAt$1(e);if(t===null)return notFound$2();let n=Reply.safeParse(e.body);if(n.success)return reply(e,t,n.data.in_reply_to,n.data.body);let r=readBody(e.body,Creation$1);if(!r.ok)return r.reply;let{world:i}=e,a=await i.git.resolveCommit(r.value.commit_id);if(a===null)return validationFailed({resource:`PullRequestReviewComment`,code:`invalid`,field:`commit_id`});let o=r.value.subject_type===`file`,s=ownReview(e,t),c=(await writeLineComments(i,t,s,[{...wantedLine(r.value),commit:a,isOfFile:o}]))?.[0];if(c===void 0)return withoutReview(e,s),unresolvedLine();let l=answerOf$1(e,c);return{status:201,body:l,headers:{location:l.url}}}function reply(e,t,n,r){let{world:i}=e,a=shownLineComments(i).find(({id:e,number:r})=>e===n&&r===t.number);if(a===void 0)return notFound$2();let o=answerOf$1(e,replyTo(i,a,ownReview(e,t),r));return{status:201,body:o,headers:{location:o.url}}}function createReply(e){let t=pullAt$1(e);if(t===null)return notFound$2();let n=readBody(e.body,Reply.pick({body:!0}));return n.ok?reply(e,t,numberParam(e,`comment_id`),n.value.body):n.reply}const found$1=({world:e,...t})=>shownLineComments(e).find(({id:n})=>n===numberParam({world:e,...t},`comment_id`));function get$2(e){let t=found$1(e);return t===void 0?notFound$2():{status:200,body:answerOf$1(e,t)}}function update$1(e){let t=found$1(e);if(t===void 0)return notFound$2();if(!mayChange$1(e,t))return apiError(403,`Resource not accessible by integration`);let n=readBody(e.body,object({body:string().min(1).max(COMMENT_LENGTH)}));return n.ok?(t.body=n.value.body,t.updatedAt=e.world.now(),{status:200,body:answerOf$1(e,t)}):n.reply}function remove$1(e){let t=found$1(e);if(t===void 0)return notFound$2();if(!mayChange$1(e,t))return apiError(403,`Resource not accessible by integration`);let{state:n}=e.world;return n.lineComments=(n.lineComments??[]).filter(e=>e!==t),{status:204}}const lineCommentRoutes=[{method:`GET`,path:`${REPO$6}/pulls/comments`,handle:listAll$1},{method:`GET`,path:`${REPO$6}/pulls/comments/{comment_id}`,handle:get$2},{method:`PATCH`,path:`${REPO$6}/pulls/comments/{comment_id}`,handle:update$1},{method:`DELETE`,path:`${REPO$6}/pulls/comments/{comment_id}`,handle:remove$1},{method:`GET`,path:`${PULL$1}/comments`,handle:listOfPull},{method:`POST`,path:`${PULL$1}/comments`,handle:create$1},{method:`POST`,path:`${PULL$1}/comments/{comment_id}/replies`,handle:createReply},{method:`GET`,path:`${PULL$1}/reviews/{review_id}/comments`,handle:listOfReview}];function askedText({headers:e}){return/application\/vnd\.github\.(?:[a-z0-9-]+\.)?(diff|patch)\b/.exec(e.get(`accept`)??``)?.[1]??null}const changeText=(e,t)=>({status:200,body:t,headers:{"content-type":`application/vnd.github.${e}; charset=utf-8`,"x-github-media-type":`github.v3; param=${e}`}}),REPO$5=`/repos/{owner}/{repo}`;function pullOf(e){let t=e.params.pull_number??``;return/^\d{1,9}$/.test(t)?findPull(e.world,Number(t)):null}function simplePullAnswer(e,t){let n=repositoryUrl(e),r=`${n}/pulls/${t.number}`,i=`${n}/issues/${t.number}`,a=`${repositoryPage(e)}/pull/${t.number}`,o=simpleUser(t.author,e.apiUrl),s=repositoryAnswer(e),c=assigneesOf(e.world,t.number).map(t=>simpleUser(t,e.apiUrl)),l=(e,t,n)=>({label:`${n.owner.login}:${e}`,ref:e,sha:t,user:n.owner,repo:n});return{url:r,id:t.id,node_id:pullNodeId(t),html_url:a,diff_url:`${a}.diff`,patch_url:`${a}.patch`,issue_url:i,number:t.number,state:t.state,locked:lockOf(e.world,t.number)!==null,title:t.title,user:o,body:t.body===``?null:t.body,created_at:isoTime(t.createdAt),updated_at:isoTime(t.updatedAt),closed_at:t.closedAt===null?null:isoTime(t.closedAt),merged_at:t.mergedAt===null?null:isoTime(t.mergedAt),merge_commit_sha:t.mergeCommitSha,assignee:c[0]??null,assignees:c,requested_reviewers:(t.requestedReviewers??[]).map(t=>simpleUser(t,e.apiUrl)),requested_teams:[],labels:labelsOf(e.world,t.number).map(t=>labelAnswer(e,t)),milestone:milestoneShown(e,t.number),draft:t.draft,commits_url:`${r}/commits`,review_comments_url:`${r}/comments`,review_comment_url:`${n}/pulls/comments{/number}`,comments_url:`${i}/comments`,statuses_url:`${n}/statuses/${t.headSha}`,head:l(t.headRef,t.headSha,t.headOwner===void 0?s:forkAnswer(e,t.headOwner)),base:l(t.baseRef,t.baseSha,s),_links:{self:{href:r},html:{href:a},issue:{href:i},comments:{href:`${i}/comments`},review_comments:{href:`${r}/comments`},review_comment:{href:`${n}/pulls/comments{/number}`},commits:{href:`${r}/commits`},statuses:{href:`${n}/statuses/${t.headSha}`}},author_association:`CONTRIBUTOR`,auto_merge:autoMergeAnswer(e,t),active_lock_reason:null}}function autoMergeAnswer({apiUrl:e},{autoMerge:t}){return t==null?null:{enabled_by:simpleUser(t.enabledBy,e),merge_method:t.method,commit_title:t.title??``,commit_message:t.message??``}}async function pullAnswer(e,t){let{world:n}=e,[{mergeable:r,state:i,testTree:a},o]=await Promise.all([mergeability(n,t),forkPoint(e.world,t)]),[s,c]=await Promise.all([n.git.changedFiles(o,t.headSha),n.git.countCommits(t.headSha,[t.baseSha])]),l=e=>s.reduce((t,n)=>t+e(n),0);return{...simplePullAnswer(e,t),merge_commit_sha:t.mergeCommitSha??(a===null?null:await writeTestMerge(n,t,a)),merged:t.mergedAt!==null,mergeable:r,rebaseable:r,mergeable_state:i,merged_by:t.mergedBy===null?null:simpleUser(t.mergedBy,e.apiUrl),comments:n.state.comments.filter(e=>e.number===t.number).length,review_comments:shownLineComments(n).filter(({number:e})=>e===t.number).length,maintainer_can_modify:!1,commits:c,additions:l(e=>e.additions),deletions:l(e=>e.deletions),changed_files:s.length}}function isHead(e,t,n){let r=e.indexOf(`:`);return e.slice(0,r).toLowerCase()===t.toLowerCase()&&e.slice(r+1)===n}function listPulls(e){let{query:t}=e,{state:n}=e.world,r=t.get(`state`)??`open`,i=t.get(`head`),a=t.get(`base`),o=n.pulls.filter(e=>r!==`all`&&e.state!==r||i?.includes(`:`)===!0&&!isHead(i,e.headOwner??n.owner,e.headRef)?!1:a===null||a===``||e.baseRef===a),s=t.get(`sort`)??`created`,c=e=>s===`updated`?e.updatedAt:e.createdAt,l=(t.get(`direction`)??(s===`created`?`desc`:`asc`))===`asc`;o.sort((e,t)=>(c(e)-c(t)||e.number-t.number)*(l?1:-1));let{items:u,headers:d}=paginate(e,`${repositoryPath(e)}/pulls`,o);return{status:200,body:u.map(t=>simplePullAnswer(e,t)),headers:d}}const PullCreation=object({title:string().optional(),head:string(),base:string(),body:string().nullish(),draft:boolean().optional(),maintainer_can_modify:boolean().optional()});async function createPull(e){let t=readBody(e.body,PullCreation);if(!t.ok)return t.reply;let{title:n=``,head:r,base:i,draft:a=!1}=t.value;if(n.trim()===``)return validationFailed({resource:`PullRequest`,field:`title`,code:`missing_field`});let o=await openPull(e,{title:n,head:r,base:i,draft:a,body:t.value.body??``});if(!(`number`in o))return o;let s=await pullAnswer(e,o);return{status:201,body:s,headers:{location:s.url}}}async function getPull(e){let t=pullOf(e);if(t===null)return notFound$2();let n=askedText(e);return n===null?{status:200,body:await pullAnswer(e,t)}:changeText(n,await textOfPull(e,t,n))}async function textOfPull(e,t,n){let{git:r}=e.world,i=await forkPoint(e.world,t);return n===`diff`?r.diffText(i,t.headSha):r.patchText(i,t.headSha)}async function pullPage(e){let[,t=``,n]=/^(\d{1,9})\.(diff|patch)$/.exec(e.params.pull_file??``)??[],r=findPull(e.world,Number(t));return n===void 0||r===null?notFound$2():{status:200,body:await textOfPull(e,r,n),headers:{"content-type":`text/plain; charset=utf-8`}}}const PullUpdate=object({title:string().optional(),body:string().nullish(),state:_enum([`open`,`closed`]).optional(),base:string().optional()});async function updatePull(e){let t=pullOf(e);if(t===null)return notFound$2();let n=readBody(e.body,PullUpdate);if(!n.ok)return n.reply;let{title:r,state:i,base:a}=n.value;if(a!==void 0&&a!==t.baseRef){let n=await retargetPull(e,t,a);if(n!==null)return n}if(i===`open`&&t.state===`closed`){let n=await reopenPull(e,t);if(n!==null)return n}return r!==void 0&&(t.title=r),n.value.body!==void 0&&(t.body=n.value.body??``),t.updatedAt=e.world.now(),i===`closed`&&await closePull(e,t),{status:200,body:await pullAnswer(e,t)}}async function pullFiles(e){let t=pullOf(e);if(t===null)return notFound$2();let n=await e.world.git.changedFiles(await forkPoint(e.world,t),t.headSha),{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/pulls/${t.number}/files`,n.slice(0,3e3));return{status:200,body:r.map(n=>changedFileAnswer(e,t.headSha,n)),headers:i}}async function pullCommits(e){let t=pullOf(e);if(t===null)return notFound$2();let{git:n}=e.world,r=await n.log(t.headSha,{not:[await forkPoint(e.world,t)],oldestFirst:!0}),{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/pulls/${t.number}/commits`,r.slice(0,250));return{status:200,body:await Promise.all(i.map(async t=>commitAnswer(e,await n.commit(t)))),headers:a}}const Merge$1=object({commit_title:string().optional(),commit_message:string().optional(),sha:string().optional(),merge_method:_enum([`merge`,`squash`,`rebase`]).optional()});async function merge(e){let t=pullOf(e);if(t===null)return notFound$2();let n=readBody(e.body??{},Merge$1);if(!n.ok)return n.reply;let{commit_title:r,commit_message:i,sha:a,merge_method:o}=n.value,s=await mergePull(e,t,{...r===void 0?{}:{title:r},...i===void 0?{}:{message:i},...a===void 0?{}:{sha:a},...o===void 0?{}:{method:o}});return s.ok?{status:200,body:{sha:s.sha,merged:!0,message:`Pull Request successfully merged`}}:s.reply}async function updateBranch(e){let t=pullOf(e);if(t===null)return notFound$2();let n=readBody(e.body??{},object({expected_head_sha:string().optional()}));if(!n.ok)return n.reply;let r=await updatePullBranch(e,t,n.value.expected_head_sha);return r===null?{status:202,body:{message:`Updating pull request branch.`,url:`${repositoryUrl(e)}/pulls/${t.number}`}}:r}function isMerged(e){let t=pullOf(e);return t===null||t.mergedAt===null?notFound$2():{status:204}}async function pullsOfCommit(e){let{git:t}=e.world,n=e.params.commit_sha??``,r=await t.resolveCommit(n);if(r===null)return apiError(422,`No commit found for SHA: ${n}`);let i=await pullsWithCommit(e.world,r),{items:a,headers:o}=paginate(e,`${repositoryPath(e)}/commits/${r}/pulls`,i);return{status:200,body:a.map(t=>simplePullAnswer(e,t)),headers:o}}const pullRoutes=[{method:`GET`,path:`${REPO$5}/pulls`,handle:listPulls},{method:`POST`,path:`${REPO$5}/pulls`,handle:createPull},{method:`GET`,path:`${REPO$5}/pulls/{pull_number}`,handle:getPull},{method:`PATCH`,path:`${REPO$5}/pulls/{pull_number}`,handle:updatePull},{method:`GET`,path:`${REPO$5}/pulls/{pull_number}/files`,handle:pullFiles},{method:`GET`,path:`${REPO$5}/pulls/{pull_number}/commits`,handle:pullCommits},{method:`GET`,path:`${REPO$5}/pulls/{pull_number}/merge`,handle:isMerged},{method:`PUT`,path:`${REPO$5}/pulls/{pull_number}/merge`,handle:merge},{method:`PUT`,path:`${REPO$5}/pulls/{pull_number}/update-branch`,handle:updateBranch},{method:`GET`,path:`${REPO$5}/commits/{commit_sha}/pulls`,handle:pullsOfCommit}],PULL=`/repos/{owner}/{repo}/pulls/{pull_number}`,pullAt=e=>findPull(e.world,numberParam(e,`pull_number`));function reviewAnswer(e,t){let n=`${repositoryPage(e)}/pull/${t.number}#pullrequestreview-${t.id}`,r=`${repositoryUrl(e)}/pulls/${t.number}`;return{id:t.id,node_id:nodeId(`PRR`,t.id),user:simpleUser(t.author,e.apiUrl),body:t.body,state:t.state,html_url:n,pull_request_url:r,author_association:`CONTRIBUTOR`,_links:{html:{href:n},pull_request:{href:r}},...t.submittedAt===null?{}:{submitted_at:isoTime(t.submittedAt)},commit_id:t.commitSha}}const visible=(e,{number:t})=>(e.world.state.reviews??[]).filter(n=>n.number===t&&(n.state!==`PENDING`||n.author.id===e.requester.actor.id));function listReviews(e){let t=pullAt(e);if(t===null)return notFound$2();let{items:n,headers:r}=paginate(e,`${repositoryPath(e)}/pulls/${t.number}/reviews`,visible(e,t));return{status:200,body:n.map(t=>reviewAnswer(e,t)),headers:r}}const Creation=object({commit_id:string().optional(),body:string().nullish(),event:_enum([`APPROVE`,`REQUEST_CHANGES`,`COMMENT`]).optional(),comments:ReviewLines});async function createReview(e){let t=pullAt(e);if(t===null)return notFound$2();let n=readBody(e.body??{},Creation);if(!n.ok)return n.reply;let{commit_id:r,event:i=null}=n.value,a=addReview(e.world,e.requester,t,{event:i,body:n.value.body??``,...r===void 0?{}:{commit:r}});if(!(`author`in a))return a;let{world:o}=e;return await writeLineComments(o,t,a,(n.value.comments??[]).map(e=>({...wantedLine(e),commit:r})))===null?(o.state.reviews=(o.state.reviews??[]).filter(e=>e!==a),unresolvedLine()):{status:200,body:reviewAnswer(e,a)}}const reviewAt=e=>{let t=pullAt(e),n=numberParam(e,`review_id`);return t===null?null:visible(e,t).find(e=>e.id===n)??null};function getReview(e){let t=reviewAt(e);return t===null?notFound$2():{status:200,body:reviewAnswer(e,t)}}function updateReview(e){let t=reviewAt(e);if(t===null)return notFound$2();let n=readBody(e.body,object({body:string()}));return n.ok?(t.body=n.value.body,{status:200,body:reviewAnswer(e,t)}):n.reply}function submitReview(e){let t=reviewAt(e);if(t===null)return notFound$2();let n=readBody(e.body,object({body:string().nullish(),event:_enum([`APPROVE`,`REQUEST_CHANGES`,`COMMENT`])}));return n.ok?t.state===`PENDING`?(t.state=REVIEW_STATES[n.value.event],t.body=n.value.body??t.body,t.submittedAt=e.world.now(),{status:200,body:reviewAnswer(e,t)}):apiError(422,`Unprocessable Entity`,[`Could not submit a review that is not pending`]):n.reply}function deleteReview(e){let t=reviewAt(e);if(t===null)return notFound$2();if(t.state!==`PENDING`)return apiError(422,`Unprocessable Entity`,[`Can not delete a non-pending pull request review`]);let{state:n}=e.world;return n.reviews=(n.reviews??[]).filter(e=>e!==t),{status:200,body:reviewAnswer(e,t)}}function dismissReview(e){let t=reviewAt(e);if(t===null)return notFound$2();let n=readBody(e.body,object({message:string().min(1)}));return n.ok?t.state!==`APPROVED`&&t.state!==`CHANGES_REQUESTED`?apiError(422,`Unprocessable Entity`,[`Can not dismiss a commented pull request review`]):(t.state=`DISMISSED`,{status:200,body:reviewAnswer(e,t)}):n.reply}const Reviewers=object({reviewers:array(string()).optional(),team_reviewers:array(string()).optional()});function askReviewers(e){let t=pullAt(e);if(t===null)return notFound$2();let n=readBody(e.body??{},Reviewers);return n.ok?(n.value.team_reviewers??[]).length>0?apiError(422,`Reviews may only be requested from collaborators. The repository has no teams.`):requestReviewers(e.world,t,n.value.reviewers??[])??{status:201,body:simplePullAnswer(e,t)}:n.reply}function unaskReviewers(e){let t=pullAt(e);if(t===null)return notFound$2();let n=readBody(e.body??{},Reviewers);if(!n.ok)return n.reply;let r=new Set((n.value.reviewers??[]).map(e=>e.toLowerCase()));return t.requestedReviewers=(t.requestedReviewers??[]).filter(({login:e})=>!r.has(e.toLowerCase())),{status:200,body:simplePullAnswer(e,t)}}function listReviewers(e){let t=pullAt(e);return t===null?notFound$2():{status:200,body:{users:(t.requestedReviewers??[]).map(t=>simpleUser(t,e.apiUrl)),teams:[]}}}const reviewRoutes=[{method:`GET`,path:`${PULL}/reviews`,handle:listReviews},{method:`POST`,path:`${PULL}/reviews`,handle:createReview},{method:`GET`,path:`${PULL}/reviews/{review_id}`,handle:getReview},{method:`PUT`,path:`${PULL}/reviews/{review_id}`,handle:updateReview},{method:`DELETE`,path:`${PULL}/reviews/{review_id}`,handle:deleteReview},{method:`POST`,path:`${PULL}/reviews/{review_id}/events`,handle:submitReview},{method:`PUT`,path:`${PULL}/reviews/{review_id}/dismissals`,handle:dismissReview},{method:`GET`,path:`${PULL}/requested_reviewers`,handle:listReviewers},{method:`POST`,path:`${PULL}/requested_reviewers`,handle:askReviewers},{method:`DELETE`,path:`${PULL}/requested_reviewers`,handle:unaskReviewers},{method:`GET`,path:`${PULL}/comments`,handle:e=>pullAt(e)===null?notFound$2():{status:200,body:[]}}],REPO$4=`/repos/{owner}/{repo}`;function eventAnswer(e,t){let{apiUrl:n,world:r}=e,i=simpleUser(t.actor,n),{person:a}=t,o=t.event.startsWith(`review_`),s=r.state.pulls.find(({number:e})=>e===t.number)?.mergeCommitSha??null,c=t.event===`merged`?s:null;return{id:t.id,node_id:nodeId(`EV`,t.id),url:`${repositoryUrl(e)}/issues/events/${t.id}`,actor:i,event:t.event,commit_id:c,commit_url:c===null?null:`${repositoryUrl(e)}/commits/${c}`,created_at:isoTime(t.createdAt),performed_via_github_app:null,...t.label===void 0?{}:{label:t.label},...t.milestone===void 0?{}:{milestone:{title:t.milestone}},...t.rename===void 0?{}:{rename:t.rename},...t.lockReason===void 0?{}:{lock_reason:t.lockReason},...a===void 0?{}:o?{review_requester:i,requested_reviewer:simpleUser(a,n)}:{assignee:simpleUser(a,n),assigner:i}}}function withIssue(e,t){let n=subjectOf$1(e.world,t.number);return{...eventAnswer(e,t),issue:n===null?null:issueAnswer(e,n)}}function listAll(e){let t=issueEvents(e.world).reverse(),{items:n,headers:r}=paginate(e,`${repositoryPath(e)}/issues/events`,t);return{status:200,body:n.map(t=>withIssue(e,t)),headers:r}}function get$1(e){let t=numberParam(e,`event_id`),n=issueEvents(e.world).find(e=>e.id===t);return n===void 0?notFound$2():{status:200,body:withIssue(e,n)}}const eventsOf=({world:e},{number:t})=>issueEvents(e).filter(e=>e.number===t);function listOfIssue(e){let t=subjectOf$1(e.world,numberParam(e,`issue_number`));if(t===null)return notFound$2();let{items:n,headers:r}=paginate(e,`${repositoryPath(e)}/issues/${t.number}/events`,eventsOf(e,t));return{status:200,body:n.map(t=>eventAnswer(e,t)),headers:r}}async function committed(e,t){if(!isPull(t))return[];let{git:n}=e.world,r=await n.log(t.headSha,{not:[await forkPoint(e.world,t)],oldestFirst:!0});return(await Promise.all(r.slice(0,250).map(e=>n.commit(e)))).map(t=>({at:t.committer.time,answer:{event:`committed`,...gitCommitAnswer(e,t),html_url:commitAnswer(e,t).html_url}}))}async function timeline(e){let{world:t,apiUrl:n}=e,r=subjectOf$1(t,numberParam(e,`issue_number`));if(r===null)return notFound$2();let{number:i}=r,a=t.state.comments.filter(e=>e.number===i).map(t=>{let n=commentAnswer(e,t);return{at:t.createdAt,answer:{event:`commented`,actor:n.user,...n}}}),o=(t.state.reviews??[]).flatMap(t=>t.number!==i||t.submittedAt===null?[]:[{at:t.submittedAt,answer:{event:`reviewed`,...reviewAnswer(e,t),state:t.state.toLowerCase(),user:simpleUser(t.author,n)}}]),s=eventsOf(e,r).map(t=>({at:t.createdAt,answer:eventAnswer(e,t)})),c=[...await committed(e,r),...a,...o,...s].sort((e,t)=>e.at-t.at),{items:l,headers:u}=paginate(e,`${repositoryPath(e)}/issues/${i}/timeline`,c);return{status:200,body:l.map(({answer:e})=>e),headers:u}}const Lock=object({lock_reason:_enum([`off-topic`,`too heated`,`resolved`,`spam`]).nullish()});function lock(e){let t=subjectOf$1(e.world,numberParam(e,`issue_number`));if(t===null)return notFound$2();let n=readBody(e.body??{},Lock);return n.ok?(setLock(e.world,t.number,{reason:n.value.lock_reason??null}),{status:204}):n.reply}function unlock(e){let t=subjectOf$1(e.world,numberParam(e,`issue_number`));return t===null?notFound$2():(setLock(e.world,t.number,null),{status:204})}const issueEventRoutes=[{method:`GET`,path:`${REPO$4}/issues/events`,handle:listAll},{method:`GET`,path:`${REPO$4}/issues/events/{event_id}`,handle:get$1},{method:`GET`,path:`${REPO$4}/issues/{issue_number}/events`,handle:listOfIssue},{method:`GET`,path:`${REPO$4}/issues/{issue_number}/timeline`,handle:timeline},{method:`PUT`,path:`${REPO$4}/issues/{issue_number}/lock`,handle:lock},{method:`DELETE`,path:`${REPO$4}/issues/{issue_number}/lock`,handle:unlock}],REPO$3=`/repos/{owner}/{repo}`,Names=object({labels:array(union([string(),object({name:string()})])).max(100)}),namesIn=e=>readBody(Array.isArray(e)?{labels:e}:e??{labels:[]},Names),subjectAt=e=>subjectOf$1(e.world,numberParam(e,`issue_number`)),shownLabels=(e,{number:t})=>({status:200,body:labelsOf(e.world,t).map(t=>labelAnswer(e,t))});function replaceLabels(e){let t=subjectAt(e);if(t===null)return notFound$2();let n=namesIn(e.body);return n.ok?(setLabels(e.world,t.number,n.value.labels.map(e=>typeof e==`string`?e:e.name)),shownLabels(e,t)):n.reply}function removeAllLabels(e){let t=subjectAt(e);return t===null?notFound$2():(setLabels(e.world,t.number,[]),{status:204})}function removeLabel(e){let t=subjectAt(e);if(t===null)return notFound$2();let n=labelsOf(e.world,t.number).map(({name:e})=>e),r=n.filter(t=>!sameName(t,param(e,`name`)));return r.length===n.length?notFound$2():(setLabels(e.world,t.number,r),shownLabels(e,t))}const Change$1=object({new_name:string().min(1).max(50).optional(),color:string().regex(/^[0-9a-fA-F]{6}$/).optional(),description:string().max(100).nullish()});function updateLabel(e){let t=findLabel(e.world,param(e,`name`));if(t===null)return notFound$2();let n=readBody(e.body??{},Change$1);if(!n.ok)return n.reply;let{new_name:r=t.name,color:i=t.color,description:a}=n.value,o=findLabel(e.world,r);return o!==null&&o!==t?validationFailed({resource:`Label`,field:`name`,code:`already_exists`}):(renameOnSubjects(e,t.name,r),t.name=r,t.color=i.toLowerCase(),a!==void 0&&(t.description=a),{status:200,body:labelAnswer(e,t)})}function renameOnSubjects({world:{state:e}},t,n){for(let[r,i]of Object.entries(e.labelsOf))e.labelsOf[r]=i.flatMap(e=>sameName(e,t)?n??[]:e)}function deleteLabel(e){let t=findLabel(e.world,param(e,`name`));if(t===null)return notFound$2();let{labels:n}=e.world.state;return n.splice(n.indexOf(t),1),renameOnSubjects(e,t.name,null),{status:204}}function listAssignees(e){let{items:t,headers:n}=paginate(e,`${repositoryPath(e)}/assignees`,collaborators(e.world));return{status:200,body:t.map(t=>simpleUser(t,e.apiUrl)),headers:n}}const isAssignable=e=>collaborators(e.world).some(({login:t})=>sameName(t,param(e,`assignee`)))?{status:204}:notFound$2(),isAssignableTo=e=>subjectAt(e)===null?notFound$2():isAssignable(e),Assignees=object({assignees:array(string()).max(10).optional()}),assigning=(e,t)=>n=>{let r=subjectAt(n);if(r===null)return notFound$2();let i=readBody(n.body??{},Assignees);if(!i.ok)return i.reply;let a=e=>e.toLowerCase(),o=assigneesOf(n.world,r.number),s=t(o.map(({login:e})=>a(e)),(i.value.assignees??[]).map(a)),c=[...o,...collaborators(n.world)];return setAssignees(n.world,r.number,s.flatMap(e=>c.find(t=>sameName(t.login,e))??[])),{status:e,body:issueAnswer(n,r)}},labelRoutes=[{method:`PUT`,path:`${REPO$3}/issues/{issue_number}/labels`,handle:replaceLabels},{method:`DELETE`,path:`${REPO$3}/issues/{issue_number}/labels`,handle:removeAllLabels},{method:`DELETE`,path:`${REPO$3}/issues/{issue_number}/labels/{name}`,handle:removeLabel},{method:`PATCH`,path:`${REPO$3}/labels/{name}`,handle:updateLabel},{method:`DELETE`,path:`${REPO$3}/labels/{name}`,handle:deleteLabel},{method:`GET`,path:`${REPO$3}/assignees`,handle:listAssignees},{method:`GET`,path:`${REPO$3}/assignees/{assignee}`,handle:isAssignable},{method:`GET`,path:`${REPO$3}/issues/{issue_number}/assignees/{assignee}`,handle:isAssignableTo},{method:`POST`,path:`${REPO$3}/issues/{issue_number}/assignees`,handle:assigning(201,(e,t)=>[...e,...t])},{method:`DELETE`,path:`${REPO$3}/issues/{issue_number}/assignees`,handle:assigning(200,(e,t)=>e.filter(e=>!t.includes(e)))}];function rateLimit(e,t){let n=e.world.now(),{requester:r}=e,i=r.isAnonymous===!0?`anonymous`:r.tokenKind,a=t.budget(i,`core`,n);return{status:200,body:{resources:{core:a,graphql:t.budget(i,`graphql`,n),search:{limit:30,used:0,remaining:30,reset:Math.ceil(n/1e3)+60}},rate:a}}}const meta=()=>({status:200,body:{verifiable_password_authentication:!1,hooks:[],web:[],api:[],git:[],actions:[]}}),user=e=>e.requester.tokenKind===`pat`?{...userAnswer(e,e.requester.actor),headers:{"x-oauth-scopes":`repo, workflow`}}:apiError(403,`Resource not accessible by integration`);function namedUser(e){let t=knownActors(e.world).find(({login:t})=>sameName(t,param(e,`username`)));return t===void 0?notFound$2():userAnswer(e,t)}function userAnswer({world:e,apiUrl:t},n){let r=isoTime(e.state.createdAt);return{status:200,body:{...simpleUser(n,t),user_view_type:`public`,name:n.login,company:null,blog:``,location:null,email:null,hireable:null,bio:null,twitter_username:null,public_repos:1,public_gists:0,followers:0,following:0,created_at:r,updated_at:r}}}function installationRepositories(e){if(e.requester.tokenKind===`pat`)return apiError(403,`You must authenticate with an installation access token in order to list repositories for an installation.`);let{items:t,headers:n}=paginate(e,`/installation/repositories`,[repositoryAnswer(e)]);return{status:200,body:{total_count:1,repositories:t,repository_selection:`selected`},headers:n}}const root=e=>({status:200,body:Object.fromEntries(ROOT_PATHS.map(([t,n])=>[t,`${e.apiUrl}${n}`]))}),ROOT_PATHS=[[`current_user_url`,`/user`],[`current_user_authorizations_html_url`,`/settings/connections/applications{/client_id}`],[`authorizations_url`,`/authorizations`],[`code_search_url`,`/search/code?q={query}{&page,per_page,sort,order}`],[`commit_search_url`,`/search/commits?q={query}{&page,per_page,sort,order}`],[`emails_url`,`/user/emails`],[`emojis_url`,`/emojis`],[`events_url`,`/events`],[`feeds_url`,`/feeds`],[`followers_url`,`/user/followers`],[`following_url`,`/user/following{/target}`],[`gists_url`,`/gists{/gist_id}`],[`issue_search_url`,`/search/issues?q={query}{&page,per_page,sort,order}`],[`issues_url`,`/issues`],[`keys_url`,`/user/keys`],[`label_search_url`,`/search/labels?q={query}&repository_id={repository_id}{&page,per_page}`],[`notifications_url`,`/notifications`],[`organization_url`,`/orgs/{org}`],[`organization_repositories_url`,`/orgs/{org}/repos{?type,page,per_page,sort}`],[`organization_teams_url`,`/orgs/{org}/teams`],[`public_gists_url`,`/gists/public`],[`rate_limit_url`,`/rate_limit`],[`repository_url`,`/repos/{owner}/{repo}`],[`repository_search_url`,`/search/repositories?q={query}{&page,per_page,sort,order}`],[`current_user_repositories_url`,`/user/repos{?type,page,per_page,sort}`],[`starred_url`,`/user/starred{/owner}{/repo}`],[`starred_gists_url`,`/gists/starred`],[`user_url`,`/users/{user}`],[`user_organizations_url`,`/user/orgs`],[`user_repositories_url`,`/users/{user}/repos{?type,page,per_page,sort}`],[`user_search_url`,`/search/users?q={query}{&page,per_page,sort,order}`]],metaRoutes=e=>[{method:`GET`,path:`/`,handle:root},{method:`GET`,path:`/rate_limit`,handle:t=>rateLimit(t,e)},{method:`GET`,path:`/meta`,handle:meta},{method:`GET`,path:`/user`,handle:user},{method:`GET`,path:`/users/{username}`,handle:namedUser},{method:`GET`,path:`/installation/repositories`,handle:installationRepositories}],REPO$2=`/repos/{owner}/{repo}`,subjectsWith=({world:e},{number:t})=>[...e.state.issues,...e.state.pulls].filter(n=>milestoneOf(e,n.number)?.number===t),found=e=>findMilestone(e.world,numberParam(e,`milestone_number`));function listMilestones(e){let{query:t,world:n}=e,r=t.get(`state`)??`open`,i=t.get(`direction`)===`desc`?-1:1,a=t=>{let n=subjectsWith(e,t);return n.length===0?0:n.filter(e=>e.state===`closed`).length/n.length},o=e=>t.get(`sort`)===`completeness`?a(e):e.dueOn??2**53-1,s=(n.state.milestones??[]).filter(e=>r===`all`||e.state===r).sort((e,t)=>i*(o(e)-o(t))||e.number-t.number),{items:c,headers:l}=paginate(e,`${repositoryPath(e)}/milestones`,s);return{status:200,body:c.map(t=>milestoneAnswer(e,t)),headers:l}}const Fields=object({title:string().min(1),state:_enum([`open`,`closed`]).optional(),description:string().nullish(),due_on:datetime({offset:!0}).nullish()}),isTaken=({world:e},t,n)=>(e.state.milestones??[]).some(e=>e!==n&&e.title===t),taken=()=>validationFailed({resource:`Milestone`,code:`already_exists`,field:`title`});function createMilestone(e){let t=readBody(e.body,Fields);if(!t.ok)return t.reply;let{title:n,description:r,due_on:i,state:a=`open`}=t.value;if(isTaken(e,n))return taken();let{world:o,requester:s}=e,c=o.now(),l=o.state.milestones??[],u={id:o.nextId(),number:Math.max(0,...l.map(({number:e})=>e))+1,title:n,description:r??null,state:a,dueOn:i?Date.parse(i):null,creator:s.actor,createdAt:c,updatedAt:c,closedAt:a===`closed`?c:null};o.state.milestones=[...l,u];let d=milestoneAnswer(e,u);return{status:201,body:d,headers:{location:d.url}}}function getMilestone(e){let t=found(e);return t===null?notFound$2():{status:200,body:milestoneAnswer(e,t)}}function updateMilestone(e){let t=found(e);if(t===null)return notFound$2();let n=readBody(e.body??{},Fields.partial());if(!n.ok)return n.reply;let{title:r=t.title,description:i,due_on:a,state:o=t.state}=n.value;if(isTaken(e,r,t))return taken();let s=e.world.now();return t.title=r,i!==void 0&&(t.description=i),a!==void 0&&(t.dueOn=a===null?null:Date.parse(a)),o!==t.state&&(t.closedAt=o===`closed`?s:null),t.state=o,t.updatedAt=s,{status:200,body:milestoneAnswer(e,t)}}function deleteMilestone(e){let t=found(e);if(t===null)return notFound$2();let{world:n}=e;for(let{number:r}of subjectsWith(e,t))setMilestone(n,r,null);return n.state.milestones=(n.state.milestones??[]).filter(e=>e!==t),{status:204}}function listMilestoneLabels(e){let t=found(e);if(t===null)return notFound$2();let n=subjectsWith(e,t).flatMap(({number:t})=>labelsOf(e.world,t)),r=[...new Map(n.map(e=>[e.id,e])).values()],{items:i,headers:a}=paginate(e,`${repositoryPath(e)}/milestones/${t.number}/labels`,r);return{status:200,body:i.map(t=>labelAnswer(e,t)),headers:a}}const milestoneRoutes=[{method:`GET`,path:`${REPO$2}/milestones`,handle:listMilestones},{method:`POST`,path:`${REPO$2}/milestones`,handle:createMilestone},{method:`GET`,path:`${REPO$2}/milestones/{milestone_number}`,handle:getMilestone},{method:`PATCH`,path:`${REPO$2}/milestones/{milestone_number}`,handle:updateMilestone},{method:`DELETE`,path:`${REPO$2}/milestones/{milestone_number}`,handle:deleteMilestone},{method:`GET`,path:`${REPO$2}/milestones/{milestone_number}/labels`,handle:listMilestoneLabels}],REPO$1=`/repos/{owner}/{repo}`,INLINE_CONTENT=1048576,notFound=(e=`Not Found`)=>apiError(404,e),getRepository=e=>({status:200,body:repositoryAnswer(e)});function protectionOf(e,t){return{protected:!1,protection:{enabled:!1,required_status_checks:{enforcement_level:`off`,contexts:[],checks:[]}},protection_url:`${repositoryUrl(e)}/branches/${urlPath(t)}/protection`}}async function listBranches(e){let t=await e.world.git.listRefs(`refs/heads/`),n=e.query.get(`protected`)===`true`?[]:t,{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/branches`,n);return{status:200,body:r.map(({name:t,sha:n})=>{let r=t.slice(11);return{name:r,commit:{sha:n,url:`${repositoryUrl(e)}/commits/${n}`},...protectionOf(e,r)}}),headers:i}}async function branchesOfHead(e){let{git:t}=e.world,n=param(e,`commit_sha`),r=await t.resolveCommit(n);return r===null?apiError(422,`No commit found for SHA: ${n}`):{status:200,body:(await t.listRefs(`refs/heads/`)).filter(e=>e.sha===r).map(t=>{let n=t.name.slice(11);return{name:n,commit:{sha:r,url:`${repositoryUrl(e)}/commits/${r}`},protected:protectionOf(e,n).protected}})}}async function getBranch(e){let{git:t}=e.world,n=param(e,`branch`),r=await t.resolveRef(`refs/heads/${n}`);if(r===null)return notFound(`Branch not found`);let i=`${repositoryUrl(e)}/branches/${urlPath(n)}`;return{status:200,body:{name:n,commit:commitAnswer(e,await t.commit(r)),_links:{self:i,html:`${repositoryPage(e)}/tree/${urlPath(n)}`},...protectionOf(e,n)}}}async function getProtection(e){if(e.requester.tokenKind!==`pat`)return apiError(403,`Resource not accessible by integration`);let t=await e.world.git.resolveRef(`refs/heads/${param(e,`branch`)}`);return notFound(t===null?`Branch not found`:`Branch not protected`)}async function listTags(e){let{git:t}=e.world,n=(await t.listRefs(`refs/tags/`)).reverse(),{items:r,headers:i}=paginate(e,`${repositoryPath(e)}/tags`,n),a=repositoryUrl(e),o=[];for(let{name:e,sha:n}of r){let r=await t.peel(n);r!==null&&o.push({name:e.slice(10),zipball_url:`${a}/zipball/${urlPath(e)}`,tarball_url:`${a}/tarball/${urlPath(e)}`,commit:{sha:r,url:`${a}/commits/${r}`},node_id:nodeId(`REF`,e)})}return{status:200,body:o,headers:i}}function time(e){let t=Date.parse(e??``);return Number.isNaN(t)?void 0:t}async function listCommits(e){let{git:t,state:n}=e.world,{query:r}=e,i=await t.resolveCommit(r.get(`sha`)??n.defaultBranch);if(i===null)return notFound();let a={...r.has(`path`)?{path:r.get(`path`)??``}:{},...r.has(`author`)?{author:r.get(`author`)??``}:{},...time(r.get(`since`))===void 0?{}:{since:time(r.get(`since`))??0},...time(r.get(`until`))===void 0?{}:{until:time(r.get(`until`))??0}};if([...r.values()].some(e=>e.includes(`\0`)))return{status:200,body:[]};let o=pageWindow(r),s=await t.log(i,{...a,limit:o.perPage,skip:(o.page-1)*o.perPage}),c=Object.keys(a).length===0?await t.countCommits(i):(await t.log(i,a)).length;return{status:200,body:await Promise.all(s.map(async n=>commitAnswer(e,await t.commit(n)))),headers:linkHeader(e,`${repositoryPath(e)}/commits`,o,c)}}async function getCommit(e){let{git:t}=e.world,n=await t.resolveCommit(param(e,`ref`));if(n===null)return apiError(422,`No commit found for SHA: ${param(e,`ref`)}`);let r=e.headers.get(`accept`)??``;if(/application\/vnd\.github\.(v3\.)?sha/.test(r))return{status:200,body:Buffer.from(n),headers:{"content-type":`application/vnd.github.v3.sha; charset=utf-8`}};let i=await t.commit(n),a=askedText(e);if(a!==null)return changeText(a,a===`diff`?await t.diffText(i.parents[0]??null,n):await t.patchText(i.parents[0]??null,n));let o=await t.changedFiles(i.parents[0]??null,n),s=pageWindow(e.query,300),c=o.slice(0,3e3).slice((s.page-1)*300,s.page*300),l=e=>o.reduce((t,n)=>t+e(n),0),[u,d]=[l(e=>e.additions),l(e=>e.deletions)];return{status:200,body:{...commitAnswer(e,i),stats:{total:u+d,additions:u,deletions:d},files:c.map(t=>changedFileAnswer(e,n,t))}}}async function compare(e){let{git:t}=e.world,n=param(e,`basehead`),r=n.indexOf(`...`);if(r===-1)return notFound();let i=n=>{let r=n.indexOf(`:`);return r===-1?t.resolveCommit(n):n.slice(0,r)===e.world.state.owner?t.resolveCommit(n.slice(r+1)):Promise.resolve(null)},[a,o]=[n.slice(0,r),n.slice(r+3)],[s,c]=[await i(a),await i(o)];if(s===null||c===null)return notFound();let l=await t.mergeBase(s,c);if(l===null)return notFound(`No common ancestor between ${a} and ${o}.`);let u=askedText(e);if(u!==null)return changeText(u,u===`diff`?await t.diffText(l,c):await t.patchText(s,c));let{ahead:d,behind:f}=await t.compare(s,c),p=d>0?f>0?`diverged`:`ahead`:f>0?`behind`:`identical`,m=e.query.has(`page`)||e.query.has(`per_page`),h=m?pageWindow(e.query):{page:1,perPage:250},g=d===0?[]:await t.log(c,{not:[s],oldestFirst:!0}),_=m?g.slice((h.page-1)*h.perPage,h.page*h.perPage):g.slice(-250),v=h.page===1?await t.changedFiles(l,c):[],y=`${repositoryUrl(e)}/compare/${urlPath(n)}`,b=`${repositoryPage(e)}/compare/${urlPath(n)}`,{owner:x}=e.world.state;return{status:200,body:{url:y,html_url:b,permalink_url:`${repositoryPage(e)}/compare/${x}:${s.slice(0,7)}...${x}:${c.slice(0,7)}`,diff_url:`${b}.diff`,patch_url:`${b}.patch`,base_commit:commitAnswer(e,await t.commit(s)),merge_base_commit:commitAnswer(e,await t.commit(l)),status:p,ahead_by:d,behind_by:f,total_commits:d,commits:await Promise.all(_.map(async n=>commitAnswer(e,await t.commit(n)))),files:v.slice(0,300).map(t=>changedFileAnswer(e,c,t))},headers:m?linkHeader(e,`${repositoryPath(e)}/compare/${urlPath(n)}`,h,d):{}}}async function contentsAt(e){let{git:t,state:n}=e.world,r=e.query.get(`ref`)??n.defaultBranch,i=await t.resolveCommit(r);return i===null?null:{commit:i,ref:r}}function entryAnswer(e,t,n,r){let i=`${repositoryUrl(e)}/contents/${urlPath(n)}?ref=${encodeURIComponent(t)}`,a=r.type===`tree`,o=r.type===`commit`,s=o?null:`${repositoryUrl(e)}/git/${a?`trees`:`blobs`}/${r.sha}`,c=o?null:`${repositoryPage(e)}/${a?`tree`:`blob`}/${urlPath(t)}/${urlPath(n)}`;return{name:n.slice(n.lastIndexOf(`/`)+1),path:n,sha:r.sha,size:r.size??0,url:i,html_url:c,git_url:s,download_url:a||o?null:`${repositoryPage(e)}/raw/${urlPath(t)}/${urlPath(n)}`,type:a?`dir`:o?`submodule`:r.mode===`120000`?`symlink`:`file`,_links:{self:i,git:s,html:c}}}async function getContents(e){let{git:t}=e.world,n=param(e,`path`).replace(/^\/+|\/+$/g,``),r=await contentsAt(e);if(r===null)return notFound(`No commit found for the ref ${e.query.get(`ref`)}`);let i=(await t.commit(r.commit)).tree,a=await t.entryAt(i,n);if(a===null)return notFound();let o=e.headers.get(`accept`)??``;if(a.type===`tree`){let i=(await t.listTree(a.sha,{recursive:!1})??[]).slice(0,1e3).map(t=>entryAnswer(e,r.ref,n===``?t.path:`${n}/${t.path}`,t)).map(e=>e.type===`submodule`?{...e,type:`file`}:e);return o.includes(`object`)?{status:200,body:{...entryAnswer(e,r.ref,n,a),entries:i}}:{status:200,body:i}}if(a.type===`commit`)return{status:200,body:{...entryAnswer(e,r.ref,n,a),submodule_git_url:``}};let s=(await t.objectInfo(a.sha))?.size;if(s===void 0)return apiError(500,`The content of ${n} is not in this clone.`);if(s>100*INLINE_CONTENT)return apiError(403,`This API returns blobs up to 100 MB in size.`,[{resource:`Blob`,field:`data`,code:`too_large`}]);let c=await t.readBlob(a.sha)??Buffer.alloc(0);if(o.includes(`raw`))return{status:200,body:c,headers:{"content-type":`application/vnd.github.raw+json; charset=utf-8`}};let l=entryAnswer(e,r.ref,n,{...a,size:s});if(l.type===`symlink`)return{status:200,body:{...l,target:c.toString(`utf8`)}};let u=s>INLINE_CONTENT?{content:``,encoding:`none`}:{content:wrappedBase64(c),encoding:`base64`};return{status:200,body:{...l,...u}}}const FileChange=object({message:string(),content:string(),sha:string().optional(),branch:string().optional()});async function putContents(e){let t=readBody(e.body,FileChange);if(!t.ok)return t.reply;let{git:n,state:r}=e.world,i=param(e,`path`),a=t.value.branch??r.defaultBranch,o=await n.resolveRef(`refs/heads/${a}`);if(o===null)return notFound(`Branch ${a} not found`);if(!i.split(`/`).every(isValidEntryName))return apiError(422,`path contains a malformed path component`);if(!isBase64(t.value.content))return apiError(422,`content is not valid Base64`);let s=(await n.commit(o)).tree,c=await n.entryAt(s,i);if(c?.type===`tree`)return apiError(422,`${i} is a directory`);if(c!==null&&t.value.sha===void 0)return apiError(422,`Invalid request.

"sha" wasn't supplied.`);if(c!==null&&t.value.sha!==c.sha||c===null&&t.value.sha!==void 0&&isObjectId(t.value.sha))return apiError(409,`${i} does not match ${t.value.sha}`);let l=await n.writeBlob(Buffer.from(t.value.content,`base64`)),u=await commitChange(e,{branch:a,tip:o,change:{path:i,mode:c?.mode??`100644`,sha:l},message:t.value.message});if(!u.ok)return u.reply;let d=await n.entryAt(u.commit.tree,i),f=(await n.objectInfo(l))?.size??0;return{status:c===null?201:200,body:{content:d===null?null:entryAnswer(e,a,i,{...d,size:f}),commit:gitCommitAnswer(e,u.commit)}}}const repositoryRoutes=[{method:`GET`,path:REPO$1,handle:getRepository},{method:`GET`,path:`${REPO$1}/branches`,handle:listBranches},{method:`GET`,path:`${REPO$1}/branches/{branch}`,handle:getBranch},{method:`GET`,path:`${REPO$1}/branches/{branch}/protection`,handle:getProtection},{method:`GET`,path:`${REPO$1}/tags`,handle:listTags},{method:`GET`,path:`${REPO$1}/commits`,handle:listCommits},{method:`GET`,path:`${REPO$1}/commits/{commit_sha}/branches-where-head`,handle:branchesOfHead},{method:`GET`,path:`${REPO$1}/commits/{ref}`,handle:getCommit},{method:`GET`,path:`${REPO$1}/compare/{basehead}`,handle:compare},{method:`GET`,path:`${REPO$1}/contents/{path}`,handle:getContents,lastMayBeEmpty:!0},{method:`PUT`,path:`${REPO$1}/contents/{path}`,handle:putContents}],REPO=`/repos/{owner}/{repo}`,Change=looseObject({name:string().optional(),description:string().nullish(),homepage:string().nullish(),private:boolean().optional(),visibility:_enum([`public`,`private`]).optional(),default_branch:string().optional(),allow_squash_merge:boolean().optional(),allow_merge_commit:boolean().optional(),allow_rebase_merge:boolean().optional(),allow_auto_merge:boolean().optional(),delete_branch_on_merge:boolean().optional(),archived:boolean().optional()});function updateRepository(e){let t=readBody(e.body??{},Change);if(!t.ok)return t.reply;let{world:n}=e,{settings:r,defaultBranch:i,repo:a}=n.state,{value:o}=t;if(o.homepage&&!/^https?:\/\/[^\s/]+/i.test(o.homepage))return validationFailed({resource:`Repository`,code:`custom`,field:`homepage`,message:`Homepage is not a valid URL`});if(o.name!==void 0&&o.name!==a)return apiError(422,`The embedded GitHub cannot rename its repository.`);if(o.default_branch!==void 0&&o.default_branch!==i)return apiError(422,`The embedded GitHub cannot change its default branch.`);let s={squash:o.allow_squash_merge??r.allowSquashMerge,merge:o.allow_merge_commit??r.allowMergeCommit,rebase:o.allow_rebase_merge??r.allowRebaseMerge};return!s.squash&&!s.merge&&!s.rebase?apiError(422,`Validation Failed`,[{resource:`Repository`,field:`merge_commit_allowed`,code:`custom`,message:`Sorry, you need to allow at least one merge strategy. (no_merge_method)`}]):(r.allowSquashMerge=s.squash,r.allowMergeCommit=s.merge,r.allowRebaseMerge=s.rebase,r.allowAutoMerge=o.allow_auto_merge??r.allowAutoMerge,r.deleteBranchOnMerge=o.delete_branch_on_merge??r.deleteBranchOnMerge,r.private=o.visibility===void 0?o.private??r.private:o.visibility===`private`,o.description!==void 0&&(r.description=o.description),o.homepage!==void 0&&(r.homepage=o.homepage||null),o.archived!==void 0&&(r.archived=o.archived),{status:200,body:repositoryAnswer(e)})}const Dispatch=object({event_type:string().min(1).max(100),client_payload:record(string(),unknown()).optional()});async function dispatchRepository(e){let t=readBody(e.body,Dispatch);if(!t.ok)return t.reply;let n=Object.keys(t.value.client_payload??{}).length;return n>10?apiError(422,`No more than 10 properties are allowed; ${n} were supplied.`):(await e.emit(e.world,{kind:`repository_dispatch`,eventType:t.value.event_type},e.requester),{status:204})}const Merge=object({base:string(),head:string(),commit_message:string().optional()});async function mergeBranch(e){let t=readBody(e.body,Merge);if(!t.ok)return t.reply;let{world:n,requester:r}=e,{git:i}=n,{base:a,head:o,commit_message:s}=t.value,c=`refs/heads/${a.replace(/^refs\/heads\//,``)}`,l=await i.resolveRef(c);if(l===null)return apiError(404,`Base does not exist`);let u=await i.resolveCommit(o);if(u===null)return apiError(404,`Head does not exist`);if(await i.isAncestor(u,l))return{status:204};let d=await i.mergeCommits(l,u);if(d.conflicts.length>0)return apiError(409,`Merge conflict`);let f=identityOf(r.actor,n.now()),p=await i.writeCommit({tree:d.tree,parents:[l,u],author:f,committer:f,message:s??`Merge ${o} into ${a}`});return await pushRef(e,{ref:c,to:p,from:l})??{status:201,body:commitAnswer(e,await i.commit(p))}}function fileAnswer(e,t,{path:n,sha:r,bytes:i}){let a=`${repositoryUrl(e)}/contents/${urlPath(n)}?ref=${encodeURIComponent(t)}`,o=`${repositoryUrl(e)}/git/blobs/${r}`,s=`${repositoryPage(e)}/blob/${urlPath(t)}/${urlPath(n)}`;return{name:n,path:n,sha:r,size:i.byteLength,url:a,html_url:s,git_url:o,download_url:`${repositoryPage(e)}/raw/${urlPath(t)}/${urlPath(n)}`,type:`file`,content:wrappedBase64(i),encoding:`base64`,_links:{self:a,git:o,html:s}}}const asked=e=>e.query.get(`ref`)??e.world.state.defaultBranch,isRaw=({headers:e})=>(e.get(`accept`)??``).includes(`raw`),rawAnswer=e=>({status:200,body:e,headers:{"content-type":`application/vnd.github.raw+json; charset=utf-8`}});async function getLicense(e){let t=await readLicense(e.world,asked(e));if(t===null)return notFound$2();if(isRaw(e))return rawAnswer(t.bytes);let{key:n,name:r,spdx_id:i}=t.license,a={key:n,name:r,spdx_id:i,url:n===`other`?null:`${e.apiUrl}/licenses/${n}`,node_id:`L_${n}`};return{status:200,body:{...fileAnswer(e,asked(e),t),license:a}}}async function getReadme(e){let{git:t}=e.world,n=await t.resolveCommit(asked(e));if(n===null)return notFound$2();let r=(await t.listTree((await t.commit(n)).tree,{recursive:!1})??[]).find(({type:e,path:t})=>e===`blob`&&/^readme(?:\.|$)/i.test(t));if(r===void 0)return notFound$2();let i=await t.readBlob(r.sha)??Buffer.alloc(0);return isRaw(e)?rawAnswer(i):{status:200,body:fileAnswer(e,asked(e),{...r,bytes:i})}}function listCollaborators(e){let{items:t,headers:n}=paginate(e,`${repositoryPath(e)}/collaborators`,collaborators(e.world));return{status:200,body:t.map(t=>collaboratorAnswer(t,e.apiUrl)),headers:n}}const settingsRoutes=[{method:`PATCH`,path:REPO,handle:updateRepository},{method:`POST`,path:`${REPO}/dispatches`,handle:dispatchRepository},{method:`POST`,path:`${REPO}/merges`,handle:mergeBranch},{method:`GET`,path:`${REPO}/license`,handle:getLicense},{method:`GET`,path:`${REPO}/readme`,handle:getReadme},{method:`GET`,path:`${REPO}/collaborators`,handle:listCollaborators},{method:`GET`,path:`${REPO}/collaborators/{username}`,handle:e=>collaborators(e.world).some(({login:t})=>sameName(t,param(e,`username`)))?{status:204}:notFound$2()},{method:`GET`,path:`${REPO}/environments`,handle:()=>({status:200,body:{total_count:0,environments:[]}})}];function searchIssues(e){let t=e.query.get(`q`)??``;if(t.trim()===``)return validationFailed({resource:`Search`,field:`q`,code:`missing`});let n=e.query.get(`sort`),r=n===null?t:`${t} sort:${n}-${e.query.get(`order`)??`desc`}`,i=searchSubjects(e.world,r,e.requester.actor.login);if(!i.ok)return{...validationFailed({resource:`Search`,field:`q`,code:`invalid`,message:`The embedded GitHub does not know ${i.qualifier}:`}),unanswered:[`a search with ${i.qualifier}:`]};let{items:a,headers:o}=paginate(e,`/search/issues`,i.found.slice(0,1e3));return{status:200,body:{total_count:i.found.length,incomplete_results:!1,search_type:`lexical`,items:a.map(t=>({...issueAnswer(e,t),score:1}))},headers:o}}const searchRoutes=[{method:`GET`,path:`/search/issues`,handle:searchIssues}],VARIABLES=`/repos/{owner}/{repo}/actions/variables`,answerOf=({name:e,value:t,createdAt:n,updatedAt:r})=>({name:e,value:t,created_at:isoTime(n),updated_at:isoTime(r)}),find=({world:e},t)=>(e.state.variables??[]).find(e=>e.name===t.toUpperCase())??null;function list(e){let t=e.world.state.variables??[],{items:n,headers:r}=paginate(e,`${repositoryPath(e)}/actions/variables`,t,10);return{status:200,body:{total_count:t.length,variables:n.map(answerOf)},headers:r}}const Name=string().regex(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i);function create(e){let t=readBody(e.body,object({name:Name,value:string()}));if(!t.ok)return t.reply;let{world:n}=e;if(find(e,t.value.name)!==null)return apiError(409,`Already exists - Variable already exists`);let r=n.now(),i={name:t.value.name.toUpperCase(),value:t.value.value,createdAt:r,updatedAt:r};return n.state.variables=[...n.state.variables??[],i],{status:201,body:{}}}function get(e){let t=find(e,param(e,`name`));return t===null?notFound$2():{status:200,body:answerOf(t)}}function update(e){let t=find(e,param(e,`name`));if(t===null)return notFound$2();let n=readBody(e.body,object({name:Name.optional(),value:string().optional()}));return n.ok?(t.name=(n.value.name??t.name).toUpperCase(),t.value=n.value.value??t.value,t.updatedAt=e.world.now(),{status:204}):n.reply}function remove(e){let t=find(e,param(e,`name`));if(t===null)return notFound$2();let{state:n}=e.world;return n.variables=(n.variables??[]).filter(e=>e!==t),{status:204}}const variableRoutes=[{method:`GET`,path:VARIABLES,handle:list},{method:`POST`,path:VARIABLES,handle:create},{method:`GET`,path:`${VARIABLES}/{name}`,handle:get},{method:`PATCH`,path:`${VARIABLES}/{name}`,handle:update},{method:`DELETE`,path:`${VARIABLES}/{name}`,handle:remove},{method:`GET`,path:`/repos/{owner}/{repo}/actions/secrets`,handle:()=>({status:200,body:{total_count:0,secrets:[]}})}],standardRoutes=e=>[...repositoryRoutes,...deleteContentsRoutes,...communityRoutes,...commitCommentRoutes,...deploymentRoutes,...gitDatabaseRoutes,...rulesRoutes,...checkRoutes,...issueRoutes,...issueCommentRoutes,...issueEventRoutes,...milestoneRoutes,...reactionRoutes,...labelRoutes,...pullRoutes,...reviewRoutes,...lineCommentRoutes,...settingsRoutes,...variableRoutes,...searchRoutes,...graphqlRoutes(e.limits),...actionsRoutes(e.plan),...releaseRoutes,...archiveRoutes,...metaRoutes(e.limits)],webRoutes=()=>[...downloadRoutes,{method:`GET`,path:`/{owner}/{repo}/pull/{pull_file}`,handle:pullPage}],SPANNING=new Set([`ref`,`branch`,`basehead`,`path`,`tag`,`tree_sha`,`sha`,`head`]);function routeTable(e){let t=e.map(compile).sort((e,t)=>t.literals-e.literals),n=new Map;for(let e of t)n.set(e.route.method,[...n.get(e.route.method)??[],e]);return{find(e,t){let r=e===`HEAD`?`GET`:e;for(let{route:e,names:i,expression:a}of n.get(r)??[]){let n=a.exec(t);if(n===null)continue;let r=decode(i,n);if(r!==null)return{route:e,params:r}}return null}}}function compile(e){let t=[],n=0,r=e.path.split(`/`).slice(1).map(e=>{let r=/^\{([a-z_]+)\}$/.exec(e)?.[1];return r===void 0?(n+=1,e.replace(/[.*+?^${}()|[\]\\]/g,`\\$&`)):(t.push(r),SPANNING.has(r)?`(.+)`:`([^/]+)`)}),i=(e.lastMayBeEmpty===!0?r.pop():void 0)===void 0?`/?`:`(?:/(.*))?`;return{route:e,names:t,literals:n,expression:RegExp(`^/${r.join(`/`)}${i}$`,`s`)}}function decode(e,t){let n=Object.create(null);for(let[r,i]of e.entries())try{n[i]=decodeURIComponent(t[r+1]??``)}catch{return null}return n}var Service=class{options;world;plan;limits;tokens;api;web;emit;log;unknownRoutes=[];failures=[];tokenExpired=!1;constructor(e){let{world:t}=e;this.options=e,this.world=t,this.plan=new FaultPlan(e.faults??[],t.state),this.limits=new RateLimits(t.state,{...STANDARD_LIMITS,...e.limits}),this.#e(),this.tokens=e.tokens??standardTokens(),this.api=routeTable(e.routes??standardRoutes({plan:this.plan,limits:this.limits})),this.web=routeTable(webRoutes()),this.emit=(e,t,n)=>emitWorldEvent(e,t,n,this.plan),this.log=openRequestLog(e.requestLogPath),t.state.requestCount=Math.max(t.state.requestCount,this.log.entries.at(-1)?.n??0)}#e(){let e=this.plan.standing(`budget-left`),{firedFaults:t}=this.world.state;if(!(e===null||t.includes(e.text))){for(let t of[`app`,`github-token`,`pat`])this.limits.leave(t,Number(e.argument),this.world.now());t.push(e.text)}}get shownToken(){return REHEARSAL_TOKENS[this.options.tokenKind??`app`]}warn(e){this.options.warn===void 0?process.stderr.write(`embedded GitHub: ${e}\n`):this.options.warn(e)}reportFailure(e,t,n){let r=`${e} ${loggedPath(t,``)}: ${n instanceof Error?n.message:String(n)}`;this.failures.push(r),this.warn(`could not answer ${r}`)}isThisRepository(e){let{owner:t,repo:n}=this.world.state,r=(e,t)=>e===void 0||e.toLowerCase()===t.toLowerCase();return r(e.owner,t)&&r(e.repo,n)}};const REDIRECTS=new Set([301,302,303,307,308]);function fetchFrom(e){let t=async(t,n)=>{let r=n.method??`GET`,i=await e.answer({method:r,url:t,headers:new Headers(n.headers),bytes:bytesOf(n.body)});if(isCut(i))throw connectionError(i);let a=i.headers?.location;return a!==void 0&&REDIRECTS.has(i.status)&&n.redirect!==`manual`?new URL(a,t):responseOf$1(i,r)};return async(e,n={})=>{let r=new URL(e);for(let e=0;e<=20;e+=1){let e=await t(r,n);if(!(e instanceof URL))return e;r=e}throw TypeError(`fetch failed`,{cause:Error(`redirect count exceeded`)})}}function bytesOf(e){if(e==null)return new Uint8Array;if(typeof e==`string`)return Buffer.from(e);if(e instanceof Uint8Array)return e;if(e instanceof ArrayBuffer)return new Uint8Array(e);throw TypeError(`the embedded GitHub in this process takes text and bytes`)}function responseOf$1({status:e,headers:t={},body:n},r){let i=r===`HEAD`||!(n instanceof Uint8Array)?null:n,a=async()=>i===null?``:Buffer.from(i).toString(`utf8`);return{status:e,ok:e>=200&&e<300,headers:new Headers(t),body:i===null?null:[i],text:a,json:async()=>JSON.parse(await a())}}function connectionError({cut:e}){return e===`hold`?new DOMException(`The operation was aborted due to timeout`,`TimeoutError`):TypeError(`fetch failed`,{cause:Object.assign(Error(`other side closed`),{code:e===`reset`?`ECONNRESET`:`UND_ERR_SOCKET`})})}const packet=e=>`${(Buffer.byteLength(e)+4).toString(16).padStart(4,`0`)}${e}`,flushPacket=`0000`;var PacketReader=class{#e;#t=Buffer.alloc(0);constructor(e){this.#e=e[Symbol.asyncIterator]()}async bytes(e){for(;this.#t.byteLength<e;){let{value:e,done:t}=await this.#e.next();if(t===!0)throw Error(`the conversation ended early`);this.#t=Buffer.concat([this.#t,e])}let t=this.#t.subarray(0,e);return this.#t=this.#t.subarray(e),t}async section(){let e=[];for(;;){let t=Number.parseInt((await this.bytes(4)).toString(`latin1`),16);if(!(t>=4))return e;e.push((await this.bytes(t-4)).toString(`utf8`).replace(/\n$/,``))}}};const NOTHING=`0`.repeat(40);var PushHook=class{#e=new Map;#t=new Set;#n=null;async begin(e){this.#n??=this.#r();let{folder:t,server:n}=await this.#n,r=randomBytes(16).toString(`hex`);return this.#e.set(r,e),{options:[`-c`,`core.hooksPath=${t}`,`-c`,`receive.procReceiveRefs=refs/`],environment:{EMBEDDED_GITHUB_NODE:process$1.execPath,EMBEDDED_GITHUB_RELAY:join(t,`relay.cjs`),EMBEDDED_GITHUB_PORT:String(n.address().port),EMBEDDED_GITHUB_KEY:r},end:()=>this.#e.delete(r)}}async close(){if(this.#n===null)return;let{folder:e,server:t}=await this.#n;for(let e of this.#t)e.destroy();await new Promise(e=>t.close(()=>e())),await rm(e,{recursive:!0,force:!0})}async#r(){let e=await mkdtemp(join(tmpdir(),`embedded-github-hook-`));await writeFile(join(e,`relay.cjs`),`const net = require('node:net');
const socket = net.connect(Number(process.env.EMBEDDED_GITHUB_PORT), '127.0.0.1');
socket.write(process.env.EMBEDDED_GITHUB_KEY);
process.stdin.pipe(socket, { end: false });
let bytes = Buffer.alloc(0);
socket.on('data', (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  while (bytes.length >= 5 && bytes.length >= 5 + bytes.readUInt32BE(1)) {
    const end = 5 + bytes.readUInt32BE(1);
    (bytes[0] === 2 ? process.stderr : process.stdout).write(bytes.subarray(5, end));
    bytes = bytes.subarray(end);
  }
});
socket.on('end', () => process.stdin.destroy());
socket.on('error', () => process.exit(1));
`,{mode:384}),await writeFile(join(e,`proc-receive`),`#!/bin/sh
exec "$EMBEDDED_GITHUB_NODE" "$EMBEDDED_GITHUB_RELAY"
`,{mode:448}),await chmod(join(e,`proc-receive`),448);let t=createServer(e=>{this.#t.add(e),e.on(`close`,()=>this.#t.delete(e)),e.on(`error`,()=>e.destroy()),this.#i(e).catch(()=>e.destroy())});return t.unref(),await new Promise((e,n)=>{t.once(`error`,n),t.listen(0,`127.0.0.1`,e)}),{folder:e,server:t}}async#i(e){let t=new PacketReader(e),n=(await t.bytes(32)).toString(`latin1`),r=this.#e.get(n);if(r===void 0)return void e.destroy();await t.section(),e.write(framed(1,`${packet(`version=1
`)}${flushPacket}`));let{answers:i,told:a}=await r((await t.section()).flatMap(e=>commandOf(e)??[]));for(let t of a)e.write(framed(2,`${t}\n`));let o=i.map(({ref:e,refused:t})=>packet(t===null?`ok ${e}\n`:`ng ${e} ${t}\n`));e.end(framed(1,`${o.join(``)}${flushPacket}`))}};function commandOf(e){let[,t,n,r]=/^([0-9a-f]{40}) ([0-9a-f]{40}) (refs\/.+)$/.exec(e)??[];return t===void 0||n===void 0||r===void 0?null:{ref:r,from:t===NOTHING?null:t,to:n===NOTHING?null:n}}function framed(e,t){let n=Buffer.from(t),r=Buffer.alloc(5);return r[0]=e,r.writeUInt32BE(n.byteLength,1),Buffer.concat([r,n])}var RealTime=class{#e;#t=null;#n=0;constructor(e){this.#e=e}get pace(){return this.#n}follow(e){this.move(),this.#n=e,this.#t??=performance.now()}skip(e){this.move();let{clock:t}=this.#e;return t instanceof VirtualClock&&(t.advanceTo(new Date(t.now().getTime()+e)),!0)}move(){let{clock:e}=this.#e;if(this.#t===null||!(e instanceof VirtualClock))return;let t=performance.now();e.advanceTo(new Date(e.now().getTime()+Math.round((t-this.#t)*this.#n))),this.#t=t}};const OPTIONS=[[`http.getanyfile`,`false`],[`uploadpack.allowFilter`,`true`],[`uploadpack.allowAnySHA1InWant`,`true`],[`core.hooksPath`,`/dev/null`],[`receive.unpackLimit`,`1000000`],[`receive.autogc`,`false`],[`gc.auto`,`0`],[`maintenance.auto`,`false`]].flatMap(([e,t])=>[`-c`,`${e}=${t}`]);async function askBackend(e){let{directory:t,method:n,rest:r,query:i,headers:a,body:o,user:s}=e,c=spawn(`git`,[...OPTIONS,...e.options,`http-backend`],{env:{...gitEnvironment(),GIT_PROJECT_ROOT:dirname(t),GIT_HTTP_EXPORT_ALL:`1`,PATH_INFO:`/${basename(t)}/${r}`,REQUEST_METHOD:n,QUERY_STRING:i,CONTENT_TYPE:a.get(`content-type`)??``,...fromHeader(`CONTENT_LENGTH`,a.get(`content-length`),/^\d{1,15}$/),...fromHeader(`HTTP_CONTENT_ENCODING`,a.get(`content-encoding`),/^(?:x-)?gzip$/),...fromHeader(`GIT_PROTOCOL`,a.get(`git-protocol`),/^version=[0-2]$/),...s===null?{}:{REMOTE_USER:s,REMOTE_ADDR:`127.0.0.1`},...e.environment},stdio:[`pipe`,`pipe`,`ignore`]});return c.stdin.on(`error`,()=>{}),o.on(`error`,()=>c.kill()),o.pipe(c.stdin),responseOf(c.stdout,()=>c.kill())}const fromHeader=(e,t,n)=>t!==null&&n.test(t)?{[e]:t}:{};async function responseOf(e,t){let n=e[Symbol.asyncIterator](),r=Buffer.alloc(0),i=-1;for(;i===-1;){let{value:e,done:t}=await n.next();if(t===!0)return new Response(`git cannot be run here.
`,{status:500});r=Buffer.concat([r,e]),i=r.indexOf(`\r
\r
`)}let a=new Headers,o=200;for(let e of r.subarray(0,i).toString(`latin1`).split(`\r
`)){let[,t=``,n=``]=/^([^:]+):\s*(.*)$/.exec(e)??[];t.toLowerCase()===`status`?o=Number.parseInt(n,10):t!==``&&a.append(t,n)}let s=new ReadableStream({async start(e){try{r.byteLength>i+4&&e.enqueue(new Uint8Array(r.subarray(i+4)));for(let t=await n.next();t.done!==!0;t=await n.next())e.enqueue(new Uint8Array(t.value));e.close()}catch(t){e.error(t)}},cancel:t});return new Response(s,{status:o,headers:a})}async function receivePush(e,t,n,r){let{world:i}=e;await advanceWorld(i,e.emit,e.plan);let a=r.filter(({ref:e,to:t})=>e.startsWith(`refs/tags/`)&&t!==null),o=({ref:e})=>a.length>3&&e.startsWith(`refs/tags/`),s=[],c=[];for(let a of r){let r=o(a)?async()=>{}:e.emit,l=refusedAtOnce(i.state.defaultBranch,a)??refusalOf(await pushRef({world:i,requester:t,emit:r},{...a,force:!0}),a,n);s.push({ref:a.ref,refused:l?.reason??null}),c.push(...l?.told??[])}return i.state.requestCount+=1,await saveWorld(i),e.log.add({n:i.state.requestCount,time:new Date(i.now()).toISOString(),method:`POST`,path:n,status:200,etagHit:!1,counted:!1,token:t.tokenKind,pushed:s.map(({ref:e,refused:t})=>t===null?e:`${e} (${t})`)}),{answers:s,told:c}}function refusedAtOnce(e,{ref:t,to:n}){return/^refs\/(heads|tags)\//.test(t)?isValidRefName(t)?n===null&&t===`refs/heads/${e}`?{reason:`refusing to delete the current branch: ${t}`}:null:{reason:`funny refname`}:{reason:`deny updating a hidden ref`}}function refusalOf(e,{ref:t},n){if(e===null)return null;let{message:r=``}=e.body??{},[i=``,...a]=r.split(`
`).filter(e=>e!==``);return i===`Repository rule violations found`?{reason:`push declined due to repository rule violations`,told:[`error: GH013: Repository rule violations found for ${t}.`,`Review all repository rules at http://github.com${n.replace(/(\.git)?\/git-receive-pack$/,``)}/rules?ref=${encodeURIComponent(t)}`,``,...a.flatMap(e=>[`- ${e}`,``])]}:e.status===403?{reason:"refusing to allow a GitHub App to create or update workflow files in `.github/workflows` without `workflows` permission"}:{reason:r===`Reference cannot be updated`?`failed to update ref`:i||`refused`}}async function serveGit(e,t){let{github:n}=e,{world:r}=n,{owner:i=``,repository:a=``,rest:o=``}=t.req.param(),s=a.replace(/\.git$/i,``);if(!n.isThisRepository({owner:i,repo:s}))return t.text(`Repository not found.
`,404);if(r.isKeptInMemory===!0)return t.text(`This world is kept in memory: git finds it only in a folder.
`,501);let{method:c}=t.req,l=c===`GET`&&o===`info/refs`?t.req.query(`service`)??``:o,u=l===`git-receive-pack`;if(!u&&l!==`git-upload-pack`)return t.text(`Please upgrade your git client.
`,403);let d=identify(e,t);if(d===`unknown`||d===null&&(u||r.state.settings.private))return unauthorized(t);if(u&&d!==null&&d.permissions.get(`contents`)!==`write`)return t.text(`Permission to ${r.state.owner}/${r.state.repo}.git denied to ${d.actor.login}.\n`,403);let f={directory:r.git.directory,method:c,rest:o,query:new URL(t.req.url).search.slice(1),headers:t.req.raw.headers,body:t.env.incoming,user:d?.actor.login??null,options:u?[`-c`,`http.receivepack=true`]:[],environment:{}};if(!u||c!==`POST`||d===null)return askBackend(f);let p=await e.hook.begin(t=>e.inTurn(()=>receivePush(n,d,`/${i}/${a}/${o}`,t)));return whenRead(await askBackend({...f,options:[...f.options,...p.options],environment:p.environment}),p.end)}function identify({github:e},t){let n=authenticate(t.req.header(`authorization`)??null,e.tokens);return n.kind===`none`?null:n.kind===`unknown`||e.tokenExpired?`unknown`:n.grant}const unauthorized=e=>e.text(`Invalid username or token.
`,401,{"www-authenticate":`Basic realm="GitHub"`});function whenRead(e,t){let n=new TransformStream;return e.body?.pipeTo(n.writable).catch(()=>{}).finally(t),new Response(n.readable,{status:e.status,headers:e.headers})}async function startEmbeddedGitHub(e){let{world:t}=e,n=new Service(e),r=new RealTime(t),i=receiver(n,()=>r.move(),e.holdUnanswered??6e4),a=new Hono;a.use(async(e,t)=>{let{hostname:n}=new URL(e.req.url);return/^(127\.0\.0\.1|\[::1\]|(.+\.)?localhost)$/.test(n)?t():e.text(`The embedded GitHub serves 127.0.0.1 and *.localhost only.
`,421)}),e.pages?.(a,e=>(r.move(),{world:t,requests:n.log.entries,origin:e,token:n.shownToken}));let o={github:n,time:r,inTurn:i.inTurn};e.control===!0&&addControl(a,o);let s=new PushHook,c={github:n,hook:s,inTurn:i.inTurn};a.all(`/:owner/:repository/:rest{info/refs|git-upload-pack|git-receive-pack}`,e=>serveGit(c,e)),a.all(`*`,e=>i.receive(e)),a.onError((e,t)=>(n.reportFailure(t.req.method,new URL(t.req.url).pathname,e),t.json({message:`Server Error`},500)));let{port:l,stop:u}=await listen(a,e.port??0);return{url:`http://127.0.0.1:${l}`,port:l,tokens:REHEARSAL_TOKENS,requests:n.log.entries,fetch:fetchFrom(i),unknownRoutes:n.unknownRoutes,failures:n.failures,unfiredFaults:()=>n.plan.unfired(),followRealTime:(e=1)=>r.follow(e),control:{standing:()=>standing(o),act:e=>i.inTurn(()=>plan(o,e)),addFaults:e=>n.plan.add(e),clearFaults:()=>n.plan.clear(),skip:e=>i.inTurn(async()=>r.skip(e))},close:async()=>{await u(),await i.idle(),await s.close(),await saveWorld(t)}}}async function listen(e,t){let n=createAdaptorServer({fetch:e.fetch,overrideGlobalObjects:!1});return await new Promise((e,r)=>{n.once(`error`,r),n.listen(t,`127.0.0.1`,()=>{n.off(`error`,r),e()})}),{port:n.address().port,stop:async()=>{let e=new Promise(e=>n.close(()=>e()));`closeAllConnections`in n&&n.closeAllConnections(),await e}}}const NOBODY_NAMED=MAINTAINER.login;async function writeHistory(e,t,n,r){let i=new Map,a=[];for(let{branch:o=t,from:s=t,message:c=`commit`,author:l=NOBODY_NAMED,date:u,files:d={},tags:f=[]}of n.history??[]){let t=i.get(o)??i.get(s)??null,n=identityOf({login:l,id:902,type:`User`},u===void 0?r:Date.parse(u)),p=[];for(let[t,n]of Object.entries(d))p.push({path:t,mode:`100644`,sha:n===null?null:await e.writeBlob(n)});let m=await e.writeCommit({tree:await e.treeWithChanges(t===null?null:(await e.commit(t)).tree,p),parents:t===null?[]:[t],author:n,committer:n,message:`${c}\n`});i.set(o,m);for(let t of f){let r=await e.writeTag({object:m,objectType:`commit`,name:t,tagger:n,message:`${t}\n`});a.push({name:`refs/tags/${t}`,to:r,from:null})}}let o=[...i].map(([e,t])=>({name:`refs/heads/${e}`,to:t,from:null})),s=await e.updateRefs([...o,...a]);if(!s.ok)throw Error(s.message)}async function furnish(e,t,n,r){let{state:i}=e,a=[];i.people=[...n.people??[]].map(t=>personNamed(e,t));let o=async(e,n)=>{let i=await t.act(n);if(i===null||i.status<400)return i?.body??{};let{message:o,errors:s}=i.body,c=s===void 0?``:` ${JSON.stringify(s)}`;return a.push(problem(`input-invalid`,`The embedded GitHub refuses it (${i.status}): ${o}${c}`,{where:`${r}: ${e}`,remedy:`Say something that GitHub would take, too.`})),{}},s=e=>e??NOBODY_NAMED;for(let[e,{name:t,color:r=`ededed`,description:i}]of(n.labels??[]).entries())await o(`labels.${e}`,{who:NOBODY_NAMED,method:`POST`,path:`labels`,body:{name:t,color:r,description:i}});for(let[e,t]of Object.entries(n.variables??{}))await o(`variables.${e}`,{who:NOBODY_NAMED,method:`POST`,path:`actions/variables`,body:{name:e,value:t}});for(let[e,{author:t,labels:r,closed:i,...a}]of(n.issues??[]).entries()){let n=await o(`issues.${e}`,{who:s(t),method:`POST`,path:`issues`,body:{...a,labels:r}});i===!0&&await o(`issues.${e}`,{who:s(t),method:`PATCH`,path:`issues/${n.number}`,body:{state:`closed`}})}for(let[e,{author:t,labels:r=[],closed:a,...c}]of(n.pulls??[]).entries()){let n={base:i.defaultBranch,...c},l=`pulls.${e}`,{number:u}=await o(l,{who:s(t),method:`POST`,path:`pulls`,body:n});u!==void 0&&(r.length>0&&await o(l,{who:s(t),method:`PUT`,path:`issues/${u}/labels`,body:{labels:r}}),a===!0&&await o(l,{who:s(t),method:`PATCH`,path:`pulls/${u}`,body:{state:`closed`}}))}for(let[e,{tag:t,target:r,author:a,assets:c={},...l}]of(n.releases??[]).entries()){let n=`releases.${e}`,u=l.draft??!1,d={name:t,...l,tag_name:t,target_commitish:r??i.defaultBranch,draft:!0},{id:f}=await o(n,{who:s(a),method:`POST`,path:`releases`,body:d});if(f!==void 0){for(let[e,t]of Object.entries(c)){let r=`releases/${f}/assets?name=${encodeURIComponent(e)}`;await o(`${n}.assets.${e}`,{who:s(a),method:`POST`,path:r,body:t})}u||await o(n,{who:s(a),method:`PATCH`,path:`releases/${f}`,body:{draft:!1}})}}for(let[t,{ref:r,...i}]of(n.statuses??[]).entries()){let n=await e.git.resolveCommit(r);await o(`statuses.${t}`,{who:NOBODY_NAMED,method:`POST`,path:`statuses/${n??r}`,body:i})}for(let[e,t]of(n.acts??[]).entries())await o(`acts.${e}`,t);return a}function addPagesLater(e,t){let n=null,r=async()=>{let{browserPages:e}=await import(`./rehearsal.js`),n=new Hono;return e(()=>({stages:[],record:null}))(n,t),n};e.get(`*`,async(e,t)=>{if(!/\btext\/html\b/.test(e.req.header(`accept`)??``)&&!e.req.path.startsWith(`/_rehearsal`))return t();if(e.req.path===`/`)return e.redirect(`/_rehearsal`);n??=r();let i=await(await n).fetch(e.req.raw,e.env);return i.status===404?t():i})}async function host(e){let{file:t,where:n,repository:r=null,at:i=null}=e,a=e.directory===void 0,o=e.directory??mkdtempSync(join(tmpdir(),`embedded-github-`)),s=()=>{a&&rmSync(o,{recursive:!0,force:!0})};try{let c=await makeHostedWorld({file:t,repository:r,at:i},resolve(o)),l=a?{...c,isTemporary:!0}:c,u=await startEmbeddedGitHub({world:l,port:e.port??0,...serverFacts(l,t),...e.warn===void 0?{}:{warn:e.warn},pages:addPagesLater}),d=async()=>{await u.close(),await l.git.close(),s()},f=new Problems;return f.add(...await furnish(l,u.control,t,n)),f.none||await d(),f.stop(),u.control.addFaults(faultsOf(t)),u.followRealTime(t.pace??1),{server:u,world:l,directory:o,close:d}}catch(e){throw s(),e}}async function makeHostedWorld({file:e,repository:t,at:n},r,i=e.now===void 0?new Date:new Date(e.now),a=new VirtualClock(i)){let[o,s]=e.repository?.split(`/`,2)??[],c=await repositoryIdentity(t);return createWorld({directory:r,from:sourceOf({file:e,repository:t,at:n},i.getTime()),clock:a,owner:o??c.owner,repo:s??c.repo,settings:e.settings??{},rulesets:(e.rulesets??[]).map((e,t)=>({...withChange(t+1,e),...e.bypassLogins===void 0?{}:{bypassLogins:e.bypassLogins}}))})}function sourceOf({file:e,repository:t,at:n},r){return t===null?e.history===void 0?{kind:`sample`}:{kind:`written`,write:(t,n)=>writeHistory(t,n,e,r),defaultBranch:e.defaultBranch??`main`}:{kind:`clone`,path:t,...n===null?{}:{at:n}}}const serverFacts=(e,t)=>({control:!0,tokens:tokensOf(e,t),limits:limitsOf(t)});function tokensOf(e,{tokens:t=[]}){let n=standardTokens(),r=e=>[...n.values()].find(({tokenKind:t})=>t===e),i=t.flatMap(({token:t,kind:n,login:i,permissions:a})=>{let o=r(n);return o===void 0?[]:[[t,{tokenKind:n,actor:i===void 0?o.actor:personNamed(e,i),permissions:a===void 0?o.permissions:new Map(Object.entries({metadata:`read`,...a}))}]]});return new Map([...n,...i])}function limitsOf({limits:e={}}){let{perHour:t,...n}=e,r=Object.entries(n).filter(([,e])=>e!==void 0);return{...Object.fromEntries(r),perHour:{...STANDARD_LIMITS.perHour,...t}}}function faultsOf({faults:e=[]}){let t=faultOptions(e);return t.ok?t.value:[]}const LOGIN=actFields.who,text=string().max(65536),line=string().min(1).max(255).regex(/^[^\u0000-\u001f\u007f]*$/,`must be one line without control characters`),branchName=line.refine(e=>isValidRefName(`refs/heads/${e}`),`is no name of a branch`),tagName=line.refine(e=>isValidRefName(`refs/tags/${e}`),`is no name of a tag`),filePath=line.refine(e=>e.split(`/`).every(isValidEntryName),`must be a path inside the repository, with forward slashes`),count=number().int().min(0).max(1e9),labelNames=array(string().min(1).max(50)).max(100),settings=strictObject({private:boolean().optional().describe(`Whether only known tokens see the repository.`),archived:boolean().optional().describe(`Whether it is read-only.`),description:text.nullable().optional().describe(`What the repository says of itself.`),homepage:text.nullable().optional().describe(`Its address on the web.`),allowSquashMerge:boolean().optional().describe(`Whether pull requests may be squashed.`),allowMergeCommit:boolean().optional().describe(`Whether they may be merged with a merge commit.`),allowRebaseMerge:boolean().optional().describe(`Whether they may be rebased.`),allowAutoMerge:boolean().optional().describe(`Whether they may be merged by themselves once nothing stands against it.`),deleteBranchOnMerge:boolean().optional().describe(`Whether a merge deletes the branch.`),immutableReleases:boolean().optional().describe(`Whether a published release keeps its tag and assets for ever.`),actionsMayOpenPullRequests:boolean().optional().describe(`Whether GITHUB_TOKEN may open and approve pull requests.`),treeEntryLimit:count.min(1).optional().describe(`Entries of a recursive tree before it is cut off (100,000).`)}),SETTINGS=Object.keys(settings.shape),step=strictObject({branch:branchName.optional().describe(`Branch that the commit is on; left out: the default branch.`),from:branchName.optional().describe(`Branch that a new branch begins at; left out: the default branch.`),message:text.min(1).optional().describe(`Message of the commit; left out: “commit”.`),author:LOGIN.optional().describe(`Login of its author.`),date:datetime().optional().describe(`When it was made; left out: the beginning of the world.`),files:record(filePath,string().max(1e7).nullable()).optional().describe(`Path to the text of a file; null deletes it. The rest stays as it was.`),tags:array(tagName).max(1e3).optional().describe(`Annotated tags at this commit.`)}),token=strictObject({token:string().regex(/^[\x21-\x7e]{1,255}$/,`must be 1 to 255 visible characters`).describe(`What the client sends. It opens nothing but this world: never write a real one here.`),kind:_enum([`app`,`github-token`,`pat`]).describe(`Of an app, of a workflow (GITHUB_TOKEN), or of a person.`),login:LOGIN.optional().describe(`Whose it is; left out: that of the standard token of its kind.`),permissions:record(string().regex(/^[a-z_]{1,50}$/,`is no name of a permission`),_enum([`read`,`write`])).optional().describe(`Permission (contents, pull_requests, …) to the access; left out: what its kind usually has.`)}),issue=strictObject({title:string().min(1).max(256).describe(`Title.`),body:text.optional().describe(`Body.`),author:LOGIN.optional().describe(`Login; left out: the maintainer.`),labels:labelNames.optional().describe(`Names of labels; those that are not there are made.`),closed:boolean().optional().describe(`Whether it is closed.`)}),pull=strictObject({...issue.shape,head:branchName.describe(`Branch to be merged.`),base:branchName.optional().describe(`Branch that it goes into; left out: the default branch.`),draft:boolean().optional().describe(`Whether it is a draft.`)}),release=strictObject({tag:tagName.describe("Tag; one that is not there is made at `target`."),target:line.optional().describe(`Branch or commit that a new tag is made at; left out: the default branch.`),name:string().max(255).optional().describe(`Title; left out: the tag.`),body:text.optional().describe(`Notes.`),author:LOGIN.optional().describe(`Login; left out: the maintainer.`),draft:boolean().optional().describe(`Whether it is a draft.`),prerelease:boolean().optional().describe(`Whether it is a prerelease.`),assets:record(string().regex(/^[A-Za-z0-9._+@-]{1,255}$/,`is no name of an asset`),string().min(1).max(1e7)).optional().describe(`Name to the text of an asset.`)}),status=strictObject({ref:line.describe(`Branch, tag or commit.`),context:line.optional().describe(`Name of the status; left out: “default”.`),state:_enum([`error`,`failure`,`pending`,`success`]).describe(`State.`),description:string().max(140).optional().describe(`One line about it.`)}),label=strictObject({name:string().min(1).max(50).describe(`Name.`),color:string().regex(/^[0-9a-fA-F]{6}$/,`must be six hexadecimal digits, without #`).optional().describe(`Six hexadecimal digits.`),description:string().max(100).optional().describe(`One line about it.`)}),limits=strictObject({perHour:strictObject({app:count.optional(),"github-token":count.optional(),pat:count.optional(),anonymous:count.optional()}).optional().describe(`Requests an hour by kind of token.`),graphqlPerHour:count.optional().describe(`Points an hour by GraphQL.`),pointsPerMinute:count.optional().describe(`Points a minute before a secondary limit; a read costs 1, a write 5.`),writesPerMinute:count.optional().describe(`Writes a minute before a secondary limit.`)}),act=strictObject({...actFields,...momentFields}).refine(({after:e,before:t})=>e===void 0||t===void 0,"has both `after` and `before`"),worldFileSchema=strictObject({$schema:string().optional().describe(`For editors.`),repository:string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,`must be owner/name`).optional().describe(`Owner and name; left out: sample/zlink, or what the clone’s origin says.`),defaultBranch:branchName.optional().describe("Default branch of a repository that `history` makes (main)."),now:datetime().optional().describe(`Time at which the world begins, in UTC; left out: now.`),pace:number().min(0).max(1e5).optional().describe(`How many times faster than real time the clock of the world goes; 0: only where it is moved (1).`),settings:settings.optional().describe(`Settings of the repository.`),rulesets:array(Ruleset.loose().extend({bypassLogins:array(LOGIN).max(100).optional()})).max(1e3).optional().describe("Rulesets as GitHub’s API gives them out; `bypassLogins` names whom they do not bind."),people:array(LOGIN).max(1e3).optional().describe(`Logins of collaborators besides the owner and maintainer.`),tokens:array(token).max(1e3).optional().describe(`Tokens besides the three standard ones.`),limits:limits.optional().describe(`Rate limits; left out: GitHub’s.`),history:array(step).min(1).max(1e4).optional().describe(`Commits, the first of them first. Left out: the sample, or the clone that is named.`),labels:array(label).max(1e3).optional().describe(`Labels.`),variables:record(string().regex(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/,`is no name of a variable`),text).optional().describe(`Variables of Actions: NAME to value.`),issues:array(issue).max(1e4).optional().describe(`Issues; numbers are given in order.`),pulls:array(pull).max(1e4).optional().describe(`Pull requests; their numbers follow those of the issues.`),releases:array(release).max(1e4).optional().describe(`Releases.`),statuses:array(status).max(1e4).optional().describe(`Commit statuses.`),acts:array(act).max(1e4).optional().describe(`What people do: at once, at a time, or before a request.`),faults:array(string().max(300).refine(e=>parseFaults([e]).ok,`is no fault; docs/rehearsal.md lists them`)).max(1e3).optional().describe(`Faults, NAME[:ARGUMENT][@N], as docs/rehearsal.md lists them.`)});function checkWorldFile(e,t){let n=worldFileSchema.safeParse(e);if(!n.success)return failed(...n.error.issues.flatMap(e=>wordIssue(e,t)).slice(0,50));let r=relations(n.data,t);return r.length>0?failed(...r.slice(0,50)):checked(n.data)}const wrongAt=(e,t,n)=>problem(`input-invalid`,n,{where:t.length===0?e:`${e}: ${t.map(String).join(`.`)}`,remedy:`schema/world.schema.json and docs/embedded-github.md say what a world file may hold.`});function wordIssue(e,t){return e.code===`unrecognized_keys`?e.keys.map(n=>wrongAt(t,[...e.path,n],`There is no such key.`)):[wrongAt(t,e.path,`${e.message.replace(/\.$/,``)}.`)]}function relations(e,t){let n=[],r=e.defaultBranch??`main`;if(e.history===void 0)e.defaultBranch!==void 0&&n.push(wrongAt(t,[`defaultBranch`],"It names the branch of a `history`, and there is none."));else{let i=new Set;for(let[a,{branch:o=r,from:s=r}]of e.history.entries())a===0&&o!==r&&n.push(wrongAt(t,[`history`,0,`branch`],`The first commit is on the default branch, ${r}.`)),a>0&&!i.has(o)&&!i.has(s)&&n.push(wrongAt(t,[`history`,a,`from`],`There is no branch ${s} yet.`)),i.add(o);for(let[a,{head:o,base:s=r}]of(e.pulls??[]).entries())i.has(o)||n.push(wrongAt(t,[`pulls`,a,`head`],`\`history\` has no branch ${o}.`)),i.has(s)||n.push(wrongAt(t,[`pulls`,a,`base`],`\`history\` has no branch ${s}.`))}let i=(e,r)=>{for(let[i,a]of r.entries())r.indexOf(a)!==i&&n.push(wrongAt(t,[e,i],`${JSON.stringify(a)} is there twice.`))};return i(`labels`,(e.labels??[]).map(({name:e})=>e.toLowerCase())),i(`tokens`,(e.tokens??[]).map(({token:e})=>e)),i(`rulesets`,(e.rulesets??[]).map(({name:e})=>e)),i(`faults`,e.faults??[]),n}function readWorld(e,t){let n=typeof e==`string`?e:`world`,r=typeof e==`string`?readJson(e):checked(e);if(!r.ok)return r;let i=checkWorldFile(r.value,n);return i.ok?t&&i.value.history!==void 0?failed(problem(`input-invalid`,`It has a history of its own, and a clone is named as well.`,{where:`${n}: history`,remedy:`Leave one of them out.`})):checked({file:i.value,where:n}):i}function readJson(e){let t=t=>failed(problem(`input-invalid`,t,{where:e,remedy:`Name a JSON file that can be read.`}));try{return statSync(e).size>67108864?t(`It is larger than any file of its kind has reason to be.`):checked(JSON.parse(readFileSync(e,`utf8`)))}catch(e){return t(e instanceof SyntaxError?`It is no JSON: ${e.message}.`:`It cannot be read: ${e.message}.`)}}const startForTests=(e={})=>start(e).catch(e=>{throw e instanceof Stop?Error(worded(e),{cause:e}):e}),worded=({problems:e})=>e.map(({where:e,what:t,remedy:n})=>`${e===void 0?``:`${e}: `}${t} ${n}`).join(`
`);async function start(e){let t=new Problems,n=t.take(readWorld(e.world??{},e.repository!==void 0));if(t.stop(),n===null)throw Error(`what is checked is there`);let r=await host({...e,...n}),{server:i,world:a,directory:o}=r;return{url:i.url,port:i.port,repository:`${a.state.owner}/${a.state.repo}`,cloneUrl:cloneUrlOf(r),tokens:i.tokens,environment:environmentOf(r),directory:o,requests:i.requests,unanswered:i.unknownRoutes,now:()=>new Date(a.now()),act:async({who:e,method:t,path:n,body:r})=>{let a=await i.control.act({who:e,method:t,path:n,body:r});return{status:a?.status??0,body:a?.body??null}},plan:async e=>{await i.control.act(e)},advance:async e=>{await i.control.skip(e*1e3)},pace:e=>i.followRealTime(e),addFaults:(...e)=>{let t=faultOptions(e);if(!t.ok)throw Error(t.problems.map(({what:e,remedy:t})=>`${e} ${t}`).join(`
`));i.control.addFaults(t.value)},clearFaults:()=>i.control.clearFaults(),close:()=>r.close()}}export{ENFORCED_RULES,SETTINGS,checkWorldFile,cloneUrlOf,faultOptions,faultsOf,furnish,host,isoTime,jobsAt,makeHostedWorld,readJson,readWorld,runAt,serverFacts,startEmbeddedGitHub,startForTests};