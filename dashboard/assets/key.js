// The legend of a page whose maps have none of their own.
export default function (component) {
  const { data, parentElement } = component;
  const kit = window.claimline;
  const parent = parentElement.querySelector(".cl-entries");
  const ground = getComputedStyle(parent).getPropertyValue("--st-background-color");
  kit.fillLegend(parent, kit.joinLegends(data.lists), kit.paletteOver(ground));
}
