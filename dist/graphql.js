import"./rolldown-runtime.js";import{GraphQLError,Kind,Lexer,Source,TokenKind,TypeInfo,buildSchema,execute,getNamedType,getOperationAST,getVariableValues,isAbstractType,isObjectType,parse,print,validate,visit,visitWithTypeInfo}from"./graphql-packages.js";import{object,record,string$1 as string,unknown}from"./schemas-packages.js";import{COMMENT_LENGTH,SIMULATED_SIGNATURE,accountOf,actorNamed,addReview,apiError,assigneesOf,closePull,closedByPull,closingPulls,collaborators,commentRefused,enqueuePull,findLabel,findMilestone,findPull,identityOf,integration,isBase64,isPull,isoTime,knownActors,labelsOf,languageColor,languagesOf,latestReviews,latestStatuses,lockOf,mayChange,mergePull,mergeability,milestoneOf,namedByNodeId,nodeId,openIssue,openPull,ownerActor,protectionOf,pushRef,readLicense,releasePage,removeComment,reopenPull,repositoryPage,repositoryUrl,requestReviewers,requiredChecks,retargetPull,reviewDecision,rulesFor,setAssignees,setIssueState,setLabels,setLock,setMilestone,shownMessage,simpleUser,squashText,subjectOf,updatePullBranch,urlPath,webFlow,webUrl,writeComment}from"./hosting.js";import{workflowFileName}from"./triggers.js";import{addBlocker,addSubIssue,blockedBy,blockersOf,checkSuitesOf,dependenciesSummary,enableAutoMerge,forkPoint,latestRelease,moveSubIssue,parentOf,pullsWithCommit,removeBlocker,removeSubIssue,searchSubjects,shownLineComments,subIssuesOf,subIssuesSummary,testMergeCommit,writeLineComments}from"./endpoints.js";import{isObjectId,isValidEntryName,isValidRefName}from"./local-git.js";import{createRequire}from"node:module";import{join}from"node:path";import{readFile}from"node:fs/promises";function costOf(e,t,n){let r=new Map;for(let t of e.definitions)t.kind===Kind.FRAGMENT_DEFINITION&&r.set(t.name.value,t);let i=new Map,a=e=>{let t=i.get(e);if(t!==void 0)return t;i.set(e,0);let n=o(r.get(e)?.selectionSet);return i.set(e,n),n},o=e=>(e?.selections??[]).reduce((e,t)=>{if(t.kind===Kind.FRAGMENT_SPREAD)return e+a(t.name.value);let r=o(t.selectionSet);if(t.kind===Kind.INLINE_FRAGMENT)return e+r;let i=[`first`,`last`].map(e=>t.arguments?.find(t=>t.name.value===e)?.value).map(e=>numberOf(e,n)).find(e=>e!==null)??null;return e+r*(i??1)+(i===null?0:1)},0);return Math.max(1,Math.round(o(t.selectionSet)/100))}function numberOf(e,t){let n=e?.kind===Kind.VARIABLE?t[e.name.value]:e?.kind===Kind.INT?Number(e.value):null;return typeof n==`number`?n:null}var GraphQLSyntaxError=class extends Error{name=`GraphQLSyntaxError`;at;constructor(e,t=null){super(e),this.at=t}};const OPENING=new Set([TokenKind.BRACE_L,TokenKind.BRACKET_L,TokenKind.PAREN_L]),CLOSING=new Set([TokenKind.BRACE_R,TokenKind.BRACKET_R,TokenKind.PAREN_R]);function readDocument(e){if(e.length>1048576)throw new GraphQLSyntaxError(`The document is too long`);try{let t=new Lexer(new Source(e)),n=0;for(let e=t.advance();e.kind!==TokenKind.EOF;e=t.advance())if(OPENING.has(e.kind)?n+=1:CLOSING.has(e.kind)&&--n,n>100)throw new GraphQLSyntaxError(`The document is nested too deeply`);return parse(e)}catch(e){if(!(e instanceof GraphQLError))throw e;let[t=null]=e.locations??[],n=/(?:found|Unexpected) (?:Name )?"?([^".]*)"?\.?$/.exec(e.message)?.[1]??``,r=t===null?``:` at [${t.line}, ${t.column}]`;throw new GraphQLSyntaxError(n===`<EOF>`?`Unexpected end of document`:`Parse error on ${JSON.stringify(n)} (error)${r}: ${e.message}`,t)}}const bare=e=>e.replace(/[![\]]/g,``),WORDINGS=[[/^Cannot query field "(\w+)" on type "(\w+)"/,([e=``,t=``])=>({message:`Field '${e}' doesn't exist on type '${t}'`,extensions:{code:`undefinedField`,typeName:t,fieldName:e}})],[/^Field "(\w+)" must not have a selection since type "([^"]+)" has no subfields/,([e=``,t=``])=>({message:`Selections can't be made on scalars (field '${e}' returns ${bare(t)} but has selections)`,extensions:{code:`selectionMismatch`,nodeName:`field '${e}'`,typeName:bare(t)}})],[/^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,([e=``,t=``])=>({message:`Field must have selections (field '${e}' returns ${bare(t)} but has no selections. Did you mean '${e} { ... }'?)`,extensions:{code:`selectionMismatch`,nodeName:`field '${e}'`,typeName:bare(t)}})],[/^Unknown argument "(\w+)" on field "(?:\w+)\.(\w+)"/,([e=``,t=``])=>({message:`Field '${t}' doesn't accept argument '${e}'`,extensions:{code:`argumentNotAccepted`,name:t,typeName:`Field`,argumentName:e}})],[/^Unknown argument "(\w+)" on directive "@(\w+)"/,([e=``,t=``])=>({message:`Directive '${t}' doesn't accept argument '${e}'`,extensions:{code:`argumentNotAccepted`,name:t,typeName:`Directive`,argumentName:e}})],[/^Field "(\w+)" argument "(\w+)" of type "[^"]+" is required, but it was not provided/,([e=``,t=``])=>({message:`Field '${e}' is missing required arguments: ${t}`,extensions:{code:`missingRequiredArguments`,className:`Field`,name:e,arguments:t}})],[/^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/,([e=``,t=``,n=``])=>({message:`Argument '${t}' on InputObject '${e}' is required. Expected type ${n}`,extensions:{code:`missingRequiredInputObjectAttribute`,argumentName:t,argumentType:n,inputObjectType:e}})],[/^Field "(\w+)" is not defined by type "(\w+)"/,([e=``,t=``])=>({message:`InputObject '${t}' doesn't accept argument '${e}'`,extensions:{code:`argumentNotAccepted`,name:t,typeName:`InputObject`,argumentName:e}})],[/^Unknown type "(\w+)"/,([e=``])=>({message:`No such type ${e}, so it can't be a fragment condition`,extensions:{code:`undefinedType`,typeName:e}})],[/^Fragment "(\w+)" cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/,([e=``,t=``,n=``])=>({message:`Fragment ${e} on ${n} can't be spread inside ${t}`,extensions:{code:`cannotSpreadFragment`,typeName:n,fragmentName:e,parentName:t}})],[/^Fragment cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/,([e=``,t=``])=>({message:`Fragment on ${t} can't be spread inside ${e}`,extensions:{code:`cannotSpreadFragment`,typeName:t,fragmentName:`unknown`,parentName:e}})],[/^Unknown fragment "(\w+)"/,([e=``])=>({message:`Fragment ${e} was used, but not defined`,extensions:{code:`useAndDefineFragment`,fragmentName:e}})],[/^Fragment "(\w+)" is never used/,([e=``])=>({message:`Fragment ${e} was defined, but not used`,extensions:{code:`useAndDefineFragment`,fragmentName:e}})],[/^Cannot spread fragment "(\w+)" within itself/,([e=``])=>({message:`Fragment ${e} contains an infinite loop`,extensions:{code:`infiniteLoop`,fragmentName:e}})],[/^Variable "\$(\w+)" is not defined(?: by operation "(\w+)")?/,([e=``,t])=>({message:`Variable $${e} is used by ${t??`anonymous query`} but not declared`,extensions:{code:`variableNotDefined`,variableName:e}})],[/^Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/,([e=``,t])=>({message:`Variable $${e} is declared by ${t??`anonymous query`} but not used`,extensions:{code:`variableNotUsed`,variableName:e}})],[/^Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,([e=``,t=``,n=``])=>({message:`Type mismatch on variable $${e} (${t} / ${n})`,extensions:{code:`variableMismatch`,variableName:e,typeName:t}})],[/^Variable "\$(\w+)" cannot be non-input type "([^"]+)"/,([e=``,t=``])=>({message:`${bare(t)} isn't a valid input type (on $${e})`,extensions:{code:`variableRequiresValidType`,variableName:e,typeName:bare(t)}})],[/^Unknown directive "@(\w+)"/,([e=``])=>({message:`Directive @${e} is not defined`,extensions:{code:`undefinedDirective`,directiveName:e}})],[/^Fields "(\w+)" conflict/,([e=``])=>({message:`Field '${e}' has a field conflict`,extensions:{code:`fieldConflict`,fieldName:e}})]];function pathTo(e,t){let n=[],r=[];return visit(e,{enter(e){e.kind===Kind.OPERATION_DEFINITION?n.push(e.name===void 0?e.operation:`${e.operation} ${e.name.value}`):e.kind===Kind.FRAGMENT_DEFINITION?n.push(`fragment ${e.name.value}`):e.kind===Kind.INLINE_FRAGMENT?n.push(`... on ${e.typeCondition?.name.value??``}`):e.kind===Kind.FIELD?n.push(e.alias?.value??e.name.value):e.kind===Kind.ARGUMENT&&n.push(e.name.value),e===t&&(r=[...n])},leave(e){(e.kind===Kind.OPERATION_DEFINITION||e.kind===Kind.FRAGMENT_DEFINITION||e.kind===Kind.INLINE_FRAGMENT||e.kind===Kind.FIELD||e.kind===Kind.ARGUMENT)&&n.pop()}}),r}function wrongLiteral(e,t){let n=/^(?:\w+ cannot represent|Expected value of type "([^"]+)"|Value "[^"]*" does not exist in "(\w+)" enum|Enum "(\w+)" cannot represent)/.exec(e.message);if(n===null)return null;let r=t.at(-1)??``,i=n[1]??n[2]??n[3]??/^(\w+)/.exec(e.message)?.[1]??``,[a]=e.nodes??[],o=a?.loc?.source.body.slice(a.loc.start,a.loc.end)??``;return{message:`Argument '${r}' on Field '${t.at(-2)??``}' has an invalid value (${o}). Expected type '${bare(i)}'.`,extensions:{code:`argumentLiteralsIncompatible`,typeName:`Field`,argumentName:r}}}function refusalOf(e,t){let[n]=t.nodes??[],r=pathTo(e,n),i={...r.length===0?{}:{path:r},...t.locations===void 0?{}:{locations:t.locations}};for(let[e,n]of WORDINGS){let r=e.exec(t.message);if(r!==null)return{...i,...n(r.slice(1))}}let a=wrongLiteral(t,pathOfValue(e,n));return a===null?{...i,message:t.message}:{...i,...a}}function pathOfValue(e,t){let n=[],r=[];return visit(e,{enter(e){(e.kind===Kind.FIELD||e.kind===Kind.ARGUMENT||e.kind===Kind.OBJECT_FIELD)&&n.push(e.name.value),e===t&&(r=[...n])},leave(e){(e.kind===Kind.FIELD||e.kind===Kind.ARGUMENT||e.kind===Kind.OBJECT_FIELD)&&n.pop()}}),r}function variableRefusal(e,t){let[,n=``,r]=/^Variable "\$(\w+)"(?: got invalid value .*? at "(?:\w+)\.?([^"]*)")?/s.exec(e.message)??[],i={...e.locations===void 0?{}:{locations:e.locations}};if(n===``)return{...i,message:e.message};let a=t.get(n)??``,o=/Field "(\w+)" of required type/.exec(e.message)?.[1],s=[...r===void 0||r===``?[]:[r],...o===void 0?[]:[o]].join(`.`),c=o===void 0&&!/was not provided|must not be null/.test(e.message)?e.message.replace(/^.*?; /s,``):`Expected value to not be null`;return{...i,message:`Variable $${n} of type ${a} was provided invalid value${s===``?``:` for ${s}`} (${c})`,extensions:{problems:[{path:s===``?[]:s.split(`.`),explanation:c}]}}}const source=(e,t)=>({__typename:e,...t});var FieldError=class extends Error{type;constructor(e,t){super(t),this.type=e}};function requireAccess({requester:e},t,n){let{permissions:r,tokenKind:i}=e;if(r===void 0)return;let a=r.get(t);if(!(a===`write`||a===`read`&&n===`read`))throw new FieldError(`FORBIDDEN`,`Resource not accessible by ${i===`pat`?`personal access token`:`integration`}`)}const upper=e=>e?.toUpperCase()??null,pathOf=e=>new URL(e).pathname,cursorOf=e=>Buffer.from(`cursor:${e}`).toString(`base64`);function indexOf(e){if(typeof e!=`string`)return null;let t=/^cursor:(\d{1,9})$/.exec(Buffer.from(e,`base64`).toString(`utf8`))?.[1];if(t===void 0)throw new FieldError(`INVALID_CURSOR_ARGUMENTS`,`\`${e}\` does not appear to be a valid cursor.`);return Number(t)}function countOf(e,t,n){let r=e[t];if(typeof r!=`number`)return null;if(r<0)throw new FieldError(`INVALID_PAGINATION`,`\`${t}\` on the \`${n}\` connection cannot be less than zero.`);if(r>100)throw new FieldError(`EXCESSIVE_PAGINATION`,`Requesting ${r} records on the \`${n}\` connection exceeds the \`${t}\` limit of 100 records.`);return r}function connection(e,t,n,r){let i=askedWindow(e,t),a,o=async()=>{let t=windowOf(e,i,await n.length),a=await Promise.all((await n.slice(t.from,t.to)).map(r)),o=t.from+a.length;return{items:a,from:t.from,info:{hasNextPage:o<await n.length,hasPreviousPage:t.from>0,startCursor:a.length===0?null:cursorOf(t.from),endCursor:a.length===0?null:cursorOf(o-1)}}};return{totalCount:()=>n.length,page:()=>(a??=o(),a)}}const askedWindow=(e,t)=>({first:countOf(t,`first`,e),last:countOf(t,`last`,e),after:indexOf(t.after),before:indexOf(t.before)});function windowOf(e,{first:t,last:n,after:r,before:i},a){if(t===null&&n===null)throw new FieldError(`MISSING_PAGINATION_BOUNDARIES`,`You must provide a \`first\` or \`last\` value to properly paginate the \`${e}\` connection.`);let o=Math.min(a,(r??-1)+1),s=Math.min(a,i??a);return t!==null&&(s=Math.min(s,o+t)),n!==null&&(o=Math.max(o,s-n)),{from:o,to:Math.max(o,s)}}const CONNECTION_FIELDS={totalCount:({totalCount:e})=>e(),nodes:async({page:e})=>(await e()).items,edges:async({page:e})=>{let{items:t,from:n}=await e();return t.map((e,t)=>({node:e,cursor:cursorOf(n+t)}))},pageInfo:async({page:e})=>(await e()).info},EDGE_FIELDS={node:({node:e})=>e,cursor:({cursor:e})=>e},none=e=>(t,n)=>connection(e,n,[],()=>null),account=e=>source(e.type===`Bot`?`Bot`:`User`,{actor:e}),page$2=({apiUrl:e},t)=>{let{type:n,login:r}=t;return n===`Bot`?`${webUrl(e)}/apps/${encodeURIComponent(r.replace(/\[bot\]$/,``))}`:`${webUrl(e)}/${encodeURIComponent(r)}`},ACTOR={id:({actor:e})=>nodeId(`U`,e.id),databaseId:({actor:e})=>e.id,login:({actor:e})=>e.login,url:({actor:e},t,n)=>page$2(n,e),resourcePath:({actor:e},t,n)=>pathOf(page$2(n,e)),avatarUrl:({actor:e},t,n)=>simpleUser(e,n.apiUrl).avatar_url,createdAt:(e,t,n)=>isoTime(n.world.state.createdAt),updatedAt:(e,t,n)=>isoTime(n.world.state.createdAt)},repositories=({actor:e},t,{world:n})=>{let{owner:r,settings:i}=n.state,a=(e,n)=>typeof t[e]!=`boolean`||t[e]===n;return connection(`repositories`,t,e.login.toLowerCase()===r.toLowerCase()&&a(`isFork`,!1)&&a(`isArchived`,i.archived===!0)&&(t.privacy==null||t.privacy===(i.private?`PRIVATE`:`PUBLIC`))?[null]:[],()=>source(`Repository`,{fork:null}))},ACCOUNT_FIELDS={User:{...ACTOR,name:()=>null,email:()=>``,bio:()=>null,company:()=>null,location:()=>null,websiteUrl:()=>null,isViewer:({actor:e},t,n)=>e.id===n.requester.actor.id,isBountyHunter:()=>!1,isSiteAdmin:()=>!1,organizations:none(`organizations`),gists:none(`gists`),repositories,repository:({actor:e},t,n)=>{let{owner:r,repo:i}=n.world.state;return`${e.login}/${String(t.name)}`.toLowerCase()===`${r}/${i}`.toLowerCase()?source(`Repository`,{fork:null}):null}},Bot:{...ACTOR,login:({actor:e})=>e.login.replace(/\[bot\]$/,``)},Organization:{...ACTOR,name:()=>null,repositories}};async function gitObject({world:{git:e}},t){let n=t===null?null:await e.objectInfo(t);if(t===null||n===null)return null;switch(n.type){case`blob`:return source(`Blob`,{sha:t,bytes:await e.readBlob(t)??Buffer.alloc(0)});case`commit`:return source(`Commit`,{commit:await e.commit(t)});case`tree`:return source(`Tree`,{sha:t});case`tag`:{let n=await e.readTag(t);return n===null?null:source(`Tag`,{tag:n})}}}const commitSource=async({world:e},t)=>t===null?null:source(`Commit`,{commit:await e.git.commit(t)});async function namedBy({world:{git:e}},t){let n=t.indexOf(`:`),r=await e.resolveCommit(n===-1?t:t.slice(0,n));if(r===null||n===-1)return r;let{tree:i}=await e.commit(r),a=t.slice(n+1);return a===``?i:(await e.entryAt(i,a))?.sha??null}async function refSource({world:{git:e}},t){let n=t.startsWith(`refs/`)?t:`refs/heads/${t}`,r=await e.resolveRef(n);return r===null?null:source(`Ref`,{name:n,sha:r,prefix:/^refs\/(?:heads|tags)\//.exec(n)?.[0]??`refs/`})}const time=e=>e===null?null:isoTime(e);function filterOf(e){let t=e.filterBy;return typeof t==`object`&&t?t:{}}const meets=(e,t)=>e==null||(Array.isArray(e)?e.includes(t):e===t);function suitesOf({commit:e},t,n){requireAccess(n,`checks`,`read`);let{appId:r,checkName:i}=filterOf(t);return connection(`checkSuites`,t,checkSuitesOf(n.world,e.sha).filter(({appSlug:e,checkRuns:t})=>meets(r,integration(e,n).id)&&(i==null||t.some(({name:e})=>e===i))),e=>source(`CheckSuite`,{suite:e}))}function checkRuns({suite:e},t,n){let r=filterOf(t);return connection(`checkRuns`,t,(r.checkType===`ALL`?e.everyCheckRun:e.checkRuns).filter(t=>meets(r.checkName,t.name)&&meets(r.status,upper(t.status))&&meets(r.statuses,upper(t.status))&&meets(r.conclusions,upper(t.conclusion))&&meets(r.appId,integration(e.appSlug,n).id)),t=>source(`CheckRun`,{suite:e,check:t}))}const suiteUrl=({suite:e},t)=>`${repositoryPage(t)}/commit/${e.headSha}/checks?check_suite_id=${e.id}`,checkUrl=({suite:e,check:t},n)=>e.run===null?`${repositoryPage(n)}/runs/${t.id}`:`${repositoryPage(n)}/actions/runs/${e.run.state.id}/job/${t.id}`,runUrl=({run:e},t)=>`${repositoryPage(t)}/actions/runs/${e.id}`,workflowUrl=({path:e},t)=>`${repositoryPage(t)}/actions/workflows/${encodeURIComponent(workflowFileName(e))}`;function isRequired(e,t,{world:n}){let r=n.state.pulls.find(e=>nodeId(`PR`,e.id)===t.pullRequestId||e.number===t.pullRequestNumber);return r!==void 0&&requiredChecks(rulesFor(n,`refs/heads/${r.baseRef}`)).some(({context:t})=>t===e)}function contextsOf(e,{world:t}){return{checks:checkSuitesOf(t,e).flatMap(e=>e.checkRuns.map(t=>source(`CheckRun`,{suite:e,check:t}))),statuses:latestStatuses(t,e).map(e=>source(`StatusContext`,{status:e}))}}const STATUS_STATES={error:`ERROR`,failure:`FAILURE`,pending:`PENDING`,success:`SUCCESS`},checkState=({check:e})=>upper(e.conclusion??e.status)??`PENDING`;function rollupState(e,t){let{checks:n,statuses:r}=contextsOf(e,t),i=[...n.map(e=>checkState(e)),...r.map(({status:e})=>STATUS_STATES[e.state])],a=(...e)=>i.some(t=>e.includes(t));return a(`ERROR`)?`ERROR`:a(`FAILURE`,`TIMED_OUT`,`CANCELLED`,`ACTION_REQUIRED`,`STARTUP_FAILURE`)?`FAILURE`:i.every(e=>[`SUCCESS`,`NEUTRAL`,`SKIPPED`].includes(e))?`SUCCESS`:`PENDING`}function rollupSource(e,t){requireAccess(t,`checks`,`read`);let{checks:n,statuses:r}=contextsOf(e,t);return n.length+r.length===0?null:source(`StatusCheckRollup`,{sha:e})}function counted(e,t){let n=new Map;for(let t of e)n.set(t,(n.get(t)??0)+1);return[...n].map(([e,n])=>source(t,{state:e,count:n}))}const statusPart=(e,t)=>{let n=latestStatuses(t.world,e);return n.length===0?null:source(`Status`,{sha:e,contexts:n})};function combined(e){let t=e.map(({state:e})=>e);return t.includes(`error`)?`ERROR`:t.includes(`failure`)?`FAILURE`:t.includes(`pending`)?`PENDING`:`SUCCESS`}const COMMIT_CHECKS={checkSuites:suitesOf,statusCheckRollup:({commit:e},t,n)=>rollupSource(e.sha,n),status:({commit:e},t,n)=>statusPart(e.sha,n)},CHECK_FIELDS={CheckSuite:{id:({suite:e})=>nodeId(`CS`,e.id),databaseId:({suite:e})=>e.id,app:({suite:e})=>source(`App`,{slug:e.appSlug}),branch:({suite:e},t,n)=>e.headBranch===null?null:refSource(n,`refs/heads/${e.headBranch}`),commit:({suite:e},t,n)=>commitSource(n,e.headSha),repository:()=>source(`Repository`,{fork:null}),status:({suite:e})=>upper(e.status),conclusion:({suite:e})=>upper(e.conclusion),createdAt:({suite:e})=>isoTime(e.createdAt),updatedAt:({suite:e})=>isoTime(e.updatedAt),resourcePath:(e,t,n)=>pathOf(suiteUrl(e,n)),url:(e,t,n)=>suiteUrl(e,n),checkRuns,workflowRun:({suite:e},t,n)=>e.run===null?null:(requireAccess(n,`actions`,`read`),source(`WorkflowRun`,{run:e.run.state,suite:e}))},App:{id:({slug:e},t,n)=>integration(e,n).node_id,databaseId:({slug:e},t,n)=>integration(e,n).id,name:({slug:e},t,n)=>integration(e,n).name,slug:({slug:e})=>e,url:({slug:e},t,n)=>integration(e,n).html_url,description:()=>null},WorkflowRun:{id:({run:e})=>nodeId(`WFR`,e.id),databaseId:({run:e})=>e.id,event:({run:e})=>e.event,runNumber:({run:e})=>e.runNumber,createdAt:({run:e})=>isoTime(e.createdAt),updatedAt:({suite:e})=>isoTime(e.updatedAt),resourcePath:(e,t,n)=>pathOf(runUrl(e,n)),url:(e,t,n)=>runUrl(e,n),checkSuite:({suite:e})=>source(`CheckSuite`,{suite:e}),file:({run:e})=>source(`WorkflowRunFile`,{run:e}),workflow:({run:e})=>source(`Workflow`,{path:e.workflowPath,name:e.workflowName})},WorkflowRunFile:{id:({run:e})=>nodeId(`WFRF`,e.id),path:({run:e})=>e.workflowPath},Workflow:{id:({path:e},t,{world:n})=>nodeId(`W`,n.state.workflows.find(t=>t.path===e)?.id??0),databaseId:({path:e},t,{world:n})=>n.state.workflows.find(t=>t.path===e)?.id??null,name:({name:e})=>e,state:({path:e},t,{world:n})=>upper(n.state.workflows.find(t=>t.path===e)?.state??`deleted`),resourcePath:(e,t,n)=>pathOf(workflowUrl(e,n)),url:(e,t,n)=>workflowUrl(e,n)},CheckRun:{id:({check:e})=>nodeId(`CR`,e.id),databaseId:({check:e})=>e.id,name:({check:e})=>e.name,status:({check:e})=>upper(e.status),conclusion:({check:e})=>upper(e.conclusion),startedAt:({check:e})=>time(e.startedAt),completedAt:({check:e})=>time(e.completedAt),detailsUrl:(e,t,n)=>e.check.detailsUrl??checkUrl(e,n),permalink:(e,t,n)=>checkUrl(e,n),resourcePath:(e,t,n)=>pathOf(checkUrl(e,n)),url:(e,t,n)=>checkUrl(e,n),checkSuite:({suite:e})=>source(`CheckSuite`,{suite:e}),repository:()=>source(`Repository`,{fork:null}),isRequired:({check:e},t,n)=>isRequired(e.name,t,n),steps:({check:e},t)=>connection(`steps`,t,e.steps.filter(e=>meets(t.number,e.number)),e=>source(`CheckStep`,{step:e}))},CheckStep:{name:({step:e})=>e.name,number:({step:e})=>e.number,status:({step:e})=>upper(e.status),conclusion:({step:e})=>upper(e.conclusion),startedAt:({step:e})=>time(e.startedAt),completedAt:({step:e})=>time(e.completedAt)},Status:{id:({sha:e})=>nodeId(`SC`,e),commit:({sha:e},t,n)=>commitSource(n,e),state:({contexts:e})=>combined(e),contexts:({contexts:e})=>e.map(e=>source(`StatusContext`,{status:e})),context:({contexts:e},t)=>{let n=e.find(({context:e})=>e===t.name);return n===void 0?null:source(`StatusContext`,{status:n})}},StatusContext:{id:({status:e})=>nodeId(`SC`,e.id),context:({status:e})=>e.context,state:({status:e})=>STATUS_STATES[e.state],description:({status:e})=>e.description,targetUrl:({status:e})=>e.targetUrl,createdAt:({status:e})=>isoTime(e.createdAt),creator:({status:e})=>account(e.creator),avatarUrl:({status:e},t,{apiUrl:n})=>simpleUser(e.creator,n).avatar_url,commit:({status:e},t,n)=>commitSource(n,e.sha),isRequired:({status:e},t,n)=>isRequired(e.context,t,n)},CheckRunStateCount:{state:({state:e})=>e,count:({count:e})=>e},StatusContextStateCount:{state:({state:e})=>e,count:({count:e})=>e},StatusCheckRollup:{id:({sha:e})=>nodeId(`SCR`,e),commit:({sha:e},t,n)=>commitSource(n,e),state:({sha:e},t,n)=>rollupState(e,n),contexts:({sha:e},t,n)=>{let{checks:r,statuses:i}=contextsOf(e,n),a=i.map(({status:e})=>STATUS_STATES[e.state]);return{...connection(`contexts`,t,[...r,...i],e=>e),checkRunCount:r.length,checkRunCountsByState:counted(r.map(checkState),`CheckRunStateCount`),statusContextCount:i.length,statusContextCountsByState:counted(a,`StatusContextStateCount`)}}}},inputOf=e=>e.input??{},answered=(e,t={})=>({clientMutationId:e.clientMutationId??null,...t}),text=(e,t)=>{let n=e[t];return typeof n==`string`?n:void 0};function refuseAs(e){if(e===null)return;let{message:t=`refused`,errors:n}=e.body??{},[r]=n??[],i=typeof r==`string`?r:r?.message;throw new FieldError(e.status===403?`FORBIDDEN`:`UNPROCESSABLE`,i??t)}const notANode=e=>{throw new FieldError(`NOT_FOUND`,`Could not resolve to a node with the global id of '${String(e)}'`)};function pullOf({world:e},t){return e.state.pulls.find(e=>nodeId(`PR`,e.id)===t)??notANode(t)}function subjectById({world:e},t){return[...e.state.issues,...e.state.pulls].find(e=>nodeId(isPull(e)?`PR`:`I`,e.id)===t)??notANode(t)}function requireRepository({world:e},t){t!==nodeId(`R`,e.state.repositoryId)&&notANode(t)}const missingNode=notANode;function applyMilestone({world:e},{number:t},n){if(n===void 0)return;let r=n===null?null:(e.state.milestones??[]).find(e=>nodeId(`MI`,e.id)===n)??notANode(n);setMilestone(e,t,r?.number??null)}async function createCommitOnBranch(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),{world:i,requester:a}=n,{git:o,state:s}=i,c=branchNameOf(r.branch),l=r.branch.repositoryNameWithOwner??`${s.owner}/${s.repo}`;if(l.toLowerCase()!==`${s.owner}/${s.repo}`.toLowerCase())throw new FieldError(`NOT_FOUND`,`Could not resolve to a Repository with the name '${l}'.`);let u=`refs/heads/${c}`,d=await o.resolveRef(u);if(d===null)throw new FieldError(`NOT_FOUND`,`Could not resolve to a Ref with the name '${c}'.`);let f=e=>`Expected branch to point to "${e}" but it did not.  Pull and try again.`;if(d!==r.expectedHeadOid)throw new FieldError(`STALE_DATA`,f(d));let{tree:p}=await o.commit(d),m=i.now(),{headline:h,body:g}=r.message,_=await o.writeCommit({tree:await o.treeWithChanges(p,await changesOf(n,d,p,r)),parents:[d],author:identityOf(a.actor,m),committer:webFlow(m),message:g?`${h}\n\n${g}`:h,signature:SIMULATED_SIGNATURE}),v=await pushRef(n,{ref:u,to:_,from:d});if(messageOf(v)===`Reference cannot be updated`)throw new FieldError(`STALE_DATA`,f(r.expectedHeadOid));return refuseAs(v),answered(r,{commit:await commitSource(n,_),ref:await refSource(n,u)})}const messageOf=e=>String(e?.body?.message??``);async function changesOf({world:{git:e}},t,n,{fileChanges:r}){let i=r?.additions??[],a=r?.deletions??[],o=new Set;for(let{path:e}of[...i,...a]){if(!e.split(`/`).every(isValidEntryName))throw new FieldError(`UNPROCESSABLE`,`A path was not a valid path: ${e}`);if(o.has(e))throw new FieldError(`UNPROCESSABLE`,`A path was requested to be changed twice: ${e}`);o.add(e)}let s=[];for(let{path:t,contents:n}of i){if(!isBase64(n))throw new FieldError(`UNPROCESSABLE`,`The contents of ${t} are not valid Base64`);s.push({path:t,mode:`100644`,sha:await e.writeBlob(Buffer.from(n,`base64`))})}for(let{path:r}of a){if(await e.entryAt(n,r)===null)throw new FieldError(`UNPROCESSABLE`,`A path was requested for deletion which does not exist as of commit oid \`${t}\`: ${r}`);s.push({path:r,mode:`100644`,sha:null})}return s}function branchNameOf(e){if(typeof e.branchName==`string`)return e.branchName.replace(/^refs\/heads\//,``);let t=refNamed(e.id);if(t?.startsWith(`refs/heads/`)!==!0)throw new FieldError(`NOT_FOUND`,`Could not resolve the branch`);return t.slice(11)}function refNamed(e){let t=/^REF_([\w-]+)$/.exec(String(e))?.[1],n=t===void 0?``:Buffer.from(t,`base64url`).toString(`utf8`);return/^REF:(refs\/.+)$/.exec(n)?.[1]??null}const NOTHING=`0`.repeat(40);async function updateRefs(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),i=r.refUpdates;if(requireRepository(n,r.repositoryId),i.length!==1)throw new FieldError(`UNANSWERED`,`The embedded GitHub changes one ref at a time by updateRefs.`);for(let{name:e,afterOid:t,beforeOid:r,force:a}of i){let i=await n.world.git.resolveRef(e);if(r!=null&&r!==(i??NOTHING))throw new FieldError(`STALE_DATA`,`${e} does not point to "${r}".`);await moveRef(n,{name:e,now:i,to:t===NOTHING?null:t,force:a===!0})}return answered(r)}async function moveRef(e,{name:t,now:n,to:r,force:i}){let{git:a}=e.world;if(r!==null&&(!isObjectId(r)||await a.objectInfo(r)===null))throw new FieldError(`UNPROCESSABLE`,`${r} does not exist.`);let[o,s]=await Promise.all([n,r].map(e=>e===null?null:a.peel(e)));if(!i&&o!=null&&s!=null&&!await a.isAncestor(o,s))throw new FieldError(`UNPROCESSABLE`,`${t}: the update is not a fast forward.`);refuseAs(await pushRef(e,{ref:t,to:r,from:n,force:i}))}async function createRef(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t);requireRepository(n,r.repositoryId);let i=text(r,`name`)??``;if(!/^refs\/(?:heads|tags)\/./.test(i)||!isValidRefName(i))throw new FieldError(`UNPROCESSABLE`,`Name must be a fully qualified ref name: ${i}`);let{git:a}=n.world;if(await a.resolveRef(i)!==null)throw new FieldError(`UNPROCESSABLE`,`A ref named "${i}" already exists in the repository.`);return await moveRef(n,{name:i,now:null,to:text(r,`oid`)??``,force:!1}),answered(r,{ref:await refSource(n,i)})}async function refById(e,t){let n=refNamed(t)??missingNode(t),r=await e.world.git.resolveRef(n);return r===null?missingNode(t):{name:n,sha:r}}async function updateRef(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),{name:i,sha:a}=await refById(n,r.refId);return await moveRef(n,{name:i,now:a,to:text(r,`oid`)??``,force:r.force===!0}),answered(r,{ref:await refSource(n,i)})}async function deleteRef(e,t,n){requireAccess(n,`contents`,`write`);let r=inputOf(t),{name:i,sha:a}=await refById(n,r.refId);if(i===`refs/heads/${n.world.state.defaultBranch}`)throw new FieldError(`UNPROCESSABLE`,`Cannot delete the default branch`);return await moveRef(n,{name:i,now:a,to:null,force:!0}),answered(r)}const BINARY_HEADS=[[137,80,78,71,13,10,26,10],[...Buffer.from(`GIF87a`)],[...Buffer.from(`GIF89a`)],[...Buffer.from(`%PDF-`)],[255,216,255]].map(e=>Buffer.from(e)),WIDE_HEADS=[[0,0,254,255],[255,254],[254,255]].map(e=>Buffer.from(e)),beginsWith=e=>t=>e.subarray(0,t.byteLength).equals(t);function isBinary(e){return BINARY_HEADS.some(beginsWith(e))?!0:!WIDE_HEADS.some(beginsWith(e))&&e.subarray(0,1048576).includes(0)}function textOf(e){let t=t=>new TextDecoder(t).decode(e);return beginsWith(e)(Buffer.from([255,254]))?t(`utf-16le`):beginsWith(e)(Buffer.from([254,255]))?t(`utf-16be`):e.toString(`utf8`)}const BLOB_TEXT=512e3,commitPage=(e,t)=>`${repositoryPage(e)}/commit/${t}`;function objectFields(e,t){return{oid:e=>t(e),id:n=>nodeId(e,t(n)),abbreviatedOid:e=>t(e).slice(0,7),commitUrl:(e,n,r)=>commitPage(r,t(e)),commitResourcePath:(e,n,r)=>pathOf(commitPage(r,t(e))),repository:()=>source(`Repository`,{fork:null})}}const headline=e=>shownMessage(e).split(`
`,1)[0]??``,bodyOf$1=e=>shownMessage(e).split(`
`).slice(1).join(`
`).trim();function authorsOf(e,t){return[e,...[...t.matchAll(/^co-authored-by:\s*(.{1,200}?)\s*<([^<>\n]{1,200})>\s*$/gim)].map(([,t=``,n=``])=>({name:t,email:n,time:e.time}))]}async function history({commit:e},t,n){let{git:r}=n.world,i=e=>typeof t[e]==`string`?Date.parse(t[e]):null,a=t.author,[o,s]=[i(`since`),i(`until`)],c={...typeof t.path==`string`?{path:t.path}:{},...o===null?{}:{since:o},...s===null?{}:{until:s},...a?.emails?.[0]===void 0?{}:{author:a.emails[0]}};return connection(`history`,t,(Object.keys(c).length===0?null:await r.log(e.sha,c))??{length:await r.countCommits(e.sha),slice:(t,n)=>r.log(e.sha,{skip:t,limit:n-t})},e=>commitSource(n,e))}const TREE_TYPES={blob:`blob`,tree:`tree`,commit:`commit`,tag:`tag`};async function entriesOf({sha:e},t){return(await t.world.git.listTree(e,{recursive:!1})??[]).map(({path:e,mode:t,type:n,sha:r})=>source(`TreeEntry`,{path:e,mode:t,type:n,sha:r}))}async function compare({sha:e},t,{world:{git:n}}){let r=await n.resolveCommit(String(t.headRef).replace(/^[^/:]+:/,``)),i=await n.peel(e);return r===null||i===null?null:source(`Comparison`,{base:i,head:r})}const STATUS={ahead:`AHEAD`,behind:`BEHIND`,diverged:`DIVERGED`,identical:`IDENTICAL`};async function comparison({base:e,head:t},{world:{git:n}}){let{ahead:r,behind:i}=await n.compare(e,t);return{ahead:r,behind:i,status:STATUS[r>0?i>0?`diverged`:`ahead`:i>0?`behind`:`identical`]}}const GIT_FIELDS={Ref:{id:({name:e})=>nodeId(`REF`,e),name:({name:e,prefix:t})=>e.slice(t.length),prefix:({prefix:e})=>e,target:({sha:e},t,n)=>gitObject(n,e),repository:()=>source(`Repository`,{fork:null}),associatedPullRequests:({name:e},t,{world:n})=>{let r=t.states;return connection(`associatedPullRequests`,t,n.state.pulls.filter(t=>t.headOwner===void 0&&`refs/heads/${t.headRef}`===e&&(r==null||r.includes(t.mergedAt===null?t.state.toUpperCase():`MERGED`))),e=>source(`PullRequest`,{pull:e}))},branchProtectionRule:({name:e},t,n)=>{let r=protectionOf(n.world,e);return r===null?null:(requireAccess(n,`administration`,`read`),source(`BranchProtectionRule`,{protection:r}))},compare},Comparison:{id:({base:e,head:t})=>nodeId(`CMP`,`${e}...${t}`),aheadBy:async(e,t,n)=>(await comparison(e,n)).ahead,behindBy:async(e,t,n)=>(await comparison(e,n)).behind,status:async(e,t,n)=>(await comparison(e,n)).status,commits:({base:e,head:t},n,r)=>{let{git:i}=r.world,a=i.log(t,{not:[e],oldestFirst:!0});return connection(`commits`,n,{length:a.then(e=>e.length),slice:async(e,t)=>(await a).slice(e,t)},e=>commitSource(r,e))}},Commit:{...objectFields(`C`,({commit:e})=>e.sha),message:({commit:e})=>shownMessage(e.message),messageHeadline:({commit:e})=>headline(e.message),messageBody:({commit:e})=>bodyOf$1(e.message),committedDate:({commit:e})=>isoTime(e.committer.time),authoredDate:({commit:e})=>isoTime(e.author.time),committedViaWeb:({commit:e})=>e.committer.email===`noreply@github.com`,url:({commit:e},t,n)=>commitPage(n,e.sha),resourcePath:({commit:e},t,n)=>pathOf(commitPage(n,e.sha)),treeUrl:({commit:e},t,n)=>`${repositoryPage(n)}/tree/${e.sha}`,author:({commit:e})=>source(`GitActor`,{identity:e.author}),committer:({commit:e})=>source(`GitActor`,{identity:e.committer}),authors:({commit:e},t)=>connection(`authors`,t,authorsOf(e.author,e.message),e=>source(`GitActor`,{identity:e})),authoredByCommitter:({commit:e})=>e.author.email===e.committer.email,parents:({commit:e},t,n)=>connection(`parents`,t,e.parents,e=>commitSource(n,e)),tree:({commit:e})=>source(`Tree`,{sha:e.tree}),file:async({commit:e},t,n)=>{let r=await n.world.git.entryAt(e.tree,String(t.path));return r===null?null:source(`TreeEntry`,{path:String(t.path),mode:r.mode,type:r.type,sha:r.sha})},history,...COMMIT_CHECKS,additions:async({commit:e},t,n)=>sum(await changes(e,n),`additions`),deletions:async({commit:e},t,n)=>sum(await changes(e,n),`deletions`),changedFilesIfAvailable:async({commit:e},t,n)=>(await changes(e,n)).length,associatedPullRequests:async({commit:e},t,{world:n})=>connection(`associatedPullRequests`,t,await pullsWithCommit(n,e.sha),e=>source(`PullRequest`,{pull:e}))},Tag:{...objectFields(`TA`,({tag:e})=>e.sha),name:({tag:e})=>e.name,message:({tag:e})=>shownMessage(e.message),tagger:({tag:e})=>e.tagger===null?null:source(`GitActor`,{identity:e.tagger}),target:({tag:e},t,n)=>gitObject(n,e.object)},Tree:{...objectFields(`T`,({sha:e})=>e),entries:(e,t,n)=>entriesOf(e,n)},TreeEntry:{name:({path:e})=>e.slice(e.lastIndexOf(`/`)+1),path:({path:e})=>e,extension:({path:e})=>/\.[^./]+$/.exec(e)?.[0]??``,mode:({mode:e})=>Number.parseInt(e,8),type:({type:e})=>TREE_TYPES[e]??e,oid:({sha:e})=>e,object:({sha:e,type:t},n,r)=>t===`commit`?null:gitObject(r,e),nameRaw:({path:e})=>Buffer.from(e.slice(e.lastIndexOf(`/`)+1)).toString(`base64`),pathRaw:({path:e})=>Buffer.from(e).toString(`base64`),size:async({sha:e,type:t},n,{world:r})=>t===`blob`?(await r.git.objectInfo(e))?.size??0:0,submodule:()=>null,language:()=>null,isGenerated:()=>!1,repository:()=>source(`Repository`,{fork:null})},Blob:{...objectFields(`B`,({sha:e})=>e),byteSize:({bytes:e})=>e.byteLength,isBinary:({bytes:e})=>isBinary(e),isTruncated:({bytes:e})=>!isBinary(e)&&e.byteLength>BLOB_TEXT,text:({bytes:e})=>isBinary(e)?null:textOf(e.subarray(0,BLOB_TEXT))},GitActor:{name:({identity:e})=>e.name,email:({identity:e})=>e.email,date:({identity:e})=>isoTime(e.time),avatarUrl:({identity:e},t,{apiUrl:n})=>simpleUser(accountOf(e)??{login:e.name,id:0,type:`User`},n).avatar_url,user:({identity:e})=>{let t=accountOf(e);return t===null||t.type===`Bot`?null:account(t)}}},changes=(e,{world:t})=>t.git.changedFiles(e.parents[0]??null,e.sha),sum=(e,t)=>e.reduce((e,n)=>e+n[t],0),REPOSITORY_GIT={object:async(e,t,n)=>{let{oid:r,expression:i}=t;return typeof r==`string`?gitObject(n,r):typeof i==`string`?gitObject(n,await namedBy(n,i)):null},ref:(e,t,n)=>refSource(n,String(t.qualifiedName)),refs:async(e,t,{world:n})=>{let r=String(t.refPrefix),i=r.endsWith(`/`)?r:`${r}/`,a=typeof t.query==`string`?t.query:``,o=t.orderBy,s=(await n.git.listRefs(i)).filter(({name:e})=>e.slice(i.length).includes(a));if(o?.field===`TAG_COMMIT_DATE`){let e=await Promise.all(s.map(async e=>({ref:e,time:await timeOf(n,e.sha)})));s.splice(0,s.length,...e.sort((e,t)=>e.time-t.time).map(({ref:e})=>e))}return(o?.direction===`DESC`||o==null&&t.direction===`DESC`)&&s.reverse(),connection(`refs`,t,s,({name:e,sha:t})=>source(`Ref`,{name:e,sha:t,prefix:i}))},defaultBranchRef:(e,t,n)=>refSource(n,n.world.state.defaultBranch)};async function timeOf({git:e},t){let n=(await e.readTag(t))?.tagger;if(n!=null)return n.time;let r=await e.peel(t);return r===null?0:(await e.commit(r)).committer.time}const REACTIONS={THUMBS_UP:`+1`,THUMBS_DOWN:`-1`,LAUGH:`laugh`,HOORAY:`hooray`,CONFUSED:`confused`,HEART:`heart`,ROCKET:`rocket`,EYES:`eyes`},reactionGroups=({state:e},t,n)=>groupsOf((e.reactions??[]).filter(e=>e.on===t&&e.of===n));function groupsOf(e){return Object.entries(REACTIONS).map(([t,n])=>source(`ReactionGroup`,{content:t,reactions:e.filter(e=>e.content===n)}))}const issueSource=e=>source(`Issue`,{issue:e});function suggested({world:e},t){let n=typeof t.query==`string`?t.query.toLowerCase():``,r=typeof t.loginNames==`string`?t.loginNames.toLowerCase().split(`,`):null;return collaborators(e).filter(({login:e})=>e.toLowerCase().includes(n)&&(r===null||r.includes(e.toLowerCase())))}const labelPage=(e,{name:t})=>`${repositoryPage(e)}/labels/${encodeURIComponent(t)}`;function labelConnection(e,t){let n=typeof t.query==`string`?t.query.toLowerCase():``,r=t.orderBy,i=e.filter(e=>`${e.name} ${e.description??``}`.toLowerCase().includes(n));return i.sort((e,t)=>r?.field===`NAME`?e.name<t.name?-1:1:e.id-t.id),r?.direction===`DESC`&&i.reverse(),connection(`labels`,t,i,e=>source(`Label`,{label:e}))}const commentPage=(e,{id:t,number:n})=>`${repositoryPage(e)}/${findPull(e.world,n)===null?`issues`:`pull`}/${n}#issuecomment-${t}`;function subjectFields(e,t,n){return{id:n=>nodeId(t,e(n).id),databaseId:t=>e(t).id,fullDatabaseId:t=>String(e(t).id),number:t=>e(t).number,title:t=>e(t).title,body:t=>e(t).body,bodyText:t=>e(t).body,author:t=>account(e(t).author),authorAssociation:()=>`CONTRIBUTOR`,createdAt:t=>isoTime(e(t).createdAt),publishedAt:t=>isoTime(e(t).createdAt),updatedAt:t=>isoTime(e(t).updatedAt),closed:t=>e(t).state===`closed`,closedAt:t=>{let{closedAt:n}=e(t);return n===null?null:isoTime(n)},url:(t,r,i)=>n(i,e(t)),resourcePath:(t,r,i)=>pathOf(n(i,e(t))),repository:()=>source(`Repository`,{fork:null}),labels:(t,n,{world:r})=>labelConnection(labelsOf(r,e(t).number),n),assignees:(t,n,{world:r})=>connection(`assignees`,n,assigneesOf(r,e(t).number),e=>source(`User`,{actor:e})),assignedActors:(t,n,{world:r})=>connection(`assignedActors`,n,assigneesOf(r,e(t).number),e=>account(e)),suggestedActors:(e,t,n)=>connection(`suggestedActors`,t,suggested(n,t),e=>account(e)),participants:(t,n,{world:r})=>{let{number:i,author:a}=e(t),o=[a,...r.state.comments.filter(e=>e.number===i).map(e=>e.author)];return connection(`participants`,n,[...new Map(o.map(e=>[e.id,e])).values()],e=>source(`User`,{actor:e}))},comments:(t,n,{world:r})=>connection(`comments`,n,r.state.comments.filter(({number:n})=>n===e(t).number),e=>source(`IssueComment`,{comment:e})),locked:(t,n,{world:r})=>lockOf(r,e(t).number)!==null,activeLockReason:(t,n,{world:r})=>lockOf(r,e(t).number)?.reason?.toUpperCase().replace(/[- ]/g,`_`)??null,milestone:(t,n,{world:r})=>{let i=milestoneOf(r,e(t).number);return i===null?null:source(`Milestone`,{milestone:i})},projectCards:none(`projectCards`),projectItems:none(`projectItems`),projectsV2:none(`projectsV2`),reactionGroups:(t,n,{world:r})=>reactionGroups(r,`issue`,e(t).number),includesCreatedEdit:()=>!1,lastEditedAt:()=>null,editor:()=>null,isReadByViewer:()=>!0,viewerDidAuthor:(t,n,{requester:r})=>e(t).author.id===r.actor.id,viewerCanUpdate:()=>!0,viewerCanClose:t=>e(t).state===`open`,viewerCanReopen:t=>e(t).state===`closed`,viewerCanLabel:()=>!0,viewerCanReact:()=>!0,viewerCanSubscribe:()=>!0,viewerSubscription:()=>`SUBSCRIBED`}}const ISSUE_FIELDS={Issue:{...subjectFields(({issue:e})=>e,`I`,(e,{number:t})=>`${repositoryPage(e)}/issues/${t}`),state:({issue:e})=>e.state.toUpperCase(),stateReason:({issue:e})=>e.stateReason?.toUpperCase()??(e.state===`closed`?`COMPLETED`:null),isPinned:({issue:e},t,{world:n})=>n.state.pinnedIssues?.includes(e.number)===!0,closedByPullRequestsReferences:({issue:e},t,{world:n})=>connection(`closedByPullRequestsReferences`,t,closingPulls(n,e),e=>source(`PullRequest`,{pull:e})),issueType:()=>null,duplicateOf:()=>null,parent:({issue:e},t,{world:n})=>{let r=parentOf(n,e);return r===null?null:issueSource(r)},subIssues:({issue:e},t,{world:n})=>connection(`subIssues`,t,subIssuesOf(n,e),issueSource),subIssuesSummary:({issue:e},t,{world:n})=>subIssuesSummary(n,e),blockedBy:({issue:e},t,{world:n})=>connection(`blockedBy`,t,blockersOf(n,e),issueSource),blocking:({issue:e},t,{world:n})=>connection(`blocking`,t,blockedBy(n,e),issueSource),issueDependenciesSummary:({issue:e},t,{world:n})=>dependenciesSummary(n,e),linkedBranches:({issue:e},t,{world:n})=>connection(`linkedBranches`,t,(n.state.linkedBranches??[]).filter(t=>t.issue===e.number),e=>source(`LinkedBranch`,e))},LinkedBranch:{id:({id:e})=>nodeId(`LB`,e),ref:({ref:e},t,n)=>refSource(n,e)},IssueComment:{id:({comment:e})=>nodeId(`IC`,e.id),databaseId:({comment:e})=>e.id,fullDatabaseId:({comment:e})=>String(e.id),author:({comment:e})=>account(e.author),authorAssociation:()=>`CONTRIBUTOR`,body:({comment:e})=>e.body,bodyText:({comment:e})=>e.body,createdAt:({comment:e})=>isoTime(e.createdAt),updatedAt:({comment:e})=>isoTime(e.updatedAt),publishedAt:({comment:e})=>isoTime(e.createdAt),includesCreatedEdit:({comment:e})=>e.updatedAt>e.createdAt,isMinimized:()=>!1,minimizedReason:()=>null,reactionGroups:({comment:e},t,{world:n})=>reactionGroups(n,`issue-comment`,e.id),url:({comment:e},t,n)=>commentPage(n,e),resourcePath:({comment:e},t,n)=>pathOf(commentPage(n,e)),viewerDidAuthor:({comment:e},t,{requester:n})=>e.author.id===n.actor.id,viewerCanUpdate:({comment:e},t,{requester:n})=>n.tokenKind===`pat`||e.author.id===n.actor.id,viewerCanDelete:({comment:e},t,{requester:n})=>n.tokenKind===`pat`||e.author.id===n.actor.id,repository:()=>source(`Repository`,{fork:null}),issue:({comment:e},t,{world:n})=>{let r=n.state.issues.find(({number:t})=>t===e.number);return r===void 0?null:source(`Issue`,{issue:r})},pullRequest:({comment:e},t,{world:n})=>{let r=findPull(n,e.number);return r===null?null:source(`PullRequest`,{pull:r})}},ReactionGroup:{content:({content:e})=>e,createdAt:({reactions:[e]})=>e===void 0?null:isoTime(e.createdAt),users:({reactions:e},t)=>connection(`users`,t,e,({author:e})=>source(`User`,{actor:e})),reactors:({reactions:e},t)=>connection(`reactors`,t,e,({author:e})=>account(e)),viewerHasReacted:({reactions:e},t,{requester:n})=>e.some(({author:e})=>e.id===n.actor.id)},Milestone:{id:({milestone:e})=>nodeId(`MI`,e.id),number:({milestone:e})=>e.number,title:({milestone:e})=>e.title,description:({milestone:e})=>e.description,dueOn:({milestone:e})=>e.dueOn===null?null:isoTime(e.dueOn),state:({milestone:e})=>e.state.toUpperCase(),closed:({milestone:e})=>e.state===`closed`,createdAt:({milestone:e})=>isoTime(e.createdAt),updatedAt:({milestone:e})=>isoTime(e.updatedAt),closedAt:({milestone:e})=>e.closedAt===null?null:isoTime(e.closedAt),creator:({milestone:e})=>account(e.creator),url:({milestone:e},t,n)=>`${repositoryPage(n)}/milestone/${e.number}`},Label:{id:({label:e})=>nodeId(`LA`,e.id),name:({label:e})=>e.name,color:({label:e})=>e.color,description:({label:e})=>e.description,isDefault:()=>!1,createdAt:(e,t,{world:n})=>isoTime(n.state.createdAt),updatedAt:(e,t,{world:n})=>isoTime(n.state.createdAt),url:({label:e},t,n)=>labelPage(n,e),resourcePath:({label:e},t,n)=>pathOf(labelPage(n,e)),repository:()=>source(`Repository`,{fork:null})}},page$1=(e,{number:t})=>`${repositoryPage(e)}/pull/${t}`;async function commitsOf({pull:e},t,n){let{git:r}=n.world;return connection(`commits`,t,(await r.log(e.headSha,{not:[await forkPoint(n.world,e)],oldestFirst:!0})).slice(0,250),t=>source(`PullRequestCommit`,{sha:t,pull:e}))}async function filesOf({pull:e},{world:t}){return t.git.changedFiles(await forkPoint(t,e),e.headSha)}const lines=async(e,t,n)=>(await filesOf(e,t)).reduce((e,t)=>e+t[n],0),FILE_CHANGES={added:`ADDED`,removed:`DELETED`,modified:`MODIFIED`,renamed:`RENAMED`,changed:`CHANGED`};async function mergeText({pull:e},t,{world:n}){if(t.mergeType===`SQUASH`)return squashText(n,e);if(t.mergeType===`REBASE`)return{title:``,message:``};let r=e.headOwner??n.state.owner;return{title:`Merge pull request #${e.number} from ${r}/${e.headRef}`,message:e.title}}function queueEntry(e){return e.queuedAt===null?null:source(`MergeQueueEntry`,{pull:e,queuedAt:e.queuedAt})}const hasQueue=(e,{world:t})=>rulesFor(t,`refs/heads/${e.baseRef}`).some(({type:e})=>e===`merge_queue`),reviewPage=(e,{id:t,number:n})=>`${repositoryPage(e)}/pull/${n}#pullrequestreview-${t}`,reviewsOf=({pull:e},{world:t})=>(t.state.reviews??[]).filter(({number:t})=>t===e.number),PULL_FIELDS={PullRequest:{...subjectFields(({pull:e})=>e,`PR`,page$1),permalink:({pull:e},t,n)=>page$1(n,e),checksUrl:({pull:e},t,n)=>`${page$1(n,e)}/checks`,checksResourcePath:({pull:e},t,n)=>`${pathOf(page$1(n,e))}/checks`,state:({pull:e})=>e.mergedAt===null?e.state.toUpperCase():`MERGED`,isDraft:({pull:e})=>e.draft,merged:({pull:e})=>e.mergedAt!==null,mergedAt:({pull:e})=>e.mergedAt===null?null:isoTime(e.mergedAt),mergedBy:({pull:e})=>e.mergedBy===null?null:account(e.mergedBy),mergeCommit:({pull:e},t,n)=>commitSource(n,e.mergeCommitSha),potentialMergeCommit:async({pull:e},t,n)=>commitSource(n,await testMergeCommit(n.world,e)),mergeable:async({pull:e},t,{world:n})=>{let{mergeable:r}=await mergeability(n,e);return r===null?`UNKNOWN`:r?`MERGEABLE`:`CONFLICTING`},mergeStateStatus:async({pull:e},t,{world:n})=>(await mergeability(n,e)).state.toUpperCase(),canBeRebased:async({pull:e},t,{world:n})=>(await mergeability(n,e)).mergeable===!0,headRefName:({pull:e})=>e.headRef,headRefOid:({pull:e})=>e.headSha,headRef:({pull:e},t,n)=>e.headOwner===void 0?refSource(n,`refs/heads/${e.headRef}`):null,headRepository:({pull:e})=>source(`Repository`,{fork:e.headOwner??null}),headRepositoryOwner:({pull:e},t,{world:n})=>account(ownerActor(e.headOwner??n.state.owner)),baseRefName:({pull:e})=>e.baseRef,baseRefOid:({pull:e})=>e.baseSha,baseRef:({pull:e},t,n)=>refSource(n,`refs/heads/${e.baseRef}`),baseRepository:()=>source(`Repository`,{fork:null}),isCrossRepository:({pull:e})=>e.headOwner!==void 0,maintainerCanModify:()=>!1,additions:(e,t,n)=>lines(e,n,`additions`),deletions:(e,t,n)=>lines(e,n,`deletions`),changedFiles:async(e,t,n)=>(await filesOf(e,n)).length,files:async(e,t,n)=>connection(`files`,t,await filesOf(e,n),e=>source(`PullRequestChangedFile`,{file:e})),commits:commitsOf,statusCheckRollup:({pull:e},t,n)=>rollupSource(e.headSha,n),reviews:(e,t,n)=>{let{states:r,author:i}=t;return connection(`reviews`,t,reviewsOf(e,n).filter(e=>(r==null||r.includes(e.state))&&(i==null||e.author.login.toLowerCase()===i.toLowerCase())),e=>source(`PullRequestReview`,{review:e}))},latestReviews:({pull:e},t,{world:n})=>connection(`latestReviews`,t,latestReviews(n,e),e=>source(`PullRequestReview`,{review:e})),latestOpinionatedReviews:({pull:e},t,{world:n})=>connection(`latestOpinionatedReviews`,t,latestReviews(n,e).filter(({state:e})=>e!==`COMMENTED`),e=>source(`PullRequestReview`,{review:e})),reviewDecision:({pull:e},t,{world:n})=>reviewDecision(n,e),reviewRequests:({pull:e},t)=>connection(`reviewRequests`,t,e.requestedReviewers??[],t=>source(`ReviewRequest`,{reviewer:t,pull:e})),reviewThreads:({pull:e},t,{world:n})=>connection(`reviewThreads`,t,shownLineComments(n).filter(({number:t,inReplyTo:n})=>t===e.number&&n===null),e=>source(`PullRequestReviewThread`,{comment:e})),closingIssuesReferences:({pull:e},t,{world:n})=>connection(`closingIssuesReferences`,t,closedByPull(n,e),e=>source(`Issue`,{issue:e})),suggestedReviewerActors:({pull:e},t,n)=>connection(`suggestedReviewerActors`,t,suggested(n,t),t=>source(`SuggestedReviewerActor`,{actor:t,pull:e})),autoMergeRequest:({pull:e})=>e.autoMerge==null?null:source(`AutoMergeRequest`,{auto:e.autoMerge,pull:e}),isInMergeQueue:({pull:e})=>e.queuedAt!==null,isMergeQueueEnabled:({pull:e},t,n)=>hasQueue(e,n),mergeQueue:({pull:e},t,n)=>hasQueue(e,n)?source(`MergeQueue`,{branch:e.baseRef}):null,mergeQueueEntry:({pull:e})=>queueEntry(e),totalCommentsCount:({pull:e},t,{world:n})=>n.state.comments.filter(({number:t})=>t===e.number).length,viewerMergeHeadlineText:async(e,t,n)=>(await mergeText(e,t,n)).title,viewerMergeBodyText:async(e,t,n)=>(await mergeText(e,t,n)).message,viewerCanDeleteHeadRef:({pull:e})=>e.state===`closed`&&e.headOwner===void 0,viewerCanEnableAutoMerge:({pull:e},t,{world:n})=>e.state===`open`&&n.state.settings.allowAutoMerge,viewerCanDisableAutoMerge:({pull:e})=>e.autoMerge!=null,viewerCanUpdateBranch:({pull:e})=>e.state===`open`&&e.headOwner===void 0,viewerCanMergeAsAdmin:()=>!1},PullRequestCommit:{id:({sha:e,pull:t})=>nodeId(`PURC`,`${t.number}/${e}`),commit:({sha:e},t,n)=>commitSource(n,e),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e}),url:({sha:e,pull:t},n,r)=>`${page$1(r,t)}/commits/${e}`,resourcePath:({sha:e,pull:t},n,r)=>`${pathOf(page$1(r,t))}/commits/${e}`},PullRequestChangedFile:{path:({file:e})=>e.path,additions:({file:e})=>e.additions,deletions:({file:e})=>e.deletions,changeType:({file:e})=>FILE_CHANGES[e.status],viewerViewedState:()=>`UNVIEWED`},PullRequestReview:{id:({review:e})=>nodeId(`PRR`,e.id),databaseId:({review:e})=>e.id,fullDatabaseId:({review:e})=>String(e.id),author:({review:e})=>account(e.author),authorAssociation:()=>`CONTRIBUTOR`,body:({review:e})=>e.body,bodyText:({review:e})=>e.body,state:({review:e})=>e.state,submittedAt:({review:e})=>e.submittedAt===null?null:isoTime(e.submittedAt),createdAt:({review:e},t,{world:n})=>isoTime(e.submittedAt??n.now()),updatedAt:({review:e},t,{world:n})=>isoTime(e.submittedAt??n.now()),commit:({review:e},t,n)=>commitSource(n,e.commitSha),comments:({review:e},t,{world:n})=>connection(`comments`,t,(n.state.lineComments??[]).filter(({reviewId:t})=>t===e.id),e=>source(`PullRequestReviewComment`,{comment:e})),includesCreatedEdit:()=>!1,isMinimized:()=>!1,minimizedReason:()=>null,reactionGroups:()=>groupsOf([]),pullRequest:({review:e},t,{world:n})=>{let r=n.state.pulls.find(({number:t})=>t===e.number);return r===void 0?null:source(`PullRequest`,{pull:r})},url:({review:e},t,n)=>reviewPage(n,e),resourcePath:({review:e},t,n)=>pathOf(reviewPage(n,e)),viewerDidAuthor:({review:e},t,{requester:n})=>e.author.id===n.actor.id},ReviewRequest:{id:({reviewer:e,pull:t})=>nodeId(`RRQ`,`${t.number}/${e.id}`),databaseId:({reviewer:e})=>e.id,asCodeOwner:()=>!1,requestedReviewer:({reviewer:e})=>account(e),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e})},SuggestedReviewerActor:{reviewer:({actor:e})=>account(e),isAuthor:({actor:e,pull:t})=>e.id===t.author.id,isCommenter:({actor:e,pull:t},n,{world:r})=>r.state.comments.some(({number:n,author:r})=>n===t.number&&r.id===e.id)},AutoMergeRequest:{authorEmail:()=>null,commitBody:({auto:e})=>e.message??null,commitHeadline:({auto:e})=>e.title??null,enabledAt:({auto:e})=>isoTime(e.enabledAt),enabledBy:({auto:e})=>account(e.enabledBy),mergeMethod:({auto:e})=>e.method.toUpperCase(),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e})},MergeQueue:{id:({branch:e})=>nodeId(`MQ`,e),url:({branch:e},t,n)=>`${repositoryPage(n)}/queue/${encodeURIComponent(e)}`,entries:({branch:e},t,{world:n})=>connection(`entries`,t,n.state.pulls.flatMap(t=>t.queuedAt===null||t.baseRef!==e?[]:[{pull:t,queuedAt:t.queuedAt}]).sort((e,t)=>e.queuedAt-t.queuedAt),e=>source(`MergeQueueEntry`,e))},MergeQueueEntry:{id:({pull:e})=>nodeId(`MQE`,e.id),position:({pull:e,queuedAt:t},n,{world:r})=>r.state.pulls.filter(n=>n!==e&&n.queuedAt!==null&&n.queuedAt<t).length+1,state:()=>`QUEUED`,enqueuedAt:({queuedAt:e})=>isoTime(e),pullRequest:({pull:e})=>source(`PullRequest`,{pull:e})},PullRequestReviewComment:{id:({comment:e})=>nodeId(`PRRC`,e.id),body:({comment:e})=>e.body,path:({comment:e})=>e.path,line:({comment:e})=>e.line,diffHunk:({comment:e})=>e.hunk,author:({comment:e})=>account(e.author),createdAt:({comment:e})=>isoTime(e.createdAt),updatedAt:({comment:e})=>isoTime(e.updatedAt),reactionGroups:({comment:e},t,{world:n})=>reactionGroups(n,`line-comment`,e.id)},PullRequestReviewThread:{id:({comment:e})=>nodeId(`PRRT`,e.id),isResolved:()=>!1,path:({comment:e})=>e.path,line:({comment:e})=>e.line,comments:({comment:e},t,{world:n})=>connection(`comments`,t,shownLineComments(n).filter(({id:t,inReplyTo:n})=>t===e.id||n===e.id),e=>source(`PullRequestReviewComment`,{comment:e}))}},shown$1=e=>source(`PullRequest`,{pull:e}),ofPull=e=>async(t,n,r)=>{requireAccess(r,`pull_requests`,`write`);let i=inputOf(n),a=pullOf(r,i.pullRequestId),o=await e(r,a,i);return answered(i,{pullRequest:shown$1(a),actor:account(r.requester.actor),...typeof o==`object`&&o?o:{}})},createPullRequest=async(e,t,n)=>{requireAccess(n,`pull_requests`,`write`);let r=inputOf(t);requireRepository(n,r.repositoryId);let i=text(r,`title`)??``;if(i.trim()===``)throw new FieldError(`UNPROCESSABLE`,`Title can't be blank`);let a=await openPull(n,{title:i,body:text(r,`body`)??``,head:(text(r,`headRefName`)??``).replace(/^refs\/heads\//,``),base:(text(r,`baseRefName`)??``).replace(/^refs\/heads\//,``),draft:r.draft===!0});if(`number`in a)return answered(r,{pullRequest:shown$1(a)});throw unopened(a,r)};function unopened(e,t){let{errors:n=[],message:r=``}=e.body,i=n.map(e=>e.message===void 0?e.field===`head`?`Head sha can't be blank`:`Base ref must be a branch, and ${String(t.baseRefName)} is none`:e.message);return new FieldError(e.status===403?`FORBIDDEN`:`UNPROCESSABLE`,i.length===0?r:i.join(`, `))}const METHODS={MERGE:`merge`,SQUASH:`squash`,REBASE:`rebase`},methodOf=e=>METHODS[text(e,`mergeMethod`)??`MERGE`],wording=e=>({...text(e,`commitHeadline`)===void 0?{}:{title:text(e,`commitHeadline`)??``},...text(e,`commitBody`)===void 0?{}:{message:text(e,`commitBody`)??``}}),mergePullRequest=ofPull(async(e,t,n)=>{let r=text(n,`expectedHeadOid`),i=await mergePull(e,t,{method:methodOf(n),...wording(n),...r===void 0?{}:{sha:r}});i.ok||refuseAs(i.reply)}),enablePullRequestAutoMerge=ofPull(async(e,t,n)=>{let r=text(n,`expectedHeadOid`),i=await enableAutoMerge(e,t,{method:methodOf(n),...wording(n),...r===void 0?{}:{expectedHead:r}});if(i!==null)throw new FieldError(`UNPROCESSABLE`,i)}),disablePullRequestAutoMerge=ofPull((e,t)=>{if(t.autoMerge==null)throw new FieldError(`UNPROCESSABLE`,`Can't disable auto-merge for this pull request.`);t.autoMerge=null}),updatePullRequest=ofPull(async(e,t,n)=>{let{world:r}=e,[i,a,o]=[text(n,`title`),text(n,`body`),text(n,`baseRefName`)];o!==void 0&&o!==t.baseRef&&refuseAs(await retargetPull(e,t,o)),applyMilestone(e,t,n.milestoneId),i!==void 0&&(t.title=i),a!==void 0&&(t.body=a),Array.isArray(n.labelIds)&&setLabels(r,t.number,labelNames(e,n.labelIds)),Array.isArray(n.assigneeIds)&&setAssignees(r,t.number,actorsOf(e,n.assigneeIds)),t.updatedAt=r.now(),n.state===`CLOSED`&&await closePull(e,t),n.state===`OPEN`&&t.state===`closed`&&refuseAs(await reopenPull(e,t))}),labelNames=({world:e},t)=>t.map(t=>{let n=e.state.labels.find(e=>nodeId(`LA`,e.id)===t);if(n===void 0)throw new FieldError(`NOT_FOUND`,`Could not resolve to a node with the global id of '${String(t)}'`);return n.name}),actorsOf=({world:e,requester:t},n)=>n.map(n=>{let r=[...collaborators(e),t.actor].find(e=>nodeId(`U`,e.id)===n);if(r===void 0)throw new FieldError(`NOT_FOUND`,`Could not resolve to User node with the global id of '${String(n)}'.`);return r}),PULL_MUTATIONS={createPullRequest,mergePullRequest,updatePullRequest,enablePullRequestAutoMerge,disablePullRequestAutoMerge,requestReviews:ofPull((e,t,n)=>{let r=actorsOf(e,n.userIds??[]).map(({login:e})=>e);n.union!==!0&&(t.requestedReviewers=[]),refuseAs(requestReviewers(e.world,t,r))}),addPullRequestReview:ofPull(async(e,t,n)=>{let{world:r}=e,i=n.event===`DISMISS`?null:n.event??null,a=text(n,`commitOID`),o=a===void 0?void 0:await r.git.resolveCommit(a);if(o===null)throw new FieldError(`NOT_FOUND`,`Could not resolve to a commit with the oid of '${a}'.`);let s=addReview(r,e.requester,t,{event:i,body:text(n,`body`)??``,...o===void 0?{}:{commit:o}});if(!(`author`in s))return refuseAs(s);let c=[...n.threads??[],...n.comments??[]].map(e=>({...e,side:e.side??void 0,startLine:e.startLine??void 0,startSide:e.startSide??void 0,commit:o}));if(await writeLineComments(r,t,s,c)===null)throw r.state.reviews=(r.state.reviews??[]).filter(e=>e!==s),new FieldError(`UNPROCESSABLE`,`Line could not be resolved`);return{pullRequestReview:source(`PullRequestReview`,{review:s})}}),enqueuePullRequest:ofPull(async(e,t,n)=>{let r=await enqueuePull(e,t,text(n,`expectedHeadOid`));if(r!==null)throw new FieldError(`UNPROCESSABLE`,r);return{mergeQueueEntry:queueEntry(t)}}),dequeuePullRequest:(e,t,n)=>{requireAccess(n,`pull_requests`,`write`);let r=inputOf(t),i=pullOf(n,r.id),a=queueEntry(i);return i.queuedAt=null,answered(r,{mergeQueueEntry:a})},closePullRequest:ofPull((e,t)=>closePull(e,t)),reopenPullRequest:ofPull(async(e,t)=>{refuseAs(t.state===`open`?apiError(422,`Pull request is already open`):await reopenPull(e,t))}),markPullRequestReadyForReview:ofPull((e,t)=>{if(t.state===`closed`)throw new FieldError(`UNPROCESSABLE`,`Pull request is closed`);t.draft=!1}),convertPullRequestToDraft:ofPull((e,t)=>{if(t.state===`closed`)throw new FieldError(`UNPROCESSABLE`,`Pull request is closed`);t.draft=!0}),updatePullRequestBranch:ofPull(async(e,t,n)=>{refuseAs(await updatePullBranch(e,t,text(n,`expectedHeadOid`)))})},subjectSource=e=>isPull(e)?source(`PullRequest`,{pull:e}):source(`Issue`,{issue:e});function userNamed(e,t){return[e.requester.actor,...knownActors(e.world)].find(e=>e.type===`User`&&e.login.toLowerCase()===t.toLowerCase())??null}const byId=(e,t)=>e.find(({id:e})=>String(e)===t),NODES={R:({world:e},t)=>t===String(e.state.repositoryId)?source(`Repository`,{fork:null}):null,U:(e,t)=>{let n=byId([e.requester.actor,...knownActors(e.world)],t);return n===void 0?null:account(n)},PR:({world:e},t)=>{let n=byId(e.state.pulls,t);return n===void 0?null:source(`PullRequest`,{pull:n})},I:({world:e},t)=>{let n=byId(e.state.issues,t);return n===void 0?null:source(`Issue`,{issue:n})},IC:({world:e},t)=>{let n=byId(e.state.comments,t);return n===void 0?null:source(`IssueComment`,{comment:n})},PRR:({world:e},t)=>{let n=byId(e.state.reviews??[],t);return n===void 0?null:source(`PullRequestReview`,{review:n})},LA:({world:e},t)=>{let n=byId(e.state.labels,t);return n===void 0?null:source(`Label`,{label:n})},RE:({world:e},t)=>{let n=byId(e.state.releases,t);return n===void 0?null:source(`Release`,{release:n})},RA:({world:e},t)=>{let n=e.state.releases.find(({assets:e})=>byId(e,t)!==void 0),r=byId(n?.assets??[],t);return n===void 0||r===void 0?null:source(`ReleaseAsset`,{release:n,asset:r})},RRS:({world:e},t)=>{let n=byId(e.state.rulesets,t);return n===void 0?null:source(`RepositoryRuleset`,{ruleset:n})},CS:({world:e},t)=>{let n=byId(e.state.runs,t),r=n===void 0?void 0:byId(checkSuitesOf(e,n.headSha),t);return r===void 0?null:source(`CheckSuite`,{suite:r})},WFR:({world:e},t)=>{let n=byId(e.state.runs,t),r=n===void 0?void 0:byId(checkSuitesOf(e,n.headSha),t);return n===void 0||r===void 0?null:source(`WorkflowRun`,{run:n,suite:r})},REF:(e,t)=>refSource(e,t),C:gitObject,T:gitObject,TA:gitObject,B:gitObject};async function nodeOf(e,t){let n=namedByNodeId(String(t)),r=n===null||!Object.hasOwn(NODES,n.kind)?void 0:NODES[n.kind],i=n===null?null:await r?.(e,n.key)??null;if(i===null)throw new FieldError(`NOT_FOUND`,`Could not resolve to a node with the global id of '${String(t)}'`);return i}const QUERY_FIELDS={Query:{id:()=>nodeId(`Q`,0),relay:()=>source(`Query`,{}),viewer:(e,t,{requester:n})=>source(`User`,{actor:n.actor}),repository:(e,{owner:t,name:n},{world:{state:r}})=>{let i=`${String(t)}/${String(n)}`;if(i.toLowerCase()===`${r.owner}/${r.repo}`.toLowerCase())return source(`Repository`,{fork:null});throw new FieldError(`NOT_FOUND`,`Could not resolve to a Repository with the name '${i}'.`)},repositoryOwner:(e,{login:t},n)=>{let r=ownerActor(n.world.state.owner);if(r.login.toLowerCase()===String(t).toLowerCase())return account(r);let i=userNamed(n,String(t));return i===null?null:account(i)},user:(e,{login:t},n)=>{let r=userNamed(n,String(t));if(r!==null)return source(`User`,{actor:r});throw new FieldError(`NOT_FOUND`,`Could not resolve to a User with the login of '${String(t)}'.`)},organization:(e,{login:t})=>{throw new FieldError(`NOT_FOUND`,`Could not resolve to an Organization with the login of '${String(t)}'.`)},node:(e,{id:t},n)=>nodeOf(n,t),nodes:(e,{ids:t},n)=>t.map(e=>nodeOf(n,e)),search:(e,t,n)=>{let{world:r,requester:i}=n,a=t.type===`ISSUE`||t.type===`ISSUE_ADVANCED`;if(!a&&t.type!==`REPOSITORY`)throw new FieldError(`UNANSWERED`,`The embedded GitHub does not answer Query.search of the type ${String(t.type)}.`);let o=searchSubjects(r,String(t.query),i.actor.login);if(!o.ok&&a)throw new FieldError(`UNANSWERED`,`The embedded GitHub does not answer searches with \`${o.qualifier}:\`.`);let s=o.ok&&a?o.found.slice(0,1e3):[];return{...connection(`search`,t,s,subjectSource),issueCount:s.length,repositoryCount:0,userCount:0,codeCount:0,discussionCount:0,wikiCount:0}},rateLimit:(e,t,{budget:n})=>n===void 0?null:source(`RateLimit`,n())},RateLimit:{cost:({cost:e})=>e,limit:({limit:e})=>e,used:({used:e,cost:t})=>e+t,remaining:({limit:e,used:t,cost:n})=>Math.max(0,e-t-n),resetAt:({reset:e})=>isoTime(e*1e3),nodeCount:()=>0}},writing=e=>async(t,n,r)=>{requireAccess(r,`issues`,`write`);let i=inputOf(n),a=await e(r,i);return answered(i,a)};function issueOf(e,t){let n=subjectById(e,t);return isPull(n)?missingNode(t):n}const createIssue=writing((e,t)=>{let{world:n}=e;requireRepository(e,t.repositoryId);let r=text(t,`title`)??``;if(r.trim()===``)throw new FieldError(`UNPROCESSABLE`,`Title can't be blank`);let i=Array.isArray(t.labelIds)?labelNames(e,t.labelIds):[],a=Array.isArray(t.assigneeIds)?actorsOf(e,t.assigneeIds):[],o=t.parentIssueId==null?null:issueOf(e,t.parentIssueId),s=openIssue(e,{title:r,body:text(t,`body`)??``}),c=o===null?null:addSubIssue(n,o,s,!1);if(c!==null)throw new FieldError(`UNPROCESSABLE`,c);return applyMilestone(e,s,t.milestoneId),i.length>0&&setLabels(n,s.number,i),a.length>0&&setAssignees(n,s.number,a),{issue:source(`Issue`,{issue:s})}}),REASONS={COMPLETED:`completed`,NOT_PLANNED:`not_planned`,DUPLICATE:`duplicate`},closeIssue=writing((e,t)=>{let n=issueOf(e,t.issueId),r=text(t,`stateReason`)??`COMPLETED`;return setIssueState(e,n,`closed`,REASONS[r]),{issue:source(`Issue`,{issue:n})}}),reopenIssue=writing((e,t)=>{let n=issueOf(e,t.issueId);return setIssueState(e,n,`open`),{issue:source(`Issue`,{issue:n})}}),updateIssue=writing((e,t)=>{let n=issueOf(e,t.id),{world:r}=e;return applyMilestone(e,n,t.milestoneId),n.title=text(t,`title`)??n.title,n.body=text(t,`body`)??n.body,Array.isArray(t.labelIds)&&setLabels(r,n.number,labelNames(e,t.labelIds)),Array.isArray(t.assigneeIds)&&setAssignees(r,n.number,actorsOf(e,t.assigneeIds)),(t.state===`CLOSED`||t.state===`OPEN`)&&setIssueState(e,n,t.state===`CLOSED`?`closed`:`open`),n.updatedAt=r.now(),{issue:source(`Issue`,{issue:n}),actor:account(e.requester.actor)}});function bodyOf(e){let t=text(e,`body`)??``;if(t.trim()===``)throw new FieldError(`UNPROCESSABLE`,`Body can't be blank`);if(t.length>65536)throw new FieldError(`UNPROCESSABLE`,`Body is too long (maximum is ${COMMENT_LENGTH} characters)`);return t}const addComment=writing((e,t)=>{let n=subjectById(e,t.subjectId),r=commentRefused(e,n);if(r!==null)throw new FieldError(`FORBIDDEN`,r);let i=writeComment(e,n,bodyOf(t));return{commentEdge:{node:source(`IssueComment`,{comment:i}),cursor:String(i.id)},subject:subjectSource(n)}});function ownComment(e,t){let n=e.world.state.comments.find(e=>nodeId(`IC`,e.id)===t)??missingNode(t);if(!mayChange(e,n))throw new FieldError(`FORBIDDEN`,`Resource not accessible by integration`);return n}const updateIssueComment=writing((e,t)=>{let n=ownComment(e,t.id);return n.body=bodyOf(t),n.updatedAt=e.world.now(),{issueComment:source(`IssueComment`,{comment:n})}}),deleteIssueComment=writing((e,t)=>(removeComment(e,ownComment(e,t.id)),{})),labelling=e=>writing((t,n)=>{let r=subjectById(t,n.labelableId),i=labelNames(t,n.labelIds??[]),a=labelsOf(t.world,r.number).map(({name:e})=>e);return setLabels(t.world,r.number,e(a,i)),r.updatedAt=t.world.now(),{labelable:subjectSource(r)}}),assigning=e=>writing((t,n)=>{let r=subjectById(t,n.assignableId),i=actorsOf(t,n.assigneeIds??[]),a=assigneesOf(t.world,r.number),o=new Map([...a,...i].map(e=>[e.id,e])),s=e(a.map(({id:e})=>e),i.map(({id:e})=>e));return setAssignees(t.world,r.number,s.flatMap(e=>o.get(e)??[])),{assignable:subjectSource(r)}}),LOCK_REASONS={OFF_TOPIC:`off-topic`,TOO_HEATED:`too heated`,RESOLVED:`resolved`,SPAM:`spam`},locking=e=>writing((t,n)=>{let r=subjectById(t,n.lockableId),i=text(n,`lockReason`),a={reason:i===void 0?null:LOCK_REASONS[i]};return setLock(t.world,r.number,e?a:null),{lockedRecord:subjectSource(r),unlockedRecord:subjectSource(r)}}),pinIssue=writing((e,t)=>{let n=issueOf(e,t.issueId),{state:r}=e.world,i=(r.pinnedIssues??[]).filter(e=>e!==n.number);if(i.length>=3)throw new FieldError(`UNPROCESSABLE`,`Maximum 3 pinned issues per repository`);return r.pinnedIssues=[...i,n.number],{issue:source(`Issue`,{issue:n})}}),unpinIssue=writing((e,t)=>{let n=issueOf(e,t.issueId),{state:r}=e.world;return r.pinnedIssues=(r.pinnedIssues??[]).filter(e=>e!==n.number),{issue:source(`Issue`,{issue:n})}}),deleteIssue=writing((e,t)=>{let n=issueOf(e,t.issueId);if(e.requester.tokenKind!==`pat`)throw new FieldError(`FORBIDDEN`,`${e.requester.actor.login} does not have the correct permissions to execute \`DeleteIssue\``);let{state:r}=e.world;return r.issues=r.issues.filter(e=>e!==n),r.deletedIssues=[...r.deletedIssues??[],n.number],r.comments=r.comments.filter(({number:e})=>e!==n.number),{repository:source(`Repository`,{fork:null})}}),createLabel=writing((e,t)=>{let{world:n}=e;requireRepository(e,t.repositoryId);let r=text(t,`name`)??``;if(findLabel(n,r)!==null)throw new FieldError(`UNPROCESSABLE`,`Name has already been taken`);let i={id:n.nextId(),name:r,color:(text(t,`color`)??`ededed`).toLowerCase(),description:text(t,`description`)??null};return n.state.labels.push(i),{label:source(`Label`,{label:i})}}),archiving=e=>(t,n,r)=>{requireAccess(r,`administration`,`write`);let i=inputOf(n);return requireRepository(r,i.repositoryId),r.world.state.settings.archived=e,answered(i,{repository:source(`Repository`,{fork:null})})},ISSUE_MUTATIONS={createIssue,closeIssue,reopenIssue,updateIssue,addComment,updateIssueComment,deleteIssueComment,createLabel,deleteIssue,lockLockable:locking(!0),unlockLockable:locking(!1),pinIssue,unpinIssue,archiveRepository:archiving(!0),unarchiveRepository:archiving(!1),addLabelsToLabelable:labelling((e,t)=>[...e,...t]),removeLabelsFromLabelable:labelling((e,t)=>e.filter(e=>!t.includes(e))),clearLabelsFromLabelable:labelling(()=>[]),addAssigneesToAssignable:assigning((e,t)=>[...e,...t]),removeAssigneesFromAssignable:assigning((e,t)=>e.filter(e=>!t.includes(e)))},actorOf=e=>e.endsWith(`[bot]`)?source(`App`,{slug:e.replace(/\[bot\]$/,``)}):account({login:e,id:0,type:`User`}),PROTECTION_FIELDS={BranchProtectionRule:{id:({protection:e})=>nodeId(`BPR`,e.id),databaseId:({protection:e})=>e.id,pattern:({protection:e})=>e.pattern,lockBranch:({protection:e})=>e.isLocked===!0,restrictsPushes:({protection:e})=>e.pushers!==void 0,blocksCreations:({protection:e})=>e.blocksCreations===!0,requiresApprovingReviews:({protection:e})=>e.withoutPullRequest!==void 0,requiredApprovingReviewCount:({protection:e})=>e.approvals??null,requiresStatusChecks:({protection:e})=>e.checks!==void 0,requiresStrictStatusChecks:({protection:e})=>e.isStrict===!0,requiresCommitSignatures:({protection:e})=>e.wantsSignatures===!0,requiresLinearHistory:({protection:e})=>e.wantsLinearHistory===!0,allowsDeletions:({protection:e})=>e.allowsDeletions===!0,allowsForcePushes:({protection:e})=>e.allowsForcePushes===!0,isAdminEnforced:({protection:e})=>e.bindsAdministrators===!0,pushAllowances:({protection:e},t)=>connection(`pushAllowances`,t,e.pushers??[],e=>source(`PushAllowance`,{login:e})),bypassPullRequestAllowances:({protection:e},t)=>connection(`bypassPullRequestAllowances`,t,e.withoutPullRequest??[],e=>source(`BypassPullRequestAllowance`,{login:e}))},PushAllowance:{id:({login:e})=>nodeId(`PA`,e),actor:({login:e})=>actorOf(e)},BypassPullRequestAllowance:{id:({login:e})=>nodeId(`BPRA`,e),actor:({login:e})=>actorOf(e)}};async function revertPull(e,t,n){let{world:r,requester:i}=e,{git:a,state:o}=r,{mergeCommitSha:s}=t;if(s===null)return apiError(422,`Pull request is not merged`);let c=await a.resolveRef(`refs/heads/${t.baseRef}`),{tree:l,parents:u}=await a.commit(s),[d]=u;if(c===null||d===void 0)return apiError(422,`Could not revert this pull request`);let f=await a.threeWayMergeTree(l,(await a.commit(c)).tree,(await a.commit(d)).tree);if(f.conflicts.length>0)return apiError(422,`Could not revert this pull request: there are conflicts`);let p=`revert-${t.number}-${t.headRef}`,m=n.title??`Revert "${t.title}"`,h=r.now(),g=await a.writeCommit({tree:f.tree,parents:[c],author:identityOf(i.actor,h),committer:webFlow(h),message:`Revert "${t.title}"\n\nThis reverts commit ${s}.`,signature:SIMULATED_SIGNATURE}),_=await pushRef(e,{ref:`refs/heads/${p}`,to:g,from:null});if(_!==null)return _;let v=n.body??`Reverts ${o.owner}/${o.repo}#${t.number}`;return openPull(e,{title:m,body:v,head:p,base:t.baseRef,draft:n.draft})}const shown=e=>source(`Issue`,{issue:e});function refuse$1(e){if(e!==null)throw new FieldError(`UNPROCESSABLE`,e)}const actorsNamed=({world:e},t)=>t.map(t=>{let n=actorNamed(e,String(t));if(n===null)throw new FieldError(`NOT_FOUND`,`Could not resolve to a node with the login of '${String(t)}'.`);return n}),listOf=e=>Array.isArray(e)?e:[],replaceActorsForAssignable=writing((e,t)=>{let n=subjectById(e,t.assignableId),r=Array.isArray(t.actorIds)?actorsOf(e,t.actorIds):actorsNamed(e,listOf(t.actorLogins));return setAssignees(e.world,n.number,r),n.updatedAt=e.world.now(),{assignable:subjectSource(n)}}),requestReviewsByLogin=ofPull((e,t,n)=>{let[r]=listOf(n.teamSlugs);if(r!==void 0)throw new FieldError(`NOT_FOUND`,`Could not resolve to a Team with the slug of '${r}'.`);let i=[...listOf(n.userLogins),...listOf(n.botLogins)].map(String),a=t.requestedReviewers;n.union!==!0&&(t.requestedReviewers=[]);let o=requestReviewers(e.world,t,i);o!==null&&a!==void 0&&(t.requestedReviewers=a),refuseAs(o)});function subIssueOf(e,t){if(t.subIssueId!=null)return issueOf(e,t.subIssueId);let n=Number(/\/issues\/(\d{1,9})$/.exec(text(t,`subIssueUrl`)??``)?.[1]??0);return e.world.state.issues.find(e=>e.number===n)??missingNode(t.subIssueUrl)}const addSub=writing((e,t)=>{let[n,r]=[issueOf(e,t.issueId),subIssueOf(e,t)];return refuse$1(addSubIssue(e.world,n,r,t.replaceParent===!0)),{issue:shown(n),subIssue:shown(r)}}),removeSub=writing((e,t)=>{let[n,r]=[issueOf(e,t.issueId),issueOf(e,t.subIssueId)];return refuse$1(removeSubIssue(e.world,n,r)?null:`The provided sub-issue does not exist`),{issue:shown(n),subIssue:shown(r)}}),reprioritizeSubIssue=writing((e,t)=>{let n=issueOf(e,t.issueId),r=t.afterId!=null,i={issue:issueOf(e,r?t.afterId:t.beforeId),isAfter:r};return refuse$1(moveSubIssue(e.world,n,issueOf(e,t.subIssueId),i)?null:`The provided sub-issue does not exist`),{issue:shown(n)}}),addBlockedBy=writing((e,t)=>{let[n,r]=[issueOf(e,t.issueId),issueOf(e,t.blockingIssueId)];return refuse$1(addBlocker(e.world,n,r)),{issue:shown(n),blockingIssue:shown(r)}}),removeBlockedBy=writing((e,t)=>{let[n,r]=[issueOf(e,t.issueId),issueOf(e,t.blockingIssueId)];return refuse$1(removeBlocker(e.world,n,r)?null:`The provided issue does not block this one`),{issue:shown(n),blockingIssue:shown(r)}}),branchFor=({number:e,title:t})=>[e,...t.toLowerCase().match(/[\p{L}\p{N}]+/gu)??[]].join(`-`).slice(0,100),RELATION_MUTATIONS={replaceActorsForAssignable,requestReviewsByLogin,addSubIssue:addSub,removeSubIssue:removeSub,reprioritizeSubIssue,addBlockedBy,removeBlockedBy,createLinkedBranch:writing(async(e,t)=>{requireAccess(e,`contents`,`write`);let{world:n}=e,r=issueOf(e,t.issueId),i=`refs/heads/${(text(t,`name`)??branchFor(r)).replace(/^refs\/heads\//,``)}`;if(!isValidRefName(i))throw new FieldError(`UNPROCESSABLE`,`${i} is not a valid ref name.`);let a=await n.git.peel(text(t,`oid`)??``);if(a===null)throw new FieldError(`UNPROCESSABLE`,`Object does not exist`);if(await n.git.resolveRef(i)!==null)return{issue:shown(r),linkedBranch:null};refuseAs(await pushRef(e,{ref:i,to:a,from:null}));let o={id:n.nextId(),issue:r.number,ref:i};return n.state.linkedBranches=[...n.state.linkedBranches??[],o],{issue:shown(r),linkedBranch:source(`LinkedBranch`,o)}}),revertPullRequest:async(e,t,n)=>{requireAccess(n,`pull_requests`,`write`),requireAccess(n,`contents`,`write`);let r=inputOf(t),i=pullOf(n,r.pullRequestId),[a,o]=[text(r,`title`),text(r,`body`)],s=await revertPull(n,i,{...a===void 0?{}:{title:a},...o===void 0?{}:{body:o},draft:r.draft===!0});return`number`in s||refuseAs(s),answered(r,{pullRequest:source(`PullRequest`,{pull:i}),revertPullRequest:`number`in s?source(`PullRequest`,{pull:s}):null,actor:account(n.requester.actor)})}},downloadUrl=({release:e,asset:t},n)=>`${repositoryPage(n)}/releases/download/${urlPath(e.tagName)}/${encodeURIComponent(t.name)}`;async function tagCommit({release:e},t,n){let{git:r}=n.world,i=await r.resolveRef(`refs/tags/${e.tagName}`);return commitSource(n,i===null?null:await r.peel(i))}const RELEASE_FIELDS={Release:{id:({release:e})=>nodeId(`RE`,e.id),databaseId:({release:e})=>e.id,tagName:({release:e})=>e.tagName,name:({release:e})=>e.name,description:({release:e})=>e.body,shortDescriptionHTML:()=>null,isDraft:({release:e})=>e.draft,isPrerelease:({release:e})=>e.prerelease,immutable:({release:e})=>e.immutable,isLatest:({release:e},t,{world:n})=>latestRelease(n)===e,createdAt:({release:e})=>isoTime(e.createdAt),updatedAt:({release:e})=>isoTime(e.publishedAt??e.createdAt),publishedAt:({release:e})=>e.publishedAt===null?null:isoTime(e.publishedAt),author:({release:e})=>e.author.type===`Bot`?null:source(`User`,{actor:e.author}),url:({release:e},t,n)=>releasePage(n,e),resourcePath:({release:e},t,n)=>pathOf(releasePage(n,e)),repository:()=>source(`Repository`,{fork:null}),tag:({release:e},t,n)=>refSource(n,`refs/tags/${e.tagName}`),tagCommit,mentions:none(`mentions`),reactionGroups:({release:e},t,{world:n})=>reactionGroups(n,`release`,e.id),releaseAssets:({release:e},t)=>connection(`releaseAssets`,t,typeof t.name==`string`?e.assets.filter(({name:e})=>e===t.name):e.assets,t=>source(`ReleaseAsset`,{release:e,asset:t}))},ReleaseAsset:{id:({asset:e})=>nodeId(`RA`,e.id),name:({asset:e})=>e.name,size:({asset:e})=>e.size,contentType:({asset:e})=>e.contentType,digest:({asset:e})=>e.digest,downloadCount:()=>0,createdAt:({asset:e})=>isoTime(e.createdAt),updatedAt:({asset:e})=>isoTime(e.createdAt),downloadUrl:(e,t,n)=>downloadUrl(e,n),url:({asset:e},t,n)=>`${repositoryUrl(n)}/releases/assets/${e.id}`,uploadedBy:({asset:e})=>account(e.uploader),release:({release:e})=>source(`Release`,{release:e})}},REPOSITORY_RELEASES={release:(e,{tagName:t},{world:n})=>{let r=n.state.releases.find(e=>e.tagName===t);return r===void 0?null:source(`Release`,{release:r})},releases:(e,t,{world:n})=>{let r=t.orderBy,i=n.state.releases.toSorted((e,t)=>r?.field===`NAME`?e.tagName<t.tagName?-1:1:e.createdAt-t.createdAt||e.id-t.id);return r?.direction!==`ASC`&&i.reverse(),connection(`releases`,t,i,e=>source(`Release`,{release:e}))},latestRelease:(e,t,{world:n})=>{let r=latestRelease(n);return r===null?null:source(`Release`,{release:r})}};function ordered(e,t,{world:n}){let r=e=>n.state.comments.filter(t=>t.number===e).length,i=e.toSorted((e,n)=>t?.field===`UPDATED_AT`?e.updatedAt-n.updatedAt||e.number-n.number:t?.field===`COMMENTS`&&r(e.number)-r(n.number)||e.number-n.number);return t?.direction===`DESC`?i.reverse():i}const hasLabels=(e,t,{world:n})=>!Array.isArray(t)||t.some(t=>n.state.labelsOf[String(e)]?.includes(String(t))===!0);function pullRequests(e,t,n){let r=t.states,{headRefName:i,baseRefName:a,labels:o}=t;return connection(`pullRequests`,t,ordered(n.world.state.pulls.filter(e=>(r==null||r.includes(e.mergedAt===null?e.state.toUpperCase():`MERGED`))&&(i==null||e.headRef===i)&&(a==null||e.baseRef===a)&&hasLabels(e.number,o,n)),t.orderBy,n),e=>source(`PullRequest`,{pull:e}))}function issues(e,t,n){let r=t.filterBy??{},i=t.states??r.states,a=(e,t)=>e==null||String(e).toLowerCase()===t.toLowerCase();return connection(`issues`,t,ordered(n.world.state.issues.filter(e=>(i==null||i.includes(e.state.toUpperCase()))&&a(r.createdBy,e.author.login)&&(r.assignee==null||(n.world.state.assigneesOf?.[String(e.number)]??[]).some(({login:e})=>a(r.assignee,e)))&&(r.mentioned==null||e.body.toLowerCase().includes(`@${String(r.mentioned).toLowerCase()}`))&&hasLabels(e.number,t.labels??r.labels,n)),t.orderBy,n),e=>source(`Issue`,{issue:e}))}const missing=(e,t)=>{throw new FieldError(`NOT_FOUND`,`Could not resolve to ${e} with the number of ${String(t)}.`)},languageSources=async e=>Object.entries(await languagesOf(e)).map(([e,t])=>source(`Language`,{language:e,bytes:t})),people=({world:e},t)=>{let n=typeof t.query==`string`?t.query.toLowerCase():``;return connection(`users`,t,collaborators(e).filter(({login:e})=>e.toLowerCase().includes(n)),e=>source(`User`,{actor:e}))},owned={id:({fork:e},t,{world:n})=>nodeId(`R`,e===null?n.state.repositoryId:990001),databaseId:({fork:e},t,{world:n})=>e===null?n.state.repositoryId:990001,name:(e,t,{world:n})=>n.state.repo,nameWithOwner:({fork:e},t,{world:n})=>`${e??n.state.owner}/${n.state.repo}`,owner:({fork:e},t,{world:n})=>account(e===null?ownerActor(n.state.owner):{login:e,id:990001,type:`User`}),isFork:({fork:e})=>e!==null,parent:({fork:e})=>e===null?null:source(`Repository`,{fork:null})},page=e=>repositoryPage(e),SETTINGS={isPrivate:(e,t,{world:n})=>n.state.settings.private,visibility:(e,t,{world:n})=>n.state.settings.private?`PRIVATE`:`PUBLIC`,mergeCommitAllowed:(e,t,{world:n})=>n.state.settings.allowMergeCommit,squashMergeAllowed:(e,t,{world:n})=>n.state.settings.allowSquashMerge,rebaseMergeAllowed:(e,t,{world:n})=>n.state.settings.allowRebaseMerge,autoMergeAllowed:(e,t,{world:n})=>n.state.settings.allowAutoMerge,deleteBranchOnMerge:(e,t,{world:n})=>n.state.settings.deleteBranchOnMerge,allowUpdateBranch:()=>!1,squashMergeCommitTitle:()=>`COMMIT_OR_PR_TITLE`,squashMergeCommitMessage:()=>`COMMIT_MESSAGES`,mergeCommitTitle:()=>`MERGE_MESSAGE`,mergeCommitMessage:()=>`PR_TITLE`,squashPrTitleUsedAsDefault:()=>!1,webCommitSignoffRequired:()=>!1,isArchived:(e,t,{world:n})=>n.state.settings.archived===!0,archivedAt:()=>null,description:(e,t,{world:n})=>n.state.settings.description??`Rehearsed on an embedded GitHub`,homepageUrl:(e,t,{world:n})=>n.state.settings.homepage??null,hasIssuesEnabled:()=>!0,hasProjectsEnabled:()=>!1,hasWikiEnabled:()=>!1,hasDiscussionsEnabled:()=>!1,hasSponsorshipsEnabled:()=>!1,hasVulnerabilityAlertsEnabled:()=>!1,isBlankIssuesEnabled:()=>!0,isSecurityPolicyEnabled:()=>!1,securityPolicyUrl:()=>null,isDisabled:()=>!1,isEmpty:()=>!1,isInOrganization:()=>!1,isLocked:()=>!1,lockReason:()=>null,isMirror:()=>!1,mirrorUrl:()=>null,isTemplate:()=>!1,templateRepository:()=>null,isUserConfigurationRepository:()=>!1,forkingAllowed:()=>!0,forkCount:()=>0,stargazerCount:(e,t,{world:n})=>n.state.stargazers?.length??0,codeOfConduct:()=>null,contactLinks:()=>[],fundingLinks:()=>[],issueTemplates:()=>[],pullRequestTemplates:()=>[],primaryLanguage:async(e,t,{world:n})=>(await languageSources(n))[0]??null,usesCustomOpenGraphImage:()=>!1},VIEWER={viewerPermission:(e,t,{requester:n})=>n.tokenKind===`pat`?`ADMIN`:`WRITE`,viewerCanAdminister:(e,t,{requester:n})=>n.tokenKind===`pat`,viewerCanCreateProjects:()=>!1,viewerCanSubscribe:()=>!0,viewerCanUpdateTopics:(e,t,{requester:n})=>n.tokenKind===`pat`,viewerDefaultMergeMethod:(e,t,{world:{state:n}})=>n.settings.allowMergeCommit?`MERGE`:n.settings.allowSquashMerge?`SQUASH`:`REBASE`,viewerDefaultCommitEmail:(e,t,{requester:{actor:n}})=>`${n.id}+${n.login}@users.noreply.github.com`,viewerPossibleCommitEmails:(e,t,{requester:{actor:n}})=>[`${n.id}+${n.login}@users.noreply.github.com`],viewerHasStarred:(e,t,{world:n,requester:r})=>(n.state.stargazers??[]).some(({actor:e})=>e.id===r.actor.id),viewerSubscription:()=>`SUBSCRIBED`},NICKNAMES={"agpl-3.0":`GNU AGPLv3`,"gpl-2.0":`GNU GPLv2`,"gpl-3.0":`GNU GPLv3`,"lgpl-2.1":`GNU LGPLv2.1`,"lgpl-3.0":`GNU LGPLv3`},REPOSITORY_FIELDS={Repository:{...owned,...SETTINGS,...VIEWER,...REPOSITORY_GIT,...REPOSITORY_RELEASES,url:(e,t,n)=>page(n),resourcePath:(e,t,n)=>pathOf(page(n)),projectsUrl:(e,t,n)=>`${page(n)}/projects`,sshUrl:(e,t,n)=>`${page(n)}.git`,openGraphImageUrl:(e,t,n)=>`${page(n)}/opengraph`,createdAt:(e,t,{world:n})=>isoTime(n.state.createdAt),updatedAt:(e,t,{world:n})=>isoTime(n.state.createdAt),pushedAt:(e,t,{world:n})=>isoTime(n.state.pushedAt??n.state.createdAt),diskUsage:()=>0,licenseInfo:async(e,t,{world:n})=>{let r=await readLicense(n,n.state.defaultBranch);return r===null||r.license.key===`other`?null:source(`License`,{license:r.license})},pullRequest:(e,{number:t},{world:n})=>{let r=findPull(n,Number(t));return r===null?missing(`a PullRequest`,t):source(`PullRequest`,{pull:r})},pullRequests,issue:(e,{number:t},{world:n})=>{let r=n.state.issues.find(e=>e.number===t);return r===void 0?missing(`an Issue`,t):source(`Issue`,{issue:r})},issues,issueOrPullRequest:(e,{number:t},{world:n})=>{let r=subjectOf(n,Number(t));return r===null?missing(`an issue or pull request`,t):isPull(r)?source(`PullRequest`,{pull:r}):source(`Issue`,{issue:r})},label:(e,{name:t},{world:n})=>{let r=n.state.labels.find(e=>e.name.toLowerCase()===String(t).toLowerCase());return r===void 0?null:source(`Label`,{label:r})},labels:(e,t,{world:n})=>labelConnection(n.state.labels,t),assignableUsers:(e,t,n)=>people(n,t),suggestedActors:(e,t,n)=>connection(`suggestedActors`,t,suggested(n,t),e=>account(e)),issueTypes:none(`issueTypes`),discussions:none(`discussions`),discussionCategories:none(`discussionCategories`),mentionableUsers:(e,t,n)=>people(n,t),collaborators:(e,t,n)=>people(n,t),mergeQueue:(e,t,{world:n})=>{let r=String(t.branch??n.state.defaultBranch);return n.state.rulesets.some(e=>e.rules.some(({type:e})=>e===`merge_queue`))?source(`MergeQueue`,{branch:r}):null},milestone:(e,{number:t},{world:n})=>{let r=findMilestone(n,Number(t));return r===null?null:source(`Milestone`,{milestone:r})},milestones:(e,t,{world:n})=>{let r=t.states;return connection(`milestones`,t,(n.state.milestones??[]).filter(({state:e})=>r==null||r.includes(e.toUpperCase())),e=>source(`Milestone`,{milestone:e}))},projects:none(`projects`),projectsV2:none(`projectsV2`),forks:none(`forks`),watchers:none(`watchers`),stargazers:(e,t,{world:n})=>connection(`stargazers`,t,n.state.stargazers??[],({actor:e})=>source(`User`,{actor:e})),languages:async(e,t,{world:n})=>{let{direction:r}=t.orderBy??{},i=await languageSources(n),a=r===`ASC`?i.toReversed():i,o=i.reduce((e,{bytes:t})=>e+t,0);return{...connection(`languages`,t,a,e=>e),totalSize:o}},repositoryTopics:(e,t,{world:n})=>connection(`repositoryTopics`,t,n.state.topics??[],e=>source(`RepositoryTopic`,{name:e})),branchProtectionRules:(e,t,n)=>(requireAccess(n,`administration`,`read`),connection(`branchProtectionRules`,t,n.world.state.protections??[],e=>source(`BranchProtectionRule`,{protection:e}))),rulesets:(e,t,{world:n})=>connection(`rulesets`,t,n.state.rulesets,e=>source(`RepositoryRuleset`,{ruleset:e}))},RepositoryTopic:{id:({name:e})=>nodeId(`RT`,e),topic:({name:e})=>source(`Topic`,{name:e}),url:({name:e},t,{apiUrl:n})=>`${webUrl(n)}/topics/${e}`},Topic:{id:({name:e})=>nodeId(`T`,e),name:({name:e})=>e},RepositoryRuleset:{id:({ruleset:e})=>nodeId(`RRS`,e.id),databaseId:({ruleset:e})=>e.id,name:({ruleset:e})=>e.name,target:({ruleset:e})=>e.target.toUpperCase(),enforcement:({ruleset:e})=>e.enforcement.toUpperCase(),createdAt:(e,t,{world:n})=>isoTime(n.state.createdAt),updatedAt:(e,t,{world:n})=>isoTime(n.state.createdAt),source:()=>source(`Repository`,{fork:null}),rules:({ruleset:e},t)=>connection(`rules`,t,e.rules.filter(({type:e})=>t.type==null||e.toUpperCase()===t.type),t=>source(`RepositoryRule`,{ruleset:e,rule:t}))},RepositoryRule:{id:({ruleset:e,rule:t})=>nodeId(`RRU`,`${e.id}/${t.type}`),type:({rule:e})=>e.type.toUpperCase(),repositoryRuleset:({ruleset:e})=>source(`RepositoryRuleset`,{ruleset:e})},LanguageConnection:{totalSize:({totalSize:e})=>e},LanguageEdge:{size:({node:e})=>e.bytes},Language:{id:({language:e})=>nodeId(`LA`,e),name:({language:e})=>e,color:({language:e})=>languageColor(e)},License:{id:({license:{key:e}})=>nodeId(`L`,e),key:({license:{key:e}})=>e,name:({license:{name:e}})=>e,spdxId:({license:{spdx_id:e}})=>e,nickname:({license:{key:e}})=>NICKNAMES[e]??null,url:({license:{key:e}})=>`http://choosealicense.com/licenses/${e}/`}},TYPES={...QUERY_FIELDS,...ACCOUNT_FIELDS,...REPOSITORY_FIELDS,...PROTECTION_FIELDS,...GIT_FIELDS,...CHECK_FIELDS,...PULL_FIELDS,...ISSUE_FIELDS,...RELEASE_FIELDS,Mutation:{createCommitOnBranch,createRef,updateRef,updateRefs,deleteRef,...PULL_MUTATIONS,...ISSUE_MUTATIONS,...RELATION_MUTATIONS}},PLAIN={PageInfo:[`hasNextPage`,`hasPreviousPage`,`startCursor`,`endCursor`],StatusCheckRollupContextConnection:[`checkRunCount`,`checkRunCountsByState`,`statusContextCount`,`statusContextCountsByState`],SearchResultItemConnection:[`issueCount`,`repositoryCount`,`userCount`,`codeCount`,`discussionCount`,`wikiCount`],CreateCommitOnBranchPayload:[`clientMutationId`,`commit`,`ref`],CreateRefPayload:[`clientMutationId`,`ref`],UpdateRefPayload:[`clientMutationId`,`ref`],UpdateRefsPayload:[`clientMutationId`],DeleteRefPayload:[`clientMutationId`],CreatePullRequestPayload:[`clientMutationId`,`pullRequest`],MergePullRequestPayload:[`clientMutationId`,`pullRequest`,`actor`],UpdatePullRequestPayload:[`clientMutationId`,`pullRequest`,`actor`],EnablePullRequestAutoMergePayload:[`clientMutationId`,`pullRequest`,`actor`],DisablePullRequestAutoMergePayload:[`clientMutationId`,`pullRequest`,`actor`],RequestReviewsPayload:[`clientMutationId`,`pullRequest`,`actor`],AddPullRequestReviewPayload:[`clientMutationId`,`pullRequestReview`],EnqueuePullRequestPayload:[`clientMutationId`,`mergeQueueEntry`],DequeuePullRequestPayload:[`clientMutationId`,`mergeQueueEntry`],ClosePullRequestPayload:[`clientMutationId`,`pullRequest`],ReopenPullRequestPayload:[`clientMutationId`,`pullRequest`],MarkPullRequestReadyForReviewPayload:[`clientMutationId`,`pullRequest`],ConvertPullRequestToDraftPayload:[`clientMutationId`,`pullRequest`],UpdatePullRequestBranchPayload:[`clientMutationId`,`pullRequest`],CreateIssuePayload:[`clientMutationId`,`issue`],CloseIssuePayload:[`clientMutationId`,`issue`],ReopenIssuePayload:[`clientMutationId`,`issue`],UpdateIssuePayload:[`clientMutationId`,`issue`,`actor`],AddCommentPayload:[`clientMutationId`,`commentEdge`,`subject`],UpdateIssueCommentPayload:[`clientMutationId`,`issueComment`],DeleteIssueCommentPayload:[`clientMutationId`],DeleteIssuePayload:[`clientMutationId`,`repository`],PinIssuePayload:[`clientMutationId`,`issue`],UnpinIssuePayload:[`clientMutationId`,`issue`],ArchiveRepositoryPayload:[`clientMutationId`,`repository`],UnarchiveRepositoryPayload:[`clientMutationId`,`repository`],LockLockablePayload:[`clientMutationId`,`lockedRecord`],UnlockLockablePayload:[`clientMutationId`,`unlockedRecord`],CreateLabelPayload:[`clientMutationId`,`label`],AddLabelsToLabelablePayload:[`clientMutationId`,`labelable`],RemoveLabelsFromLabelablePayload:[`clientMutationId`,`labelable`],ClearLabelsFromLabelablePayload:[`clientMutationId`,`labelable`],AddAssigneesToAssignablePayload:[`clientMutationId`,`assignable`],RemoveAssigneesFromAssignablePayload:[`clientMutationId`,`assignable`],ReplaceActorsForAssignablePayload:[`clientMutationId`,`assignable`],RequestReviewsByLoginPayload:[`clientMutationId`,`pullRequest`,`actor`],RevertPullRequestPayload:[`clientMutationId`,`pullRequest`,`revertPullRequest`],AddSubIssuePayload:[`clientMutationId`,`issue`,`subIssue`],RemoveSubIssuePayload:[`clientMutationId`,`issue`,`subIssue`],ReprioritizeSubIssuePayload:[`clientMutationId`,`issue`],AddBlockedByPayload:[`clientMutationId`,`issue`,`blockingIssue`],RemoveBlockedByPayload:[`clientMutationId`,`issue`,`blockingIssue`],CreateLinkedBranchPayload:[`clientMutationId`,`issue`,`linkedBranch`],SubIssuesSummary:[`total`,`completed`,`percentCompleted`],IssueDependenciesSummary:[`blockedBy`,`blocking`,`totalBlockedBy`,`totalBlocking`]},NEVER={CodeOfConduct:[`key`,`name`,`url`],Discussion:[`number`,`title`,`body`,`url`,`closed`,`stateReason`,`author`,`category`,`labels`,`isAnswered`,`answerChosenAt`,`answerChosenBy`,`reactionGroups`,`createdAt`,`updatedAt`,`closedAt`,`locked`],DiscussionCategory:[`name`,`slug`,`emoji`,`isAnswerable`],FundingLink:[`platform`,`url`],Gist:[`name`,`description`,`files`,`isPublic`,`updatedAt`],GistFile:[`name`,`text`],IssueTemplate:[`name`,`title`,`body`,`about`],IssueType:[`name`,`description`,`color`,`isEnabled`,`isPrivate`],Project:[`id`,`name`,`number`,`body`,`resourcePath`],ProjectCard:[`project`,`column`],ProjectColumn:[`name`],ProjectV2:[`id`,`title`,`number`,`resourcePath`,`closed`,`url`],ProjectV2Item:[`id`,`project`,`fieldValueByName`],ProjectV2ItemFieldSingleSelectValue:[`optionId`,`name`],PullRequestTemplate:[`body`,`filename`],Submodule:[`gitUrl`,`branch`,`subprojectCommitOid`],RepositoryContactLink:[`about`,`name`,`url`],Team:[`name`,`slug`,`organization`]};function resolverOf(e,t){let n=Object.hasOwn(TYPES,e)?TYPES[e]:void 0;if(n!==void 0&&Object.hasOwn(n,t))return n[t];if(Object.hasOwn(PLAIN,e)&&PLAIN[e]?.includes(t)===!0)return e=>e[t];let r=e.endsWith(`Connection`)?CONNECTION_FIELDS:e.endsWith(`Edge`)?EDGE_FIELDS:{};return Object.hasOwn(r,t)?r[t]:void 0}const isEmptyType=e=>Object.hasOwn(NEVER,e);new Map([...Object.entries(TYPES).map(([e,t])=>[e,Object.keys(t)]),...Object.entries(PLAIN),...Object.entries(NEVER).map(([e,t])=>[e,[`id`,...t]])]);const SCHEMA_PACKAGE=`@octokit/graphql-schema`,unansweredField=(e,t)=>`The embedded GitHub does not answer ${e}.${t}, which GitHub has.`;function answering(e){let t=buildSchema(e,{assumeValid:!0,assumeValidSDL:!0,noLocation:!0});for(let e of Object.values(t.getTypeMap()))if(isObjectType(e)&&!e.name.startsWith(`__`))for(let t of Object.values(e.getFields())){let n=resolverOf(e.name,t.name);t.resolve=(r,i,a)=>{if(n===void 0)throw new FieldError(`UNANSWERED`,unansweredField(e.name,t.name));return n(r,i,a)}}return t}let own;function ownSchema(){return own??=answering(`enum CheckConclusionState {
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

