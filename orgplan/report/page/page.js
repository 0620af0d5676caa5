"use strict";
const search = document.getElementById("search");
const team = document.getElementById("team");
function filter() {
  const words = search.value.trim().toLowerCase();
  const said = (place) => place.textContent.toLowerCase().includes(words);
  const named = (place) => said(place) && (!team.value || place.textContent.includes(team.value));
  for (const row of document.querySelectorAll("table.filtered tbody tr")) {
    row.hidden = !(said(row) && (!team.value || row.dataset.team === team.value));
  }
  for (const line of document.querySelectorAll(".searched li, .timeline td div")) {
    line.hidden = !named(line);
  }
  for (const month of document.querySelectorAll(".timeline tbody tr")) {
    month.hidden = !month.querySelector("td div:not([hidden])");
  }
  for (const place of document.querySelectorAll(".chart li")) {
    const here = !team.value || place.dataset.team === team.value || [...place.querySelectorAll("li")].some((below) => below.dataset.team === team.value);
    place.hidden = !(here && said(place));
  }
  const found = "table.filtered tbody tr:not([hidden]), .searched li:not([hidden]), .timeline tbody tr:not([hidden]), .chart li:not([hidden])";
  document.getElementById("nothing").hidden = document.querySelector(found) !== null;
}
search.addEventListener("input", filter);
team.addEventListener("change", filter);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
for (const view of document.querySelectorAll("input[name=view]")) {
  view.addEventListener("change", () => { document.querySelector("table.heat").dataset.view = view.value; });
}
for (const view of document.querySelectorAll("input[name=chart]")) {
  view.addEventListener("change", () => {
    document.querySelectorAll(".chart").forEach((chart, number) => { chart.hidden = number !== Number(view.value); });
  });
}
const money = document.getElementById("money");
if (money) {
  const steps = document.querySelectorAll(".step");
  const dots = document.querySelectorAll(".dot");
  money.addEventListener("input", () => {
    const at = Number(money.value);
    steps.forEach((step, number) => { step.hidden = number !== at; });
    dots.forEach((dot, number) => { dot.classList.toggle("at", number === at); });
    money.setAttribute("aria-valuetext", steps[at].dataset.tooltip);
  });
}
