/** Style of the HTML report: light and dark by what the reader's system wants, and for paper. @internal */
export const HTML_STYLE = `
:root{color-scheme:light dark;
--page:#f6f7f9;--card:#fff;--ink:#1b2430;--soft:#566273;--line:#dfe3e9;--field:#fff;--code:#f0f2f5;--accent:#1f5fbf;
--fail:#b42318;--fail-bg:#fdecea;--open:#8a5a00;--open-bg:#fdf3dc;--pass:#146c43;--pass-bg:#e3f4ea;--waive:#155e75;--waive-bg:#e0f2f7;
--mute:#566273;--mute-bg:#eceff3;--c-sat:#1d9a5f;--c-enf:#5fb98b;--c-rel:#e0a63a;--c-not:#c9772b;--c-fail:#d0342c;--c-waive:#2f8fab}
@media (prefers-color-scheme:dark){:root{
--page:#10151c;--card:#182029;--ink:#e6eaf0;--soft:#a3afbf;--line:#2b3644;--field:#111820;--code:#212b37;--accent:#7db2ff;
--fail:#ff9a90;--fail-bg:#3b1a1a;--open:#f5c563;--open-bg:#36290f;--pass:#7fdca8;--pass-bg:#12301f;--waive:#82d3ea;--waive-bg:#0f2d37;
--mute:#a3afbf;--mute-bg:#232d39;--c-sat:#35b779;--c-enf:#277f57;--c-rel:#c08a24;--c-not:#a85b18;--c-fail:#e5544b;--c-waive:#2b86a0}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:5rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
main,header,footer{max-width:70rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .25rem;letter-spacing:-.01em}
h2{font-size:1.2rem;margin:2rem 0 .25rem}
h2 .n{color:var(--soft);font-weight:400}
p{margin:.25rem 0}
.soft{color:var(--soft)}
a{color:var(--accent)}
code,pre{font-family:ui-monospace,"Cascadia Mono","SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
code{background:var(--code);border-radius:4px;padding:.08em .35em;overflow-wrap:anywhere}
pre{background:var(--code);border-radius:6px;padding:.6rem .75rem;margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px}
.verdict{display:flex;gap:1rem;align-items:center;padding:1rem 1.25rem;margin:1rem 0;border-left:6px solid var(--edge)}
.verdict .mark{flex:none;width:2.75rem;height:2.75rem;border-radius:50%;display:grid;place-items:center;font-size:1.4rem;font-weight:700;background:var(--tint);color:var(--edge)}
.verdict strong{font-size:1.2rem;display:block;color:var(--edge)}
.k-violated{--edge:var(--fail);--tint:var(--fail-bg)}.k-open{--edge:var(--open);--tint:var(--open-bg)}
.k-met{--edge:var(--pass);--tint:var(--pass-bg)}.k-waived{--edge:var(--waive);--tint:var(--waive-bg)}
.k-advice{--edge:var(--open);--tint:var(--open-bg)}.k-manual,.k-not-applicable{--edge:var(--mute);--tint:var(--mute-bg)}
.grid{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr) minmax(0,1fr);margin:1rem 0}
.box{padding:1rem 1.25rem}
.box h2{margin:0 0 .5rem;font-size:1rem}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1rem;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
dd ul{margin:.15rem 0;padding-left:1.1rem}
.bar{display:flex;height:.9rem;border-radius:.45rem;overflow:hidden;background:var(--mute-bg);margin:.5rem 0 .75rem;gap:2px}
.bar i{display:block;min-width:4px}
.legend{list-style:none;margin:0;padding:0;display:grid;gap:.3rem}
.legend li{display:grid;grid-template-columns:.8rem 1.6rem minmax(0,1fr);gap:.5rem;align-items:baseline}
.legend b{text-align:right;font-variant-numeric:tabular-nums}
.legend .dot{width:.8rem;height:.8rem;border-radius:3px;align-self:start;margin-top:.35rem}
.s-sat{background:var(--c-sat)}.s-enf{background:var(--c-enf)}.s-rel{background:var(--c-rel)}.s-not{background:var(--c-not)}.s-fail{background:var(--c-fail)}.s-waive{background:var(--c-waive)}.s-none{background:var(--mute)}
.tools{position:sticky;top:0;z-index:2;background:var(--page);padding:.75rem 0;border-bottom:1px solid var(--line);display:none;flex-wrap:wrap;gap:.5rem;align-items:center}
.js .tools{display:flex}
.tools input[type=search],.tools select{font:inherit;color:inherit;background:var(--field);border:1px solid var(--line);border-radius:8px;padding:.4rem .65rem;min-height:2.4rem}
.tools select{max-width:100%}
.tools input[type=search]{flex:1 1 14rem;min-width:10rem}
.tools button,.chip{font:inherit;font-size:.9rem;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:999px;padding:.3rem .75rem;min-height:2.2rem;cursor:pointer}
.chip::before{content:"";display:inline-block;width:.55rem;height:.55rem;border-radius:50%;background:var(--edge);margin-right:.4rem}
.chip[aria-pressed=true]{background:var(--tint);border-color:var(--edge);color:var(--edge);font-weight:600}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.count{color:var(--soft);font-size:.9rem;margin-left:auto}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
details.rule{margin:.5rem 0;border-left:4px solid var(--edge)}
details.rule>summary{cursor:pointer;list-style:none;padding:.7rem 1rem;display:grid;grid-template-columns:1.6rem minmax(0,1fr) auto;gap:.5rem;align-items:baseline}
details.rule>summary::-webkit-details-marker{display:none}
details.rule>summary:hover{background:color-mix(in srgb,var(--tint) 45%,transparent)}
.rule .mark{color:var(--edge);font-weight:700;text-align:center}
.rule .id{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em;overflow-wrap:anywhere}
.rule .sum{display:block;color:var(--soft);font-size:.925rem;overflow-wrap:anywhere}
.tags{display:flex;gap:.35rem;flex-wrap:wrap;justify-content:flex-end}
.tag{font-size:.78rem;white-space:nowrap;border-radius:999px;padding:.1rem .55rem;background:var(--mute-bg);color:var(--mute)}
.tag.main{background:var(--tint);color:var(--edge)}
.body{padding:.25rem 1rem 1rem 3.1rem;border-top:1px solid var(--line)}
.body dl{margin-top:.75rem}
.finding{border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem;margin:.6rem 0;border-left:3px solid var(--edge)}
.finding p{overflow-wrap:anywhere}
.finding dl{margin-top:.35rem;font-size:.925rem}
.things{margin:.4rem 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.35rem .6rem}
.more>summary{cursor:pointer;color:var(--accent);padding:.3rem 0}
.wave{position:relative}
.copy{position:absolute;top:.35rem;right:.35rem;display:none;font:inherit;font-size:.8rem;background:var(--card);color:inherit;border:1px solid var(--line);border-radius:6px;padding:.1rem .5rem;cursor:pointer}
.js .copy{display:block}
.js .wave pre{padding-right:5rem}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:56rem;font-size:.925rem}
td code{overflow-wrap:break-word}
td:nth-child(5){white-space:nowrap}
th,td{text-align:left;padding:.5rem .75rem;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
th{color:var(--soft);font-weight:600;white-space:nowrap}
[hidden]{display:none!important}
.none{padding:1.5rem;text-align:center;color:var(--soft)}
footer{color:var(--soft);font-size:.875rem;padding-top:2rem;padding-bottom:3rem}
@media (max-width:48rem){.grid{grid-template-columns:minmax(0,1fr)}.body{padding-left:1rem}details.rule>summary{grid-template-columns:1.4rem minmax(0,1fr)}.tags{grid-column:2;justify-content:flex-start}.count{margin-left:0;flex-basis:100%}.tools{position:static}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.4rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#f3f3f3;--accent:#000;
--fail:#b42318;--fail-bg:#fff;--open:#8a5a00;--open-bg:#fff;--pass:#146c43;--pass-bg:#fff;--waive:#155e75;--waive-bg:#fff;--mute:#444;--mute-bg:#eee}
body{font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main,header,footer{max-width:none;padding:0}.tools,.copy{display:none!important}
.finding,.verdict,tr,details.rule>summary{break-inside:avoid}table{min-width:0}h2{break-after:avoid}.grid{display:block}.grid>*{margin-bottom:1rem}
.body a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em}}
`;
