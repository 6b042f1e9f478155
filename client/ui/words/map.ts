// The map, its controls and its legend.
export const zh = {
  label: '{{city}}地图',
  legend: '图层与图例',
} as const;

export const en = {
  label: 'Map of {{city}}',
  legend: 'Layers and legend',
} as const;
