/** The page's style: one accent, verdict colours that always stand beside their word, system fonts, tabular numbers. */

const colors = `
:root{color-scheme:light dark;--paper:#f7f7f4;--panel:#fff;--ink:#18222d;--muted:#5a6570;--line:#dfe1dc;--soft:#eff0ec;--accent:#12598f;
--confirmed:#17693f;--adjusted:#12598f;--refuted:#a52d22;--inconclusive:#7d5200;--untested:#5a6570}
@media (prefers-color-scheme:dark){:root{--paper:#0f141a;--panel:#161d25;--ink:#e4e9ee;--muted:#9aa6b2;--line:#2a343f;--soft:#1d2630;--accent:#74b8ee;
--confirmed:#6cce97;--adjusted:#74b8ee;--refuted:#f08b80;--inconclusive:#e0b25c;--untested:#9aa6b2}}`;

const typography = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
body>main,.page{max-width:1180px;margin:0 auto;padding:28px 24px 64px}
h1,h2{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,serif;font-weight:600;letter-spacing:-.01em;line-height:1.2;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:clamp(26px,4.2vw,38px);margin:14px 0 6px}
h2{font-size:22px;margin:0}
h3{font-size:14px;font-weight:650;margin:22px 0 8px}
p{margin:0}
code,pre{font-family:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.87em}
code{overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:2px;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
summary{cursor:pointer;color:var(--accent)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.lead{font-size:17px;max-width:70ch;color:var(--muted);text-wrap:pretty}`;

const layout = `
.brand{display:flex;align-items:center;gap:8px;font-weight:600;color:var(--accent)}
.brand time{margin-left:auto;font-weight:400;font-size:13px;color:var(--muted)}
section{margin-top:40px}
.section-head{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:8px 20px;padding-bottom:10px;border-bottom:2px solid var(--ink)}
.halves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:8px 56px}
.halves>*{min-width:0}
:is(section,.halves>div)>:is(h2,.section-head)+:is(p,.facts),:is(.scroll,.facts)+p{margin-top:12px}
.network{display:flex;flex-wrap:wrap;gap:10px 26px;list-style:none;margin:20px 0 0;padding:0}
.network li{position:relative;background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:7px 13px;line-height:1.3}
.network li+li::before{content:"";position:absolute;left:-21px;top:50%;width:11px;height:11px;border:solid var(--muted);border-width:1.5px 1.5px 0 0;transform:translateY(-50%) rotate(45deg) scale(.62)}
.network b{display:block;font-size:14px;font-weight:600}
.network span{font-size:12.5px;color:var(--muted)}
.network .hidden-layer{border-color:var(--accent)}
.figures{display:flex;flex-wrap:wrap;margin:24px 0 0;border:1px solid var(--line);border-radius:10px;background:var(--panel);overflow:hidden}
.figures div{flex:1 1 168px;padding:12px 16px;box-shadow:1px 0 0 var(--line),0 1px 0 var(--line)}
.figures dt{font-size:12.5px;color:var(--muted)}
.figures dt::first-letter{text-transform:uppercase}
.figures dd{margin:0}
.figures b{display:block;font-size:25px;font-weight:600;line-height:1.25;letter-spacing:-.02em}
.figures div:first-child b{color:var(--accent)}
.figures span{font-size:12.5px;color:var(--muted)}
.warnings{margin-top:24px;border-left:4px solid var(--inconclusive);background:var(--panel);border-radius:0 8px 8px 0;padding:12px 18px}
.warnings h2{font:inherit;font-size:14px;font-weight:650;letter-spacing:0;color:var(--inconclusive)}
.warnings ul{margin:4px 0 0;padding-left:18px}
.warnings code{color:var(--muted)}`;

/** Shades of a cell, by the part of its line that it has. */
const tenths = Array.from({ length: 10 }, (_, index) => index + 1);

const tables = `
table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:inherit}
thead th{font-size:12.5px;font-weight:600;color:var(--muted);padding:10px 14px 6px 0}
tbody th,tbody td{padding:9px 14px 9px 0;vertical-align:top;border-top:1px solid var(--line)}
tr>:last-child{padding-right:0}
.settings{table-layout:fixed}
.settings{font-size:14px;line-height:1.42}
.settings thead th:nth-child(1){width:176px}.settings thead th:nth-child(2){width:200px}.settings thead th:nth-child(4){width:178px}
.settings tbody th,.settings tbody td{padding-top:7px;padding-bottom:7px}
.value b{font-weight:650;overflow-wrap:anywhere}
.value span{font-size:12.5px;color:var(--muted)}
.was{display:block}
.why{text-wrap:pretty}
dd,cite{overflow-wrap:anywhere}
cite{font-style:normal;font-size:12.5px;color:var(--muted)}
cite a{color:inherit;text-decoration-color:var(--line)}
cite a:hover{color:var(--accent)}
.badge{display:inline-flex;align-items:center;gap:6px;font-size:12.5px;font-weight:600;line-height:1.3;white-space:nowrap;color:var(--untested)}
.badge::before{content:"";width:9px;height:9px;border-radius:50%;background:currentColor;flex:none}
.badge.adjusted::before{border-radius:2px}
.badge.inconclusive::before{background:linear-gradient(90deg,currentColor 50%,transparent 50%);border:1.5px solid currentColor}
.badge.untested::before{background:none;border:1.5px solid currentColor}
.badge.refuted::before{border-radius:0;clip-path:polygon(20% 0,50% 30%,80% 0,100% 20%,70% 50%,100% 80%,80% 100%,50% 70%,20% 100%,0 80%,30% 50%,0 20%)}
.badge.confirmed{color:var(--confirmed)}.badge.adjusted{color:var(--adjusted)}.badge.refuted{color:var(--refuted)}.badge.inconclusive{color:var(--inconclusive)}
.verdicts{display:flex;flex-wrap:wrap;gap:4px 18px}
.evidence{display:block;font-size:12.5px;color:var(--muted);margin-top:2px}
.lost{font-size:13px;margin-top:3px}
.lost ul{margin:2px 0 0;padding-left:18px}
details.more,details.meanings{border-top:1px solid var(--line);padding-top:10px}
details.meanings{margin-top:10px}
.meanings dl{margin:8px 0 0}
.meanings dl div{display:flex;gap:14px;padding:3px 0}
.meanings dt{flex:0 0 110px}
.meanings dd{margin:0;color:var(--muted)}
.numbers{font-size:14px}
.numbers tbody th,.numbers tbody td{padding-top:6px;padding-bottom:6px}
.scores{display:flex;flex-wrap:wrap;gap:8px 36px;margin:0}
.scores dt{font-size:12.5px;color:var(--muted)}
.scores dd{margin:0;font-size:17px;font-weight:600}
.numbers .number,.balance .number{text-align:right}
.listing .number{white-space:nowrap}
.numbers tbody th{font-weight:500}
.trials tbody tr:not(.kept){color:var(--muted)}
.trials tbody .kept th{box-shadow:inset 3px 0 0 var(--confirmed);padding-left:10px}
.trials tbody tr:not(.kept) th{padding-left:10px}
.trials thead th:first-child{padding-left:10px}
${tenths.map((tenth) => `.confusion [data-tenths="${tenth}"]{background:color-mix(in srgb,var(--accent) ${3 * tenth}%,transparent)}`).join('\n')}
.confusion{width:auto}
.confusion tbody td,.confusion tbody th{padding-right:14px}
.scroll{overflow-x:auto;background:linear-gradient(to right,var(--paper) 14px,transparent) local left/28px 100% no-repeat,linear-gradient(to left,var(--paper) 14px,transparent) local right/28px 100% no-repeat,linear-gradient(to right,var(--line),transparent) left/14px 100% no-repeat,linear-gradient(to left,var(--line),transparent) right/14px 100% no-repeat}
.scroll table{width:max-content;min-width:100%;max-width:max(760px,100%)}
.scroll.narrow table{min-width:0}
.scroll code{white-space:nowrap}
.facts{margin:0;max-width:620px}
.facts div{display:flex;justify-content:space-between;gap:20px;padding:5px 0;border-top:1px solid var(--line)}
.facts div:first-child{border-top:0}
.facts dt{color:var(--muted);flex:none}
.facts dd{margin:0;min-width:0}
.card{margin:10px 0 0;max-width:90ch}
.card div{display:flex;gap:20px;padding:6px 0;border-top:1px solid var(--line)}
.card div:first-child{border-top:0}
.card.slots dt{flex-basis:190px}
.card dt{flex:0 0 140px;color:var(--muted)}
.card dd{margin:0;text-wrap:pretty}
.balance{table-layout:fixed}
.balance .label{width:42%}
.balance .count{width:18%}
.balance tbody th{overflow-wrap:anywhere}
.balance td,.balance tbody th{padding:5px 10px 5px 0;border-top:0;vertical-align:middle}
.balance .bar{white-space:nowrap;padding-right:66px}
.bar svg{display:inline-block;min-width:1px;background:var(--accent);border-radius:0 3px 3px 0;vertical-align:-2px;opacity:.8}
.bar span{font-size:12.5px;color:var(--muted);margin-left:7px}`;

const charts = `
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:14px 36px;margin-top:6px}
figure{margin:0;min-width:0}
figure svg{display:block;width:100%;max-width:460px;height:auto}
figure svg text{white-space:pre}
figcaption h3{margin:16px 0 2px}
.legend,.note{font-size:12.5px;color:var(--muted)}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin-bottom:8px}
.key{display:inline-flex;align-items:center;gap:6px}
.swatch{display:inline-block;width:18px;height:0;border-top:2px solid currentColor}
.swatch.dashed{border-top-style:dashed}
.swatch.dot,.swatch.ring{width:10px;height:10px;border-radius:50%;border:2px solid currentColor}
.swatch.dot{background:currentColor}
.swatch.cross{width:10px;height:10px;border:0;background:currentColor;clip-path:polygon(20% 0,50% 30%,80% 0,100% 20%,70% 50%,100% 80%,80% 100%,50% 70%,20% 100%,0 80%,30% 50%,0 20%)}
.swatch.accented{color:var(--accent)}.swatch.plain{color:var(--muted)}.swatch.bad{color:var(--refuted)}
pre{background:var(--soft);border-radius:8px;padding:12px 14px;margin:10px 0 14px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.next{margin:10px 0 0;padding-left:20px}
.next li{padding:3px 0 3px 4px;text-wrap:pretty}
.next code{white-space:nowrap}
.next li::marker{color:var(--muted)}`;

const phone = `
@media (max-width:719px){
body>main,.page{padding:18px 16px 48px}
section{margin-top:34px}
.settings,.settings tbody{display:block}
.settings thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.settings tr{display:grid;grid-template-columns:minmax(0,1fr);gap:2px 14px;padding:10px 0;position:relative;border-top:1px solid var(--line)}
.settings tbody th,.settings tbody td{padding:0;border:0}
.settings tbody th{padding-right:112px}
.settings .value{grid-column:1;grid-row:2;font-size:16px}
.settings .verdict{grid-column:1/-1;grid-row:3}
.settings .verdict .badge{position:absolute;top:11px;right:0}
.settings .why{grid-column:1/-1;grid-row:4;color:var(--muted)}
.figures div{flex-basis:138px;padding:10px 12px}
.meanings dl div,.card div{display:block}
.balance .label{width:50%}
.balance tbody th{font-size:14px}
.facts.identity div{display:block}}`;

const servicePages = `
.menu{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:0 0 26px;padding:0 0 10px;border-bottom:1px solid var(--line);font-size:14px}
.menu a{text-decoration:none;padding:2px 0}
.menu.links{border:0;margin:14px 0 0;padding:0}
.menu [aria-current]{color:var(--ink);font-weight:650;border-bottom:2px solid var(--accent)}
.filters{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:end;margin-top:20px}
.filters label{display:grid;gap:6px;font-size:12.5px;color:var(--muted)}
.filters input,.filters select,.filters button{font:inherit;font-size:14px;color:var(--ink);background:var(--panel);border:1px solid var(--muted);border-radius:6px;padding:5px 9px;min-width:0;min-height:36px;max-width:100%}
.filters button{background:var(--accent);border-color:var(--accent);color:var(--paper);font-weight:600;padding:5px 16px}
.filters>a{line-height:36px}
.filters textarea{font:13px/1.45 ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,monospace;color:var(--ink);background:var(--panel);border:1px solid var(--muted);border-radius:6px;padding:8px 10px;width:100%;max-width:640px}
.filters.stacked{flex-direction:column;align-items:flex-start}
.filters.stacked label{width:100%}
.share{white-space:nowrap;display:flex;gap:12px;align-items:center;margin-top:18px;font-size:14px;color:var(--muted)}
.share progress{flex:0 1 420px;height:12px;accent-color:var(--accent)}
.listing{font-size:14px}
.scroll:has(>.listing){margin-top:18px}
.scroll :is(td,th){max-width:60ch}
.slot{border-top:1px solid var(--line);padding:16px 0}
.slot h3{font-size:16px;margin:0 0 4px;display:flex;flex-wrap:wrap;gap:4px 14px;align-items:baseline}
.slot p{margin:4px 0;text-wrap:pretty;max-width:85ch}
.slot ul{margin:4px 0;padding-left:20px;font-size:14px}
.slot details{font-size:14px;margin-top:6px}
.shares{display:flex;height:16px;width:100%;min-width:120px;border-radius:3px;overflow:hidden;background:var(--soft)}
.shares svg{display:block;border-right:1px solid var(--panel)}
.shares .confirmed{background:var(--confirmed)}
.shares .adjusted{background:repeating-linear-gradient(45deg,var(--adjusted) 0 5px,var(--panel) 5px 7px)}
.shares .refuted{background:repeating-linear-gradient(-45deg,var(--refuted) 0 3px,var(--panel) 3px 5px)}
.shares .inconclusive{background:linear-gradient(var(--panel) 50%,var(--inconclusive) 50%)}
.contents dd{display:flex;flex-wrap:wrap;gap:2px 14px}
.next-page{margin-top:18px}
.prose>p,.prose>ul,.prose>ol,.prose>blockquote{max-width:80ch;margin:12px 0;text-wrap:pretty}
.prose h2{margin-top:36px}
.prose h3{font-size:16px}
.prose img{max-width:100%;height:auto}
@media (prefers-color-scheme:dark){.prose img[src$=".svg"]{filter:invert(1) hue-rotate(180deg);mix-blend-mode:screen}}`;

/** Also for what Swagger UI brings. Not nothing, so that who waits for the end of a motion hears of it. */
const stillness = `
@media (prefers-reduced-motion:reduce){
*,::before,::after{transition-duration:.01ms!important;transition-delay:0s!important;animation-duration:.01ms!important;animation-iteration-count:1!important;scroll-behavior:auto!important}}`;

const print = `
@media print{
:root{--paper:#fff;--panel:#fff;--ink:#000;--muted:#444;--line:#bbb;--soft:#f2f2f2;--accent:#12598f;--confirmed:#17693f;--adjusted:#12598f;--refuted:#a52d22;--inconclusive:#7d5200;--untested:#444}
body{font-size:10.5pt}
body>main,.page{max-width:none;padding:0}
section{margin-top:22pt}
figure,tr,.warnings,.figures,.network{break-inside:avoid}
h2,h3{break-after:avoid}
details::details-content{content-visibility:visible;block-size:auto}
summary{list-style:none;color:inherit;font-weight:600}
.scroll{overflow:visible;background:none}}`;

export const styleSheet: string = [
  colors,
  typography,
  layout,
  tables,
  charts,
  phone,
  servicePages,
  stillness,
  print,
].join('\n');
