// What a .prj says, as the name of a system that `converterToWgs84` knows. Source: OGC 01-009 (WKT 1), names as ESRI writes them.
import { nameOf } from './crs-member.ts';

const number = (text: string, parameter: string) =>
  Number(new RegExp(`PARAMETER\\["${parameter}",\\s*(-?[\\d.]+)`, 'i').exec(text)?.[1]);
const isChina2000 = (text: string) => /China_?2000|China_Geodetic_Coordinate_System_2000|CGCS_?2000/i.test(text);
const isWgs84 = (text: string) => /WGS_?(19)?84|WGS 84/i.test(text);

/** The name of the system; undefined where it is none that we know (Xi'an 1980, Beijing 1954, a city's own). */
export function systemOf(prj: string): string | undefined {
  const code = /AUTHORITY\["EPSG",\s*"(\d{4,5})"\]\s*\]\s*$/i.exec(prj.trim())?.[1];
  const named = code === undefined ? undefined : nameOf(`EPSG:${code}`);
  if (named !== undefined) return named;
  if (/^\s*GEOGCS/i.test(prj)) return isChina2000(prj) ? 'cgcs2000' : isWgs84(prj) ? 'wgs84' : undefined;
  if (!/^\s*PROJCS/i.test(prj)) return undefined;
  if (/Web_Mercator|Pseudo-Mercator|Mercator_Auxiliary_Sphere/i.test(prj)) return 'EPSG:3857';
  if (!/PROJECTION\["(Gauss_Kruger|Transverse_Mercator)"/i.test(prj)) return undefined;
  const meridian = number(prj, 'Central_Meridian');
  const falseEasting = number(prj, 'False_Easting');
  const scale = number(prj, 'Scale_Factor');
  if (isChina2000(prj) && scale === 1) return gaussKruger(meridian, falseEasting);
  const zone = (meridian + 183) / 6;
  const utm = isWgs84(prj) && Math.abs(scale - 0.9996) < 1e-9 && falseEasting === 500_000 && Number.isInteger(zone);
  if (!utm) return undefined;
  return nameOf(`EPSG:${(number(prj, 'False_Northing') > 0 ? 32_700 : 32_600) + zone}`);
}

/** CGCS2000: 3° zones 25–45 (75°–135°), 6° zones 13–23 (75°–135°), with the zone before the easting or without. */
function gaussKruger(meridian: number, falseEasting: number): string | undefined {
  const third = (meridian - 75) / 3;
  const sixth = (meridian - 75) / 6;
  const zone = (falseEasting - 500_000) / 1_000_000;
  if (falseEasting === 500_000) return Number.isInteger(third) ? nameOf(`EPSG:${4534 + third}`) : undefined;
  if (zone === 25 + third) return nameOf(`EPSG:${4513 + third}`);
  return zone === 13 + sixth ? nameOf(`EPSG:${4491 + sixth}`) : undefined;
}
