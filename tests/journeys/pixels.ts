// Pictures compared pixel by pixel. The browser decodes them, in a page of its own.
import type { Browser } from 'playwright-core';

/** Channels may differ by this much: edges between pixels. */
const NEAR = 12;

/** How many pixels differ between two pictures of the same size. */
export async function differing(browser: Browser, before: Buffer, after: Buffer): Promise<number> {
  const page = await browser.newPage();
  const pictures = [before, after].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  const count = await page.evaluate(countDiffering, { pictures, near: NEAR });
  await page.close();
  return count;
}

/** How many pixels have a colour, `[red, green, blue]`. */
export async function ofColour(
  browser: Browser,
  png: Buffer,
  colour: readonly [number, number, number],
): Promise<number> {
  const page = await browser.newPage();
  const picture = `data:image/png;base64,${png.toString('base64')}`;
  const count = await page.evaluate(countColour, { picture, colour: [...colour] });
  await page.close();
  return count;
}

/** Runs in the page. */
async function countDiffering({ pictures, near }: { pictures: string[]; near: number }): Promise<number> {
  const data: Uint8ClampedArray[] = [];
  for (const source of pictures) {
    const image = new Image();
    image.src = source;
    await image.decode();
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    pen.drawImage(image, 0, 0);
    data.push(pen.getImageData(0, 0, image.width, image.height).data);
  }
  const [a, b] = data;
  let count = 0;
  for (let at = 0; at < a!.length; at += 4) {
    const far = [0, 1, 2].some((channel) => Math.abs(a![at + channel]! - b![at + channel]!) > near);
    if (far) count += 1;
  }
  return count;
}

/** Runs in the page. */
async function countColour({ picture, colour }: { picture: string; colour: number[] }): Promise<number> {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (colour.every((value, channel) => Math.abs(data[at + channel]! - value) <= 3)) count += 1;
  }
  return count;
}
