/** Style of the page around the drawing. @internal */
export const HTML_STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light dark}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
html,body{height:100%}[hidden]{display:none!important}
body{margin:0;display:flex;flex-direction:column;background:var(--page);color:var(--ink);font:14px/1.45 Inter,"Segoe UI",Roboto,"Helvetica Neue",Helvetica,Arial,sans-serif}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding:.55rem 1rem;border-bottom:1px solid var(--line);background:var(--place-fill)}
h1{font-size:1.02rem;margin:0;max-width:22rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
h2{font-size:1rem;margin:0 0 .5rem}
button,input{font:inherit;color:var(--ink);background:var(--page);border:1px solid var(--line);border-radius:.45rem;padding:.28rem .7rem;min-height:2rem}
button{cursor:pointer}button:hover{border-color:var(--allows)}
button[aria-pressed=true]{background:var(--run-fill);border-color:var(--allows);font-weight:600}
:focus-visible{outline:2px solid var(--allows);outline-offset:2px}
.tabs,.tools{display:flex;gap:.35rem}.find{display:flex;gap:.6rem;align-items:center;flex:1;min-width:12rem}
#q{width:min(22rem,100%)}#hits,.n{color:var(--soft);font-weight:400;font-size:.86em;white-space:nowrap}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
main{position:relative;flex:1;min-height:0;display:flex}
#stage{flex:1;min-width:0;position:relative;overflow:hidden;touch-action:none;cursor:grab}
#stage.moving{cursor:grabbing}#stage:focus-visible{outline-offset:-3px}
.sheet{position:absolute;inset:0;width:100%;height:100%;display:block}
html.js .sheet{user-select:none;inset:auto;left:0;top:0;transform-origin:0 0}
.node{cursor:pointer}
.selected>.box{stroke-width:3!important;stroke:var(--allows)!important}
.hit>.box{stroke-width:2.6!important;stroke:var(--update)!important}.node.group:is(.hit,.selected)>:is(.label,.cover){text-decoration:underline}
.dim .edge:not(.lit){opacity:.13}.dim .leaf:not(.lit):not(.selected){opacity:.4}.lit>path{stroke-width:2.6}
.searching .leaf:not(.hit){opacity:.3}.searching .edge{opacity:.18}
.sheet text{text-rendering:geometricPrecision}
.closed>.kids,.far :is(.detail,.beside,.mark,.edge>text,.group>:is(.label,.plate,.icon)),.speck :is(.label,.icon){display:none}
${[2, 4, 8, 16].map((width) => `.line-${width} .box,.line-${width} .edge>path{stroke-width:${width}}`).join("")}
.cover{display:none;font-weight:600;fill:var(--ink);stroke:var(--page);stroke-linejoin:round;paint-order:stroke;pointer-events:none}.closed>.cover{stroke:none}
.cover :last-child{font-size:.85em;font-weight:400;fill:var(--soft)}.named>.cover{display:block}.closed>:is(.label,.plate,.icon){display:none}
#panel{width:min(23rem,90vw);overflow:auto;border-left:1px solid var(--line);background:var(--page);padding:1rem;position:relative}
#close{position:absolute;right:.7rem;top:.7rem;padding:0 .6rem}
#about h2{padding-right:2.4rem;overflow-wrap:anywhere}#about .kind{color:var(--soft);margin:-.4rem 0 .8rem}
dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.25rem .8rem;margin:0 0 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
#about ul{list-style:none;margin:0 0 1rem;padding:0}#about li{margin:.2rem 0}
#about li button{padding:.1rem .5rem;min-height:1.6rem;text-align:left}
#keys{position:absolute;right:1rem;top:1rem;background:var(--page);border:1px solid var(--line);border-radius:.6rem;padding:1rem;box-shadow:0 6px 24px rgb(0 0 0/.18);max-width:24rem}
#keys dt{font-weight:600;color:var(--ink);white-space:nowrap}#keys dl{margin:0}
html:not(.js) .find,html:not(.js) .tools,html:not(.js) .tabs{display:none}
html:not(.js) #stage{overflow:auto}html:not(.js) .sheet{position:static}
@media (max-width:640px){#panel{position:absolute;inset:auto 0 0 0;width:auto;max-height:55%;border-left:0;border-top:1px solid var(--line)}h1{max-width:100%}}
@media print{header .tabs,header .find,header .tools,#panel,#keys{display:none!important}#stage{overflow:visible}html.js .sheet{position:static;transform:none!important;width:100%!important;height:auto!important}}
`;