enum DiscussionOrderField {
  CREATED_AT
  UPDATED_AT
}

enum DiscussionState {
  CLOSED
  OPEN
}

enum DiscussionStateReason {
  DUPLICATE
  OUTDATED
  REOPENED
  RESOLVED
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

enum GistOrderField {
  CREATED_AT
  PUSHED_AT
  UPDATED_AT
}

enum GistPrivacy {
  ALL
  PUBLIC
  SECRET
}

enum IssueClosedStateReason {
  COMPLETED
  DUPLICATE
  NOT_PLANNED
}

enum IssueCommentOrderField {
  UPDATED_AT
}

enum IssueDependencyOrderField {
  CREATED_AT
  DEPENDENCY_ADDED_AT
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

enum IssueTypeColor {
  BLUE
  GRAY
  GREEN
  ORANGE
  PINK
  PURPLE
  RED
  YELLOW
}

enum IssueTypeOrderField {
  CREATED_AT
  NAME
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

enum RepositoryRuleType {
  AUTHORIZATION
  BRANCH_NAME_PATTERN
  CODE_SCANNING
  COMMITTER_EMAIL_PATTERN
  COMMIT_AUTHOR_EMAIL_PATTERN
  COMMIT_MESSAGE_PATTERN
  CREATION
  DELETION
  FILE_EXTENSION_RESTRICTION
  FILE_PATH_RESTRICTION
  LOCK_BRANCH
  MAX_FILE_PATH_LENGTH
  MAX_FILE_SIZE
  MAX_REF_UPDATES
  MERGE_QUEUE
  MERGE_QUEUE_LOCKED_REF
  NON_FAST_FORWARD
  PULL_REQUEST
  REQUIRED_DEPLOYMENTS
  REQUIRED_LINEAR_HISTORY
  REQUIRED_REVIEW_THREAD_RESOLUTION
  REQUIRED_SIGNATURES
  REQUIRED_STATUS_CHECKS
  REQUIRED_WORKFLOW_STATUS_CHECKS
  SECRET_SCANNING
  TAG
  TAG_NAME_PATTERN
  UPDATE
  WORKFLOWS
  WORKFLOW_UPDATES
}

enum RepositoryRulesetTarget {
  BRANCH
  PUSH
  REPOSITORY
  TAG
}

enum RepositorySuggestedActorFilter {
  CAN_BE_ASSIGNED
  CAN_BE_AUTHOR
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
  ISSUE_ADVANCED
  ISSUE_HYBRID
  ISSUE_SEMANTIC
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

input AddBlockedByInput {
  blockingIssueId: ID!
  clientMutationId: String
  issueId: ID!
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

input AddSubIssueInput {
  clientMutationId: String
  issueId: ID!
  replaceParent: Boolean
  subIssueId: ID
  subIssueUrl: String
}

input ArchiveRepositoryInput {
  clientMutationId: String
  repositoryId: ID!
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
  issueTypeId: ID
}

input CreateLabelInput {
  clientMutationId: String
  color: String!
  description: String
  name: String!
  repositoryId: ID!
}

input CreateLinkedBranchInput {
  clientMutationId: String
  issueId: ID!
  name: String
  oid: GitObjectID!
  repositoryId: ID
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

input DeleteIssueInput {
  clientMutationId: String
  issueId: ID!
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

input DiscussionOrder {
  direction: OrderDirection!
  field: DiscussionOrderField!
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

input GistOrder {
  direction: OrderDirection!
  field: GistOrderField!
}

input IssueCommentOrder {
  direction: OrderDirection!
  field: IssueCommentOrderField!
}

input IssueDependencyOrder {
  direction: OrderDirection!
  field: IssueDependencyOrderField!
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

input IssueTypeOrder {
  direction: OrderDirection!
  field: IssueTypeOrderField!
}

input LabelOrder {
  direction: OrderDirection!
  field: LabelOrderField!
}

input LanguageOrder {
  direction: OrderDirection!
  field: LanguageOrderField!
}

input LockLockableInput {
  clientMutationId: String
  lockReason: LockReason
  lockableId: ID!
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

input PinIssueInput {
  clientMutationId: String
  issueId: ID!
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

input RemoveBlockedByInput {
  blockingIssueId: ID!
  clientMutationId: String
  issueId: ID!
}

input RemoveLabelsFromLabelableInput {
  clientMutationId: String
  labelIds: [ID!]!
  labelableId: ID!
}

input RemoveSubIssueInput {
  clientMutationId: String
  issueId: ID!
  subIssueId: ID!
}

input ReopenIssueInput {
  clientMutationId: String
  issueId: ID!
}

input ReopenPullRequestInput {
  clientMutationId: String
  pullRequestId: ID!
}

input ReplaceActorsForAssignableInput {
  actorIds: [ID!]
  actorLogins: [String!]
  assignableId: ID!
  clientMutationId: String
}

input RepositoryOrder {
  direction: OrderDirection!
  field: RepositoryOrderField!
}

input ReprioritizeSubIssueInput {
  afterId: ID
  beforeId: ID
  clientMutationId: String
  issueId: ID!
  subIssueId: ID!
}

input RequestReviewsByLoginInput {
  botLogins: [String!]
  clientMutationId: String
  pullRequestId: ID!
  teamSlugs: [String!]
  union: Boolean = false
  userLogins: [String!]
}

input RequestReviewsInput {
  clientMutationId: String
  pullRequestId: ID!
  teamIds: [ID!]
  union: Boolean = false
  userIds: [ID!]
  botIds: [ID!]
}

input RevertPullRequestInput {
  body: String
  clientMutationId: String
  draft: Boolean = false
  pullRequestId: ID!
  title: String
}

input StarOrder {
  direction: OrderDirection!
  field: StarOrderField!
}

input UnarchiveRepositoryInput {
  clientMutationId: String
  repositoryId: ID!
}

input UnlockLockableInput {
  clientMutationId: String
  lockableId: ID!
}

input UnpinIssueInput {
  clientMutationId: String
  issueId: ID!
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
  issueTypeId: ID
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
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
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
}

interface Lockable {
  locked: Boolean!
}

interface Node {
  id: ID!
}

interface RepositoryOwner {
  avatarUrl(size: Int): URI!
  id: ID!
  login: String!
  repositories(affiliations: [RepositoryAffiliation], after: String, before: String, first: Int, hasIssuesEnabled: Boolean, isArchived: Boolean, isFork: Boolean, isLocked: Boolean, last: Int, orderBy: RepositoryOrder, ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
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

type ActorConnection {
  edges: [ActorEdge]
  nodes: [Actor]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ActorEdge {
  cursor: String!
  node: Actor
}

type AddAssigneesToAssignablePayload {
  assignable: Assignable
  clientMutationId: String
}

type AddBlockedByPayload {
  blockingIssue: Issue
  clientMutationId: String
  issue: Issue
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

type AddSubIssuePayload {
  clientMutationId: String
  issue: Issue
  subIssue: Issue
}

type App implements Node {
  databaseId: Int
  description: String
  id: ID!
  name: String!
  slug: String!
  url: URI!
}

type ArchiveRepositoryPayload {
  clientMutationId: String
  repository: Repository
}

type AssigneeConnection {
  edges: [AssigneeEdge]
  nodes: [Assignee]
  pageInfo: PageInfo!
  totalCount: Int!
}

type AssigneeEdge {
  cursor: String!
  node: Assignee
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
  allowsDeletions: Boolean!
  allowsForcePushes: Boolean!
  blocksCreations: Boolean!
  bypassPullRequestAllowances(after: String, before: String, first: Int, last: Int): BypassPullRequestAllowanceConnection!
  databaseId: Int
  id: ID!
  isAdminEnforced: Boolean!
  lockBranch: Boolean!
  pattern: String!
  pushAllowances(after: String, before: String, first: Int, last: Int): PushAllowanceConnection!
  requiredApprovingReviewCount: Int
  requiresApprovingReviews: Boolean!
  requiresCommitSignatures: Boolean!
  requiresLinearHistory: Boolean!
  requiresStatusChecks: Boolean!
  requiresStrictStatusChecks: Boolean!
  restrictsPushes: Boolean!
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

type BypassPullRequestAllowance implements Node {
  actor: BranchActorAllowanceActor
  id: ID!
}

type BypassPullRequestAllowanceConnection {
  edges: [BypassPullRequestAllowanceEdge]
  nodes: [BypassPullRequestAllowance]
  pageInfo: PageInfo!
  totalCount: Int!
}

type BypassPullRequestAllowanceEdge {
  cursor: String!
  node: BypassPullRequestAllowance
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

type CreateLinkedBranchPayload {
  clientMutationId: String
  issue: Issue
  linkedBranch: LinkedBranch
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

type DeleteIssuePayload {
  clientMutationId: String
  repository: Repository
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

type Discussion implements Labelable & Lockable & Node {
  answerChosenAt: DateTime
  answerChosenBy: Actor
  author: Actor
  body: String!
  category: DiscussionCategory!
  closed: Boolean!
  closedAt: DateTime
  createdAt: DateTime!
  id: ID!
  isAnswered: Boolean
  labels(after: String, before: String, first: Int, last: Int, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
  locked: Boolean!
  number: Int!
  reactionGroups: [ReactionGroup!]
  stateReason: DiscussionStateReason
  title: String!
  updatedAt: DateTime!
  url: URI!
}

type DiscussionCategory implements Node {
  emoji: String!
  id: ID!
  isAnswerable: Boolean!
  name: String!
  slug: String!
}

type DiscussionCategoryConnection {
  edges: [DiscussionCategoryEdge]
  nodes: [DiscussionCategory]
  pageInfo: PageInfo!
  totalCount: Int!
}

type DiscussionCategoryEdge {
  cursor: String!
  node: DiscussionCategory
}

type DiscussionConnection {
  edges: [DiscussionEdge]
  nodes: [Discussion]
  pageInfo: PageInfo!
  totalCount: Int!
}

type DiscussionEdge {
  cursor: String!
  node: Discussion
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

type Gist implements Node {
  description: String
  files(limit: Int = 10, oid: GitObjectID): [GistFile]
  id: ID!
  isPublic: Boolean!
  name: String!
  updatedAt: DateTime!
}

type GistConnection {
  edges: [GistEdge]
  nodes: [Gist]
  pageInfo: PageInfo!
  totalCount: Int!
}

type GistEdge {
  cursor: String!
  node: Gist
}

type GistFile {
  name: String
  text(truncate: Int): String
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

type Issue implements Assignable & Labelable & Lockable & Node {
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
  linkedBranches(after: String, before: String, first: Int, last: Int): LinkedBranchConnection!
  locked: Boolean!
  milestone: Milestone
  number: Int!
  parent: Issue
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
  subIssues(after: String, before: String, first: Int, last: Int): IssueConnection!
  subIssuesSummary: SubIssuesSummary!
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
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
  blockedBy(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
  blocking(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
  duplicateOf: Issue
  issueDependenciesSummary: IssueDependenciesSummary!
  issueType: IssueType
  suggestedActors(after: String, before: String, first: Int, last: Int, query: String): AssigneeConnection!
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

type IssueDependenciesSummary {
  blockedBy: Int!
  blocking: Int!
  totalBlockedBy: Int!
  totalBlocking: Int!
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

type IssueType implements Node {
  color: IssueTypeColor!
  description: String
  id: ID!
  isEnabled: Boolean!
  isPrivate: Boolean!
  name: String!
}

type IssueTypeConnection {
  edges: [IssueTypeEdge]
  nodes: [IssueType]
  pageInfo: PageInfo!
  totalCount: Int!
}

type IssueTypeEdge {
  cursor: String!
  node: IssueType
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
  color: String
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
  size: Int!
}

type License implements Node {
  id: ID!
  key: String!
  name: String!
  nickname: String
  spdxId: String
  url: URI
}

type LinkedBranch implements Node {
  id: ID!
  ref: Ref
}

type LinkedBranchConnection {
  edges: [LinkedBranchEdge]
  nodes: [LinkedBranch]
  pageInfo: PageInfo!
  totalCount: Int!
}

type LinkedBranchEdge {
  cursor: String!
  node: LinkedBranch
}

type LockLockablePayload {
  clientMutationId: String
  lockedRecord: Lockable
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
  closed: Boolean!
  closedAt: DateTime
  createdAt: DateTime!
  creator: Actor
  description: String
  dueOn: DateTime
  id: ID!
  number: Int!
  state: MilestoneState!
  title: String!
  updatedAt: DateTime!
  url: URI!
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
  addSubIssue(input: AddSubIssueInput!): AddSubIssuePayload
  archiveRepository(input: ArchiveRepositoryInput!): ArchiveRepositoryPayload
  clearLabelsFromLabelable(input: ClearLabelsFromLabelableInput!): ClearLabelsFromLabelablePayload
  closeIssue(input: CloseIssueInput!): CloseIssuePayload
  closePullRequest(input: ClosePullRequestInput!): ClosePullRequestPayload
  convertPullRequestToDraft(input: ConvertPullRequestToDraftInput!): ConvertPullRequestToDraftPayload
  createCommitOnBranch(input: CreateCommitOnBranchInput!): CreateCommitOnBranchPayload
  createIssue(input: CreateIssueInput!): CreateIssuePayload
  createLabel(input: CreateLabelInput!): CreateLabelPayload
  createLinkedBranch(input: CreateLinkedBranchInput!): CreateLinkedBranchPayload
  createPullRequest(input: CreatePullRequestInput!): CreatePullRequestPayload
  createRef(input: CreateRefInput!): CreateRefPayload
  deleteIssue(input: DeleteIssueInput!): DeleteIssuePayload
  deleteIssueComment(input: DeleteIssueCommentInput!): DeleteIssueCommentPayload
  deleteRef(input: DeleteRefInput!): DeleteRefPayload
  dequeuePullRequest(input: DequeuePullRequestInput!): DequeuePullRequestPayload
  disablePullRequestAutoMerge(input: DisablePullRequestAutoMergeInput!): DisablePullRequestAutoMergePayload
  enablePullRequestAutoMerge(input: EnablePullRequestAutoMergeInput!): EnablePullRequestAutoMergePayload
  enqueuePullRequest(input: EnqueuePullRequestInput!): EnqueuePullRequestPayload
  lockLockable(input: LockLockableInput!): LockLockablePayload
  markPullRequestReadyForReview(input: MarkPullRequestReadyForReviewInput!): MarkPullRequestReadyForReviewPayload
  mergePullRequest(input: MergePullRequestInput!): MergePullRequestPayload
  pinIssue(input: PinIssueInput!): PinIssuePayload
  removeAssigneesFromAssignable(input: RemoveAssigneesFromAssignableInput!): RemoveAssigneesFromAssignablePayload
  removeLabelsFromLabelable(input: RemoveLabelsFromLabelableInput!): RemoveLabelsFromLabelablePayload
  removeSubIssue(input: RemoveSubIssueInput!): RemoveSubIssuePayload
  reopenIssue(input: ReopenIssueInput!): ReopenIssuePayload
  reopenPullRequest(input: ReopenPullRequestInput!): ReopenPullRequestPayload
  reprioritizeSubIssue(input: ReprioritizeSubIssueInput!): ReprioritizeSubIssuePayload
  requestReviews(input: RequestReviewsInput!): RequestReviewsPayload
  revertPullRequest(input: RevertPullRequestInput!): RevertPullRequestPayload
  unarchiveRepository(input: UnarchiveRepositoryInput!): UnarchiveRepositoryPayload
  unlockLockable(input: UnlockLockableInput!): UnlockLockablePayload
  unpinIssue(input: UnpinIssueInput!): UnpinIssuePayload
  updateIssue(input: UpdateIssueInput!): UpdateIssuePayload
  updateIssueComment(input: UpdateIssueCommentInput!): UpdateIssueCommentPayload
  updatePullRequest(input: UpdatePullRequestInput!): UpdatePullRequestPayload
  updatePullRequestBranch(input: UpdatePullRequestBranchInput!): UpdatePullRequestBranchPayload
  updateRef(input: UpdateRefInput!): UpdateRefPayload
  updateRefs(input: UpdateRefsInput!): UpdateRefsPayload
  addBlockedBy(input: AddBlockedByInput!): AddBlockedByPayload
  removeBlockedBy(input: RemoveBlockedByInput!): RemoveBlockedByPayload
  replaceActorsForAssignable(input: ReplaceActorsForAssignableInput!): ReplaceActorsForAssignablePayload
  requestReviewsByLogin(input: RequestReviewsByLoginInput!): RequestReviewsByLoginPayload
}

type Organization implements Actor & Node & RepositoryOwner {
  avatarUrl(size: Int): URI!
  createdAt: DateTime!
  databaseId: Int
  id: ID!
  login: String!
  name: String
  repositories(affiliations: [RepositoryAffiliation], after: String, before: String, first: Int, hasIssuesEnabled: Boolean, isArchived: Boolean, isFork: Boolean, isLocked: Boolean, last: Int, orderBy: RepositoryOrder, ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
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

type PinIssuePayload {
  clientMutationId: String
  issue: Issue
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

type PullRequest implements Assignable & Labelable & Lockable & Node {
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
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
  suggestedActors(after: String, before: String, first: Int, last: Int, query: String): AssigneeConnection!
  suggestedReviewerActors(after: String, before: String, first: Int, last: Int, query: String): SuggestedReviewerActorConnection!
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
  author: Actor
  body: String!
  createdAt: DateTime!
  diffHunk: String!
  id: ID!
  line: Int
  path: String!
  reactionGroups: [ReactionGroup!]
  updatedAt: DateTime!
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
  comments(after: String, before: String, first: Int, last: Int, skip: Int): PullRequestReviewCommentConnection!
  id: ID!
  isResolved: Boolean!
  line: Int
  path: String!
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

type PushAllowance implements Node {
  actor: PushAllowanceActor
  id: ID!
}

type PushAllowanceConnection {
  edges: [PushAllowanceEdge]
  nodes: [PushAllowance]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PushAllowanceEdge {
  cursor: String!
  node: PushAllowance
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
  immutable: Boolean!
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
  digest: String
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

type RemoveBlockedByPayload {
  blockingIssue: Issue
  clientMutationId: String
  issue: Issue
}

type RemoveLabelsFromLabelablePayload {
  clientMutationId: String
  labelable: Labelable
}

type RemoveSubIssuePayload {
  clientMutationId: String
  issue: Issue
  subIssue: Issue
}

type ReopenIssuePayload {
  clientMutationId: String
  issue: Issue
}

type ReopenPullRequestPayload {
  clientMutationId: String
  pullRequest: PullRequest
}

type ReplaceActorsForAssignablePayload {
  assignable: Assignable
  clientMutationId: String
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
  discussionCategories(after: String, before: String, filterByAssignable: Boolean = false, first: Int, last: Int): DiscussionCategoryConnection!
  discussions(after: String, answered: Boolean = null, before: String, categoryId: ID = null, first: Int, last: Int, orderBy: DiscussionOrder = {field: UPDATED_AT, direction: DESC}, states: [DiscussionState!] = []): DiscussionConnection!
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
  issueTypes(after: String, before: String, first: Int, last: Int, orderBy: IssueTypeOrder): IssueTypeConnection
  suggestedActors(after: String, before: String, capabilities: [RepositorySuggestedActorFilter!]!, first: Int, last: Int, loginNames: String, query: String): ActorConnection!
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

type RepositoryRule implements Node {
  id: ID!
  repositoryRuleset: RepositoryRuleset
  type: RepositoryRuleType!
}

type RepositoryRuleConnection {
  edges: [RepositoryRuleEdge]
  nodes: [RepositoryRule]
  pageInfo: PageInfo!
  totalCount: Int!
}

type RepositoryRuleEdge {
  cursor: String!
  node: RepositoryRule
}

type RepositoryRuleset implements Node {
  createdAt: DateTime!
  databaseId: Int
  enforcement: RuleEnforcement!
  id: ID!
  name: String!
  rules(after: String, before: String, first: Int, last: Int, type: RepositoryRuleType): RepositoryRuleConnection
  source: RuleSource!
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
  url: URI!
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

type ReprioritizeSubIssuePayload {
  clientMutationId: String
  issue: Issue
}

type RequestReviewsByLoginPayload {
  actor: Actor
  clientMutationId: String
  pullRequest: PullRequest
}

type RequestReviewsPayload {
  actor: Actor
  clientMutationId: String
  pullRequest: PullRequest
}

type RevertPullRequestPayload {
  clientMutationId: String
  pullRequest: PullRequest
  revertPullRequest: PullRequest
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

type SubIssuesSummary {
  completed: Int!
  percentCompleted: Int!
  total: Int!
}

type Submodule {
  branch: String
  gitUrl: URI!
  subprojectCommitOid: GitObjectID
}

type SuggestedReviewerActor {
  isAuthor: Boolean!
  isCommenter: Boolean!
  reviewer: Actor!
}

type SuggestedReviewerActorConnection {
  edges: [SuggestedReviewerActorEdge]
  nodes: [SuggestedReviewerActor]
  pageInfo: PageInfo!
  totalCount: Int!
}

type SuggestedReviewerActorEdge {
  cursor: String!
  node: SuggestedReviewerActor
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
  language: Language
  mode: Int!
  name: String!
  nameRaw: Base64String!
  object: GitObject
  oid: GitObjectID!
  path: String
  pathRaw: Base64String
  repository: Repository!
  size: Int!
  submodule: Submodule
  type: String!
}

type UnarchiveRepositoryPayload {
  clientMutationId: String
  repository: Repository
}

type UnlockLockablePayload {
  clientMutationId: String
  unlockedRecord: Lockable
}

type UnpinIssuePayload {
  clientMutationId: String
  issue: Issue
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
  gists(after: String, before: String, first: Int, last: Int, orderBy: GistOrder, privacy: GistPrivacy): GistConnection!
  id: ID!
  isBountyHunter: Boolean!
  isSiteAdmin: Boolean!
  isViewer: Boolean!
  location: String
  login: String!
  name: String
  organizations(after: String, before: String, first: Int, last: Int, orderBy: OrganizationOrder = null): OrganizationConnection!
  repositories(affiliations: [RepositoryAffiliation], after: String, before: String, first: Int, hasIssuesEnabled: Boolean, isArchived: Boolean, isFork: Boolean, isLocked: Boolean, last: Int, orderBy: RepositoryOrder, ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
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

union Assignee = Bot | Organization | User

union BranchActorAllowanceActor = App | Team | User

union IssueOrPullRequest = Issue | PullRequest

union ProjectV2ItemFieldValue = ProjectV2ItemFieldSingleSelectValue

union PushAllowanceActor = App | Team | User

union Reactor = Bot | Organization | User

union RequestedReviewer = Bot | Team | User

union RuleSource = Organization | Repository

union SearchResultItem = App | Discussion | Issue | Organization | PullRequest | Repository | User

union StatusCheckRollupContext = CheckRun | StatusContext`),own}let whole;function wholeSchema(){return whole??=readSchema().then(e=>e===null?null:answering(e)),whole}async function readSchema(){for(let e of createRequire(import.meta.url).resolve.paths(`@octokit/graphql-schema`)??[]){let t=await readFile(join(e,SCHEMA_PACKAGE,`schema.graphql`),`utf8`).catch(()=>null);if(t!==null)return`${t}
type AssigneeConnection { edges: [AssigneeEdge] nodes: [Assignee] pageInfo: PageInfo! totalCount: Int! }
type AssigneeEdge { cursor: String! node: Assignee }

type ActorConnection { edges: [ActorEdge] nodes: [Actor] pageInfo: PageInfo! totalCount: Int! }
type ActorEdge { cursor: String! node: Actor }

enum RepositorySuggestedActorFilter { CAN_BE_ASSIGNED CAN_BE_AUTHOR }

type SuggestedReviewerActor { isAuthor: Boolean! isCommenter: Boolean! reviewer: Actor! }
type SuggestedReviewerActorConnection {
  edges: [SuggestedReviewerActorEdge] nodes: [SuggestedReviewerActor] pageInfo: PageInfo! totalCount: Int!
}
type SuggestedReviewerActorEdge { cursor: String! node: SuggestedReviewerActor }

enum IssueTypeColor { BLUE GRAY GREEN ORANGE PINK PURPLE RED YELLOW }
enum IssueTypeOrderField { CREATED_AT NAME }
input IssueTypeOrder { direction: OrderDirection! field: IssueTypeOrderField! }
type IssueType implements Node {
  color: IssueTypeColor! description: String id: ID! isEnabled: Boolean! isPrivate: Boolean! name: String!
}
type IssueTypeConnection { edges: [IssueTypeEdge] nodes: [IssueType] pageInfo: PageInfo! totalCount: Int! }
type IssueTypeEdge { cursor: String! node: IssueType }

enum IssueDependencyOrderField { CREATED_AT DEPENDENCY_ADDED_AT }
input IssueDependencyOrder { direction: OrderDirection! field: IssueDependencyOrderField! }
type IssueDependenciesSummary { blockedBy: Int! blocking: Int! totalBlockedBy: Int! totalBlocking: Int! }

extend interface Assignable {
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
}
extend type Issue {
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
  blockedBy(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
  blocking(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
  duplicateOf: Issue
  issueDependenciesSummary: IssueDependenciesSummary!
  issueType: IssueType
  suggestedActors(after: String, before: String, first: Int, last: Int, query: String): AssigneeConnection!
}
extend type PullRequest {
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
  suggestedActors(after: String, before: String, first: Int, last: Int, query: String): AssigneeConnection!
  suggestedReviewerActors(after: String, before: String, first: Int, last: Int, query: String): SuggestedReviewerActorConnection!
}
extend type Release { immutable: Boolean! }
extend type ReleaseAsset { digest: String }
extend type Repository {
  issueTypes(after: String, before: String, first: Int, last: Int, orderBy: IssueTypeOrder): IssueTypeConnection
  suggestedActors(
    after: String, before: String, capabilities: [RepositorySuggestedActorFilter!]!, first: Int, last: Int, loginNames: String, query: String
  ): ActorConnection!
}
extend enum SearchType { ISSUE_ADVANCED ISSUE_HYBRID ISSUE_SEMANTIC }

extend input RequestReviewsInput { botIds: [ID!] }
extend input CreateIssueInput { issueTypeId: ID }
extend input UpdateIssueInput { issueTypeId: ID }

input ReplaceActorsForAssignableInput { actorIds: [ID!] actorLogins: [String!] assignableId: ID! clientMutationId: String }
type ReplaceActorsForAssignablePayload { assignable: Assignable clientMutationId: String }
input RequestReviewsByLoginInput {
  botLogins: [String!] clientMutationId: String pullRequestId: ID! teamSlugs: [String!] union: Boolean = false userLogins: [String!]
}
type RequestReviewsByLoginPayload {
  actor: Actor clientMutationId: String pullRequest: PullRequest requestedReviewersEdge: UserEdge
}
input AddBlockedByInput { blockingIssueId: ID! clientMutationId: String issueId: ID! }
type AddBlockedByPayload { blockingIssue: Issue clientMutationId: String issue: Issue }
input RemoveBlockedByInput { blockingIssueId: ID! clientMutationId: String issueId: ID! }
type RemoveBlockedByPayload { blockingIssue: Issue clientMutationId: String issue: Issue }
input UpdateIssueIssueTypeInput { clientMutationId: String issueId: ID! issueTypeId: ID }
type UpdateIssueIssueTypePayload { clientMutationId: String issue: Issue }
extend type Mutation {
  addBlockedBy(input: AddBlockedByInput!): AddBlockedByPayload
  removeBlockedBy(input: RemoveBlockedByInput!): RemoveBlockedByPayload
  replaceActorsForAssignable(input: ReplaceActorsForAssignableInput!): ReplaceActorsForAssignablePayload
  requestReviewsByLogin(input: RequestReviewsByLoginInput!): RequestReviewsByLoginPayload
  updateIssueIssueType(input: UpdateIssueIssueTypeInput!): UpdateIssueIssueTypePayload
}
`}return null}const examined=new Map;function examineDocument(e){let t=examined.get(e);if(t!==void 0)return t;examined.size>=200&&examined.clear();let n=examine(readDocument(e));return examined.set(e,n),n}const objections=(e,t)=>validate(e,t).filter(({message:e})=>!/^Fields "\w+" conflict because they return conflicting types/.test(e));async function examine(e){let t=ownSchema(),n=isAboutSchema(e),r=n?[]:objections(t,e);if(!n&&r.length===0)return{ok:!0,document:e,schema:t};let i=await wholeSchema();if(i===null)return withoutSchema(r.map(({message:e})=>e));let a=objections(i,e);if(a.length>0)return{ok:!1,errors:a.map(t=>refusalOf(e,t))};let o=unansweredFields(i,e);return o.length===0?{ok:!0,document:e,schema:i}:{ok:!1,errors:o.map(([e,t])=>unansweredField(e,t)).map(e=>({message:e,extensions:{code:`unansweredByTheEmbeddedGitHub`}})),unanswered:o.map(([e,t])=>`GraphQL ${e}.${t}`)}}function withoutSchema(e){let t=e[0]??`The query is about the schema.`;return{ok:!1,errors:[{message:`The embedded GitHub answers only a part of GitHub's schema without the package ${SCHEMA_PACKAGE}, and this query is not within it (${t}). Install it beside the program: npm install ${SCHEMA_PACKAGE}`}],unanswered:[`GraphQL without ${SCHEMA_PACKAGE}`]}}function isAboutSchema(e){let t=!1;return visit(e,{Field:({name:e})=>{(e.value===`__schema`||e.value===`__type`)&&(t=!0)}}),t}function unansweredFields(e,t){let n=new Map,r=new TypeInfo(e);return visit(t,visitWithTypeInfo(r,{[Kind.FIELD]:{enter({name:{value:t}}){let i=r.getParentType();if(i==null||t.startsWith(`__`)||i.name.startsWith(`__`))return;let a=getNamedType(i);(isAbstractType(a)?e.getPossibleTypes(a):isObjectType(a)?[a]:[]).some(({name:e})=>isEmptyType(e)||resolverOf(e,t)!==void 0)||n.set(`${i.name}.${t}`,[i.name,t])}}})),[...n.values()]}const Body=object({query:string(),variables:record(string(),unknown()).nullish(),operationName:string().nullish()}),refuse=(...e)=>({status:200,body:{errors:e}});function operationOf(e,t){return getOperationAST(e,t===``?null:t)??{message:t?`No operation named "${t}"`:`An operation name is required`}}async function answerGraphql(e,t){let n=Body.safeParse(e.body);if(!n.success)return apiError(400,`A query attribute must be specified and must be a string.`);let{query:r,variables:i,operationName:a}=n.data,o;try{o=await examineDocument(r)}catch(e){if(!(e instanceof GraphQLSyntaxError))throw e;return refuse({message:e.message,...e.at===null?{}:{locations:[e.at]}})}if(!o.ok){let{errors:e,unanswered:t}=o;return{...refuse(...e),...t===void 0?{}:{unanswered:t}}}let s=operationOf(o.document,a);return`kind`in s?answer(e,t,{...o,operation:s,variables:i??{}}):refuse(s)}async function answer(e,t,n){let{schema:r,document:i,operation:a,variables:o}=n,s=a.variableDefinitions??[],c=getVariableValues(r,s,o);if(c.errors!==void 0){let e=new Map(s.map(({variable:e,type:t})=>[e.name.value,print(t)]));return refuse(...c.errors.map(t=>variableRefusal(t,e)))}let l=costOf(i,a,c.coerced),u=e.world.now(),d=await execute({schema:r,document:i,operationName:a.name?.value??null,variableValues:o,contextValue:{...e,budget:()=>{let{limit:n,used:r,reset:i}=t?.budget(e.requester.tokenKind,`graphql`,u)??STANDING;return{cost:l,limit:n,used:r,reset:i}}}}),f=(d.errors??[]).map(e=>fieldRefusal(e));return{status:200,points:l,body:{data:d.data??null,...f.length===0?{}:{errors:f}},...unansweredIn(d.errors)}}const STANDING={limit:5e3,used:0,reset:0};function fieldRefusal(e){let{originalError:t,path:n=[],locations:r=[],message:i}=e;if(!(t instanceof FieldError))throw t??e;return{type:t.type,path:n,locations:r,message:i}}function unansweredIn(e){let t=(e??[]).filter(({originalError:e})=>e instanceof FieldError&&e.type===`UNANSWERED`);return t.length===0?{}:{unanswered:t.map(({message:e})=>`GraphQL: ${e}`)}}export{answerGraphql};