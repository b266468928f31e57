// The map of the explorer: regions shaded, other places as circles. It draws the grid that the server wrote into the page.
import * as maplibre from "./vendor/maplibre-gl.mjs";

const data = JSON.parse(document.getElementById("explorer-data").textContent);
const place = document.getElementById("explorer-map");
const caption = document.getElementById("explorer-map-caption");
const written = new Intl.NumberFormat(document.documentElement.lang || "fr", {maximumFractionDigits: 1});
const BOUNDS = [[0.1, 11.6], [16.1, 23.6]];
const dark = matchMedia("(prefers-color-scheme: dark)").matches;

// Of several columns, the map shows their sum, where they may be added; else the last that has a figure: the newest
// period, where they are periods.
function shown() {
  const places = data.place === 0 ? data.rows : data.columns;
  const codes = data.place === 0 ? data.rowCodes : data.columnCodes;
  if (data.sums) {
    return {title: data.sumTitle, list: places.map((name, at) => ({
      name, code: codes[at], value: data.sums[at][0], upper: data.sums[at][1]}))};
  }
  const others = data.place === 0 ? data.columns : data.rows;
  const cell = (grid, at, other) => (data.place === 0 ? grid[at][other] : grid[other][at]);
  const value = (at, other) => cell(data.values, at, other);
  let other = others.length - 1;
  while (other > 0 && places.every((_, at) => value(at, other) == null)) other -= 1;
  return {title: data.by.length > 1 ? others[other] : "",
          list: places.map((name, at) => ({name, code: codes[at], value: value(at, other),
                                           upper: data.uppers ? cell(data.uppers, at, other) : null}))};
}

// A circle is as large as the lower end of an interval; both ends are told.
function told(one) {
  return `${one.name}\u00a0: ${written.format(one.value)}${one.upper == null ? "" : ` – ${written.format(one.upper)}`}`;
}

async function start() {
  maplibre.setWorkerUrl(new URL(place.dataset.worker, location.href).href);
  const outlines = await (await fetch(place.dataset.outlines, {credentials: "same-origin"})).json();
  const {title, list} = shown();
  const byCode = new Map(list.map((one) => [one.code, one]));
  const most = Math.max(1, ...list.map((one) => one.value || 0));
  const shaded = data.level === "region";
  for (const feature of outlines.features) {
    const one = byCode.get(feature.properties.pcode);
    feature.properties.share = shaded && one && one.value != null ? one.value / most : -1;
    feature.properties.text = one && one.value != null ? told(one) : feature.properties.name;
  }
  const points = {type: "FeatureCollection", features: shaded ? [] : list.filter((one) => data.positions[one.code] && one.value != null)
    .map((one) => ({type: "Feature", geometry: {type: "Point", coordinates: [data.positions[one.code][1], data.positions[one.code][0]]},
                    properties: {text: told(one), radius: 4 + 22 * Math.sqrt(one.value / most)}}))};
  const ground = dark ? "#20252b" : "#f3f4f6";
  const map = new maplibre.Map({
    container: place, attributionControl: false, cooperativeGestures: true, bounds: BOUNDS,
    fitBoundsOptions: {padding: 12}, canvasContextAttributes: {preserveDrawingBuffer: true},
    style: {version: 8, sources: {outlines: {type: "geojson", data: outlines}, points: {type: "geojson", data: points}}, layers: [
      {id: "ground", type: "background", paint: {"background-color": ground}},
      {id: "regions", type: "fill", source: "outlines", paint: {"fill-color": [
        "case", ["<", ["get", "share"], 0], dark ? "#2c333b" : "#ffffff",
        ["interpolate", ["linear"], ["get", "share"], 0, dark ? "#17324a" : "#e3eef7", 1, dark ? "#6fb7ee" : "#0b4f86"]]}},
      {id: "borders", type: "line", source: "outlines", paint: {"line-color": dark ? "#8d99a5" : "#5b6670", "line-width": 1}},
      {id: "circles", type: "circle", source: "points", paint: {"circle-radius": ["get", "radius"], "circle-color": "#0072B2",
        "circle-opacity": 0.65, "circle-stroke-color": dark ? "#fff" : "#08395b", "circle-stroke-width": 1}},
    ]},
  });
  // on paper: the whole country, as wide as an A4 page bears
  const whole = () => { map.resize(); map.fitBounds(BOUNDS, {padding: 12, animate: false}); map.redraw(); };
  addEventListener("beforeprint", () => { place.style.width = "640px"; whole(); });
  addEventListener("afterprint", () => { place.style.width = ""; whole(); });
  map.addControl(new maplibre.NavigationControl({showCompass: false}));
  const popup = new maplibre.Popup({closeButton: false, closeOnClick: false});
  for (const layer of ["regions", "circles"]) {
    map.on("mousemove", layer, (event) => popup.setLngLat(event.lngLat).setText(event.features[0].properties.text).addTo(map));
    map.on("mouseleave", layer, () => popup.remove());
  }
  // what stands nowhere on the map is told beneath it, with its figure
  const drawn = new Set(shaded ? outlines.features.map((one) => one.properties.pcode) : Object.keys(data.positions));
  const lost = list.filter((one) => one.value != null && !drawn.has(one.code)).map((one) => told(one));
  caption.textContent = [title, shaded ? caption.dataset.shades : caption.dataset.circles, lost.length ? `${caption.dataset.lost || ""} ${lost.join(", ")}` : ""].filter(Boolean).join(" – ");
  map.on("idle", () => { place.dataset.drawn = "yes"; });
  place.map = map; // to be asked what it shows
}

if (place) start();
