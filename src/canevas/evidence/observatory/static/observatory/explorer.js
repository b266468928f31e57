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
  const value = (at, one) => (turned ? data.values[one][at] : data.values[at][one]);
  const isTime = turned || data.isTime;
  const shown = names.map((name, one) => ({name, one, sum: axis.reduce((sum, _, at) => sum + (value(at, one) || 0), 0)}))
    .sort((a, b) => b.sum - a.sum).slice(0, MOST_SERIES).sort((a, b) => a.one - b.one);
  return {axis, isTime, list: shown.map(({name, one}, index) => ({
    name, type: isTime ? "line" : "bar", connectNulls: false, symbol: SYMBOLS[index % SYMBOLS.length], symbolSize: 7,
    lineStyle: {type: DASHES[Math.floor(index / COLOURS.length) % DASHES.length]},
    data: axis.map((_, at) => value(at, one)),
  }))};
}

function draw(chart) {
  const {axis, isTime, list} = series();
  const ink = dark.matches ? "#d6dbe1" : "#33383e";
  const faint = dark.matches ? "#4a5158" : "#d5d9de";
  const figures = {type: "value", axisLabel: {color: ink, formatter: (number) => written.format(number)},
                   splitLine: {lineStyle: {color: faint}}, name: data.unit, nameTextStyle: {color: ink}};
  const words = {type: "category", data: axis, axisLabel: {color: ink, hideOverlap: isTime}, inverse: !isTime};
  chart.setOption({
    color: COLOURS, animation: false, textStyle: {color: ink, fontFamily: getComputedStyle(document.body).fontFamily},
    grid: {left: 8, right: 16, top: 34, bottom: list.length > 1 ? 56 : 8, containLabel: true},
    legend: {show: list.length > 1, type: "scroll", bottom: 0, textStyle: {color: ink}},
    tooltip: {trigger: "axis", renderMode: "richText",
              valueFormatter: (number) => (number == null ? "–" : written.format(number))},
    xAxis: isTime ? words : figures, yAxis: isTime ? figures : words, series: list,
  }, true);
}

if (place && window.echarts) {
  if (!data.isTime && data.by[1] !== "period") place.style.height = `${Math.max(22, Math.min(60, data.rows.length * 1.6))}rem`;
  const chart = window.echarts.init(place, null, {renderer: "canvas"});
  draw(chart);
  dark.addEventListener("change", () => draw(chart));
  new ResizeObserver(() => chart.resize()).observe(place);
  place.dataset.drawn = "yes";
}
