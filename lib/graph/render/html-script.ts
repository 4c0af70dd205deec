/**
 * Behaviour of the page: pan, zoom, search, selection, keyboard. Containers that are too small on the screen to be read
 * are shown closed, with their name in large: thousands of nodes are drawn only where one looks at them.
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
/* Smallest size on the screen at which what is inside a container is shown, and how many nodes are always shown. */
var READABLE=0.34,ALWAYS=150;
/* Facts that are searched; names of resources begin with the stack's and would all be hits. */
var SOUGHT=["construct","type","finding","flavor","image","zone","subnet","plan or check"];
var sheets={};
[].forEach.call(doc.querySelectorAll(".sheet"),function(svg){
  var preset=svg.dataset.preset,data=DATA[preset];
  var sheet={preset:preset,svg:svg,world:svg.querySelector(".world"),data:data,x:0,y:0,k:1,seen:false,selected:-1,hits:[],hit:-1,
    width:+svg.dataset.width,height:+svg.dataset.height,kids:data.nodes.map(function(){return []}),lines:null};
  data.nodes.forEach(function(node,i){if(node.p>=0)sheet.kids[node.p].push(i)});
  svg.removeAttribute("viewBox");sheets[preset]=sheet;
});
var now=sheets[tabs.filter(function(tab){return tab.getAttribute("aria-pressed")==="true"})[0].dataset.preset];
function element(sheet,i){return doc.getElementById(sheet.preset+"-n"+i)}
function shell(sheet,i){
  if(!sheet.shells){sheet.shells={};[].forEach.call(sheet.svg.querySelectorAll(".shell"),function(e){sheet.shells[e.dataset.node]=e})}
  return sheet.shells[sheet.preset+"-n"+i];
}
function each(sheet,i,work){var e=element(sheet,i),s=shell(sheet,i);if(e)work(e);if(s)work(s)}
function edges(sheet){if(!sheet.lines)sheet.lines=[].slice.call(sheet.svg.querySelectorAll(".edges>.edge"));return sheet.lines}
/* view */
var queued=false;
function draw(){if(!queued){queued=true;requestAnimationFrame(function(){queued=false;paint(now)})}}
function paint(sheet){
  sheet.world.setAttribute("transform","translate("+sheet.x+" "+sheet.y+") scale("+sheet.k+")");
  sheet.svg.classList.toggle("far",sheet.k<0.42);
  if(sheet.data.nodes.length>ALWAYS)detail(sheet);
}
function outside(sheet,b){
  var w=stage.clientWidth,h=stage.clientHeight,x=b[0]*sheet.k+sheet.x,y=b[1]*sheet.k+sheet.y;
  return x>w||y>h||x+b[2]*sheet.k<0||y+b[3]*sheet.k<0;
}
function detail(sheet){
  sheet.open=sheet.open||{};
  var nodes=sheet.data.nodes;
  (function walk(list,depth){list.forEach(function(i){
    if(!sheet.kids[i].length)return;
    var b=nodes[i].b,off=outside(sheet,b);
    var leaves=sheet.kids[i].filter(function(kid){return !sheet.kids[kid].length}).length;
    var close=off||(depth>0&&leaves>3&&leaves*2>sheet.kids[i].length&&sheet.k<READABLE);
    if(sheet.open[i]!==!close){sheet.open[i]=!close;each(sheet,i,function(e){e.classList.toggle("closed",close)})}
    if(close&&!off)cover(sheet,i);
    if(!close)walk(sheet.kids[i],depth+1);
  })})(nodes.map(function(_,i){return i}).filter(function(i){return nodes[i].p<0}),0);
}
/* The name of a closed container, as large as it can be. */
function cover(sheet,i){
  var host=element(sheet,i),b=sheet.data.nodes[i].b,text=host.querySelector(":scope>.cover"),label=sheet.data.nodes[i].l;
  if(!text){text=doc.createElementNS(NS,"text");text.setAttribute("class","cover");text.setAttribute("x",b[0]+b[2]/2);text.setAttribute("y",b[1]+b[3]/2);text.textContent=label;host.appendChild(text)}
  var size=Math.min(13/sheet.k,b[2]*1.5/Math.max(label.length,4),b[3]*0.5);
  text.setAttribute("font-size",Math.round(size*10)/10);
}
function zoom(factor,x,y){
  var s=now,k=Math.min(6,Math.max(least(s),s.k*factor));
  if(x===undefined){x=stage.clientWidth/2;y=stage.clientHeight/2}
  s.x=x-(x-s.x)*k/s.k;s.y=y-(y-s.y)*k/s.k;s.k=k;draw();
}
function whole(s){return Math.min((stage.clientWidth-16)/s.width,(stage.clientHeight-16)/s.height)}
function least(s){return Math.min(0.3,whole(s)*0.7)}
function fit(s){
  s.k=Math.min(1.25,whole(s));s.x=(stage.clientWidth-s.width*s.k)/2;s.y=(stage.clientHeight-s.height*s.k)/2;s.seen=true;draw();
}
function show(preset){
  var sheet=sheets[preset];if(!sheet)return;
  now=sheet;
  Object.keys(sheets).forEach(function(name){if(name===preset)sheets[name].svg.removeAttribute("hidden");else sheets[name].svg.setAttribute("hidden","")});
  tabs.forEach(function(tab){tab.setAttribute("aria-pressed",String(tab.dataset.preset===preset))});
  if(!sheet.seen)fit(sheet);
  search(false);select(sheet.selected,false);draw();
}
function reveal(i){
  var s=now,b=s.data.nodes[i].b,k=Math.max(s.k,Math.min(1,(stage.clientWidth-40)/b[2],(stage.clientHeight-40)/b[3]));
  var x=b[0]*k+s.x,y=b[1]*k+s.y;
  if(k!==s.k||x<10||y<10||x+b[2]*k>stage.clientWidth-10||y+b[3]*k>stage.clientHeight-10){
    s.k=k;s.x=stage.clientWidth/2-(b[0]+b[2]/2)*k;s.y=stage.clientHeight/2-(b[1]+b[3]/2)*k;draw();
  }
}
/* selection */
function select(i,tell){
  var s=now;
  if(s.selected>=0)each(s,s.selected,function(e){e.classList.remove("selected")});
  [].forEach.call(s.svg.querySelectorAll(".lit"),function(e){e.classList.remove("lit")});
  s.selected=i;s.svg.classList.toggle("dim",false);
  if(i<0){panel.hidden=true;return}
  each(s,i,function(e){e.classList.add("selected")});
  var any=false;
  s.data.edges.forEach(function(edge,n){
    if(edge[0]===i||edge[1]===i){any=true;edges(s)[n].classList.add("lit");each(s,edge[0]===i?edge[1]:edge[0],function(e){e.classList.add("lit")})}
  });
  (function lit(k){s.kids[k].forEach(function(kid){each(s,kid,function(e){e.classList.add("lit")});lit(kid)})})(i);
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
var typed=0;query.addEventListener("input",function(){clearTimeout(typed);typed=setTimeout(function(){search(true)},now.data.nodes.length>ALWAYS*10?150:0)});
query.addEventListener("keydown",function(event){
  if(event.key==="Enter"&&now.hits.length){event.preventDefault();var n=now.hits.length;now.hit=(now.hit+(event.shiftKey?n-1:1))%n;reveal(now.hits[now.hit]);select(now.hits[now.hit]);hits.textContent=(now.hit+1)+" of "+n}
  if(event.key==="Escape"){event.stopPropagation();query.value="";search(false);stage.focus()}
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
  var s=now,i=s.selected,tops=s.data.nodes.map(function(_,n){return n}).filter(function(n){return s.data.nodes[n].p<0});
  if(i<0)return tops[0];
  var near=s.data.nodes[i].p<0?tops:s.kids[s.data.nodes[i].p],at=near.indexOf(i);
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
var last=0;addEventListener("resize",function(){clearTimeout(last);last=setTimeout(function(){draw()},80)});
mark();fit(now);
})();
`;
