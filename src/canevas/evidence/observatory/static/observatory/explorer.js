// The chart of the explorer. It draws the grid that the server wrote into the page, the same that the table shows.
const data = JSON.parse(document.getElementById("explorer-data").textContent);
const place = document.getElementById("explorer-chart");
const dark = matchMedia("(prefers-color-scheme: dark)");
// Okabe and Ito's colours, told apart by colour-blind eyes; dashes and symbols tell them apart in black and white
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F", "#F0E442"];
const DASHES = ["solid", "dashed", "dotted"];
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];
const MOST_SERIES = 12;
const written = new Intl.NumberFormat(document.documentElement.lang || "fr", {maximumFractionDigits: 1});

function series() {
  // time runs along the axis, whichever side of the table it stands on
  const turned = !data.isTime && data.by[1] === "period";
  const axis = turned ? data.columns : data.rows;
  const names = turned ? data.rows : data.columns;
  const cell = (grid, at, one) => (turned ? grid[one][at] : grid[at][one]);
  const value = (at, one) => cell(data.values, at, one);
  const upper = (at, one) => (data.uppers ? cell(data.uppers, at, one) : null);
  const told = (number, upper) => (number == null ? "–" : written.format(number) + (upper == null ? "" : ` – ${written.format(upper)}`));
  const isTime = turned || data.isTime;
  const codes = turned ? data.columnCodes : data.rowCodes;
  const breaks = isTime ? codes.flatMap((code, at) => (data.breaks[code] ? [{at: axis[at], text: `▼${data.breaks[code].join(", ")}`}] : [])) : [];
  const shown = names.map((name, one) => ({name, one, sum: axis.reduce((sum, _, at) => sum + (value(at, one) || 0), 0)}))
    .sort((a, b) => b.sum - a.sum).slice(0, MOST_SERIES).sort((a, b) => a.one - b.one);
  return {axis, isTime, breaks, list: shown.map(({name, one}, index) => ({
    name, type: isTime ? "line" : "bar", connectNulls: false, cursor: "default", showAllSymbol: true,
    symbol: SYMBOLS[index % SYMBOLS.length], symbolSize: axis.length * 14 > place.clientWidth ? 4 : 7,
    lineStyle: {type: DASHES[Math.floor(index / COLOURS.length) % DASHES.length]},
    data: axis.map((_, at) => value(at, one)), uppers: axis.map((_, at) => upper(at, one)),
    tooltip: {valueFormatter: (number, at) => told(number, upper(at, one))},
  }))};
}

// It makes room on the axis, and is not seen.
function unseen(data, more = {}) {
  return {name: "", type: "line", symbol: "none", lineStyle: {opacity: 0}, tooltip: {show: false}, data, ...more};
}

// An interval: from its lower end, where the bar or the point is, a line to its upper one, with a cap at both.
function intervals({data: lowers, uppers}, isTime) {
  const end = (at, figure) => ({coord: isTime ? [at, figure] : [figure, at]});
  return uppers.flatMap((upper, at) => (upper == null ? [] : [[end(at, lowers[at]), end(at, upper)]]));
}

function marked(one, isTime, breaks, ink) {
  return {silent: true, animation: false, symbol: "rect", symbolSize: [9, 1.5], label: {show: false},
    lineStyle: {type: "solid", width: 1.5, ...(isTime ? {} : {color: ink})}, ...(isTime ? {} : {itemStyle: {color: ink}}),
    data: [...intervals(one, isTime), ...breaks.map(({at, text}) => ({xAxis: at, name: text, symbol: "none",
      label: {show: true, color: ink, formatter: text}, lineStyle: {color: ink, type: "dashed", width: 1}}))]};
}

// What is foreseen stands after what was counted: a dashed line from the last figure, between the ends of the interval.
function ahead(axis, list) {
  if (!data.ahead.length || list.length !== 1) return axis;
  const start = axis.length, before = Array(start).fill(null);
  const last = list[0].data.findLastIndex((value) => value != null);
  const line = [...before, ...data.ahead.map((one) => one.value)];
  line[last] = list[0].data[last];
  const bound = (ends, more) => unseen([...before, ...ends], {stack: "interval", ...more});
  list.push(bound(data.ahead.map((one) => one.low)),
    bound(data.ahead.map((one) => one.high - one.low), {areaStyle: {color: COLOURS[0], opacity: 0.2}}),
    {name: place.dataset.ahead, type: "line", symbol: "emptyCircle", symbolSize: 7, itemStyle: {color: COLOURS[0]},
     lineStyle: {type: "dashed", color: COLOURS[0]}, data: line});
  return [...axis, ...data.ahead.map((one) => one.name)];
}

function draw(chart, printing = false) {
  const {axis: told, isTime, breaks, list} = series();
  const counted = list.length;
  const axis = ahead(told, list);
  const isDark = dark.matches && !printing;
  const ink = isDark ? "#d6dbe1" : "#33383e";
  const faint = isDark ? "#4a5158" : "#d5d9de";
  const figures = {type: "value", splitNumber: isTime ? 5 : Math.max(2, Math.floor(place.clientWidth / 120)), axisLabel: {color: ink, hideOverlap: true, formatter: (number) => written.format(number)},
                   splitLine: {lineStyle: {color: faint}}, name: data.unit, nameTextStyle: {color: ink},
                   ...(isTime ? {} : {nameLocation: "middle", nameGap: 28})};
  list.slice(0, counted).forEach((one, at) => { one.markLine = marked(one, isTime, at ? [] : breaks, ink); });
  const reach = data.uppers ? [unseen(axis.map((_, at) => Math.max(...list.slice(0, counted).map((one) => one.uppers[at] || 0)) || null))] : [];
  const words = {type: "category", data: axis, axisLabel: {color: ink, hideOverlap: isTime}, inverse: !isTime};
  chart.setOption({
    color: COLOURS, animation: false, textStyle: {color: ink, fontFamily: getComputedStyle(document.body).fontFamily},
    grid: {left: 8, right: 16, top: 34, bottom: (list.length > 1 ? 56 : 8) + (isTime ? 0 : 20), containLabel: true},
    legend: {show: counted > 1 || list.length > counted, type: "scroll", bottom: 0, textStyle: {color: ink},
             data: list.map((one) => one.name).filter(Boolean)},
    aria: {enabled: true, label: {enabled: false}, decal: {show: !isTime && counted > 1}},
    tooltip: {trigger: "axis", renderMode: "richText",
              valueFormatter: (number) => (number == null ? "–" : written.format(number))},
    xAxis: isTime ? words : figures, yAxis: isTime ? figures : words, series: [...list, ...reach],
  }, true);
}

if (place && window.echarts) {
  if (!data.isTime && data.by[1] !== "period") place.style.height = `${Math.max(22, Math.min(60, data.rows.length * 1.6))}rem`;
  const chart = window.echarts.init(place, null, {renderer: "canvas"});
  draw(chart);
  dark.addEventListener("change", () => draw(chart));
  new ResizeObserver(() => chart.resize()).observe(place);
  // on paper: as wide as an A4 page bears, on white
  addEventListener("beforeprint", () => { chart.resize({width: 680, height: 340}); draw(chart, true); });
  addEventListener("afterprint", () => { chart.resize({width: "auto", height: "auto"}); draw(chart); });
  place.dataset.drawn = "yes";
}
