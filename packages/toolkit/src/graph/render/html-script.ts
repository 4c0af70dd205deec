/**
 * Behaviour of the page: pan, zoom, search, selection, keyboard. While the view moves, nothing changes but the transform
 * of one element, which is neither laid out nor drawn anew; what is shown, and how sharply, follows at rest. Containers
 * that are too small on the screen to be read are shown closed, with their name in large, and crowds in batches: thousands
 * of nodes are drawn only where one looks at them.
 *
 * @internal
 */
export const HTML_SCRIPT = `
(function(){
"use strict";
var doc=document,root=doc.documentElement,NS="http://www.w3.org/2000/svg";root.classList.add("js");
function $(id){return doc.getElementById(id)}
var DATA=JSON.parse($("data").textContent),stage=$("stage"),panel=$("panel"),about=$("about"),told=$("told"),query=$("q"),hits=$("hits");
var tabs=[].slice.call(doc.querySelectorAll(".tab"));
/* Scale below which pools are closed, small print is left out and containers have their names in large; below which leaves
   have no names; how many nodes are always shown. */
var READABLE=0.42,SPECK=0.3,ALWAYS=150;
/* Leaves that come and go together, and how many of these batches come in one frame. */
var BATCH=32,AT_ONCE=3;
/* What is ready around the window, in windows; by which factor a gesture may zoom before the detail follows; milliseconds
   without movement that are rest. */
var AROUND=0.2,DRIFT=1.8,REST=150;
/* Facts that are searched; names of resources begin with the stack's and would all be hits. */
var SOUGHT=["construct","type","finding","flavor","image","zone","subnet","plan or check"];
var sheets={};
[].forEach.call(doc.querySelectorAll(".sheet"),function(svg){
  var preset=svg.dataset.preset,data=DATA[preset];
  var sheet={preset:preset,svg:svg,data:data,x:0,y:0,k:1,seen:false,selected:-1,hits:[],hit:-1,open:{},batches:null,shown:[],lit:[],
    width:+svg.dataset.width,height:+svg.dataset.height,kids:data.nodes.map(function(){return []}),lines:null};
  data.nodes.forEach(function(node,i){if(node.p>=0)sheet.kids[node.p].push(i)});
  svg.style.width=sheet.width+"px";svg.style.height=sheet.height+"px";sheets[preset]=sheet;
});
var now=sheets[tabs.filter(function(tab){return tab.getAttribute("aria-pressed")==="true"})[0].dataset.preset];
function element(sheet,i){
  if(!sheet.elements){sheet.elements=[];[].forEach.call(sheet.svg.querySelectorAll(".node"),function(e){sheet.elements[+e.id.split("-n").pop()]=e})}
  return sheet.elements[i];
}
function shell(sheet,i){
  if(!sheet.shells){sheet.shells={};[].forEach.call(sheet.svg.querySelectorAll(".shell"),function(e){sheet.shells[e.dataset.node]=e})}
  return sheet.shells[sheet.preset+"-n"+i];
}
function each(sheet,i,work){var e=element(sheet,i),s=shell(sheet,i);if(e)work(e);if(s)work(s)}
function edges(sheet){if(!sheet.lines)sheet.lines=[].slice.call(sheet.svg.querySelectorAll(".edges>.edge"));return sheet.lines}
/* view */
var queued=false,jump=false,resting=0,width=0,height=0;
function measure(){width=stage.clientWidth;height=stage.clientHeight}
function draw(){if(!queued){queued=true;requestAnimationFrame(frame)}}
function settle(){jump=true;draw()}
function frame(){
  queued=false;var s=now;
  s.svg.style.transform="translate("+s.x+"px,"+s.y+"px) scale("+s.k+")";
  clearTimeout(resting);
  if(jump){jump=false;rest();return}
  s.svg.style.willChange="transform";resting=setTimeout(rest,REST);
  if(strayed(s))detail(s);
}
function rest(){now.svg.style.willChange="";detail(now)}
/* The window and so many windows around it, in the drawing: left, top, right, bottom. */
function around(s,more){var w=width*more,h=height*more;return [(-w-s.x)/s.k,(-h-s.y)/s.k,(width+w-s.x)/s.k,(height+h-s.y)/s.k]}
function meets(a,b){return b[0]<=a[2]&&b[1]<=a[3]&&b[0]+b[2]>=a[0]&&b[1]+b[3]>=a[1]}
/* Whether something else than what was made ready is in the window, or at quite another scale. */
function strayed(s){
  var r=s.ready;if(!r||s.k>r.k*DRIFT||s.k*DRIFT<r.k)return true;
  var v=around(s,0),b=r.near;
  return Math.max(v[0],0)<b[0]||Math.max(v[1],0)<b[1]||Math.min(v[2],s.width)>b[2]||Math.min(v[3],s.height)>b[3];
}
/* Detail: what of a sheet is shown. */
function detail(s){
  var large=s.data.nodes.length>ALWAYS,nodes=s.data.nodes,near=around(s,AROUND),wide=around(s,2*AROUND),due=[],kept=[];
  s.ready={k:s.k,near:near};
  s.svg.classList.toggle("far",s.k<READABLE);s.svg.classList.toggle("speck",s.k<SPECK);
  for(var line=2;line<=16;line*=2)s.svg.classList.toggle("line-"+line,line===Math.min(16,Math.pow(2,Math.round(Math.log2(1/s.k)))));
  if(large&&!s.batches)s.batches=nodes.map(function(_,i){return batches(s,i)});
  function keep(isOpen,b){return meets(isOpen?wide:near,b)}
  (function walk(list,depth,above){list.forEach(function(i){
    if(!s.kids[i].length)return;
    var b=nodes[i].b,off=large&&!keep(s.open[i],b),close=off||(large&&depth>0&&s.k<READABLE&&(crowded(s,i)||b[2]*s.k<70));
    if(s.open[i]!==!close){s.open[i]=!close;each(s,i,function(e){e.classList.toggle("closed",close)})}
    if(off)return;
    var name=cover(s,i,close,above);
    if(close)return;
    if(large)s.batches[i].forEach(function(batch){if(keep(batch.open,batch.b)){kept.push(batch);if(!batch.open)due.push(batch)}});
    walk(s.kids[i],depth+1,name||above);
  })})(tops(s),0,null);
  s.shown=s.shown.filter(function(batch){if(kept.indexOf(batch)<0){batch.open=false;batch.g.remove();return false}return true});
  function far(batch){return Math.abs((batch.b[0]+batch.b[2]/2)*s.k+s.x-width/2)+Math.abs((batch.b[1]+batch.b[3]/2)*s.k+s.y-height/2)}
  s.due=due.sort(function(a,b){return far(a)-far(b)});bring(s);
}
function tops(s){if(!s.tops)s.tops=s.data.nodes.map(function(_,i){return i}).filter(function(i){return s.data.nodes[i].p<0});return s.tops}
function leaves(s,i){return s.kids[i].filter(function(kid){return !s.kids[kid].length})}
function crowded(s,i){var n=leaves(s,i).length;return n>3&&n*2>s.kids[i].length}
/* A crowd of leaves in batches of neighbours, which are out of the document while they are not shown: whatever concerns all
   of a sheet takes a time that grows with what is in the document. */
function batches(s,i){
  var made=[],crowd=crowded(s,i)?leaves(s,i):[];
  for(var n=0;n<crowd.length;n+=BATCH){
    var batch={g:doc.createElementNS(NS,"g"),host:element(s,crowd[n]).parentNode,open:false},some=crowd.slice(n,n+BATCH);
    some.forEach(function(kid){batch.g.appendChild(element(s,kid))});
    batch.b=hull(some.map(function(kid){return s.data.nodes[kid].b}));made.push(batch);
  }
  return made;
}
function hull(boxes){
  var x=Math.min.apply(null,boxes.map(function(b){return b[0]})),y=Math.min.apply(null,boxes.map(function(b){return b[1]}));
  return [x,y,Math.max.apply(null,boxes.map(function(b){return b[0]+b[2]}))-x,Math.max.apply(null,boxes.map(function(b){return b[1]+b[3]}))-y];
}
function bring(s){
  s.due.splice(0,AT_ONCE).forEach(function(batch){batch.open=true;batch.host.appendChild(batch.g);s.shown.push(batch)});
  if(s.due.length&&!s.bringing){s.bringing=true;requestAnimationFrame(function(){s.bringing=false;bring(s)})}
}
/* The name of a container whose heading cannot be read: of a closed one in its middle with what it holds, else in its
   corner unless the name of one around it is there. Gives the place of a name in a corner. */
function cover(s,i,closed,above){
  var host=element(s,i),node=s.data.nodes[i],b=node.b,text=host.querySelector(":scope>.cover"),size=Math.min((closed?13:11)/s.k,b[2]*1.5/Math.max(node.l.length,4),b[3]*0.5);
  var named=closed||(s.k<READABLE&&size*s.k>6.5&&!(above&&b[1]<above[1]&&b[0]<above[0]));
  host.classList.toggle("named",named);
  if(!named)return null;
  if(!text){
    text=doc.createElementNS(NS,"text");text.setAttribute("class","cover");
    [node.l,(node.t.filter(function(row){return row[0]===""})[0]||["",""])[1]].forEach(function(line){var part=doc.createElementNS(NS,"tspan");part.textContent=line;text.appendChild(part)});
    host.appendChild(text);
  }
  size=Math.round(size*10)/10;
  var x=closed?b[0]+b[2]/2:b[0]+5/s.k,y=closed?b[1]+b[3]/2:b[1]+size*1.15,second=text.lastChild;
  text.setAttribute("font-size",size);text.setAttribute("text-anchor",closed?"middle":"start");text.setAttribute("stroke-width",4/s.k);
  [[text.firstChild,y],[second,y+size*1.2]].forEach(function(row){row[0].setAttribute("x",x);row[0].setAttribute("y",row[1])});
  second.style.display=closed&&second.textContent.length*size*0.5<b[2]&&size*3.4<b[3]?"":"none";
  return closed?null:[x+node.l.length*size*0.62,y+size*0.3];
}
function zoom(factor,x,y){
  var s=now,k=Math.min(6,Math.max(least(s),s.k*factor));
  if(x===undefined){x=width/2;y=height/2}
  s.x=x-(x-s.x)*k/s.k;s.y=y-(y-s.y)*k/s.k;s.k=k;draw();
}
function whole(s){return Math.min((width-16)/s.width,(height-16)/s.height)}
function least(s){return Math.min(0.3,whole(s)*0.7)}
function fit(s){
  s.k=Math.min(1.25,whole(s));s.x=(width-s.width*s.k)/2;s.y=(height-s.height*s.k)/2;s.seen=true;settle();
}
function show(preset){
  var sheet=sheets[preset];if(!sheet)return;
  now.svg.style.willChange="";now=sheet;measure();
  Object.keys(sheets).forEach(function(name){if(name===preset)sheets[name].svg.removeAttribute("hidden");else sheets[name].svg.setAttribute("hidden","")});
  tabs.forEach(function(tab){tab.setAttribute("aria-pressed",String(tab.dataset.preset===preset))});
  if(!sheet.seen)fit(sheet);
  search(false);select(sheet.selected,false);settle();
}
function reveal(i){
  measure();
  var s=now,b=s.data.nodes[i].b,k=Math.max(s.k,Math.min(1,(width-40)/b[2],(height-40)/b[3])),x=b[0]*k+s.x,y=b[1]*k+s.y;
  if(k!==s.k||x<10||y<10||x+b[2]*k>width-10||y+b[3]*k>height-10){
    s.k=k;s.x=width/2-(b[0]+b[2]/2)*k;s.y=height/2-(b[1]+b[3]/2)*k;settle();
  }
}
/* selection */
function select(i,tell){
  var s=now;
  if(s.selected>=0)each(s,s.selected,function(e){e.classList.remove("selected")});
  function light(e){e.classList.add("lit");s.lit.push(e)}
  s.lit.splice(0).forEach(function(e){e.classList.remove("lit")});
  s.selected=i;s.svg.classList.toggle("dim",false);
  if(i<0){panel.hidden=true;return}
  each(s,i,function(e){e.classList.add("selected")});
  var any=false;
  s.data.edges.forEach(function(edge,n){
    if(edge[0]===i||edge[1]===i){any=true;light(edges(s)[n]);each(s,edge[0]===i?edge[1]:edge[0],light)}
  });
  (function lit(k){s.kids[k].forEach(function(kid){each(s,kid,light);lit(kid)})})(i);
  s.svg.classList.toggle("dim",any);
  if(tell!==false)told.textContent=s.data.nodes[i].s;
  if(!panel.hidden)tellAll(i);
}
function make(tag,text,name){var e=doc.createElement(tag);if(text!==undefined)e.textContent=text;if(name)e.className=name;return e}
function tellAll(i){
  var s=now,node=s.data.nodes[i];about.textContent="";
  about.appendChild(make("h2",node.l));about.appendChild(make("p",node.k,"kind"));
  var list=make("dl");node.t.forEach(function(row){list.appendChild(make("dt",row[0]));list.appendChild(make("dd",row[1]))});about.appendChild(list);
  function links(title,rows){
    if(!rows.length)return;about.appendChild(make("h2",title));var ul=make("ul");
    rows.slice(0,200).forEach(function(row){var li=make("li"),button=make("button",s.data.nodes[row[0]].l);button.type="button";
      button.addEventListener("click",function(){reveal(row[0]);select(row[0])});li.appendChild(button);li.appendChild(doc.createTextNode(" "+row[1]));ul.appendChild(li)});
    about.appendChild(ul);
  }
  links("From",s.data.edges.filter(function(edge){return edge[1]===i}).map(function(edge){return [edge[0],edge[2]+(edge[3]?": "+edge[3]:"")]}));
  links("To",s.data.edges.filter(function(edge){return edge[0]===i}).map(function(edge){return [edge[1],edge[2]+(edge[3]?": "+edge[3]:"")]}));
  links("In it",s.kids[i].map(function(kid){return [kid,s.data.nodes[kid].k]}));
  if(node.p>=0)links("Part of",[[node.p,s.data.nodes[node.p].k]]);
  panel.hidden=false;
}
/* search */
function search(move){
  var s=now,words=query.value.toLowerCase().split(/\\s+/).filter(Boolean);
  s.hits.forEach(function(i){each(s,i,function(e){e.classList.remove("hit")})});
  s.texts=s.texts||s.data.nodes.map(function(node){
    return [node.s].concat(node.t.filter(function(row){return SOUGHT.indexOf(row[0])>=0}).map(function(row){return row[1]})).join(" ").toLowerCase()});
  s.hits=words.length?s.texts.map(function(text,i){return words.every(function(word){return text.indexOf(word)>=0})?i:-1}).filter(function(i){return i>=0}):[];
  s.svg.classList.toggle("searching",words.length>0&&s.hits.length>0);
  s.hits.forEach(function(i){each(s,i,function(e){e.classList.add("hit")})});
  s.hit=-1;hits.textContent=words.length?s.hits.length+(s.hits.length===1?" hit":" hits"):"";
  if(move&&s.hits.length===1)reveal(s.hits[0]);
}
/* In large sheets the search waits until typing pauses; Enter does not wait: its hit is of the text that stands there. */
var waiting=0;
function cancel(){var was=waiting;clearTimeout(waiting);waiting=0;return was}
query.addEventListener("input",function(){
  cancel();
  if(now.data.nodes.length>ALWAYS*10)waiting=setTimeout(function(){waiting=0;search(true)},150);else search(true);
});
query.addEventListener("keydown",function(event){
  if(event.key==="Enter"&&cancel())search(false);
  if(event.key==="Enter"&&now.hits.length){event.preventDefault();var n=now.hits.length;now.hit=(now.hit+(event.shiftKey?n-1:1))%n;reveal(now.hits[now.hit]);select(now.hits[now.hit]);hits.textContent=(now.hit+1)+" of "+n}
  if(event.key==="Escape"){event.stopPropagation();cancel();query.value="";search(false);stage.focus()}
});
/* mouse and touch */
var down=null,points={};
stage.addEventListener("pointerdown",function(event){
  if(event.button!==0)return;
  points[event.pointerId]=[event.clientX,event.clientY];down={x:event.clientX,y:event.clientY,moved:false,gap:0};
});
addEventListener("pointermove",function(event){
  var last=points[event.pointerId];if(!last||!down)return;
  var ids=Object.keys(points);
  if(ids.length===1){
    if(!down.moved&&Math.abs(event.clientX-down.x)+Math.abs(event.clientY-down.y)<4)return;
    down.moved=true;stage.classList.add("moving");now.x+=event.clientX-last[0];now.y+=event.clientY-last[1];draw();
  }
  points[event.pointerId]=[event.clientX,event.clientY];
  if(ids.length===2){
    var a=points[ids[0]],b=points[ids[1]],gap=Math.sqrt((a[0]-b[0])*(a[0]-b[0])+(a[1]-b[1])*(a[1]-b[1])),r=stage.getBoundingClientRect();
    if(down.gap>0)zoom(gap/down.gap,(a[0]+b[0])/2-r.left,(a[1]+b[1])/2-r.top);
    down.gap=gap;down.moved=true;
  }
});
function up(event){delete points[event.pointerId];if(!Object.keys(points).length){stage.classList.remove("moving")}else if(down){down.gap=0}}
addEventListener("pointerup",up);addEventListener("pointercancel",up);
stage.addEventListener("click",function(event){
  if(down&&down.moved)return;
  var at=event.target.closest&&event.target.closest(".node,.shell");
  if(!at){select(-1);return}
  var i=+(at.dataset.node||at.id).split("-n").pop();panel.hidden=false;select(i);
});
stage.addEventListener("dblclick",function(event){var r=stage.getBoundingClientRect();zoom(1.8,event.clientX-r.left,event.clientY-r.top)});
stage.addEventListener("wheel",function(event){
  event.preventDefault();var r=stage.getBoundingClientRect();
  zoom(Math.pow(1.0016,-Math.max(-300,Math.min(300,event.deltaY*(event.deltaMode===1?16:1)))),event.clientX-r.left,event.clientY-r.top);
},{passive:false});
/* keyboard */
function step(key){
  var s=now,i=s.selected;
  if(i<0)return tops(s)[0];
  var near=s.data.nodes[i].p<0?tops(s):s.kids[s.data.nodes[i].p],at=near.indexOf(i);
  if(key==="ArrowRight")return s.kids[i].length?s.kids[i][0]:near[(at+1)%near.length];
  if(key==="ArrowLeft")return s.data.nodes[i].p>=0?s.data.nodes[i].p:i;
  return near[(at+(key==="ArrowDown"?1:near.length-1))%near.length];
}
stage.addEventListener("keydown",function(event){
  if(!/^Arrow/.test(event.key)&&event.key!=="Enter")return;
  event.preventDefault();
  if(event.shiftKey&&event.key!=="Enter"){var d={ArrowLeft:[60,0],ArrowRight:[-60,0],ArrowUp:[0,60],ArrowDown:[0,-60]}[event.key];now.x+=d[0];now.y+=d[1];draw();return}
  if(event.key==="Enter"){if(now.selected>=0){tellAll(now.selected);$("close").focus()}return}
  var i=step(event.key);reveal(i);select(i);
});
doc.addEventListener("keydown",function(event){
  if(event.ctrlKey||event.metaKey||event.altKey)return;
  if(event.key==="Escape"){$("keys").hidden=true;$("help").setAttribute("aria-expanded","false");if(!panel.hidden||now.selected>=0){select(-1);stage.focus()}return}
  if(doc.activeElement===query)return;
  if(event.key==="/"){event.preventDefault();query.focus();query.select()}
  else if(event.key==="+"||event.key==="=")zoom(1.25);
  else if(event.key==="-")zoom(0.8);
  else if(event.key==="0")fit(now);
  else if(event.key==="d")theme();
  else if(event.key==="?")help();
  else if(/^[123]$/.test(event.key)&&tabs[event.key-1])show(tabs[event.key-1].dataset.preset);
});
/* buttons */
tabs.forEach(function(tab){tab.addEventListener("click",function(){show(tab.dataset.preset)})});
$("in").addEventListener("click",function(){zoom(1.25)});$("out").addEventListener("click",function(){zoom(0.8)});$("fit").addEventListener("click",function(){fit(now)});
$("close").addEventListener("click",function(){select(-1);stage.focus()});
function help(){var keys=$("keys");keys.hidden=!keys.hidden;$("help").setAttribute("aria-expanded",String(!keys.hidden))}
$("help").addEventListener("click",help);
var system=matchMedia("(prefers-color-scheme: dark)");
function isDark(){return root.dataset.theme?root.dataset.theme==="dark":system.matches}
function mark(){$("theme").setAttribute("aria-pressed",String(isDark()))}
function theme(){root.dataset.theme=isDark()?"light":"dark";mark()}
$("theme").addEventListener("click",theme);system.addEventListener("change",mark);
new ResizeObserver(function(){measure();draw()}).observe(stage);
mark();measure();fit(now);
})();
`;
