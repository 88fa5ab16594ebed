import { ImageFault } from './image-fault.ts';

export function tooManyPixels(image: { width: number; height: number }, maxPixels: number): ImageFault {
  return new ImageFault(`has ${image.width} × ${image.height} pixels; ${maxPixels} each way is the most`);
}
