/** An image of one frame, with nothing in it but what draws it. */
export interface StillImage {
  media_type: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
  content: Buffer;
}
