/** The one style sheet of the page: system fonts, nothing loaded from elsewhere, light and dark. */
export const LOOK = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --card: #ffffff; --ink: #1e1f21; --soft: #6d6e6f; --line: #e9e6e1; --hover: #f5f2ee;
  --accent: #c8553d; --fresh: #fff1c2; --shadow: 0 1px 2px #0000000a, 0 4px 16px #0000000a;
  --green: #d3eedd; --green-ink: #12603b; --yellow: #fbeebf; --yellow-ink: #6d5200; --red: #fbd9d5; --red-ink: #93291c;
  --blue: #d6e6fb; --blue-ink: #1f4f8f; --purple: #e7defa; --purple-ink: #57379a; --orange: #fde0c8; --orange-ink: #84430d;
  --pink: #fbdcec; --pink-ink: #8a2a5c; --gray: #ebe9e6; --gray-ink: #55565a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1b1c1e; --card: #232426; --ink: #f0efed; --soft: #a2a09c; --line: #36373a; --hover: #2b2c2f;
    --accent: #f0866f; --fresh: #4d431d; --shadow: none;
    --green: #1d4531; --green-ink: #b9ecce; --yellow: #4b3f12; --yellow-ink: #f4e1a1; --red: #582620; --red-ink: #fbc9c2;
    --blue: #1f3a5d; --blue-ink: #c4dcfb; --purple: #3c2f5c; --purple-ink: #dccffa; --orange: #57351a; --orange-ink: #fdd5b3;
    --pink: #572541; --pink-ink: #fbcfe5; --gray: #3b3c3f; --gray-ink: #cfcdc9;
  }
}
* { box-sizing: border-box; }
html { font: 14px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
body { margin: 0; background: var(--paper); color: var(--ink); display: grid; min-height: 100vh;
  grid-template: auto 1fr / 220px minmax(0, 1fr) 300px; grid-template-areas: "top top top" "side main feed"; }
a { color: inherit; text-decoration: none; }
a:hover { color: var(--accent); }
h1 { font-size: 22px; line-height: 1.25; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 15px; margin: 0; }
h3 { font-size: 12px; margin: 0 0 8px; color: var(--soft); font-weight: 600; }
p { margin: 0; }
small, .soft { color: var(--soft); }
small { font-size: 12px; }

header { grid-area: top; display: flex; align-items: center; gap: 16px; padding: 10px 20px; border-bottom: 1px solid var(--line);
  background: var(--card); position: sticky; top: 0; z-index: 3; }
header .home { font-weight: 650; display: flex; align-items: center; gap: 8px; }
header .home::before { content: ""; width: 18px; height: 18px; border-radius: 6px; background: linear-gradient(135deg, var(--accent), #e6a15a); }
header .hint { color: var(--soft); font-size: 13px; }
header form { margin-left: auto; display: flex; align-items: center; gap: 8px; }
nav { grid-area: side; padding: 20px 12px; border-right: 1px solid var(--line); }
nav a { display: flex; align-items: center; gap: 10px; padding: 6px 10px; border-radius: 8px; overflow-wrap: anywhere; }
nav a:hover { background: var(--hover); color: inherit; }
nav a[aria-current] { background: var(--hover); font-weight: 600; }
nav a.portfolio { margin-top: 14px; font-weight: 600; }
nav a.portfolio:first-child { margin-top: 0; }
nav a.project { padding-left: 20px; }
nav .dot { flex: none; width: 9px; height: 9px; border-radius: 3px; background: var(--gray-ink); opacity: .4; }
nav .dot.green { background: #58a878; opacity: 1; } nav .dot.yellow { background: #e0b436; opacity: 1; }
nav .dot.red { background: #d5604f; opacity: 1; } nav .dot.blue { background: #5a8fd6; opacity: 1; }
main { grid-area: main; padding: 24px 28px 60px; min-width: 0; }
aside { grid-area: feed; border-left: 1px solid var(--line); padding: 20px 18px; }
aside h3 { margin-bottom: 14px; }
aside section { border-left: 2px solid var(--line); margin-left: 3px; padding: 0 0 16px 14px; position: relative; font-size: 13px; overflow-wrap: anywhere; }
aside section::before { content: ""; position: absolute; left: -5px; top: 6px; width: 8px; height: 8px; border-radius: 50%; background: #5a8fd6; }
aside section.service::before { background: var(--accent); }
aside ul { list-style: none; margin: 2px 0 0; padding: 0; }
aside li { padding: 2px 0; }
aside li a { font-weight: 550; }
aside summary { margin: 4px 0; }

.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 14px; margin-bottom: 18px; }
.head .about { flex-basis: 100%; max-width: 70ch; color: var(--soft); }
.tabs { display: flex; gap: 18px; border-bottom: 1px solid var(--line); margin-bottom: 20px; }
.tabs a { padding: 6px 0; margin-bottom: -1px; color: var(--soft); border-bottom: 2px solid transparent; }
.tabs a[aria-current] { color: var(--ink); border-color: var(--ink); font-weight: 600; }
.figures { display: flex; flex-wrap: wrap; gap: 10px; margin: 0 0 22px; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 7px 13px; }
.figures progress { display: none; }
.figures dt { font-size: 12px; color: var(--soft); }
.figures dd { margin: 1px 0 0; font-size: 16px; font-weight: 600; min-height: 25px; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); }
.scroll { overflow-x: auto; margin-bottom: 26px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; white-space: nowrap; }
th { text-align: left; vertical-align: bottom; line-height: 1.25; white-space: normal; min-width: 64px; font-size: 12px; font-weight: 500; color: var(--soft); padding: 9px 9px; border-bottom: 1px solid var(--line); }
td { padding: 0 9px; height: 40px; border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
tbody tr:hover td { background: var(--hover); }
th:first-child, td:first-child { position: sticky; left: 0; background: var(--card); z-index: 1; white-space: normal; min-width: 210px; max-width: 320px; padding-left: 14px; }
th:first-child { padding-left: 14px; }
td:first-child { padding-block: 6px; }
tr.section td { background: var(--paper); font-weight: 650; height: 38px; }
tr.section:hover td { background: var(--paper); }
tr.add td { height: 36px; }
tr.done a { color: var(--soft); text-decoration: line-through; text-decoration-color: var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.task { display: flex; align-items: center; gap: 9px; }
.late { color: var(--red-ink); }
.fresh { animation: fresh 4s ease-out; }
@keyframes fresh { from { background: var(--fresh); } }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none; outline: 2px solid var(--fresh); } }

.pill { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: 12.5px; font-weight: 550; white-space: nowrap; background: var(--gray); color: var(--gray-ink); }
.pill.green { background: var(--green); color: var(--green-ink); } .pill.yellow { background: var(--yellow); color: var(--yellow-ink); }
.pill.red { background: var(--red); color: var(--red-ink); } .pill.blue { background: var(--blue); color: var(--blue-ink); }
.pill.purple { background: var(--purple); color: var(--purple-ink); } .pill.orange { background: var(--orange); color: var(--orange-ink); }
.pill.pink { background: var(--pink); color: var(--pink-ink); }
.share { display: inline-flex; align-items: center; justify-content: space-between; gap: 7px; min-width: 82px; font-variant-numeric: tabular-nums; }
progress { appearance: none; width: 26px; height: 5px; border: 0; border-radius: 3px; overflow: hidden; background: var(--gray); }
progress::-webkit-progress-bar { background: var(--gray); }
progress::-webkit-progress-value { background: var(--soft); border-radius: 3px; }
progress::-moz-progress-bar { background: var(--soft); border-radius: 3px; }
.face { display: inline-grid; place-items: center; width: 24px; height: 24px; border-radius: 50%; font-size: 10px; font-weight: 650; flex: none; background: var(--gray); color: var(--gray-ink); }
.face.f0 { background: var(--purple); color: var(--purple-ink); } .face.f1 { background: var(--blue); color: var(--blue-ink); }
.face.f2 { background: var(--green); color: var(--green-ink); } .face.f3 { background: var(--orange); color: var(--orange-ink); }
.face.f4 { background: var(--pink); color: var(--pink-ink); } .face.f5 { background: var(--yellow); color: var(--yellow-ink); }
.who { display: inline-flex; align-items: center; gap: 8px; }

input, select, textarea, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 5px 9px; max-width: 100%; }
textarea { width: 100%; min-height: 76px; resize: vertical; }
button { cursor: pointer; font-weight: 550; }
button:hover { border-color: var(--soft); }
button.main { background: var(--ink); color: var(--paper); border-color: var(--ink); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
form.cell { display: inline-flex; align-items: center; gap: 4px; margin: 0 -9px; }
form.cell input, form.cell select { border-color: transparent; background: transparent; padding: 3px 8px; }
form.cell input { width: 84px; }
form.cell input[inputmode=decimal] { text-align: right; font-variant-numeric: tabular-nums; }
tr:hover form.cell input, tr:hover form.cell select, form.cell :focus { border-color: var(--line); background: var(--card); }
form.over { position: relative; margin: 0; min-width: 72px; min-height: 28px; }
form.over > select, form.over > input { position: absolute; inset: 0 auto 0 -8px; opacity: 0; min-width: 100%; cursor: pointer; }
form.over:hover .shown { text-decoration: underline; text-decoration-color: var(--soft); text-underline-offset: 3px; }
form.over > :focus-visible { opacity: 1; z-index: 2; }
form.cell button { display: none; padding: 3px 7px; font-size: 12px; }
form.cell:focus-within button { display: inline-block; }
form.add { display: flex; gap: 8px; }
form.add input { border-color: transparent; background: transparent; width: 100%; }
form.add button { visibility: hidden; } form.add:focus-within button { visibility: visible; }
form.check { display: inline-flex; }
button.check { width: 19px; height: 19px; padding: 0; border-radius: 50%; border: 1.5px solid var(--soft); color: transparent; font-size: 11px; line-height: 1; background: none; flex: none; }
button.check:hover { color: var(--green-ink); border-color: var(--green-ink); }
button.check[aria-pressed=true] { background: var(--green); border-color: var(--green-ink); color: var(--green-ink); }
.milestone button.check { border-radius: 3px; transform: rotate(45deg) scale(.8); }
.js .noscript { display: none; }

.two { display: grid; grid-template-columns: minmax(0, 1fr) 320px; gap: 28px; align-items: start; }
.facts { padding: 14px 18px; }
.facts form.row, .facts .row { display: grid; grid-template-columns: 112px minmax(0, 1fr); align-items: center; gap: 8px; min-height: 38px; }
.facts .row > span:last-child { min-width: 0; }
.facts .edit :is(input, select) { width: 100%; }
.facts .edit select { width: auto; }
.facts label, .facts .row > span:first-child { color: var(--soft); font-size: 13px; }
.facts form .edit { display: flex; gap: 6px; } .facts form .edit button { display: none; } .facts form:focus-within .edit button { display: inline-block; }
.facts hr { border: 0; border-top: 1px solid var(--line); margin: 8px 0; }
form.title { flex: 1; min-width: 0; display: flex; gap: 6px; }
.head.task { flex-wrap: nowrap; align-items: center; }
.title input { font-size: 22px; font-weight: 650; border-color: transparent; background: transparent; width: 100%; padding: 2px 8px; margin-left: -8px; letter-spacing: -0.01em; }
.title input:hover { border-color: var(--line); }
.rich { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 74ch; }
.rich ul, .rich ol { margin: 4px 0 12px; padding-left: 22px; white-space: normal; }
.rich ul { list-style: disc; }
.update .rich { max-width: 92ch; }
.rich li { white-space: pre-wrap; }
.rich h1 { font-size: 17px; margin: 10px 0 4px; } .rich h2 { font-size: 15px; margin: 10px 0 4px; }
.rich a { color: var(--blue-ink); } .rich .mention { color: var(--blue-ink); }
.rich code { background: var(--gray); border-radius: 4px; padding: 0 4px; }
.rich blockquote { margin: 4px 0; padding-left: 12px; border-left: 3px solid var(--line); }
.block { margin-bottom: 26px; }
.talk { list-style: none; margin: 0; padding: 0; }
.talk li.says { display: grid; grid-template-columns: 24px minmax(0, 1fr); gap: 10px; padding: 10px 0; }
.talk li.did { line-height: 1.45; padding: 3px 0 3px 34px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
.update { padding: 18px 22px; margin-bottom: 18px; border-left: 4px solid var(--gray-ink); }
.update.green { border-left-color: #58a878; } .update.yellow { border-left-color: #e0b436; } .update.red { border-left-color: #d5604f; } .update.blue { border-left-color: #5a8fd6; }
.update header { all: unset; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; margin-bottom: 10px; }
.update h2 { font-size: 16px; flex-basis: 100%; }
details summary { cursor: pointer; color: var(--soft); margin-bottom: 10px; }
form.post { display: grid; gap: 10px; padding: 16px 18px; margin-bottom: 20px; justify-items: start; }
form.post input[name=title] { width: 100%; }
.notice { position: fixed; left: 50%; bottom: 24px; transform: translateX(-50%); background: var(--ink); color: var(--paper); padding: 10px 18px; border-radius: 10px; box-shadow: 0 6px 24px #0003; z-index: 9; max-width: calc(100vw - 32px); }
.empty { color: var(--soft); padding: 14px 0; }

@media (max-width: 1320px) {
  body { grid-template: auto 1fr auto / 200px minmax(0, 1fr); grid-template-areas: "top top" "side main" "side feed"; }
  aside { border-left: 0; border-top: 1px solid var(--line); padding-inline: 28px; }
}
@media (max-width: 760px) {
  header .hint { display: none; }
  body { display: block; }
  header { flex-wrap: wrap; padding: 8px 14px; gap: 8px 12px; }
  nav { display: flex; gap: 6px; overflow-x: auto; padding: 8px 10px; border-right: 0; border-bottom: 1px solid var(--line); }
  nav a, nav a.portfolio, nav a.project { margin: 0; padding: 5px 11px; white-space: nowrap; background: var(--card); border: 1px solid var(--line); }
  main { padding: 18px 14px 40px; }
  aside { padding: 18px 14px; }
  th:first-child, td:first-child { min-width: 168px; max-width: 190px; }
  .two { display: block; }
  .facts { margin: 0 0 24px; }
  input, select, textarea { font-size: 16px; }
}
`
