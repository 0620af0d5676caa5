"use strict";
const search = document.getElementById("search");
const team = document.getElementById("team");
function filter() {
  const words = search.value.trim().toLowerCase();
  for (const row of document.querySelectorAll("table.filtered tbody tr")) {
    const here = !team.value || row.dataset.team === team.value;
    row.hidden = !(here && row.textContent.toLowerCase().includes(words));
  }
  for (const place of document.querySelectorAll(".chart li")) {
    const here = !team.value || place.dataset.team === team.value || [...place.querySelectorAll("li")].some((below) => below.dataset.team === team.value);
    place.hidden = !(here && place.textContent.toLowerCase().includes(words));
  }
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
