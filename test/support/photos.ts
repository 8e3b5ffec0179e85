// Photos as phones write them, made when a test needs them.
import sharp from 'sharp';

/** 22.7651 N, 112.9642 E, with a phone's name and a time. */
export const phonePhoto = (): Promise<Buffer> => sharp({ create: { width: 60, height: 40, channels: 3, background: '#888888' } })
  .withExif({
    IFD0: { Make: 'DemoPhone', Model: 'X-9', DateTime: '2026:03:08 09:12:44' },
    IFD2: { DateTimeOriginal: '2026:03:08 09:12:44' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 45/1 5436/100', GPSLongitudeRef: 'E', GPSLongitude: '112/1 57/1 5112/100' },
  })
  .jpeg().toBuffer();

/** The same picture with nothing beside it. */
export const plainPhoto = (): Promise<Buffer> => sharp({ create: { width: 60, height: 40, channels: 3, background: '#888888' } }).jpeg().toBuffer();
