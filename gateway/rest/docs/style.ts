/** Style of the reference. Its hash is in the page's policy: it must be put into the page unchanged. */
export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2330, #dfe5ee); --soft: light-dark(#5b6677, #94a0b3); --line: light-dark(#e2e7ee, #2a3240);
  --paper: light-dark(#ffffff, #12161d); --panel: light-dark(#f6f8fb, #1a202a); --accent: light-dark(#0b62d6, #6cb0ff);
  --get: light-dark(#0a6e46, #5fd39f); --post: light-dark(#0b62d6, #6cb0ff); --put: light-dark(#8a5a00, #eebb55); --delete: light-dark(#b3261e, #ff8f86); }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); font: 15px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem 1rem 3rem; border-right: 1px solid var(--line); background: var(--panel); }
nav h1 { margin: 0 0 .25rem; font-size: 1.15rem; }
nav p { margin: 0 0 1rem; color: var(--soft); font-size: .85rem; }
nav h2 { margin: 1.1rem 0 .2rem; font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: flex; gap: .5rem; padding: .1rem 0; font-size: .82rem; overflow-wrap: anywhere; }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 6rem; max-width: 68rem; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
h2.tag { margin: 3rem 0 .5rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line); font-size: 1.5rem; }
article { margin: 1.5rem 0 2.5rem; } article h3 { margin: 0 0 .35rem; font-size: 1.02rem; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 3.6em; font: 700 .72rem/1.6 ui-monospace, monospace; }
.get { color: var(--get); } .post { color: var(--post); } .put, .patch { color: var(--put); } .delete { color: var(--delete); }
.facts { color: var(--soft); font-size: .85rem; }
table { width: 100%; border-collapse: collapse; font-size: .88rem; margin: .4rem 0 .8rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
td p { margin: 0 0 .3rem; }
th { font-weight: 600; color: var(--soft); } td:first-child { white-space: nowrap; }
code, pre { font-family: ui-monospace, monospace; font-size: .86em; }
code { background: var(--panel); padding: .1em .3em; border-radius: 4px; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem; overflow-x: auto; margin: .5rem 0; }
pre code { background: none; padding: 0; }
details { margin: .4rem 0; } summary { cursor: pointer; color: var(--soft); }
.required { color: var(--delete); font-size: .8em; }
@media (max-width: 800px) { body { display: block; } nav { position: static; height: auto; max-height: 40vh; } td:first-child { white-space: normal; } }
`;
