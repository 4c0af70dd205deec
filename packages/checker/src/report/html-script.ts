/**
 * Behaviour of the HTML report: filter, search, links to rules, copying, and opening everything for paper. Without it
 * the report is complete, only longer to look through.
 *
 * @internal
 */
export const HTML_SCRIPT = `
(function(){
var doc=document,root=doc.documentElement;root.classList.add("js");
var rules=[].slice.call(doc.querySelectorAll("details.rule"));
var sections=[].slice.call(doc.querySelectorAll("section[data-key]"));
var chips=[].slice.call(doc.querySelectorAll(".chip"));
var query=doc.getElementById("q"),standard=doc.getElementById("std"),count=doc.getElementById("count"),none=doc.getElementById("none");
var texts=rules.map(function(rule){return rule.textContent.toLowerCase()});
function apply(){
  var words=query.value.toLowerCase().split(/\\s+/).filter(Boolean);
  var keys=chips.filter(function(chip){return chip.getAttribute("aria-pressed")==="true"}).map(function(chip){return chip.dataset.key});
  var shown=0;
  rules.forEach(function(rule,index){
    var fits=(keys.length===0||keys.indexOf(rule.dataset.key)>=0)&&(standard.value===""||rule.dataset.standard===standard.value)&&
      words.every(function(word){return texts[index].indexOf(word)>=0});
    rule.hidden=!fits;if(fits)shown++;
  });
  sections.forEach(function(section){section.hidden=!section.querySelector("details.rule:not([hidden])")});
  none.hidden=shown>0;
  count.textContent=shown+" of "+rules.length+" rules";
}
chips.forEach(function(chip){chip.addEventListener("click",function(){
  chip.setAttribute("aria-pressed",chip.getAttribute("aria-pressed")==="true"?"false":"true");apply();
})});
query.addEventListener("input",apply);standard.addEventListener("change",apply);
doc.getElementById("reset").addEventListener("click",function(){
  query.value="";standard.value="";chips.forEach(function(chip){chip.setAttribute("aria-pressed","false")});apply();query.focus();
});
var toggle=doc.getElementById("toggle");
toggle.addEventListener("click",function(){
  var open=toggle.getAttribute("aria-expanded")!=="true";
  rules.forEach(function(rule){if(!rule.hidden)rule.open=open});
  toggle.setAttribute("aria-expanded",String(open));toggle.textContent=open?"Close all":"Open all";
});
doc.addEventListener("keydown",function(event){
  if(event.key==="/"&&doc.activeElement!==query&&!event.ctrlKey&&!event.metaKey&&!event.altKey){event.preventDefault();query.focus()}
});
[].forEach.call(doc.querySelectorAll(".copy"),function(button){button.addEventListener("click",function(){
  var text=button.parentNode.querySelector("pre").textContent;
  function done(){button.textContent="Copied"}
  function byHand(){var range=doc.createRange();range.selectNodeContents(button.parentNode.querySelector("pre"));
    var selection=getSelection();selection.removeAllRanges();selection.addRange(range);button.textContent="Selected"}
  if(navigator.clipboard&&isSecureContext){navigator.clipboard.writeText(text).then(done,byHand)}else{byHand()}
})});
function go(){
  var id="";try{id=decodeURIComponent(location.hash.slice(1))}catch(error){return}
  var target=id&&doc.getElementById(id);
  if(target&&target.tagName==="DETAILS"){if(target.hidden){doc.getElementById("reset").click()}target.open=true;target.scrollIntoView()}
}
addEventListener("hashchange",go);
var opened=[];
addEventListener("beforeprint",function(){[].forEach.call(doc.querySelectorAll("details:not([open])"),function(each){each.open=true;opened.push(each)})});
addEventListener("afterprint",function(){opened.forEach(function(each){each.open=false});opened=[]});
apply();go();
})();
`;
