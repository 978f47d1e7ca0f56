// The interactive charts of the section "Look closer".
(function () {
  "use strict";
  var section = document.getElementById("explorer");
  if (!section || typeof echarts === "undefined") { return; }
  var data = JSON.parse(document.getElementById("explorer-data").textContent);
  var place = document.getElementById("explorer-chart");
  var caption = document.getElementById("explorer-caption");
  var scenarioOf = document.getElementById("explorer-scenario");
  var viewOf = document.getElementById("explorer-view");
  var sorted = document.getElementById("explorer-sort");
  var night = window.matchMedia("(prefers-color-scheme: dark)");
  var divisor = { k: 1e3, M: 1e6, bn: 1e9 }[data.unit.split(" ")[0]] || 1;
  var chart = null;

  function ink(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function money(amount) { return amount / divisor; }
  function escaped(text) {
    return String(text).replace(/[&<>"]/g, function (sign) { return { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" }[sign]; });
  }
  function palette(family) { return data[family][night.matches ? "dark" : "light"]; }
  function colourOf(option) { return palette("optionColours")[option.position % palette("optionColours").length]; }
  function keyOf(option) {
    return { mean: option.mean, groups: option.mean, range: option.p50, years: option.mean, chance: option.chance }[viewOf.value];
  }

  function lines(all) { return all.filter(Boolean).map(escaped).join("<br>"); }

  // A line from low to high with a mark at the value; a ring where the trials do not tell the option from the lowest.
  function marks(options, low, value, high, text) {
    return {
      type: "custom",
      data: options.map(function (option, index) { return { value: [value(option), index, low(option), high(option)], option: option }; }),
      encode: { x: [0, 2, 3], y: 1 },
      tooltip: { formatter: function (entry) { return "<b>" + escaped(entry.data.option.name) + "</b><br>" + text(entry.data.option); } },
      renderItem: function (parameters, api) {
        var option = options[parameters.dataIndex];
        var at = api.coord([api.value(0), api.value(1)]), from = api.coord([api.value(2), api.value(1)]), to = api.coord([api.value(3), api.value(1)]);
        var colour = colourOf(option);
        var line = { stroke: colour, lineWidth: 3 };
        return { type: "group", children: [
          { type: "line", shape: { x1: from[0], y1: at[1], x2: to[0], y2: at[1] }, style: line },
          { type: "line", shape: { x1: from[0], y1: at[1] - 6, x2: from[0], y2: at[1] + 6 }, style: line },
          { type: "line", shape: { x1: to[0], y1: at[1] - 6, x2: to[0], y2: at[1] + 6 }, style: line },
          { type: "circle", shape: { cx: at[0], cy: at[1], r: 7 }, style: { fill: option.told ? colour : ink("--paper"), stroke: colour, lineWidth: 3 } }
        ] };
      }
    };
  }

  var views = {
    mean: function (options) {
      return {
        caption: "Mean cost over the horizon, 95 % intervals; a ring: the trials do not tell it from the lowest",
        axis: data.unit + ", " + data.valuation,
        close: true,
        series: [marks(options,
          function (option) { return money(option.low); }, function (option) { return money(option.mean); }, function (option) { return money(option.high); },
          function (option) { return lines(["Mean " + option.meanText, option.standing]); })]
      };
    },
    groups: function (options) {
      return {
        caption: "Mean cost by group; point at a part for its mean and 95 % interval",
        axis: data.unit + ", " + data.valuation,
        legend: true,
        series: data.groups.map(function (name, group) {
          return {
            type: "bar", stack: "cost", name: name, itemStyle: { color: palette("groupColours")[group] },
            data: options.map(function (option) { return { value: money(option.groups[group]), option: option }; }),
            tooltip: { formatter: function (entry) {
              return "<b>" + escaped(entry.data.option.name) + "</b><br>" + lines([name + ": " + entry.data.option.groupTexts[group], "of a mean of " + entry.data.option.meanText]);
            } }
          };
        })
      };
    },
    range: function (options) {
      return {
        caption: "Median and the range from the 5th to the 95th percentile of the trials",
        axis: data.unit + ", " + data.valuation,
        close: true,
        series: [marks(options,
          function (option) { return money(option.p05); }, function (option) { return money(option.p50); }, function (option) { return money(option.p95); },
          function (option) {
            return lines(["5th percentile " + option.rangeTexts[0], "median " + option.rangeTexts[1], "95th percentile " + option.rangeTexts[2],
              "99th percentile " + option.rangeTexts[3], "mean of the worst 5 % " + option.rangeTexts[4]]);
          })]
      };
    },
    chance: function (options) {
      return {
        caption: "Chance to cost more than " + data.appetite.text + ", 95 % intervals; tolerated: " + data.appetite.tolerated,
        axis: "% of trials",
        series: [marks(options,
          function (option) { return 100 * option.chanceLow; }, function (option) { return 100 * option.chance; }, function (option) { return 100 * option.chanceHigh; },
          function (option) { return lines([option.chanceText]); })]
      };
    }
  };

  function byOption(options, view) {
    var axisInk = ink("--muted"), grid = ink("--line");
    return {
      grid: { left: 8, right: 28, top: view.legend ? 40 : 12, bottom: 40, containLabel: true },
      legend: view.legend ? { top: 0, textStyle: { color: ink("--ink") } } : undefined,
      xAxis: { type: "value", scale: Boolean(view.close), name: view.axis, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: axisInk }, axisLabel: { color: axisInk },
        splitLine: { lineStyle: { color: grid } } },
      yAxis: { type: "category", inverse: true, data: options.map(function (option) { return option.name; }),
        axisLabel: { color: ink("--ink"), fontSize: 14, width: Math.min(200, place.clientWidth / 3), overflow: "break" },
        axisTick: { show: false }, axisLine: { lineStyle: { color: axisInk } } },
      series: view.series
    };
  }

  function overYears(options) {
    var axisInk = ink("--muted");
    var sums = options.map(function (option) {
      var sum = 0;
      return option.years.map(function (year) { sum += year; return money(sum); });
    });
    return {
      grid: { left: 8, right: 24, top: 40, bottom: 16, containLabel: true },
      legend: { top: 0, textStyle: { color: ink("--ink") } },
      xAxis: { type: "category", data: data.years.map(function (id) { return id.replace("-", " "); }), axisLabel: { color: axisInk }, axisLine: { lineStyle: { color: axisInk } } },
      yAxis: { type: "value", axisLabel: { color: axisInk }, splitLine: { lineStyle: { color: ink("--line") } } },
      series: options.map(function (option, index) {
        return { type: "line", name: option.name, data: sums[index], symbolSize: 8, itemStyle: { color: colourOf(option) }, lineStyle: { width: 3 },
          tooltip: { formatter: function (entry) {
            return "<b>" + escaped(option.name) + "</b><br>" + lines([entry.name + ": " + entry.value.toPrecision(3) + " " + data.unit + " so far"]);
          } } };
      })
    };
  }

  function draw() {
    var scenario = data.scenarios.filter(function (found) { return found.id === scenarioOf.value; })[0];
    var options = scenario.options.slice();
    if (sorted.checked) { options.sort(function (one, other) { return keyOf(one) - keyOf(other); }); }
    var years = viewOf.value === "years";
    var view = years ? { caption: "Mean cost from the start to the end of each year, " + data.unit + ", " + data.valuation } : views[viewOf.value](options);
    var settings = years ? overYears(options) : byOption(options, view);
    settings.animation = false;
    settings.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily };
    settings.tooltip = { trigger: "item", confine: true, backgroundColor: ink("--card"), borderColor: ink("--line"), textStyle: { color: ink("--ink") } };
    caption.textContent = scenario.name + ". " + view.caption + ". " + scenario.trials + ".";
    place.setAttribute("aria-label", caption.textContent + " " + options.map(function (option) { return option.name + ": " + option.meanText; }).join("; "));
    place.style.height = (years ? 420 : 90 + 52 * options.length + (view.legend ? 40 : 0)) + "px";
    if (chart) { chart.dispose(); }
    chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(settings);
  }

  section.hidden = false;
  [scenarioOf, viewOf, sorted].forEach(function (control) { control.addEventListener("change", draw); });
  night.addEventListener("change", draw);
  window.addEventListener("resize", draw);
  document.querySelectorAll("a[data-explorer]").forEach(function (link) { link.parentElement.hidden = false; });
  draw();
})();
