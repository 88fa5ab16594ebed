/** Why bytes are no image that may be kept; the message completes a sentence about the file. */
export class ImageFault extends Error {
  override name = 'ImageFault';
}
